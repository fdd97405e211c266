using Microsoft.Extensions.Options;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Slack.Api;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>
/// <c>GET /slack/install</c> sends a browser to Slack, <c>GET /slack/oauth_redirect</c> takes it back and stores the installation. Nothing
/// that came back is read before the state is proved to be this browser's.
/// </summary>
internal sealed partial class SlackInstallEndpoints(
    IOptions<SlackOptions> options, InstallState state, SlackApi api, SlackInstallations installations, IConfiguration configuration, ILogger<SlackInstallEndpoints> log)
{
    private readonly InstallAddresses _addresses = new(options.Value, new Uri(configuration["PublicUrl"]!, UriKind.Absolute));

    /// <summary>Maps both; without <c>Slack:ClientId</c> they answer 404.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet(InstallAddresses.InstallPath, (HttpContext context) => For(context)?.Begin(context) ?? Results.NotFound());
        app.MapGet(InstallAddresses.RedirectPath, async (HttpContext context) => For(context) is { } here ? await here.FinishAsync(context, context.RequestAborted) : Results.NotFound());
    }

    private static SlackInstallEndpoints? For(HttpContext context)
    {
        InstallPages.Guard(context);
        return context.RequestServices.GetService<SlackInstallEndpoints>();
    }

    /// <summary>Works only for a page that a person opens: as a picture or frame of another page it begins nothing.</summary>
    private IResult Begin(HttpContext context)
    {
        if (context.Request.Headers["Sec-Fetch-Dest"].ToString() is not ("" or "document"))
        {
            return Results.NotFound();
        }

        var (sent, kept) = state.Begin();
        context.Response.Cookies.Append(_addresses.Cookie, kept, Cookie(InstallState.Lasts));
        return Results.Redirect(_addresses.Authorize(sent).AbsoluteUri);
    }

    private async Task<IResult> FinishAsync(HttpContext context, CancellationToken cancel)
    {
        var query = context.Request.Query;
        var isOurs = state.TryFinish(query["state"], context.Request.Cookies[_addresses.Cookie]);
        context.Response.Cookies.Delete(_addresses.Cookie, Cookie(null));
        if (!isOurs)
        {
            LogRefused("it was not begun in this browser, or too long ago, or is finished");
            return InstallPages.NotBegunHere(_addresses.Begin);
        }

        var (error, code) = (query["error"].ToString(), query["code"].ToString());
        if (error.Length > 0 || code.Length == 0)
        {
            return error == "access_denied" ? InstallPages.Declined() : Refuse(IsCode(error) ? error : "no_code");
        }

        return await ExchangeAsync(code, cancel);
    }

    private async Task<IResult> ExchangeAsync(string code, CancellationToken cancel)
    {
        try
        {
            return await api.ExchangeAsync(options.Value.ClientId, options.Value.ClientSecret, code, _addresses.Redirect, cancel) switch
            {
                SlackResult<SlackGrant>.Done { Value: var grant } => await KeepAsync(grant, cancel),
                SlackResult<SlackGrant>.Failed { Code: var why } => Refuse(why),
                _ => Later("busy"),
            };
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or IOException or InvalidDataException or StoreUnavailableException)
        {
            return Later(e.GetType().Name);
        }
    }

    private async Task<IResult> KeepAsync(SlackGrant grant, CancellationToken cancel)
    {
        if (grant.IsEnterpriseInstall || grant.Team is not { Length: > 0 } team)
        {
            LogRefused("it was for a whole Enterprise Grid organisation");
            return InstallPages.Organisation(_addresses.Begin);
        }

        if (SlackNeeds.Missing(grant.Scopes) is { Count: > 0 } missing)
        {
            LogRefused($"scopes are missing: {string.Join(", ", missing)}; bring the app up to manifests/slack/manifest.json");
            return InstallPages.Incomplete(missing);
        }

        var installation = new SlackInstallation(team, grant.TeamName ?? team, grant.Token, grant.BotUser);
        await installations.KeepAsync(installation, grant.InstalledBy, grant.Scopes, cancel);
        LogInstalled(team);
        return InstallPages.Installed(installation.TeamName);
    }

    private IResult Refuse(string code)
    {
        LogRefused(Explained(code));
        return InstallPages.Refused(code, _addresses.Begin);
    }

    private IResult Later(string why)
    {
        LogLater(why);
        return InstallPages.TryLater(_addresses.Begin);
    }

    /// <summary>Explains the codes that a mistake in the settings causes. (Source: docs.slack.dev/reference/methods/oauth.v2.access, "Errors".)</summary>
    private string Explained(string code) => code switch
    {
        "bad_client_secret" => $"{code}: Slack:ClientSecret is not this app's",
        "invalid_client_id" => $"{code}: Slack:ClientId is no app's",
        "bad_redirect_uri" => $"{code}: {_addresses.Redirect} is not among the \"Redirect URLs\" of the app's page \"OAuth & Permissions\"",
        "no_bot_token" => $"{code}: the app asks for no \"Bot Token Scopes\"; bring it up to manifests/slack/manifest.json",
        "token_rotation" => $"{code}: switch token rotation off in the app (\"OAuth & Permissions\"); it cannot be undone there, so make the app anew from manifests/slack/manifest.json",
        _ => code,
    };

    /// <summary>Whether the text looks like one of Slack's codes; anything else is not repeated.</summary>
    private static bool IsCode(string text) => text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private CookieOptions Cookie(TimeSpan? lasts) => new() { HttpOnly = true, Secure = _addresses.IsSecure, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = lasts };

    [LoggerMessage(Level = LogLevel.Information, Message = "Installed in the Slack workspace {Team}.")]
    private partial void LogInstalled(string team);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An installation in Slack was not finished: {Why}.")]
    private partial void LogRefused(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An installation in Slack could not be finished now ({Why}); whoever it was is asked to begin again.")]
    private partial void LogLater(string why);
}
