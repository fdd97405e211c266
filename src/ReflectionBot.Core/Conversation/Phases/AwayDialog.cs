using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>Less of it: pause, later, not this round, fewer messages, leaving. Nobody is asked why (trust rule 11).</summary>
internal static class AwayDialog
{
    private const int MostRounds = 8;

    /// <summary>What else there is.</summary>
    public static void More(DialogTurn turn, string? round)
    {
        var quiet = About(turn, round) is { } asked && turn.Session.Quiet.Contains(asked.Project.Id);
        (string Label, DialogWord Word)[] words =
        [
            ("Back", DialogWord.Back), ("Review", DialogWord.Review), ("One at a time", DialogWord.OneAtATime), ("All on one form", DialogWord.Form), (turn.Asked is { } now ? Questions.ShortForm(now) : "Short form", DialogWord.ThreeQuestions),
            ("Later", DialogWord.Later), ("Not this round", DialogWord.NotThisRound), quiet ? ("More messages", DialogWord.MoreMessages) : ("Fewer messages", DialogWord.FewerMessages), ("Leave project", DialogWord.LeaveProject),
            ("My answers", DialogWord.MyAnswers), ("My choices", DialogWord.MyChoices), ("What I agreed to", DialogWord.MyConsent), ("Take answers back", DialogWord.Withdraw), ("Who opened my answers", DialogWord.WhoOpened), ("Say this to the team in my words", DialogWord.SayToTeam),
        ];
        var here = turn.Reflection is not null && (round is null || round == turn.Session.Round);
        IEnumerable<Button> others = turn.OpenRounds.Count > 1 ? [turn.Standing("Switch", DialogWord.Switch)] : [];
        turn.Say(new NoticeMessage(["You can choose any of these, or write it."], [.. words.Where(w => here || WordDialog.TakesAnyRound(w.Word)).Select(w => turn.Standing(w.Label, w.Word, round)), .. others, turn.Standing("Get help", DialogWord.GetHelp, round)], "More"));
    }

    /// <summary>Stops for now: no reminders until the person goes on.</summary>
    public static void Pause(DialogTurn turn)
    {
        if (turn.Asked is not { } asked || turn.Reflection is not { } reflection || !turn.IsOpen(asked))
        {
            StartDialog.NothingActive(turn, null);
        }
        else if (reflection.State == RosterState.Withdrawn)
        {
            turn.Say("You have taken your answers back, so there is nothing to pause, and I send no reminders.", turn.Standing("Review", DialogWord.Review));
        }
        else if (reflection.SubmittedAt is not null)
        {
            turn.Say($"{WhoSees.IsIn(reflection)}, so there is nothing to pause. You can edit it until {turn.ClosingDay(asked)}.", turn.Standing("Review", DialogWord.Review));
        }
        else
        {
            turn.Put(reflection with { Paused = true });
            turn.Fixed("To go on, write `resume`.");
            turn.Say($"Paused. {(turn.IsCut ? "The rest of what you wrote" : "What you wrote")} is kept, and I send no reminders.{StillComes(turn, asked, reflection)} To go on, write `resume` until {turn.ClosingDay(asked)}.", turn.Standing("Resume", DialogWord.Resume, primary: true), turn.Standing("Get help", DialogWord.GetHelp));
        }
    }

    /// <summary>What the bot writes about a round also to whoever has paused in it, so that no words are lost and no date that was told is missed (`RoundDialog`).</summary>
    private static string StillComes(DialogTurn turn, AskedRound asked, Reflection reflection) => reflection switch
    {
        { State: RosterState.Started, Held: false } when !turn.Session.Quiet.Contains(asked.Project.Id) =>
            " About these questions I write at most once before they close, so that you can still send it in, again when they have closed, and if they are to close earlier.",
        { State: RosterState.Started } => " About these questions I write only when they have closed, and if they are to close earlier.",
        { State: RosterState.Invited } => " About these questions I write only if they are to close earlier.",
        _ => "",
    };

    /// <summary>Not now. Reminders stay.</summary>
    public static void Later(DialogTurn turn, string? round)
    {
        if (About(turn, round) is not { } asked || !turn.IsOpen(asked))
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        if (turn.State.Reflections.GetValueOrDefault(asked.Round.Id) is { SubmittedAt: not null } sent)
        {
            turn.Say($"{WhoSees.IsIn(sent)}, so nothing waits for you. You can edit it until {turn.ClosingDay(asked)}.", turn.Standing("Open", DialogWord.Open, asked.Round.Id));
            return;
        }
        turn.Say($"Later, then. The questions are open until {turn.ClosingDay(asked)}. Write `resume` when you want them.", turn.Standing("Open", DialogWord.Open, asked.Round.Id), turn.Standing("Not this round", DialogWord.NotThisRound, asked.Round.Id));
    }

