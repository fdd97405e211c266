using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>The least bot, to try the Playground itself: it keeps what it gets, answers a text with a card, and a press with a changed card.</summary>
public sealed class EchoBot : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private EchoBot(WebApplication app) => _app = app;

    /// <summary>Where it takes activities.</summary>
    public Uri Endpoint => new(new Uri(_app.Urls.Single()), "api/messages");

    /// <summary>All it got.</summary>
    public ConcurrentQueue<JsonObject> Got { get; } = new();

    /// <summary>It refuses everything.</summary>
    public bool Refuses { get; set; }

    /// <summary>Starts one.</summary>
    public static async Task<EchoBot> StartAsync(CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var bot = new EchoBot(builder.Build());
        bot._app.MapPost("/api/messages", bot.TurnAsync);
        await bot._app.StartAsync(cancel);
        return bot;
    }

    /// <summary>Calls the connector.</summary>
    public async Task<(int Status, JsonNode? Answer)> CallAsync(JsonObject about, HttpMethod method, string path, JsonObject? body)
    {
        ArgumentNullException.ThrowIfNull(about);
        using var request = new HttpRequestMessage(method, (string)about["serviceUrl"]! + path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null);
    }

    /// <summary>A card with a line, two fields and two buttons.</summary>
    public static JsonObject Card(string line) => JsonNode.Parse($$$$"""
        {"type": "AdaptiveCard", "version": "1.5", "body": [
           {"type": "TextBlock", "text": "{{{{line}}}}"},
           {"type": "Input.Text", "id": "note", "label": "Note", "value": "as it was"}, {"type": "Input.Toggle", "id": "agreed", "title": "Agreed"}, {"type": "Input.Date", "id": "day", "label": "Day"}],
         "actions": [
           {"type": "Action.Execute", "title": "Next", "verb": "next", "data": {"step": 1}, "fallback": {"type": "Action.Submit", "title": "Next", "data": {"step": 1}}},
           {"type": "Action.Submit", "title": "Send", "data": {"step": 2}},
           {"type": "Action.Submit", "title": "Stop", "data": {"step": 3}, "associatedInputs": "none"}]}
        """)!.AsObject();

    /// <summary>A message with a card.</summary>
    public static JsonObject Message(JsonObject card) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task<IResult> TurnAsync(HttpRequest request)
    {
        var activity = (await request.ReadFromJsonAsync<JsonObject>())!;
        Got.Enqueue(activity);
        if (Refuses)
        {
            return Results.StatusCode(401);
        }

        if ((string?)activity["type"] == "invoke")
        {
            return Results.Json(new JsonObject { ["statusCode"] = 200, ["type"] = "application/vnd.microsoft.card.adaptive", ["value"] = Card("after") });
        }

        if ((string?)activity["type"] == "message")
        {
            var line = (string?)activity["text"] is { } text ? $"you said {text.Split("</at>")[^1].Trim()}" : $"you sent {activity["value"]!.AsObject().Count}";
            await CallAsync(activity, HttpMethod.Post, $"/v3/conversations/{Uri.EscapeDataString((string)activity["conversation"]!["id"]!)}/activities", Message(Card(line)));
        }

        return Results.Ok();
    }
}
