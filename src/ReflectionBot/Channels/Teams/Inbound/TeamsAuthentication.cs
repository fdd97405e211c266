using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ReflectionBot.Channels.Activities;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Decides whether a request really comes from Teams, by way of Azure Bot Service, and is meant for this bot. In two steps: what the headers
/// prove, before the body is read, and whether that covers what the body says. Tokens of the Bot Framework Emulator, of skills and of users are
/// other kinds, with other issuers; none is accepted.
/// (Source: Microsoft's page "Authentication with the Bot Connector API", the section on requests from the Connector to the bot.)
/// </summary>
internal sealed partial class TeamsAuthentication(SignedTokens tokens, IOptions<TeamsOptions> options, ILogger<TeamsAuthentication> log)
{
    /// <summary>Checks the connection and the headers; the body is not touched.</summary>
    /// <param name="context">The request.</param>
    /// <param name="cancel">Ends the wait for the keys, where they must be fetched first.</param>
    /// <returns>What the sender has proved; null where the request is refused (answer 401). Also null while the keys cannot be fetched.</returns>
    public async Task<VerifiedToken?> AuthenticateAsync(HttpContext context, CancellationToken cancel)
    {
        return Told(context.Request.Headers.Authorization is { Count: > 0 } header ? await SignedAsync(header, cancel) : Unsigned(context));
    }

    /// <summary>Checks a header <c>Authorization</c> alone. Without a token nothing is believed, whatever the development switch says.</summary>
    /// <param name="authorization">The header's values.</param>
    /// <param name="cancel">Ends the wait for the keys, where they must be fetched first.</param>
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

    /// <summary>A request with a token is judged by its token, whatever the development switch says.</summary>
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
