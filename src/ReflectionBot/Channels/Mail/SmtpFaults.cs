using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ReflectionBot.Channels.Mail;

/// <summary>Why a letter was not accepted; a closed set.</summary>
internal enum SmtpFault
{
    /// <summary>The address does not exist, or accepts no mail from senders like this bot. Never tried again.</summary>
    Recipient,

    /// <summary>This letter is refused for now: greylisting, a full mailbox.</summary>
    Later,

    /// <summary>The server is unreachable, busy or does not respond: every letter waits.</summary>
    Away,

    /// <summary>The server refuses the login.</summary>
    Login,

    /// <summary>The connection to the server cannot be encrypted, or its certificate is not trusted.</summary>
    Encryption,

    /// <summary>The server refuses mail from this sender, or does not relay it.</summary>
    Sender,
}

/// <summary>What an exception of the mail library means: pure. Its texts come from the server and can hold addresses, so none is kept.</summary>
internal static partial class SmtpFaults
{
    /// <summary>Reads an exception.</summary>
    /// <returns>What is wrong, and the server's status code; 0 where it gave none.</returns>
    public static (SmtpFault Fault, int Code) Of(Exception exception) => exception switch
    {
        SmtpCommandException command => (OfReply(command), (int)command.StatusCode),
        AuthenticationException { InnerException: SmtpCommandException inner } => ((int)inner.StatusCode < 500 ? SmtpFault.Away : SmtpFault.Login, (int)inner.StatusCode),
        AuthenticationException or SaslException => (SmtpFault.Login, 0),
        ServiceNotAuthenticatedException => (SmtpFault.Sender, 530),
        SslHandshakeException => (SmtpFault.Encryption, 0),
        NotSupportedException => (SmtpFault.Encryption, 0), // The server offers no STARTTLS, or no login without it.
        _ => (SmtpFault.Away, 0), // The connection broke, or the server sent an invalid response.
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

            // 530 and 5.7 (policy, RFC 3463) concern the sender and would be the same for every recipient: no person may be marked as unreachable because of them.
            530 => SmtpFault.Sender,
            _ when Policy().IsMatch(reply.Message) => SmtpFault.Sender,
            _ => SmtpFault.Recipient,
        };
    }

    [GeneratedRegex(@"^\s*5\.7\.\d{1,3}\b|\brelay", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Policy();
}
