using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>The person edits or deletes the message with the words they wanted quoted in place of their answer's: the yes was to the words it had, so the quote goes with them.</summary>
internal static class QuotedMessage
{
    /// <summary>The answer whose words for quoting came in a message, the latest round first; null where there is none.</summary>
    public static (Reflection Reflection, Answer Answer)? Find(PersonState state, string messageId)
    {
        foreach (var reflection in state.Reflections.Values.Reverse())
        {
            if (reflection.Answers.Values.FirstOrDefault(a => a.Quote?.Message == messageId) is { } answer)
            {
                return (reflection, answer);
            }
        }
        return null;
    }

    /// <summary>The message says something else now.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="reflection">Where the answer is.</param>
    /// <param name="answer">The answer that would be quoted.</param>
    /// <param name="text">What the message says now; null or blank where it was deleted.</param>
    public static void Changed(DialogTurn turn, Reflection reflection, Answer answer, string? text)
    {
        if (text is not null && QuoteDialog.Preview(turn, text.Trim()) is { } same && (same == answer.Quote!.Exact || turn.Context.Tidy(same) == answer.Quote.Exact))
        {
            return; // Chats send a change also where only a link's preview came.
        }
        turn.Remember(reflection, UndoKind.Change, e => e with { Before = [answer] });
        var words = text is not null && MayOffer(turn, reflection, answer) ? QuoteDialog.Preview(turn, text.Trim()) : null;
        turn.Put(reflection.With(words is null ? answer.WithoutQuote() : answer.Offering(words, answer.Quote!.Message)));
        var what = text is null ? ConversationWording.YouDeletedTheMessageWithThe : ConversationWording.YouChangedTheMessageWithThe;
        var of = OwnMessages.Where(turn, reflection, answer);
        var now = words is null ? ConversationWording.FormatTheyAreNotQuotedYStays(of[1..]) : ConversationWording.FormatTheReviewShowsTheNewOnes(of);
        turn.Say(ConversationWording.FormatSo(what, now), turn.UndoButton(), turn.Standing(ConversationWording.Review, CollaboratorAction.Review));
        if (turn.Session is { Phase: Phase.Review } session && session.Round == reflection.Round && turn.Find(reflection.Round) is { } asked)
        {
            ReviewDialog.LookOver(turn, asked);
        }
    }

    private static bool MayOffer(DialogTurn turn, Reflection reflection, Answer answer) =>
        turn.Find(reflection.Round) is { } asked && turn.IsOpen(asked) && turn.HasAgreed(asked) && answer.Answered && !QuoteDialog.WasPrinted(turn, asked, answer.Stage);
}
