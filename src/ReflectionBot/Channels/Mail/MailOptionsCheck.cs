using System.Net;
using ReflectionBot.Checks;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Mail;

/// <summary>Refuses to start with settings that cannot work or would expose a password, and says which key is wrong and what was expected.</summary>
internal sealed class MailOptionsCheck(IConfiguration configuration) : OptionsCheck<MailOptions>
{
    /// <inheritdoc/>
    public override IEnumerable<string> Mistakes(MailOptions options) => options.IsOn ? [.. Server(options), .. Login(options), .. Letters(options)] : Left(options);

    /// <summary>Without a server the other settings do nothing. If one is set, the operator probably thinks that mail is on.</summary>
    private static IEnumerable<string> Left(MailOptions options)
    {
        var set = options switch
        {
            { User.Length: > 0 } => nameof(MailOptions.User),
            { Password.Length: > 0 } => nameof(MailOptions.Password),
            { From.Length: > 0 } => nameof(MailOptions.From),
            { ReplyTo.Length: > 0 } => nameof(MailOptions.ReplyTo),
            _ => null,
        };
        if (set is not null)
        {
            yield return $"Mail:Host is missing, but Mail:{set} is set. Set it to the mail server, e.g. smtp.example.org, or leave all of Mail out.";
        }
    }

    private static IEnumerable<string> Server(MailOptions options)
    {
        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
        {
            yield return "Mail:Host must be the name of the mail server alone, without a scheme or port, e.g. smtp.example.org.";
        }

        if (options.Port is < 0 or > 65535)
        {
            yield return "Mail:Port must be a whole number from 1 to 65535, or 0 for the usual one of Mail:Security.";
        }

        if (!Enum.IsDefined(options.Security))
        {
            yield return "Mail:Security must be StartTls, Tls or None.";
        }

        if (options.PerMinute is < 1 or > 1000)
        {
            yield return "Mail:PerMinute must be a whole number from 1 to 1000.";
        }
    }

    private static IEnumerable<string> Login(MailOptions options)
    {
        if (options.User.Length > 0 != options.Password.Length > 0)
        {
            yield return options.User.Length > 0 ? "Mail:Password is missing: it goes with Mail:User." : "Mail:User is missing: it goes with Mail:Password.";
        }

        var (bare, dangerous, here) = (options.Security == MailSecurity.None, options.DangerouslySendPasswordUnencryptedToThisMachine, IsThisMachine(options.Host));
        if (dangerous && !(bare && here))
        {
            yield return "Mail:DangerouslySendPasswordUnencryptedToThisMachine is for a mail server on this machine alone, with Mail:Security at None. Leave it out.";
        }

        if (bare && options.User.Length > 0 && !dangerous)
        {
            yield return "Mail:Security is None, so the password of Mail:User would be sent for anybody on the way to read. Set it to StartTls or Tls, or leave Mail:User and Mail:Password out.";
        }
        else if (bare && !here)
        {
            yield return "Mail:Security is None, which is for a mail server on this machine. Set it to StartTls or Tls: mail holds addresses and links.";
        }
    }

    private IEnumerable<string> Letters(MailOptions options)
    {
        if (MailAddress.Read(options.From) is null)
        {
            yield return "Mail:From must be the e-mail address that mail comes from, e.g. reflection@example.org.";
        }

        if (options.ReplyTo.Length > 0 && MailAddress.Read(options.ReplyTo) is null)
        {
            yield return "Mail:ReplyTo must be an e-mail address that somebody reads, or empty.";
        }

        if (options.FromName.Length > 60 || options.FromName.Any(char.IsControl))
        {
            yield return "Mail:FromName must be a name of at most 60 characters, on one line.";
        }

        if (!Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || url.IsLoopback))
        {
            yield return "PublicUrl is missing or no https address: with Mail:Host, mail leads people to it. Set it to the address at which people reach the bot, e.g. https://reflect.example.org.";
        }
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
