using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReflectionBot.Tests.Slack;

/// <summary>What installing and the doctor ask of Slack's Web API, on a real server on loopback. All is well until a test changes an answer.</summary>
internal sealed class InstallSlack : IAsyncDisposable
{
    public const string Team = "T0HOUSE";
    public const string BotToken = "xoxb-the-bot-token";
    public const string AppToken = "xapp-the-app-token";

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, (int Status, string Body)> _answers = new();
    private readonly ConcurrentQueue<string> _asked = new();

    private InstallSlack()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Map("/{**method}", AnswerAsync);
        Answer("api.test", """{ "ok": true }""");
        Answer("auth.test", $$"""{ "ok": true, "url": "https://house.slack.com/", "team": "Housing", "team_id": "{{Team}}", "user_id": "U0BOT", "bot_id": "B0BOT", "is_enterprise_install": false }""");
        Answer("apps.connections.open", """{ "ok": true, "url": "wss://wss-primary.slack.com/link/?ticket=the-ticket" }""");
        Answer("oauth.v2.access", Grant());
    }

    public string ApiUrl => $"{_server.Urls.Single()}/api/";

    /// <summary>The scopes that the answers' header names.</summary>
    public string Scopes { get; set; } = AllScopes;

    public static string AllScopes => string.Join(',', Channels());

    /// <summary>The methods that were asked, each with who asked and what was sent.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Slack's clock; null: the server's own.</summary>
    public DateTimeOffset? Date { get; set; }

    public static async Task<InstallSlack> StartAsync()
    {
        var slack = new InstallSlack();
        await slack._server.StartAsync(TestContext.Current.CancellationToken);
        return slack;
    }

    public static string Grant(string team = $$"""{ "id": "{{Team}}", "name": "Housing" }""", string? scopes = null, bool organisation = false, string token = BotToken) => $$"""
        { "ok": true, "access_token": "{{token}}", "token_type": "bot", "scope": "{{scopes ?? AllScopes}}", "bot_user_id": "U0BOT", "app_id": "A0APP", "team": {{team}},
          "enterprise": null, "is_enterprise_install": {{(organisation ? "true" : "false")}}, "authed_user": { "id": "U0ANA" } }
        """;

    public void Answer(string method, string body, int status = 200) => _answers[method] = (status, body);

    public void Refuse(string method, string error) => Answer(method, $$"""{ "ok": false, "error": "{{error}}" }""");

    public int Times(string method) => _asked.Count(a => a.StartsWith($"{method} ", StringComparison.Ordinal));

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private static IEnumerable<string> Channels() => ReflectionBot.Channels.Slack.SlackNeeds.Scopes.Select(s => s.Name);

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var method = context.Request.Path.Value!.Split('/')[^1];
        _asked.Enqueue($"{method} {context.Request.Headers.Authorization} {await reader.ReadToEndAsync(context.RequestAborted)}");
        var (status, body) = _answers.GetValueOrDefault(method, (404, ""));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-oauth-scopes"] = Scopes;
        if (Date is { } date)
        {
            context.Response.Headers.Date = date.ToString("R");
        }

        await context.Response.WriteAsync(body, context.RequestAborted);
    }
}
