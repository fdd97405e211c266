using System.Collections.Immutable;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Core.Dialogs;

/// <summary>
/// A chat delivers a message again, minutes later, when the first delivery was not taken. By then its author may have moved on: such a text
/// goes where its author was when writing it. Only the platform's times are compared, never with the bot's clock, which may be wrong by minutes.
/// </summary>
internal static class LateText
{
    private const int Steps = 6;

    /// <summary>How much earlier than the move a text must be. People send an answer and press [Next] in one breath, and platforms' clocks differ a little.</summary>
    private static readonly TimeSpan Clearly = TimeSpan.FromSeconds(2);

    /// <summary>The session with what a step left behind: which question was asked, and from when until when.</summary>
    /// <param name="before">The state before the step.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="at">The platform's time of what the person did; null where it has none, and then nothing is known of this move.</param>
    public static Session Follow(PersonState before, PersonState after, DateTimeOffset? at)
    {
        var (session, was, now) = (after.Session, Question(before), Question(after));

        // Whoever handed in, said no or took everything back is done: nothing is added behind their back.
        var goesOn = session.Phase is Phase.Asking or Phase.OnForm or Phase.Review;
        if (was == now && (goesOn || session.Trail.IsEmpty))
        {
            return session;
        }
        var trail = goesOn ? session.Trail : [];
        var since = before.Session.AskedAt;
        if (goesOn && was is var (round, stage) && at is { } until && (since is null || since < until))
        {
            trail = [.. trail.TakeLast(Steps - 1), new AskedBefore(round, stage, since, until)];
        }
        return session with { AskedAt = was == now ? since : now is null ? null : at, Trail = trail };
    }

    /// <summary>The question a text was written at, where that is not where the person is now; null where it is, or where nobody knows, or where it can take no answer any more.</summary>
    public static (AskedRound Asked, Reflection Reflection, Stage Stage)? Of(DialogTurn turn, Said said)
    {
        if (turn.Session.Trail.FirstOrDefault(a => said.At < a.Until - Clearly) is not { } then
            || said.At < then.Since - Clearly
            || Question(turn.State) == (then.Round, then.Stage)
            || OwnMessages.Find(turn.State, said.MessageId) is not null)
        {
            return null;
        }
        return turn.Find(then.Round) is { } asked && turn.IsOpen(asked) && turn.HasAgreed(asked) && Questions.Asks(asked, then.Stage)
            && turn.State.Reflections.GetValueOrDefault(then.Round) is { State: not RosterState.Declined } reflection
            ? (asked, reflection, then.Stage) : null;
    }

    /// <summary>Adds the text to that answer and says so. Whatever waited for an answer still does.</summary>
    public static void Keep(DialogTurn turn, AskedRound asked, Reflection reflection, Stage stage, Said said)
    {
        turn.Pending = turn.Was;
        var here = asked.Round.Id == turn.Session.Round;
        var name = $"{Questions.Heading(asked, reflection, stage)}{(here ? "" : $" of {asked.Round.Name}")}";
        if (reflection.Of(stage) is { Withdrawn: true })
        {
            turn.Say($"What you wrote at {name} came only now. You have taken that answer back since, so I have not kept it.");
        }
        else if (TextDialog.Add(turn, asked, reflection, stage, said) is { } before)
        {
            var quote = before.ApprovedQuote is null ? "" : " The quote you approved is off, since the words changed.";
            turn.Say($"I have added that to {name}, where you were when you wrote it.{quote}", turn.UndoButton());
            if (here && turn.Session.Phase == Phase.Review)
            {
                StartDialog.Again(turn); // The words in it have changed, and with them what its buttons are about.
            }
        }
    }

    private static (string Round, Stage Stage)? Question(PersonState state) =>
        state.Session is { Phase: Phase.Asking, Round: { } round } && state.Reflections.GetValueOrDefault(round) is { } reflection ? (round, reflection.Current) : null;
}
