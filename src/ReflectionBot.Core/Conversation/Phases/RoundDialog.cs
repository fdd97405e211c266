using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>What happens to a round by itself: it opens, reminds, comes to its end. None of it lets go of a question that waits for an answer.</summary>
internal static class RoundDialog
{
    /// <summary>The round has opened for this person. One reflection is active at a time: an unfinished one keeps its place.</summary>
    public static void Invited(DialogTurn turn, string round)
    {
        turn.Pending = turn.Was;
        if (turn.Find(round) is not { IsCollaborator: true } asked || !asked.Round.IsOpenAt(turn.Context.Now))
        {
            return;
        }
        turn.Session = turn.Session with { Left = turn.Session.Left.Remove(asked.Project.Id) };
        if (turn.State.Reflections.ContainsKey(round))
        {
            return; // They came before they were asked, and are not asked twice.
        }
        turn.Put(new(asked.Project.Id, round));
        if (turn.Session.Round == round || turn.Was is not null || Busy(turn) || (turn.Context.Chosen is { } chosen && chosen != asked.Project.Id))
        {
            Tell(turn, asked);
        }
        else
        {
            turn.Session = turn.Session with { Round = round, Phase = Phase.Idle, FromReview = false };
            StartDialog.Continue(turn, asked);
        }
    }

    /// <summary>Says that questions are open, to whoever is busy with something else, or somewhere else.</summary>
    public static void Tell(DialogTurn turn, AskedRound asked) =>
        turn.Say(new NoticeMessage([$"{turn.NameOf(asked.Project)}: the questions on {asked.Round.Name} are open until {turn.ClosingDay(asked)}. You need do nothing."], Choices(turn, asked)));

    /// <summary>A reminder, for those who have not said no, paused, asked for help, or asked for fewer messages.</summary>
    public static void Reminded(DialogTurn turn, string round)
    {
        turn.Pending = turn.Was;
        if (turn.Find(round) is { } asked && turn.IsOpen(asked) && turn.State.Reflections.GetValueOrDefault(round) is { Remindable: true } && !turn.Session.Quiet.Contains(asked.Project.Id))
        {
            turn.Say(new NoticeMessage([$"{turn.NameOf(asked.Project)}: questions are open until {turn.ClosingDay(asked)}. You need do nothing."], Choices(turn, asked)));
        }
    }

    /// <summary>Offers to hand in a draft as it is. It goes to whoever would otherwise lose what they wrote, also after a pause.</summary>
    public static void ClosingSoon(DialogTurn turn, string round)
    {
        turn.Pending = turn.Was;
        if (turn.Find(round) is { } asked && turn.IsOpen(asked) && turn.State.Reflections.GetValueOrDefault(round) is { State: RosterState.Started, Held: false } reflection && !turn.Session.Quiet.Contains(asked.Project.Id))
        {
            turn.Say(new NoticeMessage([$"{turn.NameOf(asked.Project)}: the questions close on {turn.Zone(asked).DayAndTime(asked.Round.ClosesAt)}. {NotSent(reflection)}"], Drafted(turn, asked, reflection)));
        }
    }

    /// <summary>The round has closed. Drafts stay the author's and are counted nowhere.</summary>
    public static void Closed(DialogTurn turn, string round, bool byHand)
    {
        turn.Pending = turn.Was is { Kind: PendingKind.ForMe or PendingKind.DidYouMean or PendingKind.MyAnswer or PendingKind.NotKept or PendingKind.Argument or PendingKind.QuoteWords or PendingKind.QuoteHeld } && turn.Session.Round == round ? null : turn.Was;
        UndoDialog.Forget(turn, round);
        if (turn.Session.Round == round)
        {
            turn.Show(Phase.Idle);
        }
        if (!byHand && Told(turn, round) is ({ } asked, { State: RosterState.Started }))
        {
            SayClosed(turn, asked, "have closed");
        }
    }

