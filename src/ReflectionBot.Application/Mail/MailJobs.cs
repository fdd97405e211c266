using Microsoft.Extensions.Logging;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Mail;

/// <summary>
/// Sends letters. They are jobs: each rereads whether it is still worth sending, waits as the server says, and may run twice; then the same
/// letter goes out under the same id. No letter waits longer than three days: what it said is stale by then.
/// </summary>
public sealed partial class MailJobs : IWaitingJobHandler<AskByMail>, IWaitingJobHandler<TellByMail>
{
    private static readonly TimeSpan Stale = TimeSpan.FromDays(3);

    private readonly IMail _mail;
    private readonly MailBook _book;
    private readonly MailWorth _worth;
    private readonly ProjectJobs _reach;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Jobs over these.</summary>
    public MailJobs(IMail mail, MailBook book, MailWorth worth, ProjectJobs reach, TimeProvider time, ILogger<MailJobs> log)
    {
        _mail = mail;
        _book = book;
        _worth = worth;
        _reach = reach;
        _time = time;
        _log = log;
    }

    /// <summary>Asks the owner of an address whether the bot may write to it.</summary>
    /// <returns>Null when done, or after how long to run it again.</returns>
    public async Task<TimeSpan?> RunAsync(AskByMail job, CancellationToken cancel)
    {
        if (!_mail.IsOn || await _book.FindAsync(job.Person, cancel) is not { State: MailState.Asked } entry || entry.Letter != job.Letter)
        {
            return null;
        }

        var letter = new Letter(job.Letter, entry.Address, LetterKind.MayIWrite, MailAnswers.Token(job.Person, entry.StopKey))
        {
            AnswerKey = MailAnswers.Token(job.Person, entry.AnswerKey),
            Name = await _worth.NameAsync(job.Person, cancel),
            GivenBy = entry.GivenByName,
        };
        return await SendAsync(job.Person, letter, entry.AskedAt, cancel);
    }

    /// <summary>Tells somebody by mail that something waits in their chat, where that is the only way they hear of it.</summary>
    /// <returns>Null when done, or after how long to run it again.</returns>
    public async Task<TimeSpan?> RunAsync(TellByMail job, CancellationToken cancel)
    {
        if (!_mail.IsOn || await _book.FindAsync(job.Person, cancel) is not { State: MailState.Confirmed } entry
            || await _worth.WaitsAsync(job, cancel) || await _worth.ReadAsync(job, cancel) is not { } worth)
        {
            return null;
        }

        var letter = new Letter(job.Letter, entry.Address, job.Kind, MailAnswers.Token(job.Person, entry.StopKey)) { Until = worth.Until };
        return await SendAsync(job.Person, letter, job.At, cancel);
    }

    private async Task<TimeSpan?> SendAsync(string person, Letter letter, DateTimeOffset since, CancellationToken cancel)
    {
        if (since + Stale < _time.GetUtcNow())
        {
            LogStale(letter.Kind, letter.Id);
            await GiveUpAsync(person, letter, cancel);
            return null;
        }

        switch (await _mail.SendAsync(letter, cancel))
        {
            case SendOutcome.Later { After: { } after }:
                return after;
            case SendOutcome.Later:
                throw new ChannelBusyException(null); // The outbox waits longer each time.
            case SendOutcome.Unreachable or SendOutcome.Refused:
                await RefuseAsync(person, letter, cancel);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Whoever was told that the bot asks at an address hears that it could not.</summary>
    private async Task GiveUpAsync(string person, Letter letter, CancellationToken cancel)
    {
        if (letter.Kind == LetterKind.MayIWrite)
        {
            await _book.ChangeAsync(person, before => before.Letter == letter.Id && before.State == MailState.Asked
                ? (before with { State = MailState.Refused }, [Tell(before.GivenBy ?? person, $"I could not send a letter to {letter.To} for three days, so nobody was asked there. Give me the address again to have me try again.")])
                : null, cancel);
        }
    }

    private WriteToPerson Tell(string person, string sentence) => new(Ids.New(_time), person, NoticeMessage.Of(sentence));

    /// <summary>The address takes no mail: its owner is told where they gave it, facilitators once that somebody is not reachable, and not why.</summary>
    private async Task RefuseAsync(string person, Letter letter, CancellationToken cancel)
    {
        var refused = await _book.ChangeAsync(person, before => MailAddress.Same(before.Address, letter.To) && before.State is MailState.Asked or MailState.Confirmed
            ? (before with { State = MailState.Refused }, before.GivenBy is null || before.State == MailState.Confirmed ? [Tell(person, MailEntry.NotTaken(letter.To))] : [])
            : null, cancel);
        if (refused)
        {
            await _reach.RunAsync(new NotReachable(person), cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A letter ({Kind}, {Id}) could not be sent for three days and is dropped")]
    private partial void LogStale(LetterKind kind, string id);
}
