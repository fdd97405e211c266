using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Mail;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>What somebody types in their own chat about mail to themselves.</summary>
public sealed class OwnMail
{
    private readonly MailBook _book;
    private readonly MailAnswers _answers;
    private readonly IMail _mail;
    private readonly PersonTurns _turns;
    private readonly TimeProvider _time;

    /// <summary>Over these.</summary>
    public OwnMail(MailBook book, MailAnswers answers, IMail mail, PersonTurns turns, TimeProvider time)
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
                ? "I send you no mail any more, and your address is forgotten. `mail me at` and an address begins again."
                : "I have no e-mail address of yours, so there is nothing to stop.",
            _ => Shown(await _book.FindAsync(person.Id, cancel)),
        };
        return await _turns.SayAsync(Keys.Person(person.Id), inbound.Key, [], [.. alongside, new PostMessage(Ids.New(_time), inbound.Conversation, NoticeMessage.Of(sentence))], cancel);
    }

    private async Task<string> MailAsync(Person person, string address, CancellationToken cancel)
    {
        if (!_mail.IsOn)
        {
            return MailAsking.Off;
        }

        if (!person.HasOnlyPage)
        {
            return "I write to you in this chat, and it tells you when I do. Mail is for people whose only chat with me is the web page.";
        }

        return await _book.OfferAsync(new(person.Id, address), cancel) switch
        {
            OfferOutcome.Asked => $"I write to {address} now, to ask whether I may write there when something waits for you here. Open that letter and say yes; until then I send nothing else to it.",
            OfferOutcome.Same => $"I write to {address} already.",
            OfferOutcome.TooMany => "These are many addresses for one day. Please go on tomorrow.",
            _ => "I leave that address alone for now: it was asked often today, or whoever reads it said no. Please give me another, or try again another day.",
        };
    }

    private static string Shown(MailEntry? entry) => entry switch
    {
        { State: MailState.Confirmed } => $"I write to {entry.Address} when something waits for you here. `stop mail` ends that.",
        { State: MailState.Asked } => $"I asked at {entry.Address} whether I may write there, and nobody has said yes yet. `stop mail` ends that.",
        { State: MailState.Refused } => MailEntry.NotTaken(entry.Address),
        _ => "I have no e-mail address of yours. `mail me at` and an address changes that.",
    };
}
