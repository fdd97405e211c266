using System.Net.Security;

namespace ReflectionBot.Channels.Mail;

/// <summary>Where the bot is reached, and which certificates of the mail server are believed beside those the machine believes.</summary>
/// <param name="PublicUrl">The setting <c>PublicUrl</c>; null where it is not set.</param>
/// <param name="Certificate">Null: those the machine believes. Tests pin their own.</param>
internal sealed record MailTrust(Uri? PublicUrl, RemoteCertificateValidationCallback? Certificate = null);
