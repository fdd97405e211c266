using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Mail;

/// <summary>Tells a person by mail that something waits in their chat, if they can hear of it in no other way.</summary>
public sealed class TellByMailJob(IMail mail, MailBook book, MailWorth worth, LetterSending letters) : IWaitingJobHandler<TellByMail>
{
    /// <inheritdoc/>
    public async Task<TimeSpan?> RunAsync(TellByMail job, CancellationToken cancel)
    {
        if (!mail.IsOn || await book.FindAsync(job.Person, cancel) is not { State: MailState.Confirmed } entry
            || await worth.WaitsAsync(job, cancel) || await worth.ReadAsync(job, cancel) is not { } read)
        {
            return null;
        }

        var letter = new Letter(job.Letter, entry.Address, job.Kind, MailAnswers.Token(job.Person, entry.StopKey)) { Until = read.Until, Language = read.Language };
        return await letters.SendAsync(job.Person, letter, job.At, cancel);
    }
}
