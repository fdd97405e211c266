using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Core.Dialogs;

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
            turn.Say(new NoticeMessage(
                [$"{turn.NameOf(asked.Project)}: the questions close on {turn.Zone(asked).DayAndTime(asked.Round.ClosesAt)}. You have written {Texts.Count(reflection.Answered.Count(), "answer")} and not sent them in. What is not sent in stays yours and is counted nowhere."],
                [turn.Standing("Submit what I have", DialogWord.Submit, round, ReviewDialog.AsItIs), turn.Standing("Open", DialogWord.Open, round), turn.Standing("Not this round", DialogWord.NotThisRound, round), turn.Standing("Get help", DialogWord.GetHelp, round)]));
        }
    }

    /// <summary>The round has closed. Drafts stay the author's and are counted nowhere.</summary>
    public static void Closed(DialogTurn turn, string round)
    {
        turn.Pending = turn.Was is { Kind: PendingKind.ForMe or PendingKind.DidYouMean or PendingKind.MyAnswer or PendingKind.Argument or PendingKind.QuoteWords } && turn.Session.Round == round ? null : turn.Was;
        UndoDialog.Forget(turn, round);
        if (turn.Session.Round == round)
        {
            turn.Show(Phase.Idle);
        }
        if (turn.Find(round) is { IsCollaborator: true } asked && turn.State.Reflections.GetValueOrDefault(round) is { State: RosterState.Started } && !turn.Session.Left.Contains(asked.Project.Id))
        {
            turn.Say($"The questions on {turn.Called(asked)} have closed. What you wrote was not sent in: it stays yours and is counted nowhere. To erase it, write `withdraw all`.", turn.Standing("Take answers back", DialogWord.Withdraw, round));
        }
    }

    private static bool Busy(DialogTurn turn) =>
        turn.Asked is { } active && turn.IsOpen(active) && turn.Reflection is { SubmittedAt: null, State: RosterState.Invited or RosterState.Started } && turn.Session.Phase != Phase.Idle;

    private static IReadOnlyList<Button> Choices(DialogTurn turn, AskedRound asked) =>
    [
        turn.Standing("Open", DialogWord.Open, asked.Round.Id, primary: true), turn.Standing("Later", DialogWord.Later, asked.Round.Id),
        turn.Standing("Not this round", DialogWord.NotThisRound, asked.Round.Id), turn.Standing("Fewer messages", DialogWord.FewerMessages, asked.Round.Id),
        turn.Standing("Get help", DialogWord.GetHelp, asked.Round.Id),
    ];
}
