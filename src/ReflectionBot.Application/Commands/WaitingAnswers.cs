using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Cards;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands;

/// <summary>What is typed to a question about a command, and which question an answer asks. Pure.</summary>
public static class WaitingAnswers
{
    /// <summary>What a typed text says to a question that asks whether something is really to end; null where it says neither yes nor no.</summary>
    public static bool? Answer(this Waiting waiting, string text)
    {
        var key = TypedText.KeyOfAll(CommandParser.WithoutAddress(text).Trim('[', ']'));
        return key is "yes" or "y" or "yes please" || (waiting.Yes is not null && TypedText.KeyOfAll(waiting.Yes) == key) || (waiting.IsPlain && key is "yep" or "yeah" or "ok" or "okay" or "sure") ? true
            : key is "no" or "n" or "nope" or "no thanks" or "no thank you" || key == TypedText.KeyOfAll(Waiting.No) ? false : null;
    }

    /// <summary>Whether a typed text says only yes or no, and not what stands on a button: that may be meant for anything the bot has asked.</summary>
    public static bool IsBare(string text) => new Waiting("", default) { IsPlain = true }.Answer(text) is not null && TypedText.KeyOfAll(CommandParser.WithoutAddress(text).Trim('[', ']')) != TypedText.KeyOfAll(Waiting.No);

    /// <summary>Takes the buttons off the card of a question that is over; nothing where it has no such card.</summary>
    /// <param name="waiting">The question.</param>
    /// <param name="yes">What was answered; null where nothing was.</param>
    /// <param name="newId">Issues ids.</param>
    public static IReadOnlyList<Effect> CardOver(this Waiting waiting, bool? yes, Func<string> newId) =>
        waiting.Card is not { } card ? [] : [new UpdateMessage(newId(), null, null, waiting.CardName, CardDialog.Over(card.Split('\n'), yes switch { null => null, true => waiting.Yes, false => Waiting.No }), Forget: true)];

    /// <summary>Of several things asked at once, the command of the one whose button says this; null for none.</summary>
    public static string? LineFor(this Waiting waiting, string text)
    {
        var lines = waiting.Choices?.Split('\n') ?? [];
        var at = Array.FindIndex(lines, l => TypedText.KeyOfAll(l) == TypedText.KeyOfAll(CommandParser.WithoutAddress(text).Trim('[', ']')));
        return at >= 0 && at % 2 == 0 ? lines[at + 1] : null;
    }

    /// <summary>What stands on the buttons of several things asked at once.</summary>
    public static IReadOnlyList<string> Labels(this Waiting waiting) => [.. (waiting.Choices?.Split('\n') ?? []).Where((_, i) => i % 2 == 0)];

    /// <summary>A question that a command puts to somebody else, with its [Yes]: typed in their own chat, yes says the same. Null for anything else.</summary>
    public static Waiting? PutTo(string id, OutboundMessage message, string project, DateTimeOffset now, Func<string> newId) =>
        message is not NoticeMessage m || m.Buttons.Where(b => Says(b, CommandWording.Yes)).ToList() is not [var yes] ? null
        : new(LineOf(yes), now + Waiting.Lasts)
        {
            Project = project, Token = newId(), Yes = yes.Label, IsPlain = true, IsUnasked = true, Message = id,
            Otherwise = m.Buttons.FirstOrDefault(b => b.Label == ProjectCommandWording.No) is { } no ? LineOf(no) : null,
        };

    /// <summary>The question that an answer to a command asks with [Yes], for whoever gave the command: typed, yes says the same. Null where it asks none.</summary>
    public static Waiting? AskedBy(IEnumerable<Effect> effects, CommandRequest request, string project, DateTimeOffset now, Func<string> newId)
    {
        var asked = effects.Select(e => e switch
        {
            PostMessage { Message: NoticeMessage m } post when post.To == request.Place => (Message: m, request.Place.Shared, post.Id),
            WriteToPerson { Message: NoticeMessage m } letter when letter.Person == request.Person.Id => (Message: m, Shared: false, letter.Id),
            _ => default,
        }).FirstOrDefault(m => m.Message?.Buttons.Any(b => Says(b, CommandWording.Yes)) == true);
        var all = asked.Message?.Buttons.Where(b => Says(b, CommandWording.Yes)).ToList() ?? [];
        if (all is not [var yes])
        {
            return all.Count == 0 || asked.Shared ? null
                : new("", now + Waiting.Lasts) { Project = project, Token = newId(), IsPlain = true, Message = asked.Id, Choices = string.Join('\n', all.SelectMany(b => new[] { b.Label, LineOf(b) })) };
        }

        var no = asked.Message!.Buttons.FirstOrDefault(b => b.Label == ProjectCommandWording.No);
        return new(LineOf(yes), now + Waiting.Lasts)
        {
            Project = project, Token = newId(), Yes = yes.Label, IsPlain = true, Message = asked.Id,
            Otherwise = no is null ? null : LineOf(no), Place = asked.Shared ? Keys.Conversation(request.Place.Whole) : null,
        };
    }

    private static bool Says(Button button, string word) =>
        button.Action.Verb is CommandButton.Verb or CommandButton.Run && (button.Label == word || button.Label.StartsWith($"{word},", StringComparison.Ordinal));

    private static string LineOf(Button button) => button.Action.Verb == CommandButton.Verb ? CommandButton.Read(button.Action.Item ?? "").Line : button.Action.Item ?? "";
}
