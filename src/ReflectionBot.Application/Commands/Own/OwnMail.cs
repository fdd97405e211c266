using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Mail;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>What somebody types in their own chat about mail to themselves.</summary>
public sealed class OwnMail
{
    private readonly MailBook _book;
    private readonly MailAnswers _answers;
    private readonly IMail _mail;
    private readonly ConversationRunner _turns;
    private readonly TimeProvider _time;

    /// <summary>Over these.</summary>
    public OwnMail(MailBook book, MailAnswers answers, IMail mail, ConversationRunner turns, TimeProvider time)
    {
        _book = book;
        _answers = answers;
        _mail = mail;
        _turns = turns;
        _time = time;
    }

    /// <summary>Whether a command is about mail to oneself.</summary>
    public static bool Takes(Command command) => command is MailMe or StopMail or ShowMail;

    /// <summary>Carries it out and answers.</summary>
    /// <returns>False where the event was taken before.</returns>
    public async Task<bool> SaidAsync(Person person, InboundEvent inbound, Command command, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var sentence = command switch
        {
            MailMe mail => await MailAsync(person, mail.Address, cancel),
            StopMail => await _answers.StopAsync(person, cancel)
                ? OwnWording.ISendYouNoMailAny
                : OwnWording.IHaveNoEMailAddress,
            _ => Shown(await _book.FindAsync(person.Id, cancel)),
        };
        return await _turns.CommitEffectsAsync(Keys.Person(person.Id), inbound.Key, [], [.. alongside, new PostMessage(Ids.New(_time), inbound.Conversation, NoticeMessage.Of(sentence))], cancel);
    }

    private async Task<string> MailAsync(Person person, string address, CancellationToken cancel)
    {
        if (!_mail.IsOn)
        {
            return MailAsking.Off;
        }

        if (!person.HasOnlyPage)
        {
            return OwnWording.IWriteToYouInThis;
        }

        return await _book.OfferAsync(new(person.Id, address), cancel) switch
        {
            OfferOutcome.Asked => OwnWording.FormatIWriteToNowToAsk(address),
            OfferOutcome.Same => OwnWording.FormatIWriteToAlready(address),
            OfferOutcome.TooMany => OwnWording.TheseAreManyAddressesForOne,
            _ => OwnWording.ILeaveThatAddressAloneFor,
        };
    }

    private static string Shown(MailEntry? entry) => entry switch
    {
        { State: MailState.Confirmed } => OwnWording.FormatIWriteToWhenSomethingWaits(entry.Address),
        { State: MailState.Asked } => OwnWording.FormatIAskedAtWhetherIMay(entry.Address),
        { State: MailState.Refused } => MailEntry.NotTaken(entry.Address),
        _ => OwnWording.IHaveNoEMailAddressOf,
    };
}
