using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>
/// A chat platform delivers a message again, minutes later, when the first delivery was not accepted. By then its author may have moved on. Such
/// a text goes to the question that its author was at when writing it. Only times by the same platform's clock are compared, never with the bot's
/// clock, which may be wrong by minutes, or another chat's. If there is any doubt, the text goes to the current question.
/// </summary>
internal static class LateMessage
{
    private const int Steps = 6;

    /// <summary>
    /// How long after a question was asked for a text certainly belongs to it. Until the new question is shown, people may still be writing about
    /// the one before. The other end needs no margin, because people see the next question only after they have asked for it.
    /// </summary>
    private static readonly TimeSpan Clearly = TimeSpan.FromSeconds(2);

    /// <summary>The session after a step, updated with the question that was left and the time span it was asked in.</summary>
    /// <param name="before">The state before the step.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="when">When the person did it; null where unknown, and then this move is not recorded.</param>
    public static Session Follow(PersonState before, PersonState after, PlatformTime? when)
    {
        var (session, was, now) = (after.Session, Question(before), Question(after));
        var trail = session.QuestionHistory;

        // A person who submitted, declined or took everything back is done: nothing is added later without their knowledge.
        var goesOn = session.Phase is Phase.Asking or Phase.OnForm or Phase.Review;
        trail = goesOn || trail.Left.IsEmpty ? trail : trail with { Left = [] };
        if (was == now)
        {
            // Any action of the person is at this question, so a move with an older time arrived late.
            return session with { QuestionHistory = when is not null && when.Clock == trail.Clock && !(when.At < trail.Seen) ? trail with { Seen = when.At } : trail };
        }
        trail = when is null || trail.Clock is null || trail.Clock == when.Clock ? trail : QuestionHistory.None;
        var isLater = when is not null && !(when.At < trail.Seen);
        if (goesOn && isLater && was is var (round, stage) && trail.Since is { } since)
        {
            trail = trail with { Left = [.. trail.Left.TakeLast(Steps - 1), new(round, stage, since, when!.At)] };
        }
        return session with
        {
            QuestionHistory = trail with { Clock = when?.Clock ?? trail.Clock, Seen = isLater ? when!.At : trail.Seen, Since = isLater && now is not null ? when!.At : null },
        };
    }

    /// <summary>The question that the person was certainly at then, and has since left; null where there is none or a doubt.</summary>
    public static AskedBefore? At(Session session, PlatformTime? when) =>
        when is not null && when.Clock == session.QuestionHistory.Clock ? session.QuestionHistory.Left.Find(a => a.Since + Clearly < when.At && when.At < a.Until) : null;

    /// <summary>The question that a text was certainly written for, if it is not the current one; null otherwise.</summary>
    public static AskedBefore? Find(DialogTurn turn, TextReceived said)
    {
        if (At(turn.Session, turn.When) is not { } then || Question(turn.State) == (then.Round, then.Stage) || OwnMessages.FindRecent(turn.State, said.MessageId) is not null)
        {
            return null;
        }

        // The old question may no longer accept answers. In the same round the text can go to the current question, as its readers are the same. In another round it cannot.
        return Target(turn, then) is not null || then.Round != turn.Session.Round ? then : null;
    }

    /// <summary>Adds the text to that answer and says so. A question that is waiting keeps waiting.</summary>
    public static void Take(DialogTurn turn, AskedBefore then, TextReceived said)
    {
        if (Target(turn, then) is not var (asked, reflection))
        {
            turn.Say(ConversationWording.AMessageCameOnlyNowThat);
            return;
        }
        var here = then.Round == turn.Session.Round;
        var name = here ? $"{Questions.Heading(asked, reflection, then.Stage)}" : ConversationWording.FormatOf3(Questions.Heading(asked, reflection, then.Stage), turn.Called(asked));
        if (reflection.Of(then.Stage) is { Withdrawn: true })
        {
            turn.Say(ConversationWording.FormatWhatYouWroteAtCameOnly(name), turn.Standing(ConversationWording.WriteItThere, CollaboratorAction.Edit, then.Round, $"{then.Stage}"));
        }
        else if (TextDialog.Add(turn, asked, reflection, then.Stage, said) is { } before)
        {
            var quote = before.ApprovedQuote is null ? "" : ConversationWording.TheQuoteYouApprovedIsOff;
            turn.Say(ConversationWording.FormatIHaveAddedThatToWhere(name, quote), turn.UndoButton());
            if (here && turn.Session.Phase == Phase.Review)
            {
                ReviewDialog.LookOver(turn, asked); // The text in it has changed, and so has the state that its buttons refer to.
            }
        }
    }

    private static (AskedRound Asked, Reflection Reflection)? Target(DialogTurn turn, AskedBefore then) =>
        turn.Find(then.Round) is { } asked && turn.IsOpen(asked) && turn.HasAgreed(asked) && Questions.Asks(asked, then.Stage)
        && turn.State.Reflections.GetValueOrDefault(then.Round) is { State: not RosterState.Declined } reflection ? (asked, reflection) : null;

    private static (string Round, QuestionId Stage)? Question(PersonState state) =>
        state.Session is { Phase: Phase.Asking, Round: { } round } && state.Reflections.GetValueOrDefault(round) is { } reflection ? (round, reflection.Current) : null;
}
