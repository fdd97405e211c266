using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>The consent text, shown before the first question and again whenever it has changed (trust rule 2).</summary>
internal static class ConsentDialog
{
    /// <summary>Shows the text of the active round's project.</summary>
    public static void Show(DialogTurn turn, AskedRound asked, string? lost)
    {
        if (ConsentText.Build(asked.Project) is not { } text)
        {
            turn.Show(Phase.Idle);
            turn.Say(StartDialog.Notice(lost, ConversationWording.FormatICannotAskYouAnythingYet(turn.NameOf(asked.Project), asked.Facilitator)));
            return;
        }
        turn.Session = turn.Session with { ConsentShown = text.Version };
        turn.Show(Phase.Consent);
        var agreed = turn.State.Consents.LastOrDefault(c => c.Project == asked.Project.Id && c.Agreed);
        if (agreed is not null)
        {
            var changes = agreed.Text is null ? [] : ConsentText.Changes(agreed.Text, text.Words);
            var why = agreed.Text == text.Words
                ? ConversationWording.FormatIAskYouOnceMoreWho(turn.Zone(asked).Day(agreed.At))
                : ConversationWording.TheTextAboutWhoSeesWhat;
            turn.Say(new NoticeMessage([StartDialog.Notice(lost, why), .. changes], []));
        }
        else if (lost is not null)
        {
            turn.Say(lost);
        }
        turn.Say(text.Message([turn.Button(ConversationWording.IAgree, CollaboratorAction.Agree, text.Version, primary: true), turn.Button(ConversationWording.ReadFirst, CollaboratorAction.ReadFirst), turn.Button(ConversationWording.No, CollaboratorAction.Decline, text.Version), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)]));
    }

    /// <summary>Nothing can be done before the text is agreed to. Shows it; if it is already shown, or the person has said no, says so in a sentence.</summary>
    public static void Need(DialogTurn turn, AskedRound asked, string? lost)
    {
        if (Stands(turn, asked))
        {
            StartDialog.Slip(turn, StartDialog.Notice(lost, ConversationWording.IAskNothingUntilYouAgree));
        }
        else if (!SaidNo(turn, asked, lost))
        {
            Show(turn, asked, lost);
        }
    }

    /// <summary>A draft cannot be submitted before the text is agreed to. The sentence that it is not submitted comes last, below the text.</summary>
    public static void NeedToSubmit(DialogTurn turn, AskedRound asked)
    {
        var notIn = ConversationWording.WhatYouWroteIsNotSent;
        var todo = ConversationWording.FormatYetOnceYouHaveAgreedTo(notIn, turn.ClosingDay(asked));
        if (Stands(turn, asked))
        {
            Need(turn, asked, todo);
        }
        else if (ConsentText.VersionFor(asked.Project) is null)
        {
            Show(turn, asked, $"{notIn}.");
        }
        else if (!SaidNo(turn, asked, $"{notIn}."))
        {
            Show(turn, asked, null);
            turn.Say(todo);
        }
    }

    /// <summary>A person who declined the round, or the text that changed after they submitted, is not shown the text whatever they write: only when they ask for it.</summary>
    /// <returns>Whether they have declined, and were told so.</returns>
    public static bool SaidNo(DialogTurn turn, AskedRound asked, string? lost)
    {
        var what = turn.Session.Phase == Phase.Consent ? null : turn.Reflection switch
        {
            { State: RosterState.Declined } => ConversationWording.FormatTheQuestionsOn(turn.Called(asked)),
            { SubmittedAt: not null } when turn.State.Consents.LastOrDefault(c => c.Project == asked.Project.Id) is { Agreed: false } => ConversationWording.TheTextAboutWhoSeesWhat2,
            _ => null,
        };
        if (what is null)
        {
            return false;
        }
        turn.Say(StartDialog.Notice(lost, ConversationWording.FormatYouHaveSaidNoToAnd(what, turn.ClosingDay(asked))),
            turn.Standing(ConversationWording.ReadTheText, CollaboratorAction.Open, asked.Round.Id), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp, asked.Round.Id));
        return true;
    }

    /// <summary>The current text is shown above, and waits for a yes or no.</summary>
    private static bool Stands(DialogTurn turn, AskedRound asked) =>
        turn.Session.Phase == Phase.Consent && turn.Session.ConsentShown is { } shown && ConsentText.VersionFor(asked.Project) == shown;

    /// <summary>The buttons below the text, where the text itself need not be shown again.</summary>
    public static IReadOnlyList<Button> Choices(DialogTurn turn) =>
    [
        turn.Button(ConversationWording.IAgree, CollaboratorAction.Agree, turn.Session.ConsentShown, primary: true), turn.Standing(ConversationWording.ShowTheTextAgain, CollaboratorAction.Open),
        turn.Button(ConversationWording.No, CollaboratorAction.Decline, turn.Session.ConsentShown), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp),
    ];

    /// <summary>Agrees to the version of the text that was shown, and to no other.</summary>
    public static void Agree(DialogTurn turn, string? shown)
    {
        if (turn.Asked is not { } asked || turn.Reflection is null || !turn.IsOpen(asked))
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        var version = ConsentText.VersionFor(asked.Project);
        if (version is not null && turn.HasAgreed(asked))
        {
            turn.Say(ConversationWording.YouHaveAgreedAlready);
            StartDialog.Continue(turn, asked);
        }
        else if (version is null || turn.Session.Phase != Phase.Consent || (shown ?? turn.Session.ConsentShown) != version || turn.Session.ConsentShown != version)
        {
            Show(turn, asked, version is null || turn.Session.ConsentShown is null ? null : ConversationWording.ThisIsTheTextAsIt);
        }
        else
        {
            Record(turn, asked, version, true);
            turn.Show(Phase.Idle);
            StartDialog.Continue(turn, asked);
        }
    }

    /// <summary>Keeps the text open for reading.</summary>
    public static void ReadFirst(DialogTurn turn)
    {
        if (turn.Session.Phase != Phase.Consent || turn.Asked is not { } asked)
        {
            StartDialog.Again(turn);
            return;
        }
        turn.Say(NoticeMessage.Linked(
            [LinkedText.Of(ConversationWording.TakeTheTimeYouNeedI, ("notice", Reference.To(asked.Project.Settings.Notice)), ("contact", Reference.To(asked.Project.Settings.DataContact)))],
            turn.Button(ConversationWording.IAgree, CollaboratorAction.Agree, turn.Session.ConsentShown, primary: true), turn.Button(ConversationWording.No, CollaboratorAction.Decline, turn.Session.ConsentShown), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)));
    }

    /// <summary>Declines. Nothing changes for the person, and `open` shows the text again.</summary>
    public static void Refuse(DialogTurn turn)
    {
        if (turn.Asked is not { } asked || turn.Reflection is not { } reflection)
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        Record(turn, asked, turn.Session.ConsentShown!, false);
        var submitted = reflection.SubmittedAt is not null;
        turn.Put(submitted ? reflection : reflection with { State = RosterState.Declined });
        turn.Show(Phase.Idle);
        turn.Say(submitted
            ? ConversationWording.ThatIsFineIAskNothing
            : ConversationWording.FormatThatIsFineSayingNoChanges(turn.ClosingDay(asked)),
            turn.Standing(ConversationWording.Open, CollaboratorAction.Open), turn.Standing(ConversationWording.LeaveProject, CollaboratorAction.LeaveProject));
    }

    private static void Record(DialogTurn turn, AskedRound asked, string version, bool agreed) =>
        turn.State = turn.State with { Consents = turn.State.Consents.Add(new(asked.Project.Id, version, agreed, turn.Context.Now.ToUniversalTime(), asked.Project.Settings.Readers) { Text = ConsentText.Build(asked.Project)?.Words }) };
}
