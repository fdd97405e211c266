using MailKit.Net.Smtp;
using MailKit.Security;

namespace ReflectionBot.Channels.Mail;

/// <summary>A connection to the mail server, encrypted and logged in as the settings say.</summary>
internal static class SmtpConnection
{
    /// <summary>Connects, and logs in where a login is set.</summary>
    /// <exception cref="Exception">The connection failed: <see cref="SmtpFaults.Of"/> says why.</exception>
    public static async Task<SmtpClient> OpenAsync(MailOptions mail, MailTrust trust, CancellationToken cancel)
    {
        var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = trust.Certificate }; // As in .NET's own clients: many certificate authorities no longer answer revocation checks.
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

    /// <summary>Ends the connection. A failure here does not matter: the letter is already sent.</summary>
    public static async Task LeaveAsync(SmtpClient client, CancellationToken cancel)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Disposing the client closes the connection.
        }
    }
}
