using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ReflectionBot.EndToEnd.Kill;

/// <summary>
/// Somebody at the web chat whose client sends every post again, under the same id, until it is acknowledged. It never sends the next one
/// before, so what the transcript must show is known.
/// </summary>
public sealed class StubbornClient(string person, string? channel, BotProcess bot, Gate gate) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private string? _token;
    private string? _conversation;
    private int _posts;

    /// <summary>The client ids of all acknowledged posts, in order, changes left out.</summary>
    public List<string> Acknowledged { get; } = [];

    /// <summary>How often a post had to be sent again.</summary>
    public int Again { get; private set; }

    /// <summary>Writes a message.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> SayAsync(string text, CancellationToken cancel)
    {
        var client = $"{person}-{++_posts}";
        var id = await PostAsync(new JsonObject { ["type"] = "message", ["text"] = text }, client, cancel);
        Acknowledged.Add(client);
        return id;
    }

    /// <summary>Changes a message.</summary>
    public Task EditAsync(string message, string text, CancellationToken cancel) =>
        PostAsync(new JsonObject { ["type"] = "messageUpdate", ["replyToId"] = message, ["text"] = text }, $"{person}-{++_posts}", cancel);

    /// <summary>Reads until the chat holds this text.</summary>
    public async Task SeeAsync(string text, CancellationToken cancel)
    {
        while (!(await ReadAsync(cancel)).Any(a => ((string?)a["text"] ?? "").Contains(text, StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancel); // Nobody is told when a message comes: a poll, of another process.
        }
    }

    /// <summary>The whole chat.</summary>
    public async Task<IReadOnlyList<JsonNode>> ReadAsync(CancellationToken cancel)
    {
        var all = new List<JsonNode>();
        var watermark = "";
        while (true)
        {
            var at = watermark;
            var body = await StubbornlyAsync(HttpMethod.Get, () => $"/v3/directline/conversations/{_conversation}/activities?watermark={at}", null, false, cancel);
            var page = body["activities"]!.AsArray();
            all.AddRange(page.Select(a => a!));
            watermark = (string)body["watermark"]!;
            if (page.Count == 0)
            {
                return all;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> PostAsync(JsonObject activity, string client, CancellationToken cancel)
    {
        activity["channelData"] = new JsonObject { ["clientActivityID"] = client };
        var body = await StubbornlyAsync(HttpMethod.Post, () => $"/v3/directline/conversations/{_conversation}/activities", activity, true, cancel);
        return (string)body["id"]!;
    }

    private async Task<JsonNode> StubbornlyAsync(HttpMethod method, Func<string> path, JsonObject? body, bool gated, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            Again += gated && tries > 0 ? 1 : 0;
            if (gated)
            {
                await gate.PassAsync(cancel);
            }

            var address = await bot.ListeningAsync.WaitAsync(cancel);
            try
            {
                await EnterAsync(address, cancel);
                using var request = new HttpRequestMessage(method, new Uri(address, path())) { Content = body is null ? null : JsonContent.Create(body) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
                return await SendAsync(request, cancel);
            }
            catch (Exception e) when (e is HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError } or SocketException or IOException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                await Task.Yield(); // Not acknowledged: the same again.
            }
        }
    }

    private async Task EnterAsync(Uri address, CancellationToken cancel)
    {
        if (_token is not null)
        {
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/tryout/token")) { Content = JsonContent.Create(new { user = $"tryout-{person}", conversation = channel }) };
        request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        var body = await SendAsync(request, cancel);
        (_token, _conversation) = ((string)body["token"]!, (string)body["conversationId"]!);
    }

    private async Task<JsonNode> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var response = await _http.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException(text, null, response.StatusCode);
    }
}

/// <summary>Lets so many posts through in each life of the bot, so that kills are spread over the whole round.</summary>
public sealed class Gate : IDisposable
{
    private readonly SemaphoreSlim _open = new(0);
    private readonly SemaphoreSlim _passed = new(0);
    private volatile bool _free;

    /// <summary>Whether everybody may.</summary>
    public bool IsFree => _free;

    /// <summary>Lets this many attempts through.</summary>
    public void Open(int attempts) => _open.Release(attempts);

    /// <summary>From now on everybody may.</summary>
    public void Free()
    {
        _free = true;
        _open.Release(1_000);
    }

    /// <summary>What was not used is taken back.</summary>
    public void Close()
    {
        while (_open.Wait(0))
        {
        }

        while (_passed.Wait(0))
        {
        }
    }

    /// <summary>Waits for one's turn.</summary>
    public async Task PassAsync(CancellationToken cancel)
    {
        if (!_free)
        {
            await _open.WaitAsync(cancel);
        }

        _passed.Release();
    }

    /// <summary>Waits until this many have passed, or a while.</summary>
    public async Task PassedAsync(int attempts, TimeSpan atMost, CancellationToken cancel)
    {
        for (var i = 0; i < attempts && await _passed.WaitAsync(atMost, cancel); i++)
        {
        }
    }

    public void Dispose()
    {
        _open.Dispose();
        _passed.Dispose();
    }
}
