using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ReflectionBot.Operations;

namespace ReflectionBot.EndToEnd.Kill;

/// <summary>The bot as a process of its own on one folder: started, killed without warning, started again, each time on a free port.</summary>
/// <param name="folder">Its data.</param>
/// <param name="program">Another build of it; null for the one that is tested.</param>
public sealed partial class BotProcess(string folder, string? program = null) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Process? _process;
    private TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it listens, as soon as it does.</summary>
    public Task<Uri> ListeningAsync => _listening.Task;

    /// <summary>How long the starts took together.</summary>
    public TimeSpan Starting { get; private set; }

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var said = new List<string>();
        string[] settings = [$"--Storage:Folder={folder}", $"--Web:DataFolder={folder}", "--Work:Tick=00:00:00.100", "--Work:SweepAfter=00:00:01", "--Work:Lease=00:00:01"];
        var start = new ProcessStartInfo("dotnet", [program ?? typeof(Bot).Assembly.Location, "--urls", "http://127.0.0.1:0", .. settings])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = new Process { StartInfo = start };
        var listening = _listening;
        void Hear(string? line)
        {
            lock (said)
            {
                said.Add(line ?? "");
            }

            if (line is not null && Listening().Match(line) is { Success: true } match)
            {
                listening.TrySetResult(new Uri(match.Value));
            }
        }

        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        try
        {
            await listening.Task.WaitAsync(Patience, cancel);
        }
        catch (TimeoutException)
        {
            lock (said)
            {
                Assert.Fail($"the bot did not start: {string.Join('\n', said)}");
            }
        }

        Starts++;
        Starting += Stopwatch.GetElapsedTime(started);
    }

    /// <summary>SIGKILL: nothing of it runs any more, nothing is flushed or said.</summary>
    public async Task KillAsync()
    {
        _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process!.Kill(); // On Unix this is SIGKILL, elsewhere TerminateProcess.
        await _process.WaitForExitAsync(CancellationToken.None);
        Assert.True(OperatingSystem.IsWindows() || _process.ExitCode == 128 + 9, string.Create(CultureInfo.InvariantCulture, $"it ended by itself, with {_process.ExitCode}"));
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, 1000)]
    private static partial Regex Listening();
}
