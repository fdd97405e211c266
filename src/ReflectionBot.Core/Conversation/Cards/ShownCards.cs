using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Cards;

/// <summary>
/// Remembers the cards whose buttons can stop applying. Once they do, it changes the cards in place, whether they were answered by a
/// button or by typing. The review is refreshed in place instead, while the person is still checking it.
/// </summary>
internal static class ShownCards
{
    private static string Above => ConversationWording.YourReflectionAboveShowsItAs;
    private const int LongestText = 400;

    /// <summary>How many messages with the person's text may follow the review before it is shown again below them.</summary>
    private const long Near = 5;

    /// <summary>Whether the review is near enough in this chat to be changed in place.</summary>
    public static bool HasReview(DialogTurn turn) => turn.Session.Phase == Phase.Review && Find(turn) is not null;

    /// <summary>The step's effects, with the names under which cards are remembered, followed by the changes to earlier cards.</summary>
    /// <param name="turn">The step, at its end.</param>
    /// <param name="before">The state before the step.</param>
    /// <param name="effects">The step's effects.</param>
    public static List<DialogEffect> Follow(DialogTurn turn, PersonState before, IReadOnlyList<DialogEffect> effects)
    {
        var said = effects.ToList();
        var changed = Refresh(turn, before, said).ToList();
        var shows = said.Exists(e => e is DialogEffect.Say { Message: ReviewMessage });
        var over = turn.Session.Cards.Where(c => IsOver(turn, c, before) || (shows && c.Review is not null)).ToList();
        var spent = turn.Session.Cards.Where(c => c is { Revision: 0, Ladder: null } && !turn.Session.Undo.Any(e => $"{e.Number}" == c.ItemOf(CollaboratorAction.Undo)));
        turn.Session = turn.Session with { Cards = turn.Session.Cards.RemoveAll(c => over.Contains(c) || spent.Contains(c)) };
        for (var i = 0; i < said.Count; i++)
        {
            if (said[i] is DialogEffect.Say say && Card(turn, say) is { } card)
            {
                var name = say.Remember ?? ShownCard.FreeName([.. before.Session.Cards, .. turn.Session.Cards]);
                Keep(turn, card with { Name = name });
                said[i] = say with { Remember = name };
            }
        }
        if (turn.Over is not null && (turn.Pressed is not { } action || !(over.Exists(c => c.Has(action)) || (changed.Count > 0 && IsOnReview(action)))))
        {
            changed.Add(turn.Over);
        }
        return [.. said, .. changed, .. over.Select(c => new DialogEffect.CardOver(null, c.Name, CardDialog.Says(turn, c, before, shows)))];
    }

    /// <summary>The current review, to replace the one in the chat, if this step has changed it and does not show it again.</summary>
    private static IEnumerable<DialogEffect> Refresh(DialogTurn turn, PersonState before, List<DialogEffect> said)
    {
        if (Find(turn) is not { } card || turn.Session.Phase != Phase.Review || card.Revision == turn.Session.Revision || turn.Asked is not { } asked || said.Exists(e => e is DialogEffect.Say { Message: ReviewMessage }))
        {
            yield break;
        }
        var message = ReviewDialog.Message(turn, asked);
        turn.Session = turn.Session with { Cards = turn.Session.Cards.Replace(card, card with { Revision = turn.Session.Revision, Actions = Lines(message.Buttons) }) };
        var last = said.FindLastIndex(e => e is DialogEffect.Say);
        if (before.Reflections[asked.Round.Id].Version != turn.Reflection!.Version && last >= 0 && said[last] is DialogEffect.Say { Message: NoticeMessage { Title: null } note } say && !note.Buttons.Any(b => Is(b, CollaboratorAction.Yes)))
        {
            var more = ReviewDialog.Ways(turn, turn.Reflection).Where(b => note.Buttons.All(n => n.Action.Verb != b.Action.Verb));
            said[last] = say with { Message = note with { Paragraphs = [.. note.Paragraphs, Above], Buttons = [.. note.Buttons, .. more] } };
        }
        yield return new DialogEffect.Changed(card.Name, message);
    }

    private static ShownCard? Find(DialogTurn turn) => turn.Session.Cards.Find(c =>
        c.Review is { Length: > 0 } chat && chat == turn.Context.Chat && c.Round == turn.Session.Round && turn.Session.WordsShown - OwnTextMessages.Number(c.Name) <= Near
        && turn.Asked is { } asked && turn.Reflection is not null && turn.IsOpen(asked) && turn.HasAgreed(asked));

