using System.Security.Cryptography;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Teams.Doctor;

/// <summary>Gets the bot's own token, as the bot does before it sends a message. The token is not sent anywhere.</summary>
internal sealed class TokenCheck(TeamsOptions options, BotTokens tokens, TimeProvider time)
{
    private const string Subject = "Token";

    /// <summary>A certificate or secret that expires sooner than this is mentioned.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>Checks the certificate, where there is one, and requests a token.</summary>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var certificate = options.CertificateFile.Length > 0 ? Certificate() : null;
        return certificate?.Outcome == Outcome.Wrong ? [certificate] : [.. certificate is null ? (Finding[])[] : [certificate], await AskAsync(cancel)];
    }

    private async Task<Finding> AskAsync(CancellationToken cancel)
    {
        try
        {
            return await tokens.GetAsync(cancel) is { Length: > 0 }
                ? Finding.Ok(Subject, "The bot gets a token of its own, so Azure knows the app and believes it.")
                : Finding.Wrong(Subject, "There is no token without Teams:AppId.");
        }
        catch (BotTokenException e)
        {
            return EntraErrors.Find(Subject, e.Code, new Uri(options.Authority).Host, options);
        }
    }

    private Finding Certificate()
    {
        const string subject = "Certificate";
        try
        {
            using var certificate = BotCredential.Certificate(options);
            var (now, from, until) = (time.GetUtcNow(), new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
            return !certificate.HasPrivateKey ? Finding.Wrong(subject, "The file of Teams:CertificateFile holds no private key. Export it with its key, as PFX or PEM.")
                : now > until ? Finding.Wrong(subject, $"It ended on {until:yyyy-MM-dd}. Make a new one, upload it in the app registration (\"Certificates & secrets\"), and set Teams:CertificateFile to it.")
                : now < from ? Finding.Wrong(subject, $"It begins on {from:yyyy-MM-dd} only. Use another until then, or set this machine's clock.")
                : until - now < Soon ? Finding.Ok(subject, $"It is good, but ends on {until:yyyy-MM-dd}. Make the next one in time.")
                : Finding.Ok(subject, $"It is good until {until:yyyy-MM-dd}.");
        }
        catch (CryptographicException)
        {
            return Finding.Wrong(subject, "The file of Teams:CertificateFile cannot be opened: it is no PFX or PEM file with a private key, or Teams:CertificatePassword is missing or wrong.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Wrong(subject, "The file of Teams:CertificateFile cannot be read. Let the account that runs the bot read it.");
        }
    }
}