    /// <summary>
    /// The closing is not the one that people were told. Everyone who has not said no hears it, also who wants few messages: a date that was told
    /// is theirs to count on.
    /// </summary>
    public static void Moved(DialogTurn turn, string round, bool knewClosed)
    {
        turn.Pending = turn.Was;
        if (Told(turn, round) is not ({ } asked, { State: RosterState.Invited or RosterState.Started or RosterState.Submitted } reflection))
        {
            return;
        }
        if (turn.IsOpen(asked))
        {
            SayMoved(turn, asked, reflection, knewClosed);
        }
        else if (reflection.State == RosterState.Started)
        {
            SayClosed(turn, asked, $"have closed, earlier than on {turn.Zone(asked).Day(asked.Round.ToldUntil ?? asked.Round.ClosesAt)}");
        }
        else
        {
            turn.Say($"The questions on {turn.Called(asked)} have closed, earlier than on {turn.Zone(asked).Day(asked.Round.ToldUntil ?? asked.Round.ClosesAt)}. {(reflection.State == RosterState.Invited ? "There is nothing to answer there any more." : "What you sent in stays as it is. You can take answers back any time: `withdraw`.")}");
        }
    }

    private static void SayMoved(DialogTurn turn, AskedRound asked, Reflection reflection, bool knewClosed)
    {
        var day = turn.Zone(asked).DayAndTime(asked.Round.ClosesAt);
        var what = asked.Round switch
        {
            { ToldUntil: { } told } => $"the questions on {asked.Round.Name} close earlier than I told you: on {day}, not on {turn.Zone(asked).Day(told)}.",
            { HadClosed: false } => $"the questions on {asked.Round.Name} stay open after all, until {day}.",
            _ when knewClosed => $"the questions on {asked.Round.Name} are open again, until {day}.",
            _ => $"the questions on {asked.Round.Name} are open until {day}.",
        };
        var (then, buttons) = reflection.State switch
        {
            RosterState.Submitted => ($"{WhoSees.IsIn(reflection)}. You can change it until then.", [turn.Standing("Open", DialogWord.Open, asked.Round.Id)]),
            RosterState.Started => (NotSent(reflection), Drafted(turn, asked, reflection)),
            _ => ("You need do nothing.", Choices(turn, asked)),
        };
        turn.Say(new NoticeMessage([$"{turn.NameOf(asked.Project)}: {what} {then}"], buttons));
    }

    private static void SayClosed(DialogTurn turn, AskedRound asked, string closed) =>
        turn.Say($"The questions on {turn.Called(asked)} {closed}. What you wrote was not sent in: it stays yours and is counted nowhere. To erase it, write `withdraw all`.", turn.Standing("Take answers back", DialogWord.Withdraw, asked.Round.Id));

    private static string NotSent(Reflection reflection) => reflection.Held
        ? "What you wrote is held back, and not sent in. `carry on` ends that. What is not sent in by then stays yours and is counted nowhere."
        : $"You have written {Texts.Count(reflection.Answered.Count(), "answer")} and not sent {(reflection.Answered.Count() == 1 ? "it" : "them")} in. What is not sent in stays yours and is counted nowhere.";

    private static IReadOnlyList<Button> Drafted(DialogTurn turn, AskedRound asked, Reflection reflection) =>
    [
        .. reflection.Held ? [] : new[] { turn.Standing("Submit what I have", DialogWord.Submit, asked.Round.Id, ReviewDialog.AsItIs) },
        turn.Standing("Open", DialogWord.Open, asked.Round.Id), turn.Standing("Not this round", DialogWord.NotThisRound, asked.Round.Id), turn.Standing("Get help", DialogWord.GetHelp, asked.Round.Id),
    ];

    /// <summary>The round, and where somebody stands in it who is still a collaborator there.</summary>
    private static (AskedRound? Asked, Reflection? Reflection) Told(DialogTurn turn, string round) =>
        turn.Find(round) is { IsCollaborator: true } asked && !turn.Session.Left.Contains(asked.Project.Id) ? (asked, turn.State.Reflections.GetValueOrDefault(round)) : default;

    private static bool Busy(DialogTurn turn) =>
        turn.Asked is { } active && turn.IsOpen(active) && turn.Reflection is { SubmittedAt: null, State: RosterState.Invited or RosterState.Started } && turn.Session.Phase != Phase.Idle;

    private static IReadOnlyList<Button> Choices(DialogTurn turn, AskedRound asked) =>
    [
        turn.Standing("Open", DialogWord.Open, asked.Round.Id, primary: true), turn.Standing("Later", DialogWord.Later, asked.Round.Id),
        turn.Standing("Not this round", DialogWord.NotThisRound, asked.Round.Id), turn.Standing("Fewer messages", DialogWord.FewerMessages, asked.Round.Id),
        turn.Standing("Get help", DialogWord.GetHelp, asked.Round.Id),
    ];
}
