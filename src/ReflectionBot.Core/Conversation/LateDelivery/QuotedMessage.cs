using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>The person edits or deletes the message whose words they approved as the quote for an answer. The approval was for the old words, so the quote is dropped.</summary>
internal static class QuotedMessage
{
    /// <summary>The answer whose quote came from this message, the latest round first; null for none.</summary>
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

    /// <summary>Drops the quote, because the message was changed or deleted.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="reflection">The reflection with the answer.</param>
    /// <param name="answer">The answer with the quote.</param>
    /// <param name="text">The message's new text; null or blank where it was deleted.</param>
    public static void Changed(DialogTurn turn, Reflection reflection, Answer answer, string? text)
    {
        if (text is not null && QuoteDialog.Preview(turn, text.Trim()) is { } same && (same == answer.Quote!.Exact || turn.Context.Tidy(same) == answer.Quote.Exact))
        {
            return; // Chats also send a change when only a link preview was added.
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
