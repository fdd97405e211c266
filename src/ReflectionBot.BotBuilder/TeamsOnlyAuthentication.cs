using System.Security.Claims;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using ReflectionBot.Channels.Teams.Inbound;
using FrameworkActivity = Microsoft.Bot.Schema.Activity;

namespace ReflectionBot.BotBuilder;

/// <summary>
/// Our authentication in place of the Bot Framework's own: accepts tokens of the Bot Connector, for this app and its tenant, from Teams. Skills,
/// the Emulator, streaming, and user tokens are not supported.
/// </summary>
internal sealed class TeamsOnlyAuthentication(TeamsAuthentication authentication, ConnectorFactory connectors) : BotFrameworkAuthentication
{
    private const string Connector = "https://api.botframework.com";

    /// <summary>The framework's authentication result for a sender whom the endpoint has already authenticated.</summary>
    public static AuthenticateRequestResult Proved(VerifiedToken token, ConnectorFactory connectors)
    {
        // Without a type the identity counts as not authenticated, which is correct for an unsigned request.
        var identity = new ClaimsIdentity([new Claim(AuthenticationConstants.ServiceUrlClaim, token.ServiceUrl)], token.IsUnsigned ? null : "Bearer");
        return new AuthenticateRequestResult { Audience = Connector, ClaimsIdentity = identity, ConnectorFactory = connectors };
    }

    /// <inheritdoc/>
    /// <exception cref="UnauthorizedAccessException">The token is not valid, or does not cover this activity.</exception>
    public override async Task<AuthenticateRequestResult> AuthenticateRequestAsync(FrameworkActivity activity, string authHeader, CancellationToken cancellationToken) =>
        await authentication.AuthenticateAsync(authHeader, cancellationToken) is { } token && authentication.Covers(token, WireActivities.ToOurs(activity))
            ? Proved(token, connectors)
            : throw new UnauthorizedAccessException();

    /// <inheritdoc/>
    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(string authHeader, string channelIdHeader, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException();

    /// <inheritdoc/>
    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) => connectors;

    /// <inheritdoc/>
    public override Task<UserTokenClient> CreateUserTokenClientAsync(ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) => Task.FromResult<UserTokenClient>(new NoUserTokens());

    private sealed class NoUserTokens : UserTokenClient
    {
        public override Task<TokenResponse> GetUserTokenAsync(string userId, string connectionName, string channelId, string magicCode, CancellationToken cancellationToken) => throw None();

        public override Task<SignInResource> GetSignInResourceAsync(string connectionName, FrameworkActivity activity, string finalRedirect, CancellationToken cancellationToken) => throw None();

        public override Task SignOutUserAsync(string userId, string connectionName, string channelId, CancellationToken cancellationToken) => throw None();

        public override Task<TokenStatus[]> GetTokenStatusAsync(string userId, string channelId, string includeFilter, CancellationToken cancellationToken) => throw None();

        public override Task<Dictionary<string, TokenResponse>> GetAadTokensAsync(string userId, string connectionName, string[] resourceUrls, string channelId, CancellationToken cancellationToken) => throw None();

        public override Task<TokenResponse> ExchangeTokenAsync(string userId, string connectionName, string channelId, TokenExchangeRequest exchangeRequest, CancellationToken cancellationToken) => throw None();

        private static NotSupportedException None() => new("ReflectionBot asks for nobody's tokens");
    }
}
