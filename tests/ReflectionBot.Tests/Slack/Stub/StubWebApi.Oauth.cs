using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>OAuth v2 (docs.slack.dev/authentication/installing-with-oauth): the page where somebody allows the app, and the code for the token.</summary>
internal sealed partial class StubWebApi
{
    private readonly Dictionary<string, (string Team, string User, string? Redirect, DateTimeOffset Until, bool IsUsed)> _codes = new(StringComparer.Ordinal);

    /// <summary>
    /// The page, whose visitor allows at once and is sent back. The query names who that is by <c>team</c> (else the first workspace) and <c>stub_user</c>
    /// (else its first administrator or person); <c>stub_deny=1</c> refuses.
    /// </summary>
    public Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var redirect = query["redirect_uri"].ToString();
        if (query["client_id"] != _stub.App.ClientId || query["scope"].ToString().Length == 0 || !Uri.TryCreate(redirect, UriKind.Absolute, out _))
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync("invalid_client_id, invalid_scope or bad_redirect_uri");
        }
        var answer = new Dictionary<string, string?> { ["state"] = query["state"].ToString() };
        if (query["stub_deny"] == "1")
        {
            answer["error"] = "access_denied";
        }
        else
        {
            answer["code"] = NewCode(query["team"].ToString(), query["stub_user"].ToString(), redirect);
        }
        context.Response.Redirect(QueryHelpers.AddQueryString(redirect, answer));
        return Task.CompletedTask;
    }

    private string NewCode(string team, string user, string redirect)
    {
        lock (_stub.Gate)
        {
            var workspace = _stub.Workspaces.FirstOrDefault(w => w.Id == team) ?? _stub.Workspaces[0];
            var who = workspace.User(user) ?? workspace.Users.OrderByDescending(u => u.IsAdmin).First(u => u.BotId is null && u.Id != "USLACKBOT");
            var code = $"stub-code-{_stub.NextId("")}";
            _codes[code] = (workspace.Id, who.Id, redirect, _stub.Time.GetUtcNow().AddMinutes(10), false);
            return code;
        }
    }

    private JsonObject Exchange(StubCall call)
    {
        var args = call.Args;
        if (args["client_id"] != _stub.App.ClientId)
        {
            throw new StubRefusal("invalid_client_id");
        }
        if (args["client_secret"] != _stub.App.ClientSecret)
        {
            throw new StubRefusal("bad_client_secret");
        }
        if (!_codes.TryGetValue(args["code"] ?? "", out var code) || code.Until < _stub.Time.GetUtcNow())
        {
            throw new StubRefusal("invalid_code");
        }
        if (code.IsUsed)
        {
            throw new StubRefusal("code_already_used");
        }
        if (args["redirect_uri"] != code.Redirect)
        {
            throw new StubRefusal("bad_redirect_uri");
        }
        _codes[args["code"]!] = code with { IsUsed = true };
        var team = _stub.Workspaces.First(w => w.Id == code.Team);
        team.NewToken();
        return Granted(team, code.User);
    }

    private JsonObject Granted(StubWorkspace team, string user) => new()
    {
        ["app_id"] = _stub.App.Id,
        ["authed_user"] = new JsonObject { ["id"] = user },
        ["scope"] = string.Join(',', team.Scopes),
        ["token_type"] = "bot",
        ["access_token"] = team.Token,
        ["bot_user_id"] = team.BotUser,
        ["team"] = team.IsEnterpriseInstall ? null : new JsonObject { ["id"] = team.Id, ["name"] = team.Name },
        ["enterprise"] = team.IsEnterpriseInstall ? new JsonObject { ["id"] = $"E{team.Id[1..]}", ["name"] = team.Name } : null,
        ["is_enterprise_install"] = team.IsEnterpriseInstall,
    };

    /// <summary>Client id and secret may also come by HTTP Basic.</summary>
    private static StubRequest WithCredentials(StubRequest request, HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..])).Split(':', 2);
            (request.Arguments["client_id"], request.Arguments["client_secret"]) = (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[^1]));
        }
        return request;
    }
}
