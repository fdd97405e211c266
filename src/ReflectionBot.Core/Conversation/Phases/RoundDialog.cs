using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>What happens to a round over time: it opens, reminds, and closes. None of this drops a question that waits for an answer.</summary>
internal static class RoundDialog
{
    /// <summary>The round has opened for this person. Only one reflection is active at a time: an unfinished one stays active.</summary>
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
            return; // They came before they were invited, and are not asked twice.
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

    /// <summary>Says that questions are open, to a person who is busy with something else, or in another project.</summary>
    public static void Tell(DialogTurn turn, AskedRound asked) =>
        turn.Say(new NoticeMessage([ConversationWording.FormatTheQuestionsOnAreOpenUntil(turn.NameOf(asked.Project), asked.Round.Name, turn.ClosingDay(asked))], Choices(turn, asked)));

    /// <summary>A reminder, for those who have not said no, paused, asked for help, or asked for fewer messages.</summary>
    public static void Reminded(DialogTurn turn, string round)
    {
        turn.Pending = turn.Was;
        if (turn.Find(round) is { } asked && turn.IsOpen(asked) && turn.State.Reflections.GetValueOrDefault(round) is { Remindable: true } && !turn.Session.Quiet.Contains(asked.Project.Id) && !IsHeld(turn, asked))
        {
            turn.Say(new NoticeMessage([ConversationWording.FormatQuestionsAreOpenUntilYouNeed(turn.NameOf(asked.Project), turn.ClosingDay(asked))], Choices(turn, asked)));
        }
    }

    /// <summary>Offers to submit a draft as it is, to everyone who would otherwise lose what they wrote, even after a pause.</summary>
    public static void ClosingSoon(DialogTurn turn, string round)
    {
        turn.Pending = turn.Was;
        if (turn.Find(round) is { } asked && turn.IsOpen(asked) && turn.State.Reflections.GetValueOrDefault(round) is { State: RosterState.Started, Held: false } reflection && !turn.Session.Quiet.Contains(asked.Project.Id) && !IsHeld(turn, asked))
        {
            turn.Say(new NoticeMessage([ConversationWording.FormatTheQuestionsCloseOn(turn.NameOf(asked.Project), turn.Zone(asked).DayAndTime(asked.Round.ClosesAt), NotSent(reflection))], Drafted(turn, asked, reflection)));
        }
    }

    /// <summary>The round has closed. Drafts stay private to their authors and are not counted.</summary>
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
            SayClosed(turn, asked, ConversationWording.HaveClosed);
        }
    }

    /// <summary>
    /// The round closes at another time than announced. Everyone who has not declined is told, even those who want fewer messages, because they
    /// may rely on the announced date.
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
            SayClosed(turn, asked, ConversationWording.FormatHaveClosedEarlierThanOn(turn.Zone(asked).Day(asked.Round.ToldUntil ?? asked.Round.ClosesAt)));
        }
        else
        {
            turn.Say(ConversationWording.FormatTheQuestionsOnHaveClosedEarlier(turn.Called(asked), turn.Zone(asked).Day(asked.Round.ToldUntil ?? asked.Round.ClosesAt), reflection.State == RosterState.Invited ? ConversationWording.ThereIsNothingToAnswerThere : ConversationWording.WhatYouSentInStaysAs));
        }
    }

    private static void SayMoved(DialogTurn turn, AskedRound asked, Reflection reflection, bool knewClosed)
    {
        var day = turn.Zone(asked).DayAndTime(asked.Round.ClosesAt);
        var what = asked.Round switch
        {
            { ToldUntil: { } told } => ConversationWording.FormatTheQuestionsOnCloseEarlierThan(asked.Round.Name, day, turn.Zone(asked).Day(told)),
            { HadClosed: false } => ConversationWording.FormatTheQuestionsOnStayOpenAfter(asked.Round.Name, day),
            _ when knewClosed => ConversationWording.FormatTheQuestionsOnAreOpenAgain(asked.Round.Name, day),
            _ => ConversationWording.FormatTheQuestionsOnAreOpenUntil2(asked.Round.Name, day),
        };
        var (then, buttons) = reflection.State switch
        {
            RosterState.Submitted => (ConversationWording.FormatYouCanChangeItUntilThen(WhoSees.IsIn(reflection)), [turn.Standing(ConversationWording.Open, CollaboratorAction.Open, asked.Round.Id)]),
            RosterState.Started => (NotSent(reflection), Drafted(turn, asked, reflection)),
            _ => (ConversationWording.YouNeedDoNothing, Choices(turn, asked)),
        };
        turn.Say(new NoticeMessage([$"{turn.NameOf(asked.Project)}: {what} {then}"], buttons));
    }

    private static void SayClosed(DialogTurn turn, AskedRound asked, string closed) =>
        turn.Say(ConversationWording.FormatTheQuestionsOnWhatYouWrote(turn.Called(asked), closed), turn.Standing(ConversationWording.TakeAnswersBack, CollaboratorAction.Withdraw, asked.Round.Id));

    private static string NotSent(Reflection reflection) => reflection.Held
        ? ConversationWording.WhatYouWroteIsHeldBack
        : Plurals.Of(ConversationWording.ResourceManager, "WrittenNotSent", reflection.Answered.Count());

    private static IReadOnlyList<Button> Drafted(DialogTurn turn, AskedRound asked, Reflection reflection) =>
    [
        .. reflection.Held ? [] : new[] { turn.Standing(ConversationWording.SubmitWhatIHave, CollaboratorAction.Submit, asked.Round.Id, ReviewDialog.AsItIs) },
        turn.Standing(ConversationWording.Open, CollaboratorAction.Open, asked.Round.Id), turn.Standing(ConversationWording.NotThisRound, CollaboratorAction.NotThisRound, asked.Round.Id), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp, asked.Round.Id),
    ];

    /// <summary>The round and the person's reflection in it, if they are still a collaborator there.</summary>
    private static (AskedRound? Asked, Reflection? Reflection) Told(DialogTurn turn, string round) =>
        turn.Find(round) is { IsCollaborator: true } asked && !turn.Session.Left.Contains(asked.Project.Id) ? (asked, turn.State.Reflections.GetValueOrDefault(round)) : default;

    /// <summary>The person asked to be contacted and has not resumed since: no reminders in that project, including later rounds.</summary>
    private static bool IsHeld(DialogTurn turn, AskedRound asked) => turn.State.Reflections.Values.Any(r => r.Project == asked.Project.Id && r.Held);

    private static bool Busy(DialogTurn turn) =>
        turn.Asked is { } active && turn.IsOpen(active) && turn.Reflection is { SubmittedAt: null, State: RosterState.Invited or RosterState.Started } && turn.Session.Phase != Phase.Idle;

    private static IReadOnlyList<Button> Choices(DialogTurn turn, AskedRound asked) =>
    [
        turn.Standing(ConversationWording.Open, CollaboratorAction.Open, asked.Round.Id, primary: true), turn.Standing(ConversationWording.Later, CollaboratorAction.Later, asked.Round.Id),
        turn.Standing(ConversationWording.NotThisRound, CollaboratorAction.NotThisRound, asked.Round.Id), turn.Standing(ConversationWording.FewerMessages, CollaboratorAction.FewerMessages, asked.Round.Id),
        turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp, asked.Round.Id),
    ];
}
