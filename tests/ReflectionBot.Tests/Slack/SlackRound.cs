using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api.Pace;
using ReflectionBot.Channels.Slack.Inbound.SocketMode;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>A running bot whose try-out project lives in a channel of Slack, its people in direct chats there.</summary>
public sealed class SlackRound : IAsyncDisposable
{
    private SlackRound(TestBot bot, SlackStub stub, StubWorkspace team, IReadOnlyDictionary<string, StubPerson> people, StubChannel home, SlackChatDriver.Said said)
    {
        (Bot, Stub, Team, People, Home) = (bot, stub, team, people, home);
        Chat = new SlackChatDriver(stub, team, people, bot.Chat, said);
        Script = new Script(Chat, bot);
    }

    /// <summary>A round is open, and Amir has agreed; everybody's prompts are read.</summary>
    public const string AmirIsAsked = Teams.TeamsRound.AmirIsAsked;

    public TestBot Bot { get; }

    public SlackStub Stub { get; }

    public StubWorkspace Team { get; }

    /// <summary>By short names, e.g. <c>amir</c>.</summary>
    public IReadOnlyDictionary<string, StubPerson> People { get; }

    /// <summary>The project's channel.</summary>
    public StubChannel Home { get; }

    public SlackChatDriver Chat { get; }

    public Script Script { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts one.</summary>
    /// <param name="transport">By which way Slack reaches it.</param>
    /// <param name="at">The time it is.</param>
    /// <param name="moved">The try-out project and its people are in Slack; otherwise nobody is anywhere yet.</param>
    /// <param name="change">Registrations that replace the real ones.</param>
    /// <param name="app">The app as Slack has it; null for one that Slack waits for a little longer than it does.</param>
    internal static async Task<SlackRound> StartAsync(SlackTransport transport = SlackTransport.Http, DateTimeOffset? at = null, bool moved = true, Action<IServiceCollection>? change = null, StubApp? app = null)
    {
        var clock = new Following(at ?? TestBot.Start);
        var stub = await SlackStub.StartAsync(Cancel, app ?? new() { AckWindow = TimeSpan.FromSeconds(15) }, clock); // A machine that is busy with other tests is not what these are about.
        var team = stub.AddWorkspace("Housing");
        var people = Teams.TeamsRound.People.ToDictionary(
            name => name.Split(' ')[0].ToLowerInvariant(), name => team.AddPerson(name.Split(' ')[0], u => u with { RealName = name, DisplayName = name }), StringComparer.Ordinal);
        var home = team.AddChannel("housing", people.Values);
        var said = new SlackChatDriver.Said();
        string[] settings = transport == SlackTransport.Socket
            ? ["--Slack:Transport=Socket", $"--Slack:AppToken={stub.App.AppToken}"]
            : ["--Slack:Transport=Http", $"--Slack:SigningSecret={stub.App.SigningSecret}"];
        var bot = await TestBot.StartAsync([.. settings, $"--Slack:BotToken={team.Token}", $"--Slack:ApiUrl={stub.ApiUrl}"], inProcess: false, at, services =>
        {
            SlackChatDriver.Record(services, said);
            services.AddSingleton(new SlackRateLimiter(new Leaping(TestBot.Start))); // A script's clock stands still while the bot talks; the pace has tests of its own.
            KeepConnections(services, transport);
            change?.Invoke(services);
        });
        clock.To = bot.Clock;
        await ConnectAsync(stub, bot, transport);
        var round = new SlackRound(bot, stub, team, people, home, said);
        if (moved)
        {
            await round.MoveAsync();
        }

        return round;
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Stub.DisposeAsync();
    }

    /// <summary>
    /// Days pass at once in a script, which looks like a sleep of the machine, after which the bot opens its connections anew: what came by the
    /// old ones just then would be lost. So these live by the machine's clock; <see cref="SocketLifeTests"/> are about sleep.
    /// </summary>
    private static void KeepConnections(IServiceCollection services, SlackTransport transport)
    {
        if (transport == SlackTransport.Socket)
        {
            services.Remove(services.Single(s => s.ImplementationType == typeof(SlackSocketWorker)));
            services.AddHostedService(s => ActivatorUtilities.CreateInstance<SlackSocketWorker>(s, TimeProvider.System));
        }
    }

    private static async Task ConnectAsync(SlackStub stub, TestBot bot, SlackTransport transport)
    {
        if (transport == SlackTransport.Http)
        {
            stub.Deliveries.ByHttp(bot.Http);
            return;
        }

        stub.Deliveries.BySocket();
        await stub.UntilAsync(() => stub.Sockets.Open.Count == 2, Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel);
    }

    /// <summary>The project's home and its people's chats become those in Slack.</summary>
    private async Task MoveAsync()
    {
        var (store, people) = (Bot.Get<ITableStore>(), Bot.Get<PeopleStore>());
        var home = new ConversationAddress("slack", Team.Id, Home.Id, true);
        var project = (await Bot.Get<ProjectStore>().FindAsync("tryouthousing", Cancel))! with { Home = home };
        await store.CommitAsync(Keys.Project(project.Id), [ProjectRows.Put(project)], Cancel);
        await store.PutAsync(Keys.Conversation(home), Keys.Self, Columns.Empty.With("Project", project.Id), Cancel);
        foreach (var (called, person) in People)
        {
            var address = new ChatAddress("slack", Team.Id, person.Id);
            Assert.True(await people.LinkAsync($"tryout-{called}", address, Cancel));
            var known = await people.GetAsync($"tryout-{called}", Cancel);
            var hello = new MemberJoined($"moved {called}", address, new("slack", Team.Id, person.Direct.Id, false), Bot.Clock.GetUtcNow(), address, person.User.RealName);
            await people.NoteAsync(known!, hello, Cancel);
        }
    }

    /// <summary>A clock that goes on by a minute at each look.</summary>
    internal sealed class Leaping(DateTimeOffset from) : TimeProvider
    {
        private long _looks;

        public override DateTimeOffset GetUtcNow() => from.AddMinutes(Interlocked.Increment(ref _looks));
    }

    /// <summary>The bot's clock, as soon as there is one.</summary>
    internal sealed class Following(DateTimeOffset from) : TimeProvider
    {
        public TimeProvider? To { get; set; }

        public override DateTimeOffset GetUtcNow() => To?.GetUtcNow() ?? from;
    }
}
