using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>The permissions to open a modal: each once, within three seconds (docs.slack.dev/interactivity/handling-user-interaction#modal_responses).</summary>
/// <param name="stub">Whose.</param>
internal sealed class StubTriggers(SlackStub stub)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, (string Team, string User, DateTimeOffset Until, bool IsUsed)> _issued = new(StringComparer.Ordinal);

    /// <summary>A new one for something that somebody did.</summary>
    public string Issue(StubWorkspace team, string user)
    {
        lock (stub.Gate)
        {
            var id = $"{stub.Time.GetUtcNow().ToUnixTimeSeconds()}.{team.Id[1..]}.{stub.NextId("t")}";
            _issued[id] = (team.Id, user, stub.Time.GetUtcNow() + Life, false);
            return id;
        }
    }

    /// <summary>Uses one up.</summary>
    /// <returns>Who did that something.</returns>
    public string Exchange(string id, StubWorkspace team)
    {
        if (!_issued.TryGetValue(id, out var trigger) || trigger.Team != team.Id)
        {
            throw new StubRefusal("invalid_trigger_id");
        }
        if (trigger.IsUsed)
        {
            throw new StubRefusal("exchanged_trigger_id");
        }
        if (trigger.Until < stub.Time.GetUtcNow())
        {
            throw new StubRefusal("expired_trigger_id");
        }
        _issued[id] = trigger with { IsUsed = true };
        return trigger.User;
    }
}

/// <summary>
/// The addresses by which an app answers later: five times within 30 minutes (docs.slack.dev/interactivity/handling-user-interaction#message_responses);
/// after that 404 with <c>used_url</c> or <c>expired_url</c>.
/// </summary>
/// <param name="stub">Whose.</param>
internal sealed class StubResponseUrls(SlackStub stub)
{
    private const int MostUses = 5;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, Issued> _issued = new(StringComparer.Ordinal);

    /// <summary>A new one for something that somebody did in a conversation.</summary>
    /// <param name="kind"><c>commands</c> or <c>actions</c>.</param>
    /// <param name="team">Where.</param>
    /// <param name="channel">In which conversation.</param>
    /// <param name="user">Who.</param>
    /// <param name="on">The message they pressed in; null for none.</param>
    public string Issue(string kind, StubWorkspace team, StubChannel channel, string user, StubMessage? on = null)
    {
        lock (stub.Gate)
        {
            var key = stub.NextId("r");
            _issued[key] = new(team, channel, user, on?.Ts, stub.Time.GetUtcNow() + Life);
            return $"{stub.Url}/{kind}/{team.Id}/{key}";
        }
    }

    /// <summary>Serves one use.</summary>
    public async Task ServeAsync(HttpContext context, string key)
    {
        JsonObject? body;
        try
        {
            body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            body = null;
        }
        var request = new StubRequest("response_url", (context.Request.ContentType ?? "").Split(';')[0], "", body?.DeepClone().AsObject() ?? [], stub.Time.GetUtcNow());
        await stub.AnswerAsync(context, request, () => RunAsync(context, key, body, request));
    }

    private async Task RunAsync(HttpContext context, string key, JsonObject? body, StubRequest request)
    {
        var refusal = Use(key, body, request);
        request.Answer = refusal?.ToJson() ?? new() { ["ok"] = true };
        context.Response.StatusCode = refusal?.Code switch { null => 200, "used_url" or "expired_url" => 404, _ => 400 };
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(refusal is null ? "ok" : request.Answer.ToJsonString());
        stub.Changed();
    }

    private StubRefusal? Use(string key, JsonObject? body, StubRequest request)
    {
        lock (stub.Gate)
        {
            if (!_issued.TryGetValue(key, out var url) || url.Until < stub.Time.GetUtcNow())
            {
                return new("expired_url");
            }
            if (url.Uses >= MostUses)
            {
                return new("used_url");
            }
            request.Team = url.Team.Id;
            try
            {
                stub.Said(url.Team, url.Channel, url.User, url.On, body ?? throw new StubRefusal("invalid_payload"));
                _issued[key] = url with { Uses = url.Uses + 1 };
                return null;
            }
            catch (StubRefusal refusal)
            {
                return refusal;
            }
        }
    }

    private sealed record Issued(StubWorkspace Team, StubChannel Channel, string User, string? On, DateTimeOffset Until, int Uses = 0);
}
