using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>Ways to get to the questions: open, switch, resume. Says what the situation is where nothing is asked.</summary>
internal static class StartDialog
{
    /// <summary>Continues with the questions. A person who has declined or paused them is asked again only when they ask for them explicitly.</summary>
    public static void Hello(DialogTurn turn)
    {
        var target = Active(turn) ?? (turn.OpenRounds is [var only] ? only : null);
        if (target is null || turn.State.Reflections.GetValueOrDefault(target.Round.Id) is not { } reflection || (reflection.State != RosterState.Declined && !reflection.Paused))
        {
            Open(turn, null, null, CollaboratorAction.Open);
            return;
        }

        turn.Say(
            reflection.State == RosterState.Declined
                ? ConversationWording.FormatHelloYouHaveSaidNoTo(turn.Called(target))
                : ConversationWording.FormatHelloTheQuestionsOnWaitAs(turn.Called(target)),
            turn.Standing(ConversationWording.Open, CollaboratorAction.Open, target.Round.Id), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp));
    }

    /// <summary>Goes to a round: the named one, else the active one, else the only one.</summary>
    public static void Open(DialogTurn turn, string? round, string? name, CollaboratorAction word)
    {
        var open = turn.OpenRounds;
        var meant = round is not null || name is null ? [] : Meant(turn, name);
        var named = turn.Find(round) ?? (meant is [var one] ? one : null);
        if (meant.Count > 1)
        {
            Which(turn, meant, null);
        }
        else if (named is null && name is not null)
        {
            NotOpen(turn, open, name);
        }
        else if ((named ?? (word == CollaboratorAction.Switch && open.Count > 1 ? null : Active(turn) ?? (open is [var only] ? only : null))) is { } target)
        {
            Enter(turn, target);
            if (named is null)
            {
                AskElsewhere(turn, tell: true);
            }
        }
        else if (open.Count > 1)
        {
            Which(turn, open, null);
            AskElsewhere(turn, tell: false);
        }
        else
        {
            NothingActive(turn, null);
        }
    }

    /// <summary>They named something that is not open for them: a closed round, a project with no open round, or something that they do not have.</summary>
    private static void NotOpen(DialogTurn turn, IReadOnlyList<AskedRound> open, string name)
    {
        if (turn.Context.Places.Where(p => Plain(turn.NameOf(p.Project)) == Plain(name) || Plain(p.Project.Name) == Plain(name)).ToList() is [_, ..] places)
        {
            Other(string.Join(' ', places.Select(p => PlaceWords.Nothing(turn, p))));
        }
        else if (turn.Context.Rounds.LastOrDefault(r => Means(turn, r, name)) is { } closed)
        {
            SayClosed(turn, closed, null);
        }
        else
        {
            IEnumerable<string> names = [.. open.Select(r => r.Round.Name), .. turn.Context.Places.Select(p => turn.NameOf(p.Project))];
            var near = ReflectionBot.Core.Projects.Naming.NearNames.Of(names.Distinct(StringComparer.Ordinal), name);
            Other(ConversationWording.FormatYouHaveNoOpenRoundAnd(Texts.Shorten(name, 60), near.Count > 0 ? ConversationWording.FormatNearIt(Spoken.List(near)) : ""));
        }

        void Other(string sentence)
        {
            if (open.Count > 0)
            {
                Which(turn, open, sentence);
            }
            else
            {
                turn.Say(sentence, turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp));
            }
        }
    }

    /// <summary>The active round if it is open, else the latest open one of the current project.</summary>
    private static AskedRound? Active(DialogTurn turn) =>
        turn.Asked is { } asked && turn.IsOpen(asked) ? asked : turn.Context.IsSeveral ? turn.OpenRounds.LastOrDefault(r => r.Project.Id == turn.Here) : null;

    /// <summary>The open rounds that a name can mean. If several match, the round of that exact name in the current project wins.</summary>
    private static List<AskedRound> Meant(DialogTurn turn, string name)
    {
        var all = turn.OpenRounds.Where(r => Means(turn, r, name)).ToList();
        return all.Count > 1 && all.Where(r => r.Project.Id == turn.Here && Plain(r.Round.Name) == Plain(name)).ToList() is [var here] ? [here] : all;
    }

    /// <summary>Whether a name means an open round.</summary>
    public static bool Knows(DialogTurn turn, string name) => turn.OpenRounds.Any(r => Means(turn, r, name));

    /// <summary>Makes a round the active one and continues where the person was in it.</summary>
    public static void Enter(DialogTurn turn, AskedRound asked)
    {
        if (!turn.IsOpen(asked))
        {
            SayClosed(turn, asked, null);
            return;
        }
        var known = turn.State.Reflections.GetValueOrDefault(asked.Round.Id);
        if (known is null)
        {
            turn.Do(new DialogEffect.RosterChanged(asked.Round.Id)); // They came before they were invited.
        }
        var reflection = known ?? new Reflection(asked.Project.Id, asked.Round.Id);
        turn.Put(reflection.GoneOn());
        turn.MoveTo(asked);
        Continue(turn, asked);
    }

    /// <summary>The person moves to one of their projects. Its open questions continue; those of another project wait.</summary>
    public static void WentTo(DialogTurn turn, WentTo went)
    {
        var waits = turn.Asked is { } was && was.Project.Id != went.Project && turn.IsOpen(was) && turn.Session.Phase is not (Phase.Idle or Phase.Review)
            ? ConversationWording.FormatTheQuestionsOnWaitSwitchTo(turn.Called(was), turn.NameOf(was.Project)) : "";
        var moved = turn.Moved(went.Project, went.Name) + waits;
        if (!went.Quietly || waits.Length > 0)
        {
            turn.Say(moved);
        }
        var open = turn.OpenRounds.LastOrDefault(r => r.Project.Id == went.Project);
        if (open is not null && !went.Quietly)
        {
            Enter(turn, open);
        }
        else if (turn.Asked?.Project.Id != went.Project)
        {
            var last = turn.Context.Rounds.LastOrDefault(r => r.Project.Id == went.Project && turn.State.Reflections.ContainsKey(r.Round.Id));
            turn.Session = turn.Session with { Round = last?.Round.Id, Phase = Phase.Idle, FromReview = false };
        }
    }

    /// <summary>If no round is active, e.g. after coming back, a word about the person's own reflection refers to the only open round.</summary>
    public static void Settle(DialogTurn turn)
    {
        if (turn.Asked is null && turn.OpenRounds.Where(r => turn.IsMeant(r.Project.Id)).ToList() is [var only] && turn.State.Reflections.GetValueOrDefault(only.Round.Id) is { } reflection)
        {
            turn.Put(reflection.GoneOn());
            turn.MoveTo(only);
        }
    }

    /// <summary>A person who comes is asked in every round open for them, even before the bot invites them.</summary>
    private static void AskElsewhere(DialogTurn turn, bool tell)
    {
        foreach (var asked in turn.OpenRounds.Where(r => !turn.State.Reflections.ContainsKey(r.Round.Id)).ToList())
        {
            turn.Put(new(asked.Project.Id, asked.Round.Id));
            turn.Do(new DialogEffect.RosterChanged(asked.Round.Id));
            if (tell)
            {
                RoundDialog.Tell(turn, asked);
            }
        }
    }

    /// <summary>Shows the next step in the active round.</summary>
    public static void Continue(DialogTurn turn, AskedRound asked)
    {
        var reflection = turn.Reflection!;
        if (!turn.HasAgreed(asked))
        {
            ConsentDialog.Show(turn, asked, null);
        }
        else if (reflection.Form == ReflectionForm.NotChosen)
        {
            AskingDialog.OfferForms(turn, asked);
        }
        else if (reflection.SubmittedAt is not null || turn.Session.Phase == Phase.Review)
        {
            ReviewDialog.Show(turn, asked);
        }
        else if (reflection.Form == ReflectionForm.OneForm)
        {
            FormDialog.Show(turn, asked);
        }
        else
        {
            AskingDialog.Ask(turn, asked);
        }
    }

    /// <summary>Repeats what the person was shown last.</summary>
    public static void Again(DialogTurn turn)
    {
        if (turn.Asked is not { } asked || turn.Reflection is null || !turn.IsOpen(asked))
        {
            NothingActive(turn, null);
            return;
        }
        switch (turn.Session.Phase)
        {
            case Phase.Consent: ConsentDialog.Show(turn, asked, null); break;
            case Phase.Choosing: AskingDialog.OfferForms(turn, asked); break;
            case Phase.Asking: AskingDialog.Ask(turn, asked); break;
            case Phase.OnForm: FormDialog.Show(turn, asked); break;
            case Phase.Review: ReviewDialog.Show(turn, asked); break;
            default: NothingActive(turn, null); break;
        }
    }

    /// <summary>
    /// Replies to an input that does not fit. A question is asked again; a longer message above is not repeated, only a button back to it is shown.
    /// </summary>
    public static void Slip(DialogTurn turn, string sentence)
    {
        var open = turn.Asked is { } asked && turn.Reflection is not null && turn.IsOpen(asked);
        switch (turn.Session.Phase)
        {
            case Phase.Consent when open: turn.Say(sentence, ConsentDialog.Choices(turn)); break;
            case Phase.OnForm when open: turn.Say(sentence, turn.Standing(ConversationWording.ShowTheForm, CollaboratorAction.Form), turn.Button(ConversationWording.OneAtATime, CollaboratorAction.OneAtATime), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)); break;
            case Phase.Review when open: turn.Say(sentence, turn.Standing(ConversationWording.Review, CollaboratorAction.Review), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp), turn.Standing(ConversationWording.More, CollaboratorAction.More)); break;
            default:
                turn.Say(sentence);
                Again(turn);
                break;
        }
    }

    /// <summary>Nothing is being asked: says what is possible.</summary>
    public static void NothingActive(DialogTurn turn, string? lost)
    {
        var open = turn.OpenRounds;
        if (open.Count > 1)
        {
            Which(turn, open, lost ?? ConversationWording.NothingIsBeingAskedAtThe);
        }
        else if (open.Count == 1)
        {
            turn.Say(Notice(lost, $"{turn.NameOf(open[0].Project)}: {Stands(turn, open[0])}"),
                turn.Standing(ConversationWording.Open, CollaboratorAction.Open, open[0].Round.Id, primary: true), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp, open[0].Round.Id), turn.Standing(ConversationWording.More, CollaboratorAction.More, open[0].Round.Id));
        }
        else if (turn.Context.NotAsked.Where(p => !turn.Session.Left.Contains(p.Project.Id)).ToList() is [_, ..] projects)
        {
            var sentences = projects.Select(p => ConversationWording.FormatQuestionsAreOpenOnButYou(turn.NameOf(p.Project), p.IsFacilitator ? ConversationWording.YouCanJoinIt : ConversationWording.FormatAskToAddYou(p.Facilitator ?? ConversationWording.AFacilitatorOfIt), p.MemberName));
            turn.Say(Notice(lost, string.Join(' ', sentences)), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp));
        }
        else
        {
            var own = turn.State.Reflections.Values.Any(r => r.Answered.Any()) ? ConversationWording.YouCanStillTakeAnswersBack : "";
            turn.Say(Notice(lost, $"{PlaceWords.Idle(turn)}{own}"), [.. PlaceWords.WaysOut(turn), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)]);
        }
    }

    /// <summary>Says that a round is no longer open.</summary>
    public static void SayClosed(DialogTurn turn, AskedRound asked, string? lost)
    {
        if (turn.Session.Round == asked.Round.Id)
        {
            turn.Show(Phase.Idle);
        }
        if (turn.Session.Left.Contains(asked.Project.Id))
        {
            turn.Say(Notice(lost, ConversationWording.FormatYouCanStillTakeAnswersBackWithdraw(PlaceWords.Left(turn, asked.Project))));
            return;
        }
        if (!asked.IsCollaborator)
        {
            turn.Say(Notice(lost, ConversationWording.FormatYouAreNotAskedOnAnyMoreYou(turn.NameOf(asked.Project))), turn.Standing(ConversationWording.TakeAnswersBack, CollaboratorAction.Withdraw, asked.Round.Id), turn.Standing(ConversationWording.MyChoices, CollaboratorAction.MyChoices));
            return;
        }
        turn.Say(Notice(lost, ConversationWording.FormatTheQuestionsOnClosedOnYou(turn.Called(asked), turn.ClosingDay(asked))),
            turn.Standing(ConversationWording.TakeAnswersBack, CollaboratorAction.Withdraw, asked.Round.Id), turn.Standing(ConversationWording.MyChoices, CollaboratorAction.MyChoices));
    }

    /// <summary>A sentence, after the note about lost text, if there is one.</summary>
    public static string Notice(string? lost, string sentence) => lost is null ? sentence : $"{lost} {sentence}";

    private static string Stands(DialogTurn turn, AskedRound asked) => turn.State.Reflections.GetValueOrDefault(asked.Round.Id) switch
    {
        { State: RosterState.Withdrawn } => ConversationWording.FormatYouHaveTakenYourAnswersOn(asked.Round.Name, turn.ClosingDay(asked)),
        { SubmittedAt: not null, Held: true } => ConversationWording.FormatYourReflectionOnIsSentIn(asked.Round.Name, turn.ClosingDay(asked)),
        { Held: true } => ConversationWording.FormatWhatYouWroteOnIsNot(asked.Round.Name, turn.ClosingDay(asked)),
        { SubmittedAt: not null } => ConversationWording.FormatYourReflectionOnIsInTo(asked.Round.Name, turn.ClosingDay(asked)),
        _ => ConversationWording.FormatTheQuestionsOnAreOpenUntilTo(asked.Round.Name, turn.ClosingDay(asked)),
    };

    private static void Which(DialogTurn turn, IReadOnlyList<AskedRound> open, string? first)
    {
        turn.Waits(CollaboratorAction.Open);
        turn.Say(new NoticeMessage([StartDialog.Notice(first, ConversationWording.WhichOne)],
            [.. open.Select(r => turn.Standing($"{turn.NameOf(r.Project)}: {r.Round.Name}", CollaboratorAction.Open, r.Round.Id)), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)]));
    }

    private static bool Means(DialogTurn turn, AskedRound asked, string name) =>
        new[] { asked.Round.Id, asked.Round.Name, asked.Project.Name, turn.NameOf(asked.Project), $"{turn.NameOf(asked.Project)}: {asked.Round.Name}" }.Any(n => Plain(n) == Plain(name));

    private static string Plain(string name) => string.Join(' ', name.ToLowerInvariant().Split([' ', '-', ',', '.'], StringSplitOptions.RemoveEmptyEntries));
}
