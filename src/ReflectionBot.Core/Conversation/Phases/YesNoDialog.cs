using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.LateDelivery;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>Yes and no, as answers to the bot's last question.</summary>
internal static class YesNoDialog
{
    /// <summary>The buttons under a bot question.</summary>
    public static IReadOnlyList<Button> Buttons(DialogTurn turn, Pending pending, string yes, string no) =>
        [turn.Button(yes, CollaboratorAction.Yes, Item(pending)), turn.Button(no, CollaboratorAction.Decline, Item(pending))];

    /// <param name="turn">The step.</param>
    /// <param name="item">The button's item; null where it was typed.</param>
    public static void Yes(DialogTurn turn, string? item)
    {
        if (turn.Was is not { TakesYesOrNo: true } was || (item is not null && item != Item(was)))
        {
            if (item is null && QuoteCheckDialog.Waiting(turn) is { Count: > 0 } quotes)
            {
                turn.Say(ConversationWording.WhichQuoteIsThatYesTo, quotes);
                return;
            }
            StartDialog.Slip(turn, item is null ? ConversationWording.NothingIsWaitingForAYes : ConversationWording.ThatQuestionIsNoLongerWaiting);
            return;
        }
        if (item is null && was.IsInterrupted)
        {
            AskAgain(turn, was);
            return;
        }
        switch (was.Kind)
        {
            case PendingKind.ForMe: TextDialog.ForMe(turn, was.Item); break;
            case PendingKind.DidYouMean: TextDialog.Meant(turn, was.Item); break;
            case PendingKind.MyAnswer: KeptAsAnswer(turn); break;
            case PendingKind.NotKept: HeldText.KeepNow(turn, was); break;
            case PendingKind.QuoteHeld: HeldText.QuoteNow(turn, was); break;
            case PendingKind.WithdrawAll: WithdrawDialog.All(turn, was.Item); break;
            case PendingKind.Leave: ParticipationDialog.Left(turn, was.Item); break;
            case PendingKind.TeamPreview: TeamDialog.Post(turn, was); break;
            case PendingKind.TeamText: turn.Pending = was; turn.Say(ConversationWording.PleaseWriteTheMessageForThe); break;
            case PendingKind.QuoteWords: turn.Pending = was; turn.Say(ConversationWording.PleaseWriteTheWordsToBe); break;
        }
    }

    /// <inheritdoc cref="Yes"/>
    public static void No(DialogTurn turn, string? item)
    {
        if (item is null && turn.Was is { TakesYesOrNo: true, IsInterrupted: true } asked)
        {
            AskAgain(turn, asked);
        }
        else if (item is null && turn.Was is null && turn.Session is { Phase: Phase.Consent, QuestionAgo: 1 })
        {
            turn.Say(ConversationWording.IWroteAboutSomethingElseSince, ConsentDialog.Choices(turn));
        }
        else if (turn.Session.Phase == Phase.Consent && (item is null ? turn.Was is null : item == turn.Session.ConsentShown))
        {
            ConsentDialog.Refuse(turn);
        }
        else if (turn.Was is not { TakesYesOrNo: true } was || (item is not null && item != Item(was)))
        {
            StartDialog.Slip(turn, item is null ? (turn.Session.Fixed is { } done ? ConversationWording.FormatNothingIsWaitingForANo(done) : ConversationWording.NothingIsWaitingForANoRight) : ConversationWording.ThatQuestionIsNoLongerWaiting);
        }
        else if (was.Kind is PendingKind.ForMe or PendingKind.DidYouMean)
        {
            KeptAsAnswer(turn);
        }
        else if (was.Kind == PendingKind.MyAnswer)
        {
            TextDialog.NoAnswer(turn, was.Item);
        }
        else if (was.Kind == PendingKind.QuoteHeld)
        {
            HeldText.NoQuote(turn, was);
        }
        else if (was.Kind == PendingKind.NotKept)
        {
            turn.Say(ConversationWording.ItIsInNoAnswerAnd,
                turn.Standing(ConversationWording.MyChoices, CollaboratorAction.MyChoices), turn.Standing(ConversationWording.TakeAnswersBack, CollaboratorAction.Withdraw), turn.NextButton(), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp), turn.Standing(ConversationWording.More, CollaboratorAction.More));
        }
        else
        {
            StartDialog.Slip(turn, was.Kind is PendingKind.TeamText or PendingKind.TeamPreview ? ConversationWording.NothingWasPosted : ConversationWording.NothingHasChanged);
        }
    }

    /// <summary>The bot has sent something else with buttons since: it is unclear which of the two a bare yes or no answers.</summary>
    private static void AskAgain(DialogTurn turn, Pending was)
    {
        turn.Pending = was with { IsInterrupted = false };
        turn.Say(new NoticeMessage([ConversationWording.IWroteAboutSomethingElseSince, About(turn, was)], Buttons(turn, was, ConversationWording.Yes, ConversationWording.No)));
    }

    private static void KeptAsAnswer(DialogTurn turn) => turn.Say(ConversationWording.KeptAsYourAnswer2, turn.UndoButton(), turn.NextButton());

    /// <summary>The question in short, without any text from a person.</summary>
    public static string About(DialogTurn turn, Pending pending) => pending.Kind switch
    {
        PendingKind.WithdrawAll => turn.Find(pending.Item) is { } asked ? ConversationWording.FormatTakeBackAllYourAnswersOn(asked.Round.Name) : ConversationWording.TakeBackAllYourAnswers,
        PendingKind.Leave => ConversationWording.FormatLeave3(turn.Context.Places.FirstOrDefault(p => p.Project.Id == pending.Item) is { } place ? turn.NameOf(place.Project) : ConversationWording.TheProject),
        PendingKind.TeamPreview => ConversationWording.PostThisToTheTeam,
        PendingKind.QuoteHeld => ConversationWording.AreTheseTheWordsToBeQuoted,
        PendingKind.MyAnswer or PendingKind.NotKept => ConversationWording.IsThatYourAnswerOrSomethingFor,
        _ => ConversationWording.WasThatForMe,
    };

    /// <summary>The item on the buttons under a question.</summary>
    public static string Item(Pending pending) => pending.Kind switch
    {
        PendingKind.TeamPreview => "team",
        PendingKind.NotKept or PendingKind.QuoteHeld => $"{pending.Kind}:{pending.Message}", // No text from a person goes on a button.
        _ => $"{pending.Kind}:{pending.Item}",
    };
}
