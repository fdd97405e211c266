using System.Net.Security;

namespace ReflectionBot.Channels.Mail;

/// <summary>The bot's public address, and which certificates of the mail server are trusted besides those that the machine trusts.</summary>
/// <param name="PublicUrl">The setting <c>PublicUrl</c>; null where it is not set.</param>
/// <param name="Certificate">Null: only those that the machine trusts. Tests pin their own.</param>
internal sealed record MailTrust(Uri? PublicUrl, RemoteCertificateValidationCallback? Certificate = null);
