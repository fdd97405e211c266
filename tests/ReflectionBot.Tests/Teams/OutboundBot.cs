using System.Collections.Concurrent;
using System.Threading.Channels;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Teams.Connector;

namespace ReflectionBot.Tests.Teams;

/// <summary>The real registrations of the connector's client, with a stub for all hosts, a clock and a credential that tests hold.</summary>
internal sealed class OutboundBot : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OutboundBot(StubConnector stub, Action<TeamsOptions>? settings)
    {
        Stub = stub;
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton<TimeProvider>(Time);
        services.AddOptions<TeamsOptions>().Configure(o => o.AppId = "app").Configure(settings ?? (_ => { }));
        services.AddTeamsConnector();
        services.AddSingleton(new BotTokens(() => Credential.Forgetful(), "scope", Time));
        stub.Reach(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>The service URL that the tests use.</summary>
    public static Uri Service { get; } = new("https://smba.trafficmanager.net/amer");

    public StubConnector Stub { get; }

    public WatchedTime Time { get; } = new();

    public Logged Log { get; } = new();

    public FakeCredential Credential { get; } = new();

    public ConnectorClient Client => _services.GetRequiredService<ConnectorClient>();

    public IServiceProvider Services => _services;

    public IHttpClientFactory Http => _services.GetRequiredService<IHttpClientFactory>();

    public static async Task<OutboundBot> StartAsync(CancellationToken cancel, Action<TeamsOptions>? settings = null) => new(await StubConnector.StartAsync(cancel), settings);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Stub.DisposeAsync();
    }
}

/// <summary>A clock that tests set, and that says what is waited for.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until somebody waits for such a time, and says how long it is.</summary>
    public async Task<TimeSpan> TimerAsync(Func<TimeSpan, bool> which, CancellationToken cancel)
    {
        while (true)
        {
            if (await _timers.Reader.ReadAsync(cancel) is var due && which(due))
            {
                return due;
            }
        }
    }
}

/// <summary>Everything that was logged.</summary>
internal sealed class Logged : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _lines.Enqueue($"scope {state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}

/// <summary>A credential whose tokens are numbered: each new one that is made gives the next.</summary>
internal sealed class FakeCredential
{
    private int _made;

    /// <summary>What asking for a token throws, if anything.</summary>
    public Exception? Failure { get; set; }

    /// <summary>How often a credential was made.</summary>
    public int Made => _made;

    public TokenCredential Forgetful() => new Numbered(this, Interlocked.Increment(ref _made));

    private sealed class Numbered(FakeCredential owner, int number) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            owner.Failure is { } failure ? throw failure : new AccessToken($"secret-token-{number}", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
