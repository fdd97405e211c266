using MailKit.Net.Smtp;
using MailKit.Security;

namespace ReflectionBot.Channels.Mail;

/// <summary>A connection to the mail server, encrypted and logged in as the settings say.</summary>
internal static class SmtpConnection
{
    /// <summary>Connects, and logs in where a login is set.</summary>
    /// <exception cref="Exception">It did not work: <see cref="SmtpFaults.Of"/> says why.</exception>
    public static async Task<SmtpClient> OpenAsync(MailOptions mail, MailTrust trust, CancellationToken cancel)
    {
        var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = trust.Certificate }; // As .NET's own clients: many authorities answer no such question any more.
        try
        {
            await client.ConnectAsync(mail.Host, mail.UsedPort, mail.Security switch { MailSecurity.Tls => SecureSocketOptions.SslOnConnect, MailSecurity.None => SecureSocketOptions.None, _ => SecureSocketOptions.StartTls }, cancel);
            if (mail.User.Length > 0)
            {
                if (!client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
                {
                    throw new AuthenticationException("the server offers no login");
                }

                await client.AuthenticateAsync(mail.User, mail.Password, cancel);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Ends the connection. However that goes, what was sent is sent.</summary>
    public static async Task LeaveAsync(SmtpClient client, CancellationToken cancel)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The connection goes with the client.
        }
    }
}
