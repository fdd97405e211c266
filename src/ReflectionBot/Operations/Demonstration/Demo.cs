using System.Diagnostics;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Checks;

namespace ReflectionBot.Operations.Demonstration;

/// <summary>
/// Plays one whole round through the real bot: its web chat over HTTP, dialogs, store, coder and digest, in a temporary folder. Each stage is
/// checked; if one does not happen, the demo ends with exit code 1.
/// </summary>
internal static class Demo
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Plays the demo.</summary>
    /// <returns>0 if all stages happened.</returns>
    public static async Task<int> RunAsync(TextWriter output, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("reflectionbot-demo-");
        try
        {
            var code = 0;
            var failed = await StartFailures.SayAsync(output, async () => code = await PlayAsync(folder.FullName, output, cancel));
            return failed != 0 ? failed : code;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> PlayAsync(string folder, TextWriter output, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var screen = new DemoScreen(output);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        await using var app = Bot.Build(["--Urls", "http://127.0.0.1:0", "--Storage:Folder", folder, "--Web:DataFolder", folder, "--TryOut:Enabled", "true", "--Logging:LogLevel:Default", "Error"]);
        await Bot.PrepareAsync(app, limit.Token);
        await app.StartAsync(limit.Token);
        using var chat = new DemoChat(new Uri(app.Urls.First()), app.Services.GetRequiredService<OutboxPump>());
        try
        {
            await new DemoRound(chat, app.Services.GetRequiredService<ITableStore>(), screen).PlayAsync(limit.Token);
            screen.Line("");
            screen.Line($"All of it happened, in {clock.Elapsed.TotalSeconds:F1} s. Nothing is left behind.");
            return 0;
        }
        catch (DemoException e)
        {
            screen.Line($"This did not happen: {e.Message}");
            return 1;
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }
}
