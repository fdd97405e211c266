using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>A running bot whose try-out project lives in a channel of Teams, its people in personal chats there.</summary>
public sealed class TeamsRound : IAsyncDisposable
{
    private TeamsRound(TestBot bot, StubConnector stub, TeamsChatDriver chat)
    {
        (Bot, Stub, Chat) = (bot, stub, chat);
        Script = new Script(chat, bot);
    }

    /// <summary>A round is open, and Amir has agreed; everybody's prompts are read.</summary>
    public const string AmirIsAsked = """
        channel> ana: start "Focus groups complete"
        channel< ...
        ana< ...
        bea< ...
        carys< ...
        dele< ...
        ewa< ...
        finn< ...
        grace< ...
        amir< ...
        amir> agree
        amir< Six questions
        """;

    public TestBot Bot { get; }

    public StubConnector Stub { get; }

    public TeamsChatDriver Chat { get; }

    public Script Script { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts one.</summary>
    /// <param name="at">The time it is.</param>
    /// <param name="moved">The try-out project and its people are in Teams; otherwise nobody is anywhere yet.</param>
    /// <param name="change">Registrations that replace the real ones.</param>
    public static async Task<TeamsRound> StartAsync(DateTimeOffset? at = null, bool moved = true, Action<IServiceCollection>? change = null)
    {
        var stub = await StubConnector.StartAsync(Cancel);
        var said = new TeamsChatDriver.Said();
        var bot = await TestBot.StartAsync(
            ["--Teams:DangerouslyBelieveUnsignedRequestsFromThisMachine=true"], inProcess: false, at, services =>
            {
                TeamsChatDriver.Record(services, said);
                services.AddSingleton(new SendingPace(new Leaping(TestBot.Start))); // A script's clock stands still while the bot talks; the pace has tests of its own.
                change?.Invoke(services);
            });
        stub.SetMembers(TeamsChatDriver.Channel("general"), [.. People.Select(p => TeamsChatDriver.Member(p.Split(' ')[0].ToLowerInvariant(), p))]);
        var round = new TeamsRound(bot, stub, new TeamsChatDriver(bot.Http, stub, bot.Clock, bot.Chat, said));
        if (moved)
        {
            await round.MoveAsync();
        }

        return round;
    }

    public static IReadOnlyList<string> People { get; } = ["Ana Silva", "Lena Park", "Amir Khan", "Bea Novak", "Carys Jones", "Dele Okoro", "Ewa Lis", "Finn Murray", "Grace Adu"];

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Stub.DisposeAsync();
    }

    /// <summary>A clock that goes on by a minute at each look.</summary>
    private sealed class Leaping(DateTimeOffset from) : TimeProvider
    {
        private long _looks;

        public override DateTimeOffset GetUtcNow() => from.AddMinutes(Interlocked.Increment(ref _looks));
    }

    /// <summary>As Teams tells it: twice, once each way.</summary>
    public async Task ArriveAsync(Seat seat)
    {
        var update = Chat.Activity("conversationUpdate", seat);
        Whole(update, seat);
        update["membersAdded"] = new JsonArray(new JsonObject { ["id"] = TeamsChatDriver.Bot });
        await Chat.PostAsync(update, Cancel);
        await MoveAsync(seat, "add");
    }

    /// <summary>The bot is added to a team: told of one of its channels, or by the installation, which names the channel that was chosen.</summary>
    public async Task AddedAsync(string channel, string? chosen, bool namedByConversation)
    {
        var seat = new Seat("ana", chosen is not null && namedByConversation ? chosen : channel);
        var activity = Chat.Activity(chosen is null ? "conversationUpdate" : "installationUpdate", seat);
        Whole(activity, seat);
        if (chosen is null)
        {
            activity["membersAdded"] = new JsonArray(new JsonObject { ["id"] = TeamsChatDriver.Bot });
        }
        else
        {
            activity["action"] = "add";
            activity["channelData"]!["settings"] = new JsonObject { ["selectedChannel"] = new JsonObject { ["id"] = TeamsChatDriver.Channel(chosen) } };
        }

        await Chat.PostAsync(activity, Cancel);
        await Bot.SettleAsync();
    }

    /// <summary>The bot is added or taken out.</summary>
    public async Task MoveAsync(Seat seat, string action)
    {
        var activity = Chat.Activity("installationUpdate", seat);
        Whole(activity, seat);
        activity["action"] = action;
        await Chat.PostAsync(activity, Cancel);
        await Bot.SettleAsync();
    }

    private static void Whole(JsonObject activity, Seat seat)
    {
        if (seat.Channel is { } channel)
        {
            activity["conversation"]!["id"] = TeamsChatDriver.Channel(channel);
        }
    }

    /// <summary>The project's home and its people's chats become those in Teams; the bot has been added to the channel.</summary>
    private async Task MoveAsync()
    {
        var (store, people) = (Bot.Get<ITableStore>(), Bot.Get<PeopleStore>());
        var home = new ConversationAddress("teams", TeamsChatDriver.Tenant, TeamsChatDriver.Channel("housing"), true);
        var project = (await Bot.Get<ProjectStore>().FindAsync("tryouthousing", Cancel))! with { Home = home };
        await store.CommitAsync(Keys.Project(project.Id), [ProjectRows.Put(project)], Cancel);
        await store.PutAsync(Keys.Conversation(home), Keys.Self, Columns.Empty.With("Project", project.Id), Cancel);
        foreach (var name in People)
        {
            var called = name.Split(' ')[0].ToLowerInvariant();
            var address = new ChatAddress("teams", TeamsChatDriver.Tenant, TeamsChatDriver.EntraId(called));
            Assert.True(await people.LinkAsync($"tryout-{called}", address, Cancel));
            var known = await people.GetAsync($"tryout-{called}", Cancel);
            var hello = new MemberJoined($"moved {called}", address, new("teams", TeamsChatDriver.Tenant, TeamsChatDriver.Chat(called), false), Bot.Clock.GetUtcNow(), address, name);
            await people.NoteAsync(known!, hello, Cancel);
        }

        await MoveAsync(new Seat("ana", "housing"), "add");
        await Chat.ReadAsync(new Seat("ana", "housing"), Cancel);
    }
}
