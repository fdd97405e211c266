namespace ReflectionBot.Channels.Slack.Api;

/// <summary>The app itself: identifying a token, installing, connecting. (Source: the pages of the methods at docs.slack.dev.)</summary>
internal sealed partial class SlackApi
{
    private static readonly char[] BetweenScopes = [',', ' '];

    /// <summary><c>auth.test</c>: whom a token belongs to. Any token works; no workspace is needed.</summary>
    public Task<SlackResult<SlackIdentity>> IdentifyAsync(string token, CancellationToken cancel)
    {
        return CallAsync(
            SlackCall.ByToken("auth.test", token, changes: false),
            SlackJson.Default.IdentityAnswer,
            (a, reply) => a is { TeamId: { Length: > 0 } team, UserId: { Length: > 0 } user }
                ? Done(new SlackIdentity(team, a.Team ?? team, user, a.BotId ?? "", a.Url ?? "", a.IsEnterpriseInstall ?? false, Scopes(reply.Scopes))) : null,
            cancel);
    }

    /// <summary><c>oauth.v2.access</c>: exchanges a code for a token. It takes a form only. The client's secret is sent as HTTP Basic, as Slack prefers.</summary>
    /// <returns>
    /// Besides Slack's own refusals: <c>no_bot_token</c> if no scope for a bot was requested, and <c>token_rotation</c> if the app's
    /// tokens expire after hours, which this bot does not support.
    /// </returns>
    public Task<SlackResult<SlackGrant>> ExchangeAsync(string clientId, string clientSecret, string code, Uri redirect, CancellationToken cancel)
    {
        var call = SlackCall.AsApp("oauth.v2.access", clientId, clientSecret, ("code", code), ("redirect_uri", redirect.OriginalString));
        return CallAsync(call, SlackJson.Default.GrantAnswer, (answer, _) => Grant(answer), cancel);
    }

    /// <summary><c>apps.connections.open</c>: the address of a new WebSocket. The address is itself a credential and is never logged.</summary>
    public Task<SlackResult<Uri>> OpenConnectionAsync(string appToken, CancellationToken cancel)
    {
        return CallAsync(SlackCall.ByToken("apps.connections.open", appToken, changes: true), SlackJson.Default.ConnectionAnswer, (answer, _) => Done(addresses.Socket(answer.Url)), cancel);
    }

    private static SlackResult<SlackGrant> Grant(GrantAnswer answer)
    {
        if (answer is not { AccessToken: { Length: > 0 } token, BotUserId: { Length: > 0 } bot })
        {
            return new SlackResult<SlackGrant>.Failed(SlackFailure.MissingScope, "no_bot_token");
        }

        return answer.ExpiresIn is not null
            ? new SlackResult<SlackGrant>.Failed(SlackFailure.Other, "token_rotation")
            : new SlackResult<SlackGrant>.Done(new(
                NotEmpty(answer.Team?.Id), answer.Team?.Name, token, bot, answer.AppId ?? "", answer.AuthedUser?.Id ?? "", Scopes(answer.Scope), answer.IsEnterpriseInstall ?? false));
    }

    private static string[] Scopes(string? scopes) => (scopes ?? "").Split(BetweenScopes, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