    /// <summary>Not in this round. Drafts stay the person's own.</summary>
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
            turn.Say("Which round? Nothing has changed yet.", later.Prepend(asked).Select(r => turn.Standing($"{turn.NameOf(r.Project)}: {r.Round.Name}", DialogWord.NotThisRound, r.Round.Id)));
            return;
        }
        var (where, reflection) = ($"{turn.NameOf(asked.Project)}, {asked.Round.Name}: ", turn.State.Reflections.GetValueOrDefault(asked.Round.Id) ?? new(asked.Project.Id, asked.Round.Id));
        if (reflection.State == RosterState.Withdrawn)
        {
            turn.Say($"{where}You have taken your answers back, so nothing of yours is in. I will not ask about this round again.");
            return;
        }
        if (reflection.SubmittedAt is not null)
        {
            turn.Say($"{where}{WhoSees.IsIn(reflection)}. To take it back, write `withdraw`.", turn.Standing("Take answers back", DialogWord.Withdraw, asked.Round.Id));
            return;
        }
        turn.Put(reflection with { State = RosterState.Declined });
        turn.Fixed("To take part after all, write `open`.");
        if (turn.Session.Round == asked.Round.Id)
        {
            turn.Show(Phase.Idle);
        }
        var drafts = reflection.Answered.Any() ? " What you wrote stays yours and is counted nowhere." : "";
        turn.Say($"{where}Not this round, then. Saying no changes nothing, and I will not ask about it again.{drafts} If you think otherwise, write `open` until {turn.ClosingDay(asked)}.", turn.Standing("Open", DialogWord.Open, asked.Round.Id));
    }

    /// <summary>Rounds that opened after one, in which the person has said nothing yet: "this round" may be one of those.</summary>
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
        var runs = place.Member.Roles.HasFlag(Roles.Facilitator) ? " What you need to run it still comes." : "";
        var sentence = (place.IsAsked, quiet) switch
        {
            (true, true) => $"Fewer messages: from {turn.NameOf(project)} no reminders and no digests come to you here; digests stand in its channel. I still write when a round opens, when it closes earlier than I told you or with something you have not sent in, when somebody asks me to say something to the team, and when something about you, your chats or the whole project changes.{runs}",
            (true, false) => $"Reminders and digests of {turn.NameOf(project)} come to you here again.",
            (false, true) => $"Fewer messages: digests of {turn.NameOf(project)} do not come to you here any more. They stand in its channel.{runs} I still write when somebody asks me to say something to the team, and when something about you, your chats or the whole project changes.",
            _ => $"Digests of {turn.NameOf(project)} come to you here again.",
        };
        turn.Fixed(quiet ? "To get all messages again, write `more messages`." : "To get fewer again, write `fewer messages`.");
        turn.Say(sentence, quiet ? turn.Standing("More messages", DialogWord.MoreMessages, round) : turn.Standing("Fewer messages", DialogWord.FewerMessages, round));
    }

    /// <summary>Asks once before leaving. Whoever only runs a project is taken off it as any facilitator is: not where nobody else could run it.</summary>
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
            turn.Say(new NoticeMessage([$"You run {turn.NameOf(project)}. I take you off it where another facilitator can go on, and tell the others; else hand it over first: `hand over to \"Name\"`."],
                [CommandButton.In(project.Id, $"Leave {Names.Shown(turn.NameOf(project))}", $"person remove {Quotes.Around(place.Member.Name)}"), turn.Standing("Get help", DialogWord.GetHelp)]));
            return;
        }
        var pending = new Pending(PendingKind.Leave, project.Id);
        turn.Pending = pending;
        var what = roles.HasFlag(Roles.Facilitator) ? $"Stop answering on {turn.NameOf(project)}? I would ask you nothing there again. You would still run it; to end that too, hand it over: `hand over to \"Name\"`."
            : $"Leave {turn.NameOf(project)}? I would not write to you about it again.{(roles.HasFlag(Roles.Lead) ? " You would not be its lead any more, and get no digests. I would tell its facilitators, who need a lead." : "")}";
        var sent = roles.HasFlag(Roles.Collaborator) ? " What you have sent in stays unless you take it back: `withdraw`, now or later." : "";
        turn.Say(new NoticeMessage([$"{what} You need give no reason, and it changes nothing else.{sent}"], YesNoDialog.Buttons(turn, pending, "Leave", "Stay")));
    }

    /// <summary>Whoever was taken off a project says that they want no more of it: nobody else puts them back then.</summary>
    private static void NotBack(DialogTurn turn, string? round)
    {
        if (turn.Context.Places.Where(p => p is { IsOn: false, Member.LeftAt: null } && !turn.Session.Left.Contains(p.Project.Id) && (turn.Find(round) is { } asked ? asked.Project.Id == p.Project.Id : turn.IsMeant(p.Project.Id))).ToList() is not [{ Project: var project }])
        {
            StartDialog.NothingActive(turn, null);
            return;
        }

        turn.Session = turn.Session with { Left = turn.Session.Left.Add(project.Id) };
        turn.Do(new DialogEffect.LeftProject(project.Id));
        turn.Fixed("To be asked again one day, write `come back`.");
        turn.Say($"You are not on {turn.NameOf(project)} any more, and from now on nobody puts you back on it unless you write `come back` first. To take answers back, write `withdraw` here any time.");
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
        var name = place is null ? "the project" : turn.NameOf(place.Project);
        var runs = place is { IsOn: true } && place.Member.Roles.HasFlag(Roles.Facilitator);
        var isOver = place?.Project.ClosedAt is not null;
        turn.Fixed(isOver ? $"You have left {name}, and it is closed." : "To be asked again, write `come back`.");
        turn.Say($"{(runs ? $"You do not answer on {name} any more, and I ask you nothing there. You still run it." : $"You have left {name}. I will not write to you about it again.")} To take answers back, write `withdraw` here any time.{(isOver ? "" : " Should you want to be asked again one day, write `come back`.")}");
    }

    /// <summary>The person is asked again, by their own word.</summary>
    public static void CameBack(DialogTurn turn, CameBack back)
    {
        turn.Pending = turn.Was;
        turn.Session = turn.Session with { Left = turn.Session.Left.Remove(back.Project) };
        turn.Fixed("To leave again, write `leave project`.");
        var place = turn.Context.Places.FirstOrDefault(p => p.Project.Id == back.Project);
        if (place is { IsOn: false })
        {
            turn.Say($"All right: whoever runs {back.Name} can put you back on it. Until they do, I ask you nothing there.");
            return;
        }

        var asked = place is null || place.IsAsked;
        turn.Say($"You are on {back.Name} again, because you said so. {(asked ? "I write to you when there are questions; `open` shows those that are open now." : "I ask you no questions there; its digests come to you here.")}", asked ? turn.Standing("Open", DialogWord.Open) : null);
    }

    /// <summary>The project a word is about, where the person is on it now; also one that has never asked them anything.</summary>
    private static ProjectPlace? Place(DialogTurn turn, string? round)
    {
        var on = turn.Context.Places.Where(p => p.IsOn && !turn.Session.Left.Contains(p.Project.Id)).ToList();
        return on.Find(p => p.Project.Id == About(turn, round)?.Project.Id) ?? (round is null ? on.FindLast(p => turn.IsMeant(p.Project.Id)) : null);
    }

    /// <summary>The project that a word is about, where the person is off it: that of its button, or where nothing else of theirs can be meant.</summary>
    private static ProjectPlace? Off(DialogTurn turn, string? round)
    {
        var off = turn.Context.Places.Where(p => !p.IsOn || (turn.Session.Left.Contains(p.Project.Id) && !p.Member.Roles.HasFlag(Roles.Facilitator))).ToList();
        return turn.Find(round) is { } asked ? off.Find(p => p.Project.Id == asked.Project.Id)
            : turn.In is { } named ? off.Find(p => p.Project.Id == named)
            : off.Count == turn.Context.Places.Count ? off.Find(p => p.Project.Id == turn.Here) ?? off.LastOrDefault() : null;
    }

    /// <summary>Keeps the no of somebody who was taken off a project while its round is open: others may put them back.</summary>
    private static string SayNo(DialogTurn turn, AskedRound? asked)
    {
        if (asked is null || !asked.Round.IsOpenAt(turn.Context.Now) || turn.Session.Left.Contains(asked.Project.Id) || turn.State.Reflections.GetValueOrDefault(asked.Round.Id) is not { SubmittedAt: null, State: not RosterState.Withdrawn } reflection)
        {
            return "";
        }
        turn.Put(reflection with { State = RosterState.Declined });
        return $" You have said no to {asked.Round.Name}: should you be put back, I do not ask about it.";
    }

    /// <summary>The round a word is about: the one its button named, the active one, or the latest one.</summary>
    public static AskedRound? About(DialogTurn turn, string? round)
    {
        var asked = turn.Find(round) ?? (turn.In is null ? turn.Asked : null) ?? turn.OpenRounds.LastOrDefault(r => turn.IsMeant(r.Project.Id)) ?? turn.Context.Rounds.LastOrDefault(r => turn.IsMeant(r.Project.Id));
        return asked is not null && turn.Session.Left.Contains(asked.Project.Id) ? null : asked;
    }
}
