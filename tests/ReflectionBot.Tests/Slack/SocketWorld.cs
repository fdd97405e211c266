using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Inbound.SocketMode;

namespace ReflectionBot.Tests.Slack;

/// <summary>A test that waits for what does not come fails after a minute, instead of never ending.</summary>
internal static class Patience
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static Task Patiently(this Task task) => task.WaitAsync(Minute, TimeProvider.System, TestContext.Current.CancellationToken);

    public static Task<T> Patiently<T>(this Task<T> task) => task.WaitAsync(Minute, TimeProvider.System, TestContext.Current.CancellationToken);

    public static Task<T> NextAsync<T>(this Channel<T> channel) => channel.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Patiently();

    /// <summary>For what no signal tells: yields to the others until it holds.</summary>
    public static async Task EventuallyAsync(Func<bool> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Minute, "it never came to hold");
            await Task.Yield();
        }
    }
}

/// <summary>A clock that tells which timers were asked of it, so that a test goes on only when the code really waits.</summary>
internal sealed class SocketTime() : FakeTimeProvider(SignatureTests.Now)
{
    private readonly Channel<TimeSpan> _asked = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _asked.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until a timer of this kind is asked for; the ones before it are forgotten.</summary>
    public async Task<TimeSpan> AskedAsync(Func<TimeSpan, bool> kind)
    {
        while (true)
        {
            if (await _asked.NextAsync() is var asked && kind(asked))
            {
                return asked;
            }
        }
    }

    public Task<TimeSpan> AskedAsync(TimeSpan time) => AskedAsync(t => t == time);
}

/// <summary>A WebSocket whose other side is the test.</summary>
internal sealed class ScriptedSocket : ISlackSocket
{
    private readonly Channel<SlackFrame?> _in = Channel.CreateUnbounded<SlackFrame?>();
    private readonly Channel<string> _out = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sending;

    /// <summary>A goodbye is not answered.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>Sending waits for this.</summary>
    public Task MaySend { get; set; } = Task.CompletedTask;

    /// <summary>The bot said goodbye before it hung up.</summary>
    public bool WasPolite { get; private set; }

    /// <summary>Two sends at once: what a WebSocket does not allow.</summary>
    public bool Overlapped { get; private set; }

    /// <summary>The bot hung up.</summary>
    public Task Left => _left.Task.Patiently();

    public void Say(object message) => Raw(JsonObject.Create(System.Text.Json.JsonSerializer.SerializeToElement(message))!.ToJsonString());

    public void Raw(string text) => Frame(new SlackFrame(SlackFrameKind.Text, Encoding.UTF8.GetBytes(text)));

    public void Frame(SlackFrame? frame) => _in.Writer.TryWrite(frame);

    public void Hello() => Say(new { type = "hello", num_connections = 1, debug_info = new { approximate_connection_time = 18060 } });

    public void Disconnect(string reason) => Say(new { type = "disconnect", reason });

    public void Event(string id, object? payload = null) => Say(new { envelope_id = id, type = "events_api", payload = payload ?? new { type = "event_callback", event_id = id }, accepts_response_payload = false });

    public void Press(string id) => Say(new { envelope_id = id, type = "interactive", payload = new { type = "block_actions", id }, accepts_response_payload = true });

    /// <summary>The other side is gone without a goodbye.</summary>
    public void Break() => _in.Writer.TryComplete(new IOException("broken"));

    /// <summary>What the bot sends next.</summary>
    public Task<string> SentAsync() => _out.NextAsync();

    public bool HasSent => _out.Reader.TryPeek(out _);

