using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Application.Delivery;

namespace ReflectionBot.Operations.Demonstration;

/// <summary>Something expected did not happen.</summary>
internal sealed class DemoException(string message) : Exception(message);

/// <summary>A small Direct Line client that plays each person of the try-out in turn.</summary>
internal sealed class DemoChat(Uri address, OutboxPump pump) : IDisposable
{
    private readonly HttpClient _http = Client(address);
    private readonly Dictionary<(string User, string? Place), (string Token, string Id)> _chats = [];

    /// <summary>Writes a message.</summary>
    public Task SayAsync(string user, string text, CancellationToken cancel, string? place = null) =>
        PostAsync(user, new JsonObject { ["type"] = "message", ["text"] = text }, place, cancel);

    /// <summary>Presses the newest button with this verb.</summary>
    public async Task PressAsync(string user, string verb, CancellationToken cancel)
    {
        var data = await ButtonAsync(user, verb, cancel);
        await PostAsync(user, new JsonObject { ["type"] = "message", ["value"] = data.DeepClone() }, null, cancel);
    }

    /// <summary>Fills in the newest form that has a button with this verb, field by field in order, and sends it.</summary>
    public async Task FillAsync(string user, string verb, IReadOnlyList<string> values, CancellationToken cancel)
    {
        var value = (JsonObject)(await ButtonAsync(user, verb, cancel)).DeepClone();
        var card = (await ReadAsync(user, null, cancel)).Last(a => Find(a, o => IsButton(o, verb)) is not null);
        var fields = All(card).Where(o => (string?)o["type"] == "Input.Text").Select(o => (string)o["id"]!).ToList();
        foreach (var (field, text) in fields.Zip(values))
        {
            value[field] = text;
        }

        await PostAsync(user, new JsonObject { ["type"] = "message", ["value"] = value }, null, cancel);
    }

    /// <summary>The newest message of the bot that contains this text.</summary>
    public async Task<string> ExpectAsync(string user, string text, CancellationToken cancel, string? place = null) =>
        (await TextsAsync(user, place, cancel)).LastOrDefault(t => t.Contains(text, StringComparison.Ordinal))
        ?? throw new DemoException($"\"{text}\" was expected in the chat of {user}");

    /// <summary>Checks that no message shows this text any more.</summary>
    public async Task ExpectGoneAsync(string user, string text, CancellationToken cancel, string? place = null)
    {
        if ((await TextsAsync(user, place, cancel)).Any(t => t.Contains(text, StringComparison.Ordinal)))
        {
            throw new DemoException($"\"{text}\" still stands in the chat of {user}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<string>> TextsAsync(string user, string? place, CancellationToken cancel) =>
        [.. (await ReadAsync(user, place, cancel)).Where(a => (string?)a["from"]?["role"] == "bot").Select(a => (string?)a["text"] ?? "")];

    private async Task<JsonNode> ButtonAsync(string user, string verb, CancellationToken cancel) =>
        (await ReadAsync(user, null, cancel)).Reverse().Select(a => Find(a, o => IsButton(o, verb))).FirstOrDefault(b => b is not null)?["data"]
        ?? throw new DemoException($"a button \"{verb}\" was expected in the chat of {user}");

    private static bool IsButton(JsonObject o, string verb) => (string?)o["type"] == "Action.Submit" && (string?)o["data"]?["rb"]?["verb"] == verb;

    private static JsonObject? Find(JsonNode? node, Func<JsonObject, bool> match) => All(node).FirstOrDefault(match);

    private static IEnumerable<JsonObject> All(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).SelectMany(All).Prepend(o),
        JsonArray a => a.SelectMany(All),
        _ => [],
    };

    private async Task<IReadOnlyList<JsonNode>> ReadAsync(string user, string? place, CancellationToken cancel)
    {
        var (token, id) = await ChatAsync(user, place, cancel);
        using var request = Request(HttpMethod.Get, $"/v3/directline/conversations/{id}/activities", token);
        var set = await SendAsync(request, cancel);
        return [.. set["activities"]!.AsArray().Select(a => a!)];
    }

    private async Task PostAsync(string user, JsonObject activity, string? place, CancellationToken cancel)
    {
        var (token, id) = await ChatAsync(user, place, cancel);
        activity["from"] = new JsonObject { ["id"] = user };
        using var request = Request(HttpMethod.Post, $"/v3/directline/conversations/{id}/activities", token);
        request.Content = JsonContent.Create(activity);
        await SendAsync(request, cancel);
        await pump.WhenIdleAsync().WaitAsync(cancel);
    }

    private async Task<(string Token, string Id)> ChatAsync(string user, string? place, CancellationToken cancel)
    {
        if (!_chats.TryGetValue((user, place), out var chat))
        {
            using var request = Request(HttpMethod.Post, "/tryout/token", null);
            request.Content = JsonContent.Create(new JsonObject { ["user"] = user, ["conversation"] = place });
            var answer = await SendAsync(request, cancel);
            _chats[(user, place)] = chat = ((string)answer["token"]!, (string)answer["conversationId"]!);
        }

        return chat;
    }

    private async Task<JsonNode> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var response = await _http.SendAsync(request, cancel);
        var body = await response.Content.ReadAsStringAsync(cancel);
        return response.IsSuccessStatusCode ? JsonNode.Parse(body)! : throw new DemoException($"the web chat answered {(int)response.StatusCode} to {request.RequestUri}");
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? token)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return request;
    }

    private static HttpClient Client(Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        return client;
    }
}
