using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>
/// Teams as its clients use it: activities to the bot's endpoint, and what the bot posted to the connector. Buttons and fields are those of the
/// posted cards; the words of a message are those that the renderer for plain text gives it, so that a script reads the same on every channel.
/// Where <see cref="Submits"/> is set, buttons arrive as an older client sends them.
/// </summary>
public sealed class TeamsChatDriver(HttpClient http, StubConnector stub, TimeProvider time, WebChatDriver web, TeamsChatDriver.Said said) : IChatDriver
{
    public const string Tenant = "11111111-1111-1111-1111-111111111111";
    public const string Bot = "28:22222222-2222-2222-2222-222222222222";
    private static readonly string[] Account = ["ana", "lena", "amir", "bea", "carys", "dele", "ewa", "finn", "grace"];

    private readonly Dictionary<Seat, int> _read = [];
    private readonly List<(string Conversation, Seen Seen)> _timeline = [];
    private readonly List<(string Conversation, Seen Seen)> _own = [];
    private int _ids;
    private int _seen;

    /// <summary>The words of every message that the channel posted, and of every change of it, in order, by where it stands.</summary>
    public sealed class Said : ConcurrentDictionary<(string Conversation, string Id), ConcurrentQueue<string>>
    {
        public void Add(string conversation, string id, OutboundMessage message) => GetOrAdd((conversation, id), _ => new()).Enqueue(PlainTextRenderer.Render(message));
    }

    /// <summary>Buttons arrive as messages with a value, as from clients that know no Action.Execute.</summary>
    public bool Submits { get; set; }

    /// <summary>People who have no account in Teams any more: their seat is in the web chat.</summary>
    public ISet<string> Elsewhere { get; } = new HashSet<string>(StringComparer.Ordinal);

    public static string UserId(string person) => $"29:{person}";

    public static string EntraId(string person) => $"33333333-3333-3333-3333-0000000{Array.IndexOf(Account, person):D5}";

    public static string Channel(string name) => $"19:{name}@thread.tacv2";

    public static string Chat(string person) => $"a:chat-with-{UserId(person)}";

    /// <summary>Makes the bot's services record what is posted.</summary>
    public static void Record(IServiceCollection services, Said said)
    {
        services.RemoveAll<IChatChannel>();
        services.AddSingleton<IChatChannel>(s => s.GetRequiredService<WebChannel>());
        services.AddSingleton<IChatChannel>(s => new Recorder(s.GetRequiredService<TeamsChannel>(), said));
    }

    public static JsonObject Member(string person, string name, string role = "user") => new()
    {
        ["id"] = UserId(person), ["name"] = name, ["aadObjectId"] = EntraId(person), ["userRole"] = role, ["tenantId"] = Tenant,
    };

    /// <summary>The languages of those whose client is in another one than the others'.</summary>
    public Dictionary<string, string> Locales { get; } = [];

