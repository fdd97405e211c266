using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>Ways to take part less: pause, later, not this round, fewer messages, leaving. Nobody is asked why (trust rule 11).</summary>
internal static class ParticipationDialog
{
    private const int MostRounds = 8;

    /// <summary>Shows the other options.</summary>
    public static void More(DialogTurn turn, string? round)
    {
        var quiet = About(turn, round) is { } asked && turn.Session.Quiet.Contains(asked.Project.Id);
        (string Label, CollaboratorAction Word)[] words =
        [
            (ConversationWording.Back, CollaboratorAction.Back), (ConversationWording.Review, CollaboratorAction.Review), (ConversationWording.OneAtATime, CollaboratorAction.OneAtATime), (ConversationWording.AllOnOneForm, CollaboratorAction.Form), (turn.Asked is { } now ? Questions.ShortForm(now) : ConversationWording.ShortForm, CollaboratorAction.ThreeQuestions),
            (ConversationWording.Later, CollaboratorAction.Later), (ConversationWording.NotThisRound, CollaboratorAction.NotThisRound), quiet ? (ConversationWording.MoreMessages, CollaboratorAction.MoreMessages) : (ConversationWording.FewerMessages, CollaboratorAction.FewerMessages), (ConversationWording.LeaveProject, CollaboratorAction.LeaveProject),
            (ConversationWording.MyAnswers, CollaboratorAction.MyAnswers), (ConversationWording.MyChoices, CollaboratorAction.MyChoices), (ConversationWording.WhatIAgreedTo, CollaboratorAction.MyConsent), (ConversationWording.TakeAnswersBack, CollaboratorAction.Withdraw), (ConversationWording.WhoOpenedMyAnswers, CollaboratorAction.WhoOpened), (ConversationWording.SayThisToTheTeamIn, CollaboratorAction.SayToTeam),
        ];
        var here = turn.Reflection is not null && (round is null || round == turn.Session.Round);
        IEnumerable<Button> others = turn.OpenRounds.Count > 1 ? [turn.Standing(ConversationWording.Switch, CollaboratorAction.Switch)] : [];
        turn.Say(new NoticeMessage([ConversationWording.YouCanChooseAnyOfThese], [.. words.Where(w => here || WordDialog.TakesAnyRound(w.Word)).Select(w => turn.Standing(w.Label, w.Word, round)), .. others, turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp, round)], ConversationWording.More));
    }

    /// <summary>Pauses: no reminders until the person resumes.</summary>
    public static void Pause(DialogTurn turn)
    {
        if (turn.Asked is not { } asked || turn.Reflection is not { } reflection || !turn.IsOpen(asked))
        {
            StartDialog.NothingActive(turn, null);
        }
        else if (reflection.State == RosterState.Withdrawn)
        {
            turn.Say(ConversationWording.YouHaveTakenYourAnswersBack, turn.Standing(ConversationWording.Review, CollaboratorAction.Review));
        }
        else if (reflection.SubmittedAt is not null)
        {
            turn.Say(ConversationWording.FormatSoThereIsNothingToPause(WhoSees.IsIn(reflection), turn.ClosingDay(asked)), turn.Standing(ConversationWording.Review, CollaboratorAction.Review));
        }
        else
        {
            turn.Put(reflection with { Paused = true });
            turn.Fixed(ConversationWording.ToGoOnWriteResume);
            turn.Say(turn.IsCut ? ConversationWording.FormatPausedTheRestOfWhatYou(StillComes(turn, asked, reflection), turn.ClosingDay(asked)) : ConversationWording.FormatPausedWhatYouWroteIsKept(StillComes(turn, asked, reflection), turn.ClosingDay(asked)), turn.Standing(ConversationWording.Resume, CollaboratorAction.Resume, primary: true), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp));
        }
    }

    /// <summary>Says what the bot still sends to a person who has paused, so that no draft is lost and no announced date is missed (`RoundDialog`).</summary>
    private static string StillComes(DialogTurn turn, AskedRound asked, Reflection reflection) => reflection switch
    {
        { State: RosterState.Started, Held: false } when !turn.Session.Quiet.Contains(asked.Project.Id) =>
            ConversationWording.AboutTheseQuestionsIWriteAt,
        { State: RosterState.Started } => ConversationWording.AboutTheseQuestionsIWriteOnly,
        { State: RosterState.Invited } => ConversationWording.AboutTheseQuestionsIWriteOnlyIf,
        _ => "",
    };

    /// <summary>Not now. Reminders continue.</summary>
    public static void Later(DialogTurn turn, string? round)
    {
        if (About(turn, round) is not { } asked || !turn.IsOpen(asked))
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        if (turn.State.Reflections.GetValueOrDefault(asked.Round.Id) is { SubmittedAt: not null } sent)
        {
            turn.Say(ConversationWording.FormatSoNothingWaitsForYouYou(WhoSees.IsIn(sent), turn.ClosingDay(asked)), turn.Standing(ConversationWording.Open, CollaboratorAction.Open, asked.Round.Id));
            return;
        }
        turn.Say(ConversationWording.FormatLaterThenTheQuestionsAreOpen(turn.ClosingDay(asked)), turn.Standing(ConversationWording.Open, CollaboratorAction.Open, asked.Round.Id), turn.Standing(ConversationWording.NotThisRound, CollaboratorAction.NotThisRound, asked.Round.Id));
    }

    /// <summary>Not in this round. Drafts stay private to the person.</summary>
    public static void NotThisRound(DialogTurn turn, string? round)
    {
        if (Off(turn, round) is { } off)
        {
            var no = SayNo(turn, turn.Find(round) ?? turn.Context.Rounds.LastOrDefault(r => r.Project.Id == off.Project.Id));
            turn.Say($"{PlaceWords.Nothing(turn, off)}{no}");
            return;
        }
        if (About(turn, round) is not { } asked || !turn.IsOpen(asked))
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        if (round is null && OpenedSince(turn, asked) is [_, ..] later)
        {
            turn.Say(ConversationWording.WhichRoundNothingHasChangedYet, later.Prepend(asked).Select(r => turn.Standing($"{turn.NameOf(r.Project)}: {r.Round.Name}", CollaboratorAction.NotThisRound, r.Round.Id)));
            return;
        }
        var (where, reflection) = ($"{turn.NameOf(asked.Project)}, {asked.Round.Name}: ", turn.State.Reflections.GetValueOrDefault(asked.Round.Id) ?? new(asked.Project.Id, asked.Round.Id));
        if (reflection.State == RosterState.Withdrawn)
        {
            turn.Say(ConversationWording.FormatYouHaveTakenYourAnswersBackSo(where));
            return;
        }
        if (reflection.SubmittedAt is not null)
        {
            turn.Say(ConversationWording.FormatToTakeItBackWriteWithdraw(where, WhoSees.IsIn(reflection)), turn.Standing(ConversationWording.TakeAnswersBack, CollaboratorAction.Withdraw, asked.Round.Id));
            return;
        }
        turn.Put(reflection with { State = RosterState.Declined });
        turn.Fixed(ConversationWording.ToTakePartAfterAllWrite);
        if (turn.Session.Round == asked.Round.Id)
        {
            turn.Show(Phase.Idle);
        }
        var drafts = reflection.Answered.Any() ? ConversationWording.WhatYouWroteStaysYoursAnd : "";
        turn.Say(ConversationWording.FormatNotThisRoundThenSayingNo(where, drafts, turn.ClosingDay(asked)), turn.Standing(ConversationWording.Open, CollaboratorAction.Open, asked.Round.Id));
    }

    /// <summary>Rounds that opened after this one and that the person has not responded to yet: "this round" may mean one of those.</summary>
    private static List<AskedRound> OpenedSince(DialogTurn turn, AskedRound asked) => turn.In is not null ? [] :
        [.. turn.OpenRounds.SkipWhile(r => r.Round.Id != asked.Round.Id).Skip(1).Where(r => turn.State.Reflections.GetValueOrDefault(r.Round.Id) is null or { State: RosterState.Invited }).TakeLast(MostRounds)];

    /// <summary>Invitations only, or reminders again.</summary>
    public static void Quiet(DialogTurn turn, string? round, bool quiet)
    {
        if (Off(turn, round) is { } off)
        {
            turn.Say(PlaceWords.NoMessages(turn, off));
            return;
        }
        if (Place(turn, round) is not { } place)
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        var project = place.Project;
        if (turn.Session.Quiet.Contains(project.Id) != quiet)
        {
            turn.Session = turn.Session with { Quiet = quiet ? turn.Session.Quiet.Add(project.Id) : turn.Session.Quiet.Remove(project.Id) };
            turn.Do(new DialogEffect.QuietChanged(project.Id, quiet));
        }
        var runs = place.Member.Roles.HasFlag(Roles.Facilitator) ? ConversationWording.WhatYouNeedToRunIt : "";
        var sentence = (place.IsAsked, quiet) switch
        {
            (true, true) => ConversationWording.FormatFewerMessagesFromNoRemindersAnd(turn.NameOf(project), runs),
            (true, false) => ConversationWording.FormatRemindersAndDigestsOfComeTo(turn.NameOf(project)),
            (false, true) => ConversationWording.FormatFewerMessagesDigestsOfDoNot(turn.NameOf(project), runs),
            _ => ConversationWording.FormatDigestsOfComeToYouHere(turn.NameOf(project)),
        };
        turn.Fixed(quiet ? ConversationWording.ToGetAllMessagesAgainWrite : ConversationWording.ToGetFewerAgainWriteFewer);
        turn.Say(sentence, quiet ? turn.Standing(ConversationWording.MoreMessages, CollaboratorAction.MoreMessages, round) : turn.Standing(ConversationWording.FewerMessages, CollaboratorAction.FewerMessages, round));
    }

    /// <summary>Asks once before leaving. A facilitator who is no collaborator is removed by the usual command instead, which refuses if nobody else could run the project.</summary>
    public static void Leave(DialogTurn turn, string? round)
    {
        if (Place(turn, round) is not { } place)
        {
            NotBack(turn, round);
            return;
        }
        var (project, roles) = (place.Project, place.Member.Roles);
        if (roles.HasFlag(Roles.Facilitator) && !roles.HasFlag(Roles.Collaborator))
        {
            turn.Say(new NoticeMessage([ConversationWording.FormatYouRunITakeYouOff(turn.NameOf(project))],
                [CommandButton.In(project.Id, ConversationWording.FormatLeave(Names.Shown(turn.NameOf(project))), $"person remove {Quotes.Around(place.Member.Name)}"), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)]));
            return;
        }
        var pending = new Pending(PendingKind.Leave, project.Id);
        turn.Pending = pending;
        var what = roles.HasFlag(Roles.Facilitator) ? ConversationWording.FormatStopAnsweringOnIWouldAsk(turn.NameOf(project))
            : ConversationWording.FormatLeaveIWouldNotWriteTo(turn.NameOf(project), StillTold(turn, project.Id) + (roles.HasFlag(Roles.Lead) ? ConversationWording.YouWouldNotBeItsLead : ""));
        var sent = roles.HasFlag(Roles.Collaborator) ? ConversationWording.WhatYouHaveSentInStays : "";
        turn.Say(new NoticeMessage([ConversationWording.FormatYouNeedGiveNoReasonAnd(what, sent)], YesNoDialog.Buttons(turn, pending, ConversationWording.Leave2, ConversationWording.Stay)));
    }

    /// <summary>A person who asked a contact person to get in touch must not wait in vain, even after leaving: they are still told if that contact person can no longer be asked.</summary>
    private static string StillTold(DialogTurn turn, string project) =>
        turn.Session.Picked.TryGetValue(project, out var picked) ? ConversationWording.FormatUnlessWhoYouPickedCanBeAskedNoMore(picked.Split(':', 2)[^1]) : "";

    /// <summary>A person who was removed from a project says that they want no more of it: after that, nobody else can add them again.</summary>
    private static void NotBack(DialogTurn turn, string? round)
    {
        if (turn.Context.Places.Where(p => p is { IsOn: false, Member.LeftAt: null } && !turn.Session.Left.Contains(p.Project.Id) && (turn.Find(round) is { } asked ? asked.Project.Id == p.Project.Id : turn.IsMeant(p.Project.Id))).ToList() is not [{ Project: var project }])
        {
            StartDialog.NothingActive(turn, null);
            return;
        }

        turn.Session = turn.Session with { Left = turn.Session.Left.Add(project.Id) };
        turn.Do(new DialogEffect.LeftProject(project.Id));
        turn.Fixed(ConversationWording.ToBeAskedAgainOneDay);
        turn.Say(ConversationWording.FormatYouAreNotOnAnyMore(turn.NameOf(project)) + StillTold(turn, project.Id));
    }

    /// <summary>The person has confirmed leaving.</summary>
    public static void Left(DialogTurn turn, string project)
    {
        turn.Session = turn.Session with { Left = turn.Session.Left.Add(project) };
        foreach (var reflection in turn.State.Reflections.Values.Where(r => r.Project == project && r.SubmittedAt is null).ToList())
        {
            turn.Put(reflection with { State = RosterState.Declined });
        }
        if (turn.Asked?.Project.Id == project)
        {
            turn.Show(Phase.Idle);
            turn.Session = turn.Session with { Round = null };
        }
        turn.Do(new DialogEffect.LeftProject(project));
        var place = turn.Context.Places.FirstOrDefault(p => p.Project.Id == project);
        var name = place is null ? ConversationWording.TheProject : turn.NameOf(place.Project);
        var runs = place is { IsOn: true } && place.Member.Roles.HasFlag(Roles.Facilitator);
        var isOver = place?.Project.ClosedAt is not null;
        turn.Fixed(isOver ? ConversationWording.FormatYouHaveLeftAndItIs(name) : ConversationWording.ToBeAskedAgainWriteCome);
        turn.Say(ConversationWording.FormatToTakeAnswersBackWriteWithdrawHere((runs ? ConversationWording.FormatYouDoNotAnswerOnAny(name) : ConversationWording.FormatYouHaveLeftIWillNot(name)) + StillTold(turn, project), isOver ? "" : ConversationWording.ShouldYouWantToBeAsked));
    }

    /// <summary>The person is asked again, at their own request.</summary>
    public static void CameBack(DialogTurn turn, CameBack back)
    {
        turn.Pending = turn.Was;
        turn.Session = turn.Session with { Left = turn.Session.Left.Remove(back.Project) };
        turn.Fixed(ConversationWording.ToLeaveAgainWriteLeaveProject);
        var place = turn.Context.Places.FirstOrDefault(p => p.Project.Id == back.Project);
        if (place is { IsOn: false })
        {
            turn.Say(ConversationWording.FormatAllRightWhoeverRunsCanPut(back.Name));
            return;
        }

        var asked = place is null || place.IsAsked;
        turn.Say(ConversationWording.FormatYouAreOnAgainBecauseYou(back.Name, asked ? ConversationWording.IWriteToYouWhenThere : ConversationWording.IAskYouNoQuestionsThere), asked ? turn.Standing(ConversationWording.Open, CollaboratorAction.Open) : null);
    }

    /// <summary>The project that a word is about, if the person is on it now; includes projects that have never asked them anything.</summary>
    private static ProjectPlace? Place(DialogTurn turn, string? round)
    {
        var on = turn.Context.Places.Where(p => p.IsOn && !turn.Session.Left.Contains(p.Project.Id)).ToList();
        return on.Find(p => p.Project.Id == About(turn, round)?.Project.Id) ?? (round is null ? on.FindLast(p => turn.IsMeant(p.Project.Id)) : null);
    }

    /// <summary>The project that a word is about, if the person is off it: the button's project, or the only possible one.</summary>
    private static ProjectPlace? Off(DialogTurn turn, string? round)
    {
        var off = turn.Context.Places.Where(p => !p.IsOn || (turn.Session.Left.Contains(p.Project.Id) && !p.Member.Roles.HasFlag(Roles.Facilitator))).ToList();
        return turn.Find(round) is { } asked ? off.Find(p => p.Project.Id == asked.Project.Id)
            : turn.In is { } named ? off.Find(p => p.Project.Id == named)
            : off.Count == turn.Context.Places.Count ? off.Find(p => p.Project.Id == turn.Here) ?? off.LastOrDefault() : null;
    }

    /// <summary>Records that a person who was removed declines while the project's round is open, because others may add them again.</summary>
    private static string SayNo(DialogTurn turn, AskedRound? asked)
    {
        if (asked is null || !asked.Round.IsOpenAt(turn.Context.Now) || turn.Session.Left.Contains(asked.Project.Id) || turn.State.Reflections.GetValueOrDefault(asked.Round.Id) is not { SubmittedAt: null, State: not RosterState.Withdrawn } reflection)
        {
            return "";
        }
        turn.Put(reflection with { State = RosterState.Declined });
        return ConversationWording.FormatYouHaveSaidNoToShould(asked.Round.Name);
    }

    /// <summary>The round that a word is about: the button's, the active one, or the latest one.</summary>
    public static AskedRound? About(DialogTurn turn, string? round)
    {
        var asked = turn.Find(round) ?? (turn.In is null ? turn.Asked : null) ?? turn.OpenRounds.LastOrDefault(r => turn.IsMeant(r.Project.Id)) ?? turn.Context.Rounds.LastOrDefault(r => turn.IsMeant(r.Project.Id));
        return asked is not null && turn.Session.Left.Contains(asked.Project.Id) ? null : asked;
    }
}
