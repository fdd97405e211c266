using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Api.Pace;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;
using ReflectionBot.Tests.Teams;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Slack;

/// <summary>The sending half of Slack's channel, with its real registrations, on a store in memory; what the bot would do with events is only noted.</summary>
internal sealed class SendingBot : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SendingBot(SlackStub stub, FakeTimeProvider clock, bool installed)
    {
        (Stub, Clock, Team) = (stub, clock, stub.AddWorkspace("Housing"));
        (Ana, Amir) = (Team.AddPerson("Ana"), Team.AddPerson("Amir"));
        Home = Team.AddChannel("housing", [Ana, Amir]);
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton<TimeProvider>(clock).AddSingleton<ITableStore>(Tables).AddSingleton(new DueRows(Tables, clock)).AddSingleton<FileStore>();
        services.AddOptions<SlackOptions>().Configure(o => (o.ApiUrl, o.BotToken) = (stub.ApiUrl, installed ? "" : Team.Token));
        services.AddSlackApi().AddSingleton(new SlackRateLimiter(new Leaping()));
        services.AddSingleton<ConfiguredInstallation>().AddSingleton(new TokenSeal(new EphemeralDataProtectionProvider())).AddSingleton<StoredInstallations>();
        services.AddSingleton(s => new SlackInstallations(s.GetRequiredService<IOptions<SlackOptions>>(), s.GetRequiredService<ConfiguredInstallation>(), installed ? s.GetRequiredService<StoredInstallations>() : null));
        services.AddSingleton<ChatPlaces>().AddSingleton<SlackDirectory>().AddSingleton<SlackPeople>().AddSingleton<SlackSending>().AddSingleton<SlackChats>().AddSingleton<SlackChannel>();
        services.AddSingleton(new SlackAbsence(new ChatPlaces(Tables), () => Turns, clock));
        _services = services.BuildServiceProvider();
    }

    public SlackStub Stub { get; }

    public FakeTimeProvider Clock { get; }

    public StubWorkspace Team { get; }

    public StubPerson Ana { get; }

    public StubPerson Amir { get; }

    public StubChannel Home { get; }

    public InMemoryTables Tables { get; } = new();

    public Logged Log { get; } = new();

    public HeardTurns Turns { get; } = new();

    public SlackChannel Channel => Get<SlackChannel>();

    public SlackAccess Access => new(Team.Id, Team.Token);

    /// <summary>The project's channel.</summary>
    public ConversationAddress ToHome => SlackNames.Shared(Team.Id, Home.Id, null);

    /// <summary>Ana's own chat.</summary>
    public ConversationAddress ToAna => SlackNames.Direct(Team.Id, Ana.Direct.Id);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts one.</summary>
    /// <param name="installed">The token is of an installation; otherwise of the configuration.</param>
    public static async Task<SendingBot> StartAsync(bool installed = false)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        var bot = new SendingBot(await SlackStub.StartAsync(Cancel, time: clock), clock, installed);
        if (installed)
        {
            await bot.Get<SlackInstallations>().KeepAsync(new(bot.Team.Id, "Housing", bot.Team.Token, bot.Team.BotUser), bot.Ana.Id, [], Cancel);
        }

        return bot;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<SendOutcome> SendAsync(ConversationAddress to, string id, OutboundMessage message) => Channel.SendAsync(to, id, message, Cancel);

    /// <summary>Posts a message, and it stands there.</summary>
    public async Task<string> SentAsync(ConversationAddress to, string id, OutboundMessage message) => Assert.IsType<SendOutcome.Sent>(await SendAsync(to, id, message)).MessageId;

    /// <summary>The bot's messages that stand in a conversation, in order.</summary>
    public IReadOnlyList<StubMessage> Standing(StubChannel channel) => [.. channel.Messages.Where(m => m.BotId == Team.BotId)];

    /// <summary>The words of all that stands anywhere, notifications included.</summary>
    public string Everything() => string.Join('\n', Team.Channels.SelectMany(c => c.Messages).Select(m => $"{m.Text}\n{m.Words}"));

    /// <summary>The rows of one kind.</summary>
    public IReadOnlyList<Row> Rows(string kind) => [.. Tables.All.Where(r => r.Key.StartsWith(kind + ":", StringComparison.Ordinal))];

    public int Posts => Stub.RequestsOf("chat.postMessage").Count;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Stub.DisposeAsync();
    }

    /// <summary>Notes events.</summary>
    internal sealed class HeardTurns : ITurnHandler
    {
        public List<InboundEvent> Heard { get; } = [];

        public Task<TurnOutcome> HandleAsync(InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel)
        {
            Heard.Add(inbound);
            return Task.FromResult<TurnOutcome>(new TurnOutcome.Stored());
        }
    }

    /// <summary>A clock that goes on by a minute at each look: nothing waits for the pace.</summary>
    private sealed class Leaping : TimeProvider
    {
        private long _looks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddMinutes(Interlocked.Increment(ref _looks));
    }
}
