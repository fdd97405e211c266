using System.Text.Json.Nodes;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>
/// A chat of scripts in the Playground. The channels are <c>housing</c> (the team's General) and <c>empty</c>; what is said there mentions the
/// bot, and starts a post of its own. Whoever is not in the team, or has joined by a link, is at <paramref name="elsewhere"/>, e.g. in the web chat.
/// </summary>
/// <param name="playground">The client and connector.</param>
/// <param name="elsewhere">For people without an account there.</param>
public sealed class PlaygroundDriver(AgentsPlayground playground, IChatDriver? elsewhere = null) : IChatDriver
{
    private readonly Dictionary<string, JsonObject> _said = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    /// <summary>The conversation of a seat.</summary>
    public string Conversation(Seat seat)
    {
        ArgumentNullException.ThrowIfNull(seat);
        return seat.Channel switch
        {
            null => playground.ChatOf(playground.Team.Person(seat.Person)),
            "empty" => PlaygroundTeam.OtherChannel,
            _ => PlaygroundTeam.General,
        };
    }

    /// <inheritdoc/>
    public async Task SayAsync(Seat seat, string text, int files, CancellationToken cancel)
    {
        if (Elsewhere(seat) is { } there)
        {
            await there.SayAsync(seat, text, files, cancel);
            return;
        }

        var attachments = files == 0 ? null : new JsonArray([.. Enumerable.Range(1, files).Select(i => (JsonNode)new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
            ["content"] = new JsonObject { ["downloadUrl"] = $"http://127.0.0.1:9/{i}", ["uniqueId"] = $"{i}", ["fileType"] = "ogg" },
            ["name"] = $"clip{i}.ogg",
        })]);
        var sent = await playground.SayAsync(playground.Team.Person(seat.Person), Conversation(seat), text, attachments, cancel);
        _said[(string)sent["id"]!] = sent;
    }

    /// <inheritdoc/>
    public async Task PressAsync(Seat seat, Seen message, SeenButton button, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(button);
        if (Elsewhere(seat) is { } there)
        {
            await there.PressAsync(seat, message, button, fields, cancel);
            return;
        }

        var answer = await playground.PressAsync(playground.Team.Person(seat.Person), _places[message.Id], message.Id, JsonNode.Parse(button.Data)!.AsObject(), fields, cancel);
        if ((string?)answer?["type"] == "application/vnd.microsoft.error")
        {
            throw new DriverRefusedException((int?)answer["statusCode"] ?? 0, $"the press was not taken: {answer["value"]?.ToJsonString()}");
        }
    }

    /// <inheritdoc/>
    public Task EditAsync(Seat seat, string messageId, string text, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(seat);
        var typed = seat.Channel is null ? text : $"<at>{PlaygroundTeam.BotName}</at> {text}";
        return Elsewhere(seat)?.EditAsync(seat, messageId, text, cancel) ?? playground.ChangeAsync(_said[messageId], typed, "editMessage", cancel);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(Seat seat, string messageId, CancellationToken cancel) =>
        Elsewhere(seat)?.DeleteAsync(seat, messageId, cancel) ?? playground.ChangeAsync(_said[messageId], null, "softDeleteMessage", cancel);

    /// <inheritdoc/>
    public Task JoinAsync(string person, Uri link, CancellationToken cancel)
    {
        _gone.Add(person);
        return elsewhere?.JoinAsync(person, link, cancel) ?? throw new InvalidOperationException($"there is no other channel for {person}");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Seen>> ReadAsync(Seat seat, CancellationToken cancel)
    {
        if (Elsewhere(seat) is { } there)
        {
            return await there.ReadAsync(seat, cancel);
        }

        var (conversation, all) = (Conversation(seat), playground.Recording.Read());
        var seen = all.Skip(_read.GetValueOrDefault(conversation)).OrderBy(e => e.Time).SelectMany(e => See(e, conversation)).ToList();
        _read[conversation] = all.Count;
        return seen;
    }

    private IChatDriver? Elsewhere(Seat seat) => seat.Channel is null && (_gone.Contains(seat.Person) || playground.Team.Everybody.All(p => p.Called != seat.Person)) ? elsewhere ?? throw new InvalidOperationException($"{seat.Person} is not in the team") : null;

    private IEnumerable<Seen> See(Exchange e, string conversation)
    {
        var place = e.ToBot ? (string?)e.Body["conversation"]?["id"] : Place(e);
        if (e.Status is < 200 or > 299 || place is null || place.Split(';')[0] != conversation)
        {
            return [];
        }

        var seen = e.ToBot ? Person(e) : Bot(e);
        if (seen is not { FromBot: true })
        {
            return seen is null ? [] : [seen];
        }

        var same = seen.Changes is not null && _shown.GetValueOrDefault(seen.Id) == seen.Text; // A change to what stands there already is none to see.
        (_places[seen.Id], _shown[seen.Id]) = (place, seen.Text);
        return same ? [] : [seen];
    }

    /// <summary>Where the bot's call put something: a chat, or a post in a channel, of which a call for the whole channel makes a new one.</summary>
    private static string? Place(Exchange e) => e.Parts switch
    {
        ["conversations"] => e.Body["activity"] is null ? null : (string?)e.Answer?["id"],
        ["conversations", var id, "activities"] => id is PlaygroundTeam.General or PlaygroundTeam.OtherChannel ? $"{id};messageid={(string?)e.Answer?["id"]}" : id,
        ["conversations", var id, "activities", _] => id,
        _ => null,
    };

    private static Seen? Bot(Exchange e)
    {
        var activity = e.Body["activity"] ?? e.Body;
        if (e.Method is not ("POST" or "PUT") || (string?)activity["type"] != "message")
        {
            return null;
        }

        var id = (string?)e.Answer?["activityId"] ?? (string?)e.Answer?["id"] ?? ""; // A message that the Playground split has none.
        var card = activity["attachments"]?.AsArray().Select(a => a!["content"]).FirstOrDefault(c => (string?)c?["type"] == "AdaptiveCard");
        var text = string.Join('\n', ((string[])[(string?)activity["text"] ?? "", card is null ? "" : CardReading.Text(card)]).Where(t => t.Length > 0));
        return Shown(id, e.Method == "PUT" ? id : null, text, card);
    }

    /// <summary>What the people in the chat wrote; of a press, what the bot's answer made of the card.</summary>
    private static Seen? Person(Exchange e)
    {
        var (id, about, text) = ((string)e.Body["id"]!, (string?)e.Body["replyToId"], ((string?)e.Body["text"] ?? "").Replace($"<at>{PlaygroundTeam.BotName}</at>", "", StringComparison.Ordinal).Trim());
        return (string?)e.Body["type"] switch
        {
            "message" when e.Body["value"] is null => Theirs(id, null, text),
            "messageUpdate" => Theirs(id, id, text),
            "messageDelete" => Theirs(id, id, ""),
            "invoke" when e.Answer?["value"] is JsonObject card && (string?)card["type"] == "AdaptiveCard" => Shown(about!, about, CardReading.Text(card), card),
            _ => null, // A few words in the answer to a press stand under the card until they are clicked away: no message.
        };
    }

    private static Seen Theirs(string id, string? changes, string text) => new(id, false, changes, text, [], new Dictionary<string, string>());

    private static Seen Shown(string id, string? changes, string text, JsonNode? card) =>
        new(id, true, changes, text, card is null ? [] : CardReading.Buttons(card), card is null ? new Dictionary<string, string>() : CardReading.Fields(card));
}
