using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>Which phase takes which word. A button and the typed word come here alike.</summary>
internal static class WordDialog
{
    /// <summary>Whether the word goes by the round its button names; the others act on the active round alone.</summary>
    public static bool TakesAnyRound(DialogWord word) => word
        is DialogWord.Open or DialogWord.Switch or DialogWord.Resume or DialogWord.Submit or DialogWord.Withdraw or DialogWord.Undo or DialogWord.Save
        or DialogWord.Share or DialogWord.Quote or DialogWord.Tidy or DialogWord.Reword or DialogWord.DontQuote
        or DialogWord.More or DialogWord.Later or DialogWord.NotThisRound or DialogWord.FewerMessages or DialogWord.MoreMessages or DialogWord.LeaveProject
        or DialogWord.GetHelp or DialogWord.ContactMe or DialogWord.CarryOn or DialogWord.WhoOpened or DialogWord.SayToTeam or DialogWord.MyChoices or DialogWord.MyAnswers or DialogWord.MyConsent;

    /// <param name="turn">The step.</param>
    /// <param name="word">The word.</param>
    /// <param name="item">The argument or the button's item.</param>
    /// <param name="round">The round the button named; null for the active one.</param>
    public static void Take(DialogTurn turn, DialogWord word, string? item, string? round)
    {
        if (AsksWhich(turn, word, item, round))
        {
            return;
        }
        switch (word)
        {
            case DialogWord.Open or DialogWord.Switch or DialogWord.Resume: StartDialog.Open(turn, round, item, word); break;
            case DialogWord.Agree: ConsentDialog.Agree(turn, item); break;
            case DialogWord.ReadFirst: ConsentDialog.ReadFirst(turn); break;
            case DialogWord.Yes: YesNoDialog.Yes(turn, item); break;
            case DialogWord.Decline: YesNoDialog.No(turn, item); break;
            case DialogWord.OneAtATime or DialogWord.Form or DialogWord.ThreeQuestions: AskingDialog.Choose(turn, word); break;
            case DialogWord.Next or DialogWord.Skip or DialogWord.Back: AskingDialog.Move(turn, word); break;
            case DialogWord.HidePlan: AskingDialog.HidePlan(turn); break;
            case DialogWord.Undo: UndoDialog.Undo(turn, item); break;
            case DialogWord.Review: ReviewDialog.Open(turn); break;
            case DialogWord.Edit: ReviewDialog.Edit(turn, item); break;
            case DialogWord.Save: StartDialog.Again(turn); break;
            case DialogWord.Submit: ReviewDialog.Submit(turn, item, round); break;
            case DialogWord.Share: SharingDialog.Share(turn, item, round); break;
            case DialogWord.Quote or DialogWord.Tidy or DialogWord.Reword or DialogWord.DontQuote: QuoteDialog.Take(turn, word, item, round); break;
            case DialogWord.Withdraw: WithdrawDialog.Take(turn, item, round); break;
            default: Aside(turn, word, item, round); break;
        }
    }

    /// <summary>Asks which answer is meant, where its number is that of one in the short form and of another in the long one: nothing happens to the other on a guess.</summary>
    private static bool AsksWhich(DialogTurn turn, DialogWord word, string? item, string? round)
    {
        if (item is null || word is not (DialogWord.Share or DialogWord.Quote or DialogWord.Tidy or DialogWord.Reword or DialogWord.DontQuote or DialogWord.Withdraw))
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

    private static void Aside(DialogTurn turn, DialogWord word, string? item, string? round)
    {
        switch (word)
        {
            case DialogWord.More: AwayDialog.More(turn, round); break;
            case DialogWord.Pause: AwayDialog.Pause(turn); break;
            case DialogWord.Later: AwayDialog.Later(turn, round); break;
            case DialogWord.NotThisRound: AwayDialog.NotThisRound(turn, round); break;
            case DialogWord.FewerMessages or DialogWord.MoreMessages: AwayDialog.Quiet(turn, round, word == DialogWord.FewerMessages); break;
            case DialogWord.LeaveProject: AwayDialog.Leave(turn, round); break;
            case DialogWord.GetHelp: HelpDialog.Show(turn, round); break;
            case DialogWord.ContactMe: HelpDialog.Contact(turn, item, round); break;
            case DialogWord.CarryOn: HelpDialog.CarryOn(turn, round); break;
            case DialogWord.WhoOpened: TeamDialog.WhoOpened(turn); break;
            case DialogWord.SayToTeam: TeamDialog.Begin(turn, item, round); break;
            case DialogWord.MyChoices: SharingDialog.MyChoices(turn); break;
            case DialogWord.MyAnswers: OwnDialog.Answers(turn, round); break;
            case DialogWord.MyConsent: OwnDialog.Consents(turn); break;
            default: StartDialog.Again(turn); break;
        }
    }
}
