using System.Diagnostics;
using ReflectionBot.EndToEnd.Kill;

namespace ReflectionBot.EndToEnd.Newcomer;

/// <summary>
/// What somebody does who has never seen this code: adds a command, work for later, a kind of message and a question set in the files that
/// CONTRIBUTING names and in no others, builds the bot and uses them.
/// </summary>
public sealed class NewcomerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_CONTRIBUTING_says_is_all_that_has_to_be_written()
    {
        var table = File.ReadAllLines(Path.Combine(Root(), "CONTRIBUTING.md"));
        foreach (var addition in Addition.All)
        {
            var row = Assert.Single(table, l => l.StartsWith($"| {addition.Row} |", StringComparison.Ordinal));
            Assert.All(addition.Written, w => Assert.True(Names(row, w.File), $"the row of {addition.Row} does not say {w.File}"));
        }

        // A command without words of its own is one file, work for later a file and a line, a question set a file.
        Assert.Equal([1, 1, 2, 5, 1], Addition.All.Select(a => a.Written.Count));
        var folder = Directory.CreateTempSubdirectory("reflectionbot-newcomer-").FullName;
        try
        {
            Copy(Path.Combine(Root(), "src"), Path.Combine(folder, "src"));
            foreach (var file in Directory.EnumerateFiles(Root()).Where(f => Path.GetExtension(f) is ".props" or ".txt" or ".json" or ".config"))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            foreach (var addition in Addition.All)
            {
                addition.WriteInto(folder);
            }

            await BuildAsync(folder);
            await UseAsync(Directory.CreateDirectory(Path.Combine(folder, "data")).FullName, Path.Combine(folder, "out", "ReflectionBot.dll"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>By its name, or as one more in a folder that is named.</summary>
    private static bool Names(string row, string file) => row.Contains(Path.GetFileName(file), StringComparison.Ordinal)
        || Ancestors(file).Any(folder => row.Contains($"`{folder}`", StringComparison.Ordinal) || row.Contains($"`{Path.GetFileName(folder)}`", StringComparison.Ordinal))
        || (row.Contains("in the room it is about", StringComparison.Ordinal) && file.StartsWith("src/ReflectionBot.Application/", StringComparison.Ordinal));

    private static IEnumerable<string> Ancestors(string file)
    {
        for (var folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            yield return folder.Replace('\\', '/');
        }
    }

    /// <summary>Sources only: what was built from them knows other places.</summary>
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from).Where(f => Path.GetFileName(f) is not ("bin" or "obj")))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    private static async Task BuildAsync(string folder)
    {
        // Without analyzers: what they ask for, such as comments, is not what this is about, and they take longer than all the rest.
        string[] line = ["build", Path.Combine("src", "ReflectionBot"), "-o", "out", "-v", "q", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-p:GenerateDocumentationFile=false"];
        var start = new ProcessStartInfo("dotnet", line) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // Nothing that was started here stays behind.
        using var build = Process.Start(start)!;
        var said = await build.StandardOutput.ReadToEndAsync(Cancel);
        await build.WaitForExitAsync(Cancel);
        Assert.True(build.ExitCode == 0, said);
    }

    private static async Task UseAsync(string data, string program)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(3)); // What is not said by then is not said at all.
        var cancel = patience.Token;
        await using var bot = new BotProcess(data, program);
        await bot.StartAsync(cancel);
        using var gate = new Gate();
        gate.Free();
        using var channel = new StubbornClient("ana", "tryout-housing", bot, gate);
        using var ana = new StubbornClient("ana", null, bot, gate);
        using var amir = new StubbornClient("amir", null, bot, gate);
        await channel.SayAsync("help rounds", cancel);
        await channel.SeeAsync("`tea` - puts the kettle on.", cancel);
        await channel.SayAsync("tea", cancel);
        await channel.SeeAsync("The tea is ready\nwith milk\nwithout", cancel);
        await ana.SayAsync("set questions tea-en", cancel);
        await ana.SeeAsync("The next round asks the 2 questions of tea-en.", cancel);
        await channel.SayAsync("start \"Focus groups complete\"", cancel);
        await amir.SeeAsync("Before you start", cancel);
        await amir.SayAsync("i agree", cancel);
        await amir.SayAsync("one at a time", cancel);
        await amir.SeeAsync("1 of 2 Which tea did you drink?", cancel);
    }

    private static string Root()
    {
        for (var folder = AppContext.BaseDirectory; ; folder = Path.GetDirectoryName(folder)!)
        {
            if (File.Exists(Path.Combine(folder, "ReflectionBot.sln")))
            {
                return folder;
            }
        }
    }
}