    public async Task<SlackFrame?> ReceiveAsync(CancellationToken cancel)
    {
        try
        {
            return await _in.Reader.ReadAsync(cancel);
        }
        catch (ChannelClosedException e)
        {
            throw e.InnerException ?? new IOException("over");
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancel)
    {
        Overlapped |= Interlocked.Increment(ref _sending) != 1;
        await MaySend.WaitAsync(cancel);
        Interlocked.Decrement(ref _sending);
        Assert.False(WasPolite, "sent after the goodbye");
        if (!_out.Writer.TryWrite(Encoding.UTF8.GetString(text.Span)))
        {
            throw new IOException("gone");
        }
    }

    /// <summary>From now on nothing can be sent.</summary>
    public void StopListening() => _out.Writer.TryComplete();

    public Task CloseAsync(CancellationToken cancel)
    {
        WasPolite = true;
        if (!IsDeaf)
        {
            _in.Writer.TryWrite(null);
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _in.Writer.TryComplete(new IOException("disposed"));
        _left.TrySetResult();
        return ValueTask.CompletedTask;
    }
}

/// <summary>One slot, or the whole worker, with scripted sockets and a clock that the test turns.</summary>
internal sealed class SocketWorld : IAsyncDisposable
{
    public const string Ticket = "ticket-nobody-may-read";

    /// <summary>In the middle, so that every wait of the backoff is known.</summary>
    public const double Luck = 0.37;

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<ScriptedSocket> _opened = Channel.CreateUnbounded<ScriptedSocket>();
    private readonly SlackOptions _options = new() { AppToken = "xapp-nobody-may-read" };
    private Task _running = Task.CompletedTask;

    public SocketWorld() => State = new SlackSocketState(Time);

    public SocketTime Time { get; } = new();

    public SlackLog Log { get; } = new();

    public SlackSocketState State { get; }

    /// <summary>What was asked of <c>apps.connections.open</c>.</summary>
    public int Asked { get; private set; }

    /// <summary>What it answers, once each; then a good address.</summary>
    public ConcurrentQueue<Func<SlackResult<Uri>>> Answers { get; } = new();

    public ConcurrentQueue<SlackArrival> Arrived { get; } = new();

    /// <summary>What the dispatcher does; at first: takes it.</summary>
    public SlackReceive Receive { get; set; } = (_, _) => Task.FromResult(SlackAck.Ok);

    /// <summary>How the next sockets are.</summary>
    public Func<ScriptedSocket> Make { get; set; } = () => new ScriptedSocket();

    public SlackSocketUrlCheck Door => new(AskAsync, ConnectAsync, Options.Create(_options), Time);

    public SocketWorld StartSlot()
    {
        _running = new SlackSocketSlot(Door, TakeAsync, State, new SlackBackoff(() => Luck), Time, Log).RunAsync(_stop.Token);
        return this;
    }

    public SlackSocketWorker Worker(Action<SlackOptions>? change = null)
    {
        change?.Invoke(_options);
        using var logs = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Debug).AddProvider(Log));
        return new SlackSocketWorker(Door, TakeAsync, State, Options.Create(_options), Time, logs.CreateLogger<SlackSocketWorker>());
    }

    public void OfThisMachine() => _options.ApiUrl = "http://127.0.0.1:1/api/";

    /// <summary>The next socket that was connected.</summary>
    public Task<ScriptedSocket> OpenedAsync() => _opened.NextAsync();

    public bool HasOpened => _opened.Reader.TryPeek(out _);

    /// <summary>The next one, greeted, and its connection being watched.</summary>
    public async Task<ScriptedSocket> GreetedAsync()
    {
        var socket = await OpenedAsync();
        socket.Hello();
        await Time.AskedAsync(SlackSleep.Every);
        return socket;
    }

    /// <summary>Lives long enough to be a good connection: look by look, for a leap would be a sleep.</summary>
    public async Task LiveAWhileAsync()
    {
        for (var lived = TimeSpan.Zero; lived < SlackSocketSlot.LivedAWhile; lived += SlackSleep.Every)
        {
            Time.Advance(SlackSleep.Every);
            await Time.AskedAsync(SlackSleep.Every);
        }
    }

    /// <summary>The next wait of the backoff; every other wait here is of whole seconds.</summary>
    public Task<TimeSpan> RestingAsync() => Time.AskedAsync(t => t.Ticks % TimeSpan.TicksPerSecond != 0);

    /// <summary>Lets that wait pass.</summary>
    public async Task RestAsync() => Time.Advance(await RestingAsync());

    public static TimeSpan Wait(double most, double least = 1) => TimeSpan.FromMilliseconds(Math.Floor((least + ((most - least) * Luck)) * 1000));

    public Task StopAsync()
    {
        _stop.Cancel();
        return _running.Patiently();
    }

    public async ValueTask DisposeAsync()
    {
        var stopped = StopAsync();
        while (!stopped.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1)); // Goodbyes that nobody answers.
            await Task.Yield();
        }

        await stopped;
        _stop.Dispose();
        Assert.DoesNotContain("nobody-may-read", Log.Lines, StringComparison.Ordinal);
    }

    private Task<SlackResult<Uri>> AskAsync(CancellationToken cancel)
    {
        Asked++;
        return Task.FromResult(Answers.TryDequeue(out var answer) ? answer() : new SlackResult<Uri>.Done(new Uri($"wss://wss-primary.slack.com/link/?ticket={Ticket}&app_id=1")));
    }

    private Task<ISlackSocket> ConnectAsync(Uri address, CancellationToken cancel)
    {
        var socket = Make();
        _opened.Writer.TryWrite(socket);
        return Task.FromResult<ISlackSocket>(socket);
    }

    private Task<SlackAck> TakeAsync(SlackArrival arrival, CancellationToken cancel)
    {
        Arrived.Enqueue(arrival);
        return Receive(arrival, cancel);
    }
}
