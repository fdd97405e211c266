using MimeKit;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Mail;

/// <summary>A letter as a MIME message: pure. No text written by people gets into a header: subjects are fixed wording, and addresses hold no name and are checked once more.</summary>
internal static class LetterMime
{
    /// <summary>Builds the message.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="options">The sender and the reply address.</param>
    /// <param name="links">The targets of its links.</param>
    /// <param name="now">Its date.</param>
    /// <exception cref="ArgumentException">An address is not a valid e-mail address.</exception>
    public static MimeMessage Of(Letter letter, MailOptions options, LetterLinks links, DateTimeOffset now)
    {
        var text = LetterText.Of(letter, links, options.ReplyTo.Length > 0);
        var (message, from) = (new MimeMessage(), Checked(options.From));
        message.From.Add(new MailboxAddress(options.FromName, from));
        message.To.Add(new MailboxAddress(null, Checked(letter.To)));
        if (options.ReplyTo.Length > 0)
        {
            message.ReplyTo.Add(new MailboxAddress(null, Checked(options.ReplyTo)));
        }

        message.Subject = text.Subject;
        message.Date = now;

        // A letter has the same id each time it is sent, so that a mail program can show it once.
        message.MessageId = $"{letter.Id}@{from[(from.LastIndexOf('@') + 1)..]}";
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{links.OneClick(letter.StopKey).AbsoluteUri}>");
        message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        message.Body = new BodyBuilder { TextBody = text.Plain, HtmlBody = text.Html }.ToMessageBody();
        return message;
    }

    private static string Checked(string address) => MailAddress.Read(address) ?? throw new ArgumentException("this is no e-mail address", nameof(address));
}
