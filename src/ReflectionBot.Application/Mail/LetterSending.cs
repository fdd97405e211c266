using Microsoft.Extensions.Logging;
using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Mail;

/// <summary>
/// Sends letters: as their server says, and again under the same id. No letter waits longer than three days: what it said is stale by then.
/// </summary>
public sealed partial class LetterSending(IMail mail, MailBook book, NotReachableJob unreachable, TimeProvider time, ILogger<LetterSending> log)
{
    private static readonly TimeSpan Stale = TimeSpan.FromDays(3);

    /// <returns>Null when done, or after how long to send it again.</returns>
    internal async Task<TimeSpan?> SendAsync(string person, Letter letter, DateTimeOffset since, CancellationToken cancel)
    {
        if (since + Stale < time.GetUtcNow())
        {
            LogStale(letter.Kind, letter.Id);
            await GiveUpAsync(person, letter, cancel);
            return null;
        }

        switch (await mail.SendAsync(letter, cancel))
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
            await book.ChangeAsync(person, before => before.Letter == letter.Id && before.State == MailState.Asked
                ? (before with { State = MailState.Refused }, [Tell(before.GivenBy ?? person, MailWording.FormatICouldNotSendALetter(letter.To))])
                : null, cancel);
        }
    }

    private WriteToPerson Tell(string person, string sentence) => new(Ids.New(time), person, NoticeMessage.Of(sentence));

    /// <summary>The address takes no mail: its owner is told where they gave it, facilitators once that somebody is not reachable, and not why.</summary>
    private async Task RefuseAsync(string person, Letter letter, CancellationToken cancel)
    {
        var refused = await book.ChangeAsync(person, before => MailAddress.Same(before.Address, letter.To) && before.State is MailState.Asked or MailState.Confirmed
            ? (before with { State = MailState.Refused }, before.GivenBy is null || before.State == MailState.Confirmed ? [Tell(person, MailEntry.NotTaken(letter.To))] : [])
            : null, cancel);
        if (refused)
        {
            await unreachable.RunAsync(new NotReachable(person), cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A letter ({Kind}, {Id}) could not be sent for three days and is dropped")]
    private partial void LogStale(LetterKind kind, string id);
}
