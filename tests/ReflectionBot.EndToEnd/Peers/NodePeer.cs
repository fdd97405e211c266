using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ReflectionBot.EndToEnd.Peers;

/// <summary>
/// A real counterpart that runs on Node, from this project's <c>node_modules</c>: started, waited for by what it prints, and stopped by its
/// id. A test that needs one which is not installed is skipped with the reason and the command that installs it.
/// </summary>
public sealed class NodePeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _printed = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Regex _readyLine;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodePeer(ProcessStartInfo start, string readyLine)
    {
        _readyLine = new(readyLine, RegexOptions.None, TimeSpan.FromSeconds(1));
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Print(line.Data);
        _process.ErrorDataReceived += (_, line) => Print(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"the peer ended: {Printed}"));
    }

    /// <summary>All that it printed so far.</summary>
    public string Printed => string.Join('\n', _printed);

    /// <summary>The line that said it was ready.</summary>
    public string ReadyLine { get; private set; } = "";

    /// <summary>Why a peer cannot run here, with the command that helps; null if it can.</summary>
    /// <param name="script">Its script under <c>node_modules</c>.</param>
    public static string? Missing(string script)
    {
        if (!File.Exists(PathOf(script)))
        {
            return $"{(script[0] == '@' ? string.Join('/', script.Split('/').Take(2)) : script.Split('/')[0])} is not installed: run npm ci --prefix tests/ReflectionBot.EndToEnd";
        }
        return HasNode() ? null : "node is not installed, or not on the PATH: install Node 20 or later";
    }

    /// <summary>Where something of <c>node_modules</c> is, installed or not.</summary>
    public static string PathOf(string file) => Path.Combine(ProjectFolder(), "node_modules", file);

    /// <summary>Starts a script and waits until it prints its ready line.</summary>
    /// <param name="script">The script under <c>node_modules</c>, such as <c>azurite/dist/src/table/main.js</c>.</param>
    /// <param name="arguments">What follows the script.</param>
    /// <param name="readyLine">A pattern that matches the line printed when it listens.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="cancel">Ends the wait, and the peer with it.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="node">Another Node than the one on the PATH.</param>
    public static async Task<NodePeer> StartAsync(
        string script, IEnumerable<string> arguments, string readyLine, string folder, CancellationToken cancel, IReadOnlyDictionary<string, string>? environment = null, string node = "node")
    {
        var start = new ProcessStartInfo(node, [PathOf(script), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var peer = new NodePeer(start, readyLine);
        try
        {
            peer._process.Start();
            peer._process.BeginOutputReadLine();
            peer._process.BeginErrorReadLine();
            peer.ReadyLine = await peer._ready.Task.WaitAsync(Patience, cancel);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until it has printed a line that is so.</summary>
    /// <returns>The first such line.</returns>
    public async Task<string> PrintsAsync(Func<string, bool> isSo, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var more = Volatile.Read(ref _more).Task;
            if (_printed.FirstOrDefault(isSo) is { } line)
            {
                return line;
            }
            await more.WaitAsync(Patience > clock.Elapsed ? Patience - clock.Elapsed : TimeSpan.Zero, cancel);
        }
    }

    /// <summary>A port on the loopback address that nothing listened on a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Interrupts it (Azurite writes its data on SIGINT only), and kills it by its id if it does not end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await InterruptAsync();
            using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await _process.WaitForExitAsync(enough.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        _process.Dispose();
    }

    private async Task InterruptAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            _process.Kill(entireProcessTree: true);
            return;
        }
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void Print(string? line)
    {
        if (line is null)
        {
            return;
        }
        _printed.Enqueue(line);
        Interlocked.Exchange(ref _more, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        if (_readyLine.IsMatch(line))
        {
            _ready.TrySetResult(line);
        }
    }

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe")));

    private static string ProjectFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, ".."));
}
