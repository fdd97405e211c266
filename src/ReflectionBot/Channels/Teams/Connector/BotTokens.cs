using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>The bot's own tokens. The credential caches them until shortly before they expire.</summary>
internal sealed partial class BotTokens
{
    /// <summary>A refused token is not replaced more often than this, so that a wrong registration does not cause a flood of requests.</summary>
    internal static readonly TimeSpan LeastBetweenRenewals = TimeSpan.FromMinutes(1);

    private readonly Func<TokenCredential?> _make;
    private readonly TokenRequestContext _scope;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private TokenCredential? _credential;
    private bool _made;
    private DateTimeOffset? _renewed;

    /// <summary>Tokens of the configured app registration.</summary>
    public BotTokens(IOptions<TeamsOptions> options, TimeProvider time)
        : this(() => BotCredential.Make(options.Value), options.Value.Scope, time)
    {
    }

    /// <summary>Tokens of a credential.</summary>
    /// <param name="make">Creates the credential, with an empty cache; null means that there is none and no token is sent.</param>
    /// <param name="scope">The scope of the tokens.</param>
    /// <param name="time">The clock.</param>
    internal BotTokens(Func<TokenCredential?> make, string scope, TimeProvider time)
    {
        _make = make;
        _scope = new TokenRequestContext([scope]);
        _time = time;
    }

    /// <summary>A valid token, or null where there is no credential.</summary>
    /// <exception cref="BotTokenException">No token is available: wrong secret, certificate or tenant, or Entra is unreachable.</exception>
    public async ValueTask<string?> GetAsync(CancellationToken cancel)
    {
        try
        {
            return Credential() is { } credential ? (await credential.GetTokenAsync(_scope, cancel)).Token : null;
        }
        catch (Exception e) when (IsWrongSetup(e))
        {
            throw new BotTokenException(Code().Match(Messages(e)) is { Success: true } code ? code.Value : e.GetType().Name);
        }
    }

    /// <summary>A new token to replace one that was refused; null if there is no other yet.</summary>
    /// <exception cref="BotTokenException">No token is available.</exception>
    public async ValueTask<string?> RenewAsync(string refused, CancellationToken cancel)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (_renewed is { } last && now - last < LeastBetweenRenewals)
            {
                return null;
            }

            // A credential's cache cannot be cleared, so a new credential is created.
            (_made, _renewed) = (false, now);
        }

        var token = await GetAsync(cancel);
        return token == refused ? null : token;
    }

    /// <summary>Refusals by Entra, and files and settings that cannot be used. A cancelled wait is not included.</summary>
    private static bool IsWrongSetup(Exception e) =>
        e is AuthenticationFailedException or CryptographicException or IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException or FormatException;

    /// <summary>Entra's message is in the inner exceptions: the outer one says only which credential failed (seen with 1.21).</summary>
    private static string Messages(Exception? e) => e is null ? "" : $"{e.Message}\n{Messages(e.InnerException)}";

    private TokenCredential? Credential()
    {
        lock (_lock)
        {
            if (!_made)
            {
                (_credential, _made) = (_make(), true);
            }

            return _credential;
        }
    }

    /// <summary>Entra's own error code, e.g. AADSTS7000215 for a wrong secret. The rest of its message is kept out of logs.</summary>
    [GeneratedRegex("AADSTS[0-9]{3,9}", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}

/// <summary>The bot got no token of its own, so nothing was sent.</summary>
/// <param name="code">Entra's error code (<c>AADSTS…</c>), or the kind of failure; no secret, no name.</param>
internal sealed class BotTokenException(string code) : Exception($"No token for the Bot Connector: {code}")
{
    /// <summary>Entra's error code (<c>AADSTS…</c>), or the kind of failure.</summary>
    public string Code { get; } = code;
}