    /// <summary>An activity of somebody in a place, as Teams writes it.</summary>
    public JsonObject Activity(string type, Seat seat, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(seat);
        var id = (++_ids).ToString("D13", CultureInfo.InvariantCulture);
        var channel = seat.Channel is null ? null : Channel(seat.Channel);
        var conversation = new JsonObject { ["conversationType"] = channel is null ? "personal" : "channel", ["tenantId"] = Tenant, ["id"] = channel is null ? Chat(seat.Person) : $"{channel};messageid={id}" };
        var data = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } };
        if (channel is not null)
        {
            conversation["isGroup"] = true;
            data["team"] = new JsonObject { ["id"] = Channel("general") };
            data["channel"] = new JsonObject { ["id"] = channel };
        }

        return new()
        {
            ["type"] = type, ["id"] = id, ["name"] = name, ["channelId"] = "msteams", ["serviceUrl"] = stub.Url + "/", ["timestamp"] = time.GetUtcNow().ToString("O"),
            ["localTimezone"] = "Europe/London", ["locale"] = Locales.GetValueOrDefault(seat.Person, "en-GB"), ["textFormat"] = "plain",
            ["from"] = new JsonObject { ["id"] = UserId(seat.Person), ["name"] = $"{char.ToUpperInvariant(seat.Person[0])}{seat.Person[1..]}", ["aadObjectId"] = EntraId(seat.Person) },
            ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "ReflectionBot" }, ["conversation"] = conversation, ["channelData"] = data,
        };
    }

    /// <summary>Posts an activity.</summary>
    public async Task<JsonObject?> PostAsync(JsonObject activity, CancellationToken cancel)
    {
        using var response = await http.PostAsJsonAsync("/api/messages", activity, cancel);
        var body = await response.Content.ReadAsStringAsync(cancel);
        return !response.IsSuccessStatusCode ? throw new DriverRefusedException((int)response.StatusCode, $"{response.StatusCode}: {body}") : body.Length == 0 ? null : JsonNode.Parse(body)!.AsObject();
    }

    public async Task SayAsync(Seat seat, string text, int files, CancellationToken cancel)
    {
        if (IsElsewhere(seat))
        {
            await web.SayAsync(seat, text, files, cancel);
            return;
        }

        var talk = seat.Channel is not null && CommandParser.Parse(text, new(Roles.Facilitator, Place.Channel, new(2026, 1, 1))) is ParseResult.NotACommand { IsAddressed: false };
        if (talk)
        {
            return; // In a channel the bot is told only what mentions it, and people who talk to each other do not.
        }

        var activity = Activity("message", seat);
        Mention(activity, seat, text);
        activity["attachments"] = new JsonArray([new JsonObject { ["contentType"] = "text/html", ["content"] = $"<div>{WebUtility.HtmlEncode(text)}</div>" }, .. Enumerable.Range(1, files).Select(i => (JsonNode)new JsonObject { ["contentType"] = "application/vnd.microsoft.teams.file.download.info", ["name"] = $"{i}.ogg" })]);
        await PostAsync(activity, cancel);
        Own((string)activity["id"]!, seat, null, text);
    }

    public async Task PressAsync(Seat seat, Seen message, SeenButton button, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(button);
        if (IsElsewhere(seat))
        {
            await web.PressAsync(seat, message, button, fields, cancel);
            return;
        }

        var action = JsonNode.Parse(button.Data)!.AsObject();
        var data = action["data"]!.DeepClone().AsObject();
        foreach (var (name, value) in fields.Where(f => f.Value.Length > 0)) // Clients leave empty fields out.
        {
            data[name] = value;
        }

        var execute = (string?)action["type"] == "Action.Execute" && !Submits;
        var activity = execute ? Activity("invoke", seat, "adaptiveCard/action") : Activity("message", seat);
        activity["replyToId"] = message?.Id;
        activity["value"] = execute ? new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["title"] = button.Label, ["verb"] = action["verb"]?.DeepClone(), ["data"] = data }, ["trigger"] = "manual" } : data;
        var answer = await PostAsync(activity, cancel);
        if (execute && (int?)answer?["statusCode"] != 200)
        {
            throw new DriverRefusedException((int?)answer?["statusCode"] ?? 0, answer?["value"]?["message"]?.ToString() ?? "no answer");
        }
    }

    public Task EditAsync(Seat seat, string messageId, string text, CancellationToken cancel) => IsElsewhere(seat) ? web.EditAsync(seat, messageId, text, cancel) : ChangeAsync("messageUpdate", seat, messageId, text, cancel);

    public Task DeleteAsync(Seat seat, string messageId, CancellationToken cancel) => IsElsewhere(seat) ? web.DeleteAsync(seat, messageId, cancel) : ChangeAsync("messageDelete", seat, messageId, null, cancel);

    public Task JoinAsync(string person, Uri link, CancellationToken cancel)
    {
        Elsewhere.Add(person);
        return web.JoinAsync(person, link, cancel);
    }

    public async Task<IReadOnlyList<Seen>> ReadAsync(Seat seat, CancellationToken cancel)
    {
        if (IsElsewhere(seat))
        {
            return await web.ReadAsync(seat, cancel);
        }

        var conversation = seat.Channel is null ? Chat(seat.Person) : Channel(seat.Channel);
        var key = seat with { Person = seat.Channel is null ? seat.Person : "" };
        var all = Everything(conversation).ToList();
        var seen = all.Skip(_read.GetValueOrDefault(key)).ToList();
        _read[key] = all.Count;
        return seen;
    }

    private bool IsElsewhere(Seat seat) => seat.Channel is null && (Elsewhere.Contains(seat.Person) || !Account.Contains(seat.Person));

    private async Task ChangeAsync(string type, Seat seat, string messageId, string? text, CancellationToken cancel)
    {
        var activity = Activity(type, seat);
        activity["id"] = messageId;
        if (text is not null)
        {
            Mention(activity, seat, text);
        }

        await PostAsync(activity, cancel);
        Own(messageId, seat, messageId, text ?? "");
    }

    private static void Mention(JsonObject activity, Seat seat, string text)
    {
        activity["text"] = seat.Channel is null ? text : $"<at>ReflectionBot</at>&nbsp;{text}\n";
        activity["entities"] = seat.Channel is null ? [] : new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>ReflectionBot</at>", ["mentioned"] = new JsonObject { ["id"] = Bot, ["name"] = "ReflectionBot" } });
    }

    private void Own(string id, Seat seat, string? changes, string text)
    {
        // Not among what the bot has posted: it may be posting at this moment.
        _own.Add((seat.Channel is null ? Chat(seat.Person) : Channel(seat.Channel), new Seen(id, false, changes, text, [], new Dictionary<string, string>())));
    }

    /// <summary>What stands in a conversation, in order of the requests to the connector.</summary>
    private IEnumerable<Seen> Everything(string conversation)
    {
        Catch();
        return _timeline.Where(t => t.Conversation == conversation).Select(t => t.Seen);
    }

    private void Catch()
    {
        _timeline.AddRange(_own);
        _own.Clear();
        foreach (var request in stub.Requests.Skip(_seen))
        {
            _seen++;
            if (Message(request) is var (place, seen) && _timeline.FindLast(t => t.Conversation == place && (t.Seen.Id == seen.Id || t.Seen.Changes == seen.Id)).Seen?.Text != seen.Text)
            {
                _timeline.Add((place, seen)); // A change to what stands there already is none.
            }
        }
    }

    private (string Place, Seen Seen)? Message(ConnectorRequest request)
    {
        var ids = request.Path.Split("/v3/conversations/") is [_, var rest] ? rest.Split('/').Select(Uri.UnescapeDataString).ToArray() : [];
        if (request.KeptAs is not { } id || ids is not [var place, "activities", ..])
        {
            return null;
        }

        var whole = place.Split(';')[0];
        var card = request.Json["attachments"]?[0]?["content"];
        var text = said.GetOrAdd((whole, id), _ => new()).TryDequeue(out var words) ? words : "";
        var elements = card is null ? [] : Elements(card).ToList();
        return (whole, new Seen(id, true, request.Method == "PUT" ? id : null, text,
            [.. elements.Where(e => (string?)e["type"] is "Action.Submit" or "Action.Execute").Where(e => e["data"]?["msteams"] is null).Select(e => new SeenButton((string)e["title"]!, e.ToJsonString(), (string?)e["associatedInputs"] != "none"))],
            elements.Where(e => (string?)e["type"] == "Input.Text").ToDictionary(e => (string)e["id"]!, e => (string?)e["value"] ?? "")));
    }

    private static IEnumerable<JsonObject> Elements(JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is JsonObject or JsonArray && p.Key is not ("data" or "fallback")).SelectMany(p => Elements(p.Value!)).Prepend(o),
        JsonArray list => list.Where(n => n is not null).SelectMany(n => Elements(n!)),
        _ => [],
    };

    private sealed class Recorder(TeamsChannel to, Said said) : IChatChannel
    {
        public string Name => to.Name;

        public bool IsByLinkOnly => to.IsByLinkOnly;

        public string? HowToAdd => to.HowToAdd;

        public async Task<SendOutcome> SendAsync(ConversationAddress where, string id, OutboundMessage message, CancellationToken cancel)
        {
            var delivery = await to.SendAsync(where, id, message, cancel);
            if (delivery is SendOutcome.Sent sent)
            {
                said.Add(where.Id, sent.MessageId, message);
            }

            return delivery;
        }

        public async Task<SendOutcome> UpdateAsync(ConversationAddress where, string messageId, string id, OutboundMessage message, CancellationToken cancel)
        {
            var delivery = await to.UpdateAsync(where, messageId, id, message, cancel);
            if (delivery is SendOutcome.Sent)
            {
                said.Add(where.Id, messageId, message);
            }

            return delivery;
        }

        public Task<SendOutcome> DeleteAsync(ConversationAddress where, string messageId, string id, CancellationToken cancel) => to.DeleteAsync(where, messageId, id, cancel);

        public Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel) => to.OpenDirectAsync(who, cancel);

        public IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, CancellationToken cancel) => to.MembersAsync(conversation, cancel);

        public Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel) => to.FindAsync(who, cancel);
    }
}
