using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ReflectionBot.Channels.Activities;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Decides whether a request really comes from Teams, through Azure Bot Service, and is meant for this bot. There are two steps: what the headers
/// prove, before the body is read; and whether that covers the body. Tokens of the Bot Framework Emulator, of skills and of users are other kinds,
/// with other issuers; none is accepted. (Source: Microsoft's page "Authentication with the Bot Connector API", the section on requests from the
/// Connector to the bot.)
/// </summary>
internal sealed partial class TeamsAuthentication(SignedTokens tokens, IOptions<TeamsOptions> options, ILogger<TeamsAuthentication> log)
{
    /// <summary>Checks the connection and the headers; does not read the body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="cancel">Cancels the wait for the keys, where they must be fetched first.</param>
    /// <returns>What the sender has proved; null where the request is refused (answer 401). Also null while the keys cannot be fetched.</returns>
    public async Task<VerifiedToken?> AuthenticateAsync(HttpContext context, CancellationToken cancel)
    {
        return Told(context.Request.Headers.Authorization is { Count: > 0 } header ? await SignedAsync(header, cancel) : Unsigned(context));
    }

    /// <summary>Checks only a header <c>Authorization</c>. Without a token the request is refused, even with the development switch on.</summary>
    /// <param name="authorization">The header's values.</param>
    /// <param name="cancel">Cancels the wait for the keys, where they must be fetched first.</param>
    /// <returns>What the sender has proved; null where the request is refused.</returns>
    public async Task<VerifiedToken?> AuthenticateAsync(StringValues authorization, CancellationToken cancel) =>
        Told(await SignedAsync(authorization, cancel));

    /// <summary>Whether what the sender has proved covers this activity: its channel, service URL, tenant and recipient.</summary>
    /// <returns>False where the activity is refused (answer 403).</returns>
    public bool Covers(VerifiedToken token, Activity activity)
    {
        var refusedBy = ActivityClaims.RefusedBy(token, activity, options.Value);
        if (refusedBy is not null)
        {
            LogRefused(refusedBy);
        }

        return refusedBy is null;
    }

    private VerifiedToken? Told(Verdict verdict)
    {
        if (verdict.Token is null)
        {
            LogRefused(verdict.Rule);
        }

        return verdict.Token;
    }

    private Verdict Unsigned(HttpContext context) =>
        !options.Value.DangerouslyBelieveUnsignedRequestsFromThisMachine ? Verdict.Refused(Rules.NoToken)
        : ThisMachine.Sent(context) ? Verdict.Good(VerifiedToken.Unsigned)
        : Verdict.Refused(Rules.NotFromThisMachine);

    /// <summary>A request with a token is checked by its token, even with the development switch on.</summary>
    private async Task<Verdict> SignedAsync(StringValues authorization, CancellationToken cancel)
    {
        if (options.Value.AppId.Length == 0)
        {
            return Verdict.Refused(Rules.NotConfigured);
        }

        return BearerToken.Read(authorization) is { } token
            ? await tokens.CheckAsync(token, cancel)
            : Verdict.Refused(Rules.Header);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A request that claimed to come from Teams was refused: {Rule}.")]
    private partial void LogRefused(string rule);
}
