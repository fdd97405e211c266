using System.Text.Json.Nodes;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>What journeys in Slack share: somebody does something and all that follows is done, what is read, and what is stored.</summary>
internal static class SlackJourneySteps
{
    /// <summary>What a project's facilitator fills into the settings.</summary>
    public static IReadOnlyDictionary<string, string> Filled { get; } = new Dictionary<string, string>
    {
        ["Readers"] = "Ana Silva", ["ItTeam"] = "The IT team", ["Lead"] = "Lena Park", ["Emergency"] = "999", ["Controller"] = "Sample University", ["KeepUntil"] = "31 July 2029", ["Purpose"] = "learning",
        ["LegalBasis"] = "public task", ["ChatOwner"] = "Sample University", ["Contact"] = "ana@example.org", ["DataContact"] = "data@example.org", ["Notice"] = "https://example.org/notice",
        ["Helper1"] = "Carys Jones, 01234 567890", ["Helper2"] = "Ana Silva",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Somebody does something, a second later, and all that follows is done.</summary>
    public static async Task<StubDelivery> ActAsync(this SlackRound round, Func<Task<StubDelivery>> act)
    {
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(1));
        var sent = await act();
        await round.SettleAsync();
        return sent;
    }

    /// <summary>All is done that follows from what happened.</summary>
    public static async Task SettleAsync(this SlackRound round)
    {
        await round.Bot.SettleAsync();
        await round.Stub.Deliveries.SettleAsync(Cancel);
        await round.Bot.SettleAsync();
    }

    /// <summary>Somebody writes to the bot.</summary>
    public static Task<StubDelivery> SayAsync(this SlackRound round, StubPerson person, string text, StubMessage? thread = null) => round.ActAsync(() => person.SayAsync(text, Cancel, thread));

    /// <summary>Somebody uses <c>/reflect</c>, in their chat with the bot where no channel is named.</summary>
    public static Task<StubDelivery> CommandAsync(this SlackRound round, StubPerson person, string text, StubChannel? channel = null) =>
        round.ActAsync(() => person.CommandAsync("/reflect", text, Cancel, channel));

    /// <summary>Somebody presses a button of the newest message that has it.</summary>
    public static Task<StubDelivery> PressAsync(this SlackRound round, StubPerson person, string button, StubChannel? channel = null)
    {
        var message = person.Hears(channel).LastOrDefault(m => m.Has(button));
        Assert.True(message is not null, $"no [{button}]; the last message is: {string.Join(" / ", person.Hears(channel).TakeLast(1).Select(m => m.Read()))}");
        return round.ActAsync(() => person.PressAsync(message, button, Cancel));
    }

    /// <summary>Somebody sends the window that is open.</summary>
    public static Task<StubDelivery> SubmitAsync(this SlackRound round, StubPerson person, params (string Field, string Text)[] fields) =>
        round.ActAsync(() => person.SubmitAsync(fields.ToDictionary(f => f.Field, f => f.Text), Cancel));

    /// <summary>Something is sent that was sent before, as if it had happened again or came again: Slack itself gives it no new name.</summary>
    public static Task<StubDelivery> AgainAsync(this SlackRound round, StubDelivery sent) => round.ActAsync(() => round.Stub.Deliveries.SendAsync(
        sent with { Payload = sent.Payload.DeepClone().AsObject(), IsAcknowledged = false, Status = null, Body = "", Answer = null }, Cancel));

    /// <summary>Somebody writes with what Slack's clients make of mentions, links and formatting; in a channel the bot is told by its mention.</summary>
    /// <param name="round">Where.</param>
    /// <param name="person">Who.</param>
    /// <param name="text">As Slack keeps it.</param>
    /// <param name="channel">Null: the direct chat with the bot.</param>
    public static Task<StubDelivery> WriteAsync(this SlackRound round, StubPerson person, string text, StubChannel? channel = null) => round.ActAsync(async () =>
    {
        var place = channel ?? person.Direct;
        var message = new StubMessage(place.Id, round.Stub.NextTs(), person.Id) { Text = channel is null ? text : $"<@{round.Team.BotUser}> {text}", ClientId = round.Stub.NextId("c") };
        lock (round.Stub.Gate)
        {
            place.Messages.Add(message);
        }

        var happened = StubShapes.MessageEvent(round.Team, round.Stub.App, place, message);
        happened["type"] = channel is null ? "message" : "app_mention";
        return await round.Stub.Deliveries.SendEventAsync(round.Team, happened, Cancel) with { Message = message };
    });

