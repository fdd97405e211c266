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
/// Sends letters: retries when the mail server asks for it, under the same id. No letter waits longer than three days: by then its content is
/// stale.
/// </summary>
public sealed partial class LetterSending(IMail mail, MailBook book, NotReachableJob unreachable, TimeProvider time, ILogger<LetterSending> log)
{
    private static readonly TimeSpan Stale = TimeSpan.FromDays(3);

    /// <returns>Null when done, or how long to wait before sending it again.</returns>
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
                throw new ChannelBusyException(null); // The outbox applies its backoff.
            case SendOutcome.Unreachable or SendOutcome.Refused:
                await RefuseAsync(person, letter, cancel);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Tells the person who was told that the bot would ask at an address that it could not.</summary>
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

    /// <summary>The address takes no mail. Tells its owner if they gave it themselves, and tells the facilitators once that a person is not reachable, but not why.</summary>
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
