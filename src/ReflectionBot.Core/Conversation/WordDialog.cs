using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>Routes each word to its phase. Buttons and typed words both come through here.</summary>
internal static class WordDialog
{
    /// <summary>Whether the word applies to the round that its button names; the others apply only to the active round.</summary>
    public static bool TakesAnyRound(CollaboratorAction word) => word
        is CollaboratorAction.Open or CollaboratorAction.Switch or CollaboratorAction.Resume or CollaboratorAction.Submit or CollaboratorAction.Withdraw or CollaboratorAction.Undo or CollaboratorAction.Save
        or CollaboratorAction.Share or CollaboratorAction.Quote or CollaboratorAction.Tidy or CollaboratorAction.Reword or CollaboratorAction.DontQuote or CollaboratorAction.About
        or CollaboratorAction.More or CollaboratorAction.Later or CollaboratorAction.NotThisRound or CollaboratorAction.FewerMessages or CollaboratorAction.MoreMessages or CollaboratorAction.LeaveProject
        or CollaboratorAction.GetHelp or CollaboratorAction.ContactMe or CollaboratorAction.CarryOn or CollaboratorAction.WhoOpened or CollaboratorAction.SayToTeam or CollaboratorAction.MyChoices or CollaboratorAction.MyAnswers or CollaboratorAction.MyConsent;

    /// <param name="turn">The step.</param>
    /// <param name="word">The word.</param>
    /// <param name="item">The argument or the button's item.</param>
    /// <param name="round">The round that the button named; null for the active one.</param>
    public static void Take(DialogTurn turn, CollaboratorAction word, string? item, string? round)
    {
        if (AsksWhich(turn, word, item, round))
        {
            return;
        }
        switch (word)
        {
            case CollaboratorAction.Open or CollaboratorAction.Switch or CollaboratorAction.Resume: StartDialog.Open(turn, round, item, word); break;
            case CollaboratorAction.Agree: ConsentDialog.Agree(turn, item); break;
            case CollaboratorAction.ReadFirst: ConsentDialog.ReadFirst(turn); break;
            case CollaboratorAction.Yes: YesNoDialog.Yes(turn, item); break;
            case CollaboratorAction.Decline: YesNoDialog.No(turn, item); break;
            case CollaboratorAction.OneAtATime or CollaboratorAction.Form or CollaboratorAction.ThreeQuestions: AskingDialog.Choose(turn, word); break;
            case CollaboratorAction.Skip when AboutDialog.Asked(turn) is { } about: AboutDialog.Take(turn, $"{about} {AboutDialog.Skip}", round); break;
            case CollaboratorAction.Next or CollaboratorAction.Skip or CollaboratorAction.Back: AskingDialog.Move(turn, word); break;
            case CollaboratorAction.HidePlan: AskingDialog.HidePlan(turn); break;
            case CollaboratorAction.Undo: UndoDialog.Undo(turn, item); break;
            case CollaboratorAction.Review: ReviewDialog.Open(turn); break;
            case CollaboratorAction.Edit: ReviewDialog.Edit(turn, item); break;
            case CollaboratorAction.Save: StartDialog.Again(turn); break;
            case CollaboratorAction.Submit: ReviewDialog.Submit(turn, item, round); break;
            case CollaboratorAction.Share: SharingDialog.Share(turn, item, round); break;
            case CollaboratorAction.Quote or CollaboratorAction.Tidy or CollaboratorAction.Reword or CollaboratorAction.DontQuote: QuoteDialog.Take(turn, word, item, round); break;
            case CollaboratorAction.About: AboutDialog.Take(turn, item, round); break;
            case CollaboratorAction.Withdraw: WithdrawDialog.Take(turn, item, round); break;
            default: Aside(turn, word, item, round); break;
        }
    }

    /// <summary>Asks which answer is meant, if its number means different answers in the short and the long form: nothing is done to the wrong one on a guess.</summary>
    private static bool AsksWhich(DialogTurn turn, CollaboratorAction word, string? item, string? round)
    {
        if (item is null || word is not (CollaboratorAction.Share or CollaboratorAction.Quote or CollaboratorAction.Tidy or CollaboratorAction.Reword or CollaboratorAction.DontQuote or CollaboratorAction.About or CollaboratorAction.Withdraw))
        {
            return false;
        }
        var (number, rest) = item.Split(' ', 2) is [var said, var more] ? (said, more) : (item, "");
        if (MeantRound.Find(turn, round, m => m.Of(number) is not null).One is not { } meant || Questions.Ambiguous(meant.Asked, meant.Reflection, number) is not [_, ..] both)
        {
            return false;
        }
        if (rest.Length == 0)
        {
            turn.Waits(word);
        }
        turn.Speaks(meant.Asked.Round.Id);
        var which = both is [_] ? ConversationWording.FormatDoYouMeanThisAnswerIs(number) : ConversationWording.FormatWhichOfTheseAnswersTheAnd(Questions.Count(meant.Asked, ReflectionForm.ThreeQuestions), Questions.Count(meant.Asked, ReflectionForm.OneForm), number);
        turn.Say($"{turn.Placed(meant.Asked, "")}{which}",
            both.Select(a => turn.Standing(Questions.Heading(meant.Asked, meant.Reflection, a.Stage), word, meant.Asked.Round.Id, $"{a.Stage} {rest}".Trim())));
        return true;
    }

    private static void Aside(DialogTurn turn, CollaboratorAction word, string? item, string? round)
    {
        switch (word)
        {
            case CollaboratorAction.More: ParticipationDialog.More(turn, round); break;
            case CollaboratorAction.Pause: ParticipationDialog.Pause(turn); break;
            case CollaboratorAction.Later: ParticipationDialog.Later(turn, round); break;
            case CollaboratorAction.NotThisRound: ParticipationDialog.NotThisRound(turn, round); break;
            case CollaboratorAction.FewerMessages or CollaboratorAction.MoreMessages: ParticipationDialog.Quiet(turn, round, word == CollaboratorAction.FewerMessages); break;
            case CollaboratorAction.LeaveProject: ParticipationDialog.Leave(turn, round); break;
            case CollaboratorAction.GetHelp: HelpDialog.Show(turn, round); break;
            case CollaboratorAction.ContactMe: HelpDialog.Contact(turn, item, round); break;
            case CollaboratorAction.CarryOn: HelpDialog.CarryOn(turn, round); break;
            case CollaboratorAction.WhoOpened: TeamDialog.WhoOpened(turn); break;
            case CollaboratorAction.SayToTeam: TeamDialog.Begin(turn, item, round); break;
            case CollaboratorAction.MyChoices: SharingDialog.MyChoices(turn); break;
            case CollaboratorAction.MyAnswers: OwnDialog.Answers(turn, round); break;
            case CollaboratorAction.MyConsent: OwnDialog.Consents(turn); break;
            default: StartDialog.Again(turn); break;
        }
    }
}
