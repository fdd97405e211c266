using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Rounds.Play;

/// <summary>The web chat as its page uses it: Direct Line over HTTP, buttons taken from the cards.</summary>
public sealed class WebChatDriver(HttpClient http, TimeProvider time) : IChatDriver
{
    private static readonly TimeSpan TokenGood = TimeSpan.FromMinutes(10);

    private readonly Dictionary<Seat, (string Token, string Conversation, DateTimeOffset Until)> _tokens = [];
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private readonly Dictionary<Seat, string> _watermarks = [];

    /// <summary>The language of somebody's browser, where it says one.</summary>
    public Dictionary<string, string> Locales { get; } = [];

    private string Origin => http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public Task SayAsync(Seat seat, string text, int files, CancellationToken cancel) => PostAsync(seat, new JsonObject
    {
        ["type"] = "message",
        ["text"] = text,
        ["attachments"] = files == 0 ? null : new JsonArray([.. Enumerable.Range(1, files).Select(i => (JsonNode)new JsonObject { ["contentType"] = "audio/ogg", ["contentUrl"] = "blob:here", ["name"] = $"clip{i}.ogg" })]),
    }, cancel);

    public Task PressAsync(Seat seat, Seen message, SeenButton button, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var value = JsonNode.Parse(button.Data)!.AsObject();
        foreach (var (name, text) in fields)
        {
            value[name] = text;
        }

        return PostAsync(seat, new JsonObject { ["type"] = "message", ["value"] = value, ["replyToId"] = message.Id.Length > 0 ? message.Changes ?? message.Id : null, ["channelData"] = new JsonObject { ["pressed"] = button.Label } }, cancel);
    }

    public Task EditAsync(Seat seat, string messageId, string text, CancellationToken cancel) =>
        PostAsync(seat, new JsonObject { ["type"] = "messageUpdate", ["replyToId"] = messageId, ["text"] = text }, cancel);

    public Task DeleteAsync(Seat seat, string messageId, CancellationToken cancel) =>
        PostAsync(seat, new JsonObject { ["type"] = "messageDelete", ["replyToId"] = messageId }, cancel);

    public async Task JoinAsync(string person, Uri link, CancellationToken cancel)
    {
        var invite = link.Fragment["#invite=".Length..];
        using var response = await PageAsync("/web/join", new JsonObject { ["invite"] = invite }, null, cancel);
        await KeepAsync(person, response, cancel);
    }

    public async Task<IReadOnlyList<Seen>> ReadAsync(Seat seat, CancellationToken cancel)
    {
        var (token, conversation) = await TokenAsync(seat, cancel);
        var all = new List<Seen>();
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities?watermark={_watermarks.GetValueOrDefault(seat)}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await http.SendAsync(request, cancel);
            var body = await JsonAsync(response, cancel);
            _watermarks[seat] = (string)body["watermark"]!;
            var activities = body["activities"]!.AsArray();
            all.AddRange(activities.Select(a => Read(a!)));
            if (activities.Count == 0)
            {
                return all;
            }
        }
    }

    /// <summary>Posts one activity under a client id of its own, as directlinejs does.</summary>
    public async Task PostAsync(Seat seat, JsonObject activity, CancellationToken cancel)
    {
        var (token, conversation) = await TokenAsync(seat, cancel);
        var data = activity["channelData"]?.AsObject() ?? [];
        activity["channelData"] = data.DeepClone();
        activity["channelData"]!["clientActivityID"] ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        activity["locale"] = Locales.GetValueOrDefault(seat.Person);
        activity["from"] = new JsonObject { ["id"] = seat.Person };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities") { Content = JsonContent.Create(activity) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, cancel);
        await JsonAsync(response, cancel);
    }

    private static Seen Read(JsonNode a)
    {
        var card = a["attachments"]?.AsArray().Select(x => x!["content"]).FirstOrDefault(x => x is not null);
        var elements = card is null ? [] : Everything(card).ToList();
        return new Seen(
            (string)a["id"]!, (string?)a["from"]?["role"] == "bot", (string?)a["type"] == "message" ? null : (string?)a["replyToId"], (string?)a["text"] ?? "",
            [.. elements.Where(e => (string?)e["type"] == "Action.Submit").Select(e => new SeenButton((string)e["title"]!, e["data"]!.ToJsonString(), (string?)e["associatedInputs"] != "none"))],
            elements.Where(e => (string?)e["type"] == "Input.Text").ToDictionary(e => (string)e["id"]!, e => (string?)e["value"] ?? ""));
    }

    private static IEnumerable<JsonObject> Everything(JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is not null && p.Key != "data").SelectMany(p => Everything(p.Value!)).Prepend(o),
        JsonArray list => list.Where(n => n is not null).SelectMany(n => Everything(n!)),
        _ => [],
    };

    private async Task<(string Token, string Conversation)> TokenAsync(Seat seat, CancellationToken cancel)
    {
        if (!_tokens.TryGetValue(seat, out var known) || known.Until < time.GetUtcNow())
        {
            if (_cookies.TryGetValue(seat.Person, out var cookie))
            {
                using var session = await PageAsync("/web/session", null, cookie, cancel);
                await KeepAsync(seat.Person, session, cancel);
                return await TokenAsync(seat, cancel);
            }

            var asked = new JsonObject { ["user"] = $"tryout-{seat.Person}", ["conversation"] = seat.Channel is null ? null : seat.Channel == "empty" ? "tryout-new" : $"tryout-{seat.Channel}" };
            using var response = await PageAsync("/tryout/token", asked, null, cancel);
            var body = await JsonAsync(response, cancel);
            _tokens[seat] = known = ((string)body["token"]!, (string)body["conversationId"]!, time.GetUtcNow() + TokenGood);
        }

        return (known.Token, known.Conversation);
    }

    /// <summary>Keeps what lets a browser in: the cookie, and the token of the person's own chat.</summary>
    private async Task KeepAsync(string person, HttpResponseMessage response, CancellationToken cancel)
    {
        var body = await JsonAsync(response, cancel);
        _cookies[person] = response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var own = body["conversations"]!.AsArray().Single(c => !(bool)c!["shared"]!)!;
        _tokens[new Seat(person)] = ((string)own["token"]!, (string)own["id"]!, time.GetUtcNow() + TokenGood);
    }

    private Task<HttpResponseMessage> PageAsync(string path, JsonObject? body, string? cookie, CancellationToken cancel)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Origin", Origin);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return http.SendAsync(request, cancel);
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var text = await response.Content.ReadAsStringAsync(cancel);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new DriverRefusedException((int)response.StatusCode, string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode}: {text}"));
    }
}

/// <summary>The channel did not take it.</summary>
/// <param name="status">As the channel says it.</param>
/// <param name="message">What it said.</param>
public sealed class DriverRefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