    /// <summary>Over the limit, forgets the oldest card without a title first, then a question, and the review last.</summary>
    private static void Keep(DialogTurn turn, ShownCard card)
    {
        var cards = turn.Session.Cards.Add(card);
        turn.Session = turn.Session with { Cards = cards.Count <= ShownCard.Kept ? cards : cards.Remove(cards.Find(c => c.Title is null) ?? cards.First(c => c.Review is null)) };
    }

    private static bool IsOver(DialogTurn turn, ShownCard card, PersonState before)
    {
        var (session, undo) = (turn.Session, card.ItemOf(CollaboratorAction.Undo));
        return (card.Revision != 0 && (card.Revision != session.Revision || card.Round != session.Round))
            || (card.Review is not null && session.Phase != Phase.Review)
            || (card.ItemOf(CollaboratorAction.Yes) is { } asked && (session.Pending is not { TakesYesOrNo: true } pending || YesNoDialog.Item(pending) != asked))
            || (card.Ladder is { } version && Version(turn, card.Round, card.ItemOf(CollaboratorAction.Share)) != version)
            || (undo is not null && turn.Word == CollaboratorAction.Undo && before.Session.Undo.Any(e => $"{e.Number}" == undo) && !session.Undo.Any(e => $"{e.Number}" == undo));
    }

    /// <summary>The card to remember for a message; null where its buttons mean the same at any time.</summary>
    private static ShownCard? Card(DialogTurn turn, DialogEffect.Say say)
    {
        var (buttons, title, text) = say.Message switch
        {
            NoticeMessage n when n.Buttons.Any(b => Is(b, CollaboratorAction.Yes)) => (n.Buttons, turn.Session.Pending is { } pending ? YesNoDialog.About(turn, pending) : null, ""),
            NoticeMessage n => (n.Buttons, n.Title ?? (say.Remember is null ? null : CardDialog.Heading(turn)), n.Title is null && say.Remember is null ? string.Join('\n', n.Paragraphs) : ""),
            QuestionMessage q => (q.Buttons, CardDialog.Heading(q), ""),
            ConsentMessage c => (c.Buttons, c.Title, ""),
            ReviewMessage r => (r.Buttons, ConversationWording.YourReflection, ""),
            _ => ([], null, ""), // A form keeps what is typed into it, and can be sent at any time.
        };
        if (say.Message is ReviewMessage)
        {
            return new("", turn.Session.Round, turn.Session.Revision, title, text, Lines(buttons)) { Review = turn.Context.Chat ?? "" };
        }
        if (buttons.FirstOrDefault(b => b.Action.Revision != 0)?.Action is { } once)
        {
            return once.Revision != turn.Session.Revision || once.Round != turn.Session.Round ? null : new("", once.Round, once.Revision, title, Short(text), Lines(buttons));
        }
        if (buttons.FirstOrDefault(b => Is(b, CollaboratorAction.Share) && b.Action.Item?.Contains(' ', StringComparison.Ordinal) == true)?.Action is { } rung && buttons.All(b => Is(b, CollaboratorAction.Share)))
        {
            return new("", rung.Round, 0, title, Short(text), Lines(buttons)) { Ladder = Version(turn, rung.Round, rung.Item) };
        }
        return buttons.FirstOrDefault(b => Is(b, CollaboratorAction.Undo)) is { } undo ? new("", undo.Action.Round, 0, title, Short(text), Lines(buttons)) : null;
    }

    /// <summary>The version for which a ladder was shown: of one answer, or of the reflection.</summary>
    private static long? Version(DialogTurn turn, string? round, string? item)
    {
        var reflection = turn.State.Reflections.GetValueOrDefault(round ?? "");
        return QuestionId.Of(item?.Split(' ')[0] ?? "") is { } stage ? reflection?.Of(stage)?.Version : reflection?.Version;
    }

    private static bool IsOnReview(ButtonAction action) => action.Verb == CollaboratorAction.Share.Verb() && action.Item?.StartsWith(SharingDialog.All, StringComparison.Ordinal) == true;

    private static string Short(string text) => text.Length > LongestText ? "" : text;

    private static string Lines(IEnumerable<Button> buttons) => string.Join('\n', buttons.Select(b => ShownCard.Line(b.Action)));

    private static bool Is(Button button, CollaboratorAction word) => button.Action.Verb == word.Verb();
}
