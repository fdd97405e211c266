using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ReflectionBot.Channels.Mail;

/// <summary>Why a letter was not taken; a closed set.</summary>
internal enum SmtpFault
{
    /// <summary>There is no such address, or it takes no mail from anybody like us. Never tried again.</summary>
    Recipient,

    /// <summary>This letter, not now: greylisting, a full box.</summary>
    Later,

    /// <summary>The server is away, busy or hangs: every letter waits.</summary>
    Away,

    /// <summary>The server does not take the login.</summary>
    Login,

    /// <summary>The way to the server cannot be encrypted, or its certificate is not believed.</summary>
    Encryption,

    /// <summary>The server does not take mail from us, or does not pass it on.</summary>
    Sender,
}

/// <summary>What an exception of the mail library means: pure. Its texts are the server's and can hold addresses, so none is kept.</summary>
internal static partial class SmtpFaults
{
    /// <summary>Reads an exception.</summary>
    /// <returns>What is wrong, and the server's number, 0 where it gave none.</returns>
    public static (SmtpFault Fault, int Code) Of(Exception exception) => exception switch
    {
        SmtpCommandException command => (OfReply(command), (int)command.StatusCode),
        AuthenticationException { InnerException: SmtpCommandException inner } => ((int)inner.StatusCode < 500 ? SmtpFault.Away : SmtpFault.Login, (int)inner.StatusCode),
        AuthenticationException or SaslException => (SmtpFault.Login, 0),
        ServiceNotAuthenticatedException => (SmtpFault.Sender, 530),
        SslHandshakeException => (SmtpFault.Encryption, 0),
        NotSupportedException => (SmtpFault.Encryption, 0), // It offers no STARTTLS, or no login without one.
        _ => (SmtpFault.Away, 0), // The connection broke, or the server talks nonsense.
    };

    private static SmtpFault OfReply(SmtpCommandException reply)
    {
        var code = (int)reply.StatusCode;
        return code switch
        {
            421 => SmtpFault.Away,
            < 500 => reply.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted ? SmtpFault.Later : SmtpFault.Away,
            535 or 534 or 538 => SmtpFault.Login,
            _ when reply.ErrorCode is SmtpErrorCode.SenderNotAccepted or SmtpErrorCode.UnexpectedStatusCode => SmtpFault.Sender,

            // 530 and 5.7 (policy, RFC 3463) are about us and would come for everybody: nobody must be called not reachable for that.
            530 => SmtpFault.Sender,
            _ when Policy().IsMatch(reply.Message) => SmtpFault.Sender,
            _ => SmtpFault.Recipient,
        };
    }

    [GeneratedRegex(@"^\s*5\.7\.\d{1,3}\b|\brelay", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Policy();
}
