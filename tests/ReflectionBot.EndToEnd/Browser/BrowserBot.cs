using System.Collections.Concurrent;
using System.Diagnostics;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>The real bot as a process of its own, on a free port, with folders that are gone afterwards. Stopped by its id.</summary>
public sealed class BrowserBot : IAsyncDisposable
{
    // Said once, by the bot itself: where its store takes long, something else listens before, on a port of its own.
    private const string Ready = "ReflectionBot is running. Open ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reflectionbot-browser-");
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _printed = new();
    private readonly Process _process;

    private BrowserBot(IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, "--urls", "http://127.0.0.1:0", $"--Storage:Folder={_folder}", $"--Web:DataFolder={_folder}"])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"the bot ended: {Printed}"));
    }

    /// <summary>Where its page is.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>All that it printed so far.</summary>
    public string Printed => string.Join('\n', _printed);

    private static string Dll => Path.Combine(AppContext.BaseDirectory, "ReflectionBot.dll");

    /// <summary>Why there is no bot with a page beside the tests; null if there is one.</summary>
    public static string? Missing()
    {
        string[] needed = ["ReflectionBot.dll", "ReflectionBot.runtimeconfig.json", "wwwroot/index.html", "wwwroot/vendor/directline.js", "wwwroot/vendor/adaptivecards.min.js"];
        var missing = needed.Where(file => !File.Exists(Path.Combine(AppContext.BaseDirectory, file))).ToList();
        return missing.Count == 0 ? null : $"the bot beside the tests is not complete ({string.Join(", ", missing)}): install Node 20 with npm and build again";
    }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="environment">What stands in its environment besides.</param>
    public static async Task<BrowserBot> StartAsync(CancellationToken cancel, params IEnumerable<(string Name, string Value)> environment)
    {
        var bot = new BrowserBot(environment);
        try
        {
            bot._process.Start();
            bot._process.BeginOutputReadLine();
            bot._process.BeginErrorReadLine();
            bot.Address = await bot._ready.Task.WaitAsync(Patience, cancel);
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _printed.Enqueue(line);
        if (line.IndexOf(Ready, StringComparison.Ordinal) is >= 0 and var at)
        {
            _ready.TrySetResult(new(line[(at + Ready.Length)..].Split(' ')[0]));
        }
    }
}
