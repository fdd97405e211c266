using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Mail;

/// <summary>Asks the owner of an address whether the bot may write to it.</summary>
public sealed class AskByMailJob(IMail mail, MailBook book, MailWorth worth, LetterSending letters) : IWaitingJobHandler<AskByMail>
{
    /// <inheritdoc/>
    public async Task<TimeSpan?> RunAsync(AskByMail job, CancellationToken cancel)
    {
        if (!mail.IsOn || await book.FindAsync(job.Person, cancel) is not { State: MailState.Asked } entry || entry.Letter != job.Letter)
        {
            return null;
        }

        var person = await worth.PersonAsync(job.Person, cancel);
        var letter = new Letter(job.Letter, entry.Address, LetterKind.MayIWrite, MailAnswers.Token(job.Person, entry.StopKey))
        {
            AnswerKey = MailAnswers.Token(job.Person, entry.AnswerKey),
            Name = person?.Name,
            Language = person?.Language,
            GivenBy = entry.GivenByName,
        };
        return await letters.SendAsync(job.Person, letter, entry.AskedAt, cancel);
    }
}
