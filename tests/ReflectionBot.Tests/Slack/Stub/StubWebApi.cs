using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>Whose token a method wants.</summary>
internal enum StubTokenKind
{
    /// <summary>The bot's (<c>xoxb-</c>).</summary>
    Bot = 0,

    /// <summary>The app's (<c>xapp-</c>).</summary>
    App = 1,

    /// <summary>None.</summary>
    None = 2,
}

/// <summary>A method of the Web API.</summary>
/// <param name="Run">What it does.</param>
/// <param name="TakesJson">Whether it reads a JSON body; one that does not, ignores it (slack_web_openapi_v2.json, <c>consumes</c>; docs.slack.dev, "Content types").</param>
/// <param name="Scopes">One of these is enough; empty: none is needed.</param>
/// <param name="Token">Whose token it wants.</param>
internal sealed record StubMethod(Func<StubCall, JsonObject> Run, bool TakesJson, string[] Scopes, StubTokenKind Token = StubTokenKind.Bot);

/// <summary>One call, whose token was checked.</summary>
/// <param name="Args">What the method reads.</param>
/// <param name="Workspace">Of which workspace the token is; null for a method that takes none of a bot.</param>
internal sealed record StubCall(StubArguments Args, StubWorkspace? Workspace)
{
    /// <summary>The workspace of a bot's call.</summary>
    public StubWorkspace Team => Workspace!;
}

/// <summary>The Web API. Errors and shapes: the methods' pages at docs.slack.dev/reference/methods and slackapi/java-slack-sdk <c>json-logs/samples/api</c>.</summary>
internal sealed partial class StubWebApi
{
    private readonly SlackStub _stub;
    private readonly Dictionary<string, StubMethod> _methods;

    public StubWebApi(SlackStub stub)
    {
        _stub = stub;
        _methods = new(StringComparer.Ordinal)
        {
            ["auth.test"] = new(Identify, true, []),
            ["team.info"] = new(Team, false, ["team:read"]),
            ["chat.postMessage"] = new(Post, true, ["chat:write"]),
            ["chat.postEphemeral"] = new(PostEphemeral, true, ["chat:write"]),
            ["chat.update"] = new(Update, true, ["chat:write"]),
            ["chat.delete"] = new(Delete, true, ["chat:write"]),
            ["conversations.open"] = new(Open, true, ["im:write", "mpim:write"]),
            ["conversations.info"] = new(Info, false, ["channels:read", "groups:read", "im:read", "mpim:read"]),
            ["conversations.members"] = new(Members, false, ["channels:read", "groups:read", "im:read", "mpim:read"]),
            ["conversations.list"] = new(List, false, ["channels:read", "groups:read", "im:read", "mpim:read"]),
            ["users.info"] = new(User, false, ["users:read"]),
            ["users.list"] = new(Users, false, ["users:read"]),
            ["users.lookupByEmail"] = new(UserByEmail, false, ["users:read.email"]),
            ["views.open"] = new(OpenView, true, []),
            ["views.push"] = new(PushView, true, []),
            ["views.update"] = new(UpdateView, true, []),
            ["views.publish"] = new(Publish, true, []),
            ["files.getUploadURLExternal"] = new(UploadUrl, false, ["files:write"]),
            ["files.completeUploadExternal"] = new(CompleteUpload, true, ["files:write"]),
            ["oauth.v2.access"] = new(Exchange, false, [], StubTokenKind.None),
            ["apps.connections.open"] = new(OpenConnection, true, [], StubTokenKind.App),
        };
    }

    /// <summary>Serves one call.</summary>
    public async Task ServeAsync(HttpContext context, string method)
    {
        var request = WithCredentials(await StubRequest.ReadAsync(context, method, _stub.Time), context);
        await _stub.AnswerAsync(context, request, () => RunAsync(context, request));
    }

    private async Task RunAsync(HttpContext context, StubRequest request)
    {
        var answer = Answer(request);
        if (request.Warning is { } warning && (bool)answer["ok"]!)
        {
            answer["warning"] = warning;
            (answer["response_metadata"] ??= new JsonObject())["warnings"] = new JsonArray(warning);
        }
        request.Answer = answer;
        if (_stub.Workspaces.FirstOrDefault(w => w.Id == request.Team) is { } team)
        {
            context.Response.Headers["x-oauth-scopes"] = string.Join(',', team.Scopes);
            context.Response.Headers["x-accepted-oauth-scopes"] = string.Join(',', _methods[request.Method].Scopes);
        }
        try
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(answer.ToJsonString());
        }
        finally
        {
            _stub.Changed();
            _stub.Deliveries.SendEchoes();
        }
    }

    private JsonObject Answer(StubRequest request)
    {
        try
        {
            var method = _methods.GetValueOrDefault(request.Method) ?? throw new StubRefusal("unknown_method");
            var workspace = Authorise(request, method);
            if (request.BodyError is { } error)
            {
                throw new StubRefusal(error);
            }
            var call = new StubCall(new(method.TakesJson || request.ContentType != "application/json" ? request.Arguments : []), workspace);
            lock (_stub.Gate)
            {
                var answer = method.Run(call);
                answer.Insert(0, "ok", true);
                return answer;
            }
        }
        catch (StubRefusal refusal)
        {
            return refusal.ToJson();
        }
    }

    private StubWorkspace? Authorise(StubRequest request, StubMethod method)
    {
        if (method.Token == StubTokenKind.None)
        {
            return null;
        }
        var isApp = request.Token == _stub.App.AppToken;
        if (request.Token.Length == 0 || (isApp != (method.Token == StubTokenKind.App)))
        {
            throw new StubRefusal(request.Token.Length == 0 ? "not_authed" : isApp || request.Token.StartsWith("xoxb-", StringComparison.Ordinal) ? "not_allowed_token_type" : "invalid_auth");
        }
        return isApp ? null : AuthoriseBot(request, method);
    }

    private StubWorkspace AuthoriseBot(StubRequest request, StubMethod method)
    {
        var workspace = _stub.Workspaces.FirstOrDefault(w => w.Token == request.Token) ?? throw new StubRefusal("invalid_auth");
        switch (workspace.TokenState)
        {
            case StubTokenState.Revoked: throw new StubRefusal("token_revoked");
            case StubTokenState.Inactive: throw new StubRefusal("account_inactive");
            case StubTokenState.None: throw new StubRefusal("invalid_auth");
        }
        request.Team = workspace.Id;
        if (method.Scopes.Length > 0 && !method.Scopes.Any(workspace.Scopes.Contains))
        {
            throw new StubRefusal("missing_scope") { More = new() { ["needed"] = string.Join(',', method.Scopes), ["provided"] = string.Join(',', workspace.Scopes) } };
        }
        return workspace;
    }

    private JsonObject Identify(StubCall call) => new()
    {
        ["url"] = $"https://{call.Team.Domain}.slack.com/",
        ["team"] = call.Team.Name,
        ["user"] = call.Team.User(call.Team.BotUser)!.Name,
        ["team_id"] = call.Team.Id,
        ["user_id"] = call.Team.BotUser,
        ["bot_id"] = call.Team.BotId,
        ["is_enterprise_install"] = call.Team.IsEnterpriseInstall,
    };

    private static JsonObject Team(StubCall call) => new()
    {
        ["team"] = new JsonObject { ["id"] = call.Team.Id, ["name"] = call.Team.Name, ["domain"] = call.Team.Domain, ["url"] = $"https://{call.Team.Domain}.slack.com/", ["email_domain"] = "" },
    };

    private JsonObject OpenConnection(StubCall call) => new() { ["url"] = _stub.Sockets.NewAddress() };
}