    /// <summary>Somebody takes a person off a project: asked for in its channel, and again in their own chat.</summary>
    public static async Task TakeOffAsync(this SlackRound round, StubPerson by, string typed, string name, StubChannel place)
    {
        await round.WriteAsync(by, $"person remove {typed}", place);
        await round.PressAsync(by, $"Yes, take {name} off");
        Assert.Contains($"{name} is off ", by.Last(), StringComparison.Ordinal);
    }

    /// <summary>An event of Slack's own making.</summary>
    public static Task<StubDelivery> HappensAsync(this SlackRound round, JsonObject happened)
    {
        happened["event_ts"] ??= round.Stub.NextTs();
        return round.ActAsync(() => round.Stub.Deliveries.SendEventAsync(round.Team, happened, Cancel));
    }

    /// <summary>All that a reader reads, one run of text right after the other.</summary>
    public static string Read(this StubMessage message) => message.Blocks is { Count: > 0 } ? string.Concat(BlockText.Of(message.Blocks)) : message.Text;

    /// <summary>All that a reader reads.</summary>
    public static string Read(this StubView? view) => string.Concat(BlockText.Of(view?.Json["blocks"]));

    /// <summary>Whether there is a button with these words.</summary>
    public static bool Has(this StubMessage message, string button) => message.Blocks is { } blocks && Buttons(blocks).Contains(button);

    /// <summary>Whether there is a button with these words.</summary>
    public static bool Has(this StubView? view, string button) => Buttons(view?.Json["blocks"]).Contains(button);

    /// <summary>The last thing that the bot said to somebody, threads included.</summary>
    public static string Last(this StubPerson person, StubChannel? channel = null) => person.Hears(channel) is [.., var last] ? last.Read() : "";

    /// <summary>Everything that the bot said to somebody and that stands there now.</summary>
    public static string All(this StubPerson person, StubChannel? channel = null) => string.Join("\n", person.Hears(channel).Select(m => m.Read()));

    /// <summary>Somebody as the directory knows them; null for nobody.</summary>
    public static Task<Person?> PersonAsync(this SlackRound round, StubPerson person) => round.Bot.Get<PeopleStore>().FindAsync(new("slack", round.Team.Id, person.Id), Cancel);

    /// <summary>The project of a channel; null for none.</summary>
    public static Task<Project?> ProjectAsync(this SlackRound round, StubChannel channel) => round.Bot.Get<ProjectStore>().AtAsync(new ConversationAddress("slack", round.Team.Id, channel.Id, true), Cancel);

    /// <summary>The people of a channel's project, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, Member>> MembersAsync(this SlackRound round, StubChannel channel) =>
        (await round.Bot.Get<ProjectStore>().MembersAsync((await round.ProjectAsync(channel))!.Id, Cancel)).ToDictionary(m => m.Name, StringComparer.Ordinal);

    /// <summary>What somebody has stored in the newest round.</summary>
    public static async Task<Reflection> ReflectionAsync(this SlackRound round, StubPerson person)
    {
        var state = await round.Bot.Get<ReflectionStore>().LoadAsync((await round.PersonAsync(person))!.Id, Cancel);
        return state.Reflections.Values.MaxBy(r => r.Round, StringComparer.Ordinal)!;
    }

    /// <summary>The text of one answer; null for none.</summary>
    public static async Task<string?> AnswerAsync(this SlackRound round, StubPerson person, QuestionId stage) => (await round.ReflectionAsync(person)).Of(stage) is { Answered: true } answer ? answer.Text : null;

    /// <summary>A channel with a project of Ana's whose settings are filled in.</summary>
    public static async Task<StubChannel> SetUpAsync(this SlackRound round, string name = "Stroke pathway", params StubPerson[] people)
    {
        var ana = round.People["ana"];
        var place = round.Team.AddChannel(name.Split(' ')[0].ToLowerInvariant(), [ana, .. people], withBot: false);
        await round.ActAsync(() => ana.InviteBotAsync(place, Cancel));
        await round.CommandAsync(ana, $"setup \"{name}\"", place);
        await round.PressAsync(ana, "Settings", place);
        await round.PressAsync(ana, "Open the form");
        await round.SubmitAsync(ana, [.. Filled.Select(f => (f.Key, f.Value))]);
        Assert.Contains("Nothing is missing now.", ana.Last(), StringComparison.Ordinal);
        return place;
    }

    private static IEnumerable<string> Buttons(JsonNode? node) => node switch
    {
        JsonObject o when (string?)o["type"] == "button" => [(string)o["text"]!["text"]!],
        JsonObject o => o.SelectMany(p => Buttons(p.Value)),
        JsonArray list => list.SelectMany(Buttons),
        _ => [],
    };
}
