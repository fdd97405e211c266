using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>Posts to the app what happens, signed (docs.slack.dev/authentication/verifying-requests-from-slack).</summary>
/// <param name="stub">Whose.</param>
/// <param name="app">A client whose base address is the app.</param>
public sealed class StubHttp(SlackStub stub, HttpClient app)
{
    /// <summary>The signature of a body.</summary>
    public static string Sign(string secret, string timestamp, string body) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")));

    /// <summary>The body that something has on the wire: JSON, a form with <c>payload</c>, or a form.</summary>
    public static string BodyOf(StubDelivery delivery) => delivery.Kind switch
    {
        StubDeliveryKind.Event => delivery.Payload.ToJsonString(),
        StubDeliveryKind.Interaction => $"payload={Uri.EscapeDataString(delivery.Payload.ToJsonString())}",
        _ => string.Join('&', delivery.Payload.Select(f => $"{f.Key}={Uri.EscapeDataString(StubArguments.Text(f.Value) ?? "").Replace("%20", "+", StringComparison.Ordinal)}")),
    };

    /// <summary>Where something of this kind is posted to.</summary>
    public static string PathOf(StubDeliveryKind kind) => kind switch
    {
        StubDeliveryKind.Event => "/slack/events",
        StubDeliveryKind.Interaction => "/slack/interactions",
        _ => "/slack/commands",
    };

    /// <summary>Asks the app to prove that the address is its own (<c>url_verification</c>).</summary>
    /// <returns>Whether it gave the challenge back.</returns>
    public async Task<bool> ChallengeAsync(CancellationToken cancel)
    {
        var challenge = stub.NextId("challenge");
        var body = new JsonObject { ["token"] = stub.App.VerificationToken, ["challenge"] = challenge, ["type"] = "url_verification" }.ToJsonString();
        using var request = Request("/slack/events", body, "application/json");
        using var response = await app.SendAsync(request, cancel);
        var answer = await response.Content.ReadAsStringAsync(cancel);
        return response.IsSuccessStatusCode && (answer.Trim() == challenge || (answer.StartsWith('{') && (string?)JsonNode.Parse(answer)!["challenge"] == challenge));
    }

    /// <summary>A request to the app, signed rightly unless it is changed.</summary>
    public HttpRequestMessage Request(string path, string body, string contentType, string? secret = null, DateTimeOffset? at = null)
    {
        var timestamp = (at ?? stub.Time.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new(contentType);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", Sign(secret ?? stub.App.SigningSecret, timestamp, body));
        request.Headers.UserAgent.ParseAdd("Slackbot/1.0 (+https://api.slack.com/robots)");
        return request;
    }

    /// <summary>The request by which something is posted, signed with another secret or at another time if so wished.</summary>
    public HttpRequestMessage Request(StubDelivery delivery, string? secret = null, DateTimeOffset? at = null)
    {
        var request = Request(PathOf(delivery.Kind), BodyOf(delivery), delivery.Kind == StubDeliveryKind.Event ? "application/json" : "application/x-www-form-urlencoded", secret, at);
        if (delivery.Attempt > 0)
        {
            request.Headers.Add("X-Slack-Retry-Num", delivery.Attempt.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("X-Slack-Retry-Reason", delivery.Reason);
        }
        return request;
    }

    /// <summary>Posts it, and waits as long as Slack does.</summary>
    internal async Task<StubDelivery> DeliverAsync(StubDelivery delivery, CancellationToken cancel)
    {
        using var request = Request(delivery);
        using var window = new CancellationTokenSource(stub.App.AckWindow, stub.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(window.Token, cancel);
        both.CancelAfter(SlackStub.Patience);
        try
        {
            using var response = await app.SendAsync(request, both.Token);
            var body = await response.Content.ReadAsStringAsync(both.Token);
            return delivery with
            {
                IsAcknowledged = response.IsSuccessStatusCode,
                Status = (int)response.StatusCode,
                Body = body,
                Answer = Json(body),
                ForbidsRepeats = response.Headers.TryGetValues("X-Slack-No-Retry", out var values) && values.Contains("1"),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return delivery;
        }
    }

    private static JsonObject? Json(string body)
    {
        try
        {
            return body.StartsWith('{') ? JsonNode.Parse(body) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
