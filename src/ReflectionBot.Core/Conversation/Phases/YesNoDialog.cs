using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.LateDelivery;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>Yes and no, to whatever the bot asked last.</summary>
internal static class YesNoDialog
{
    /// <summary>The buttons under a question of the bot's own.</summary>
    public static IReadOnlyList<Button> Buttons(DialogTurn turn, Pending pending, string yes, string no) =>
        [turn.Button(yes, DialogWord.Yes, Item(pending)), turn.Button(no, DialogWord.Decline, Item(pending))];

    /// <param name="turn">The step.</param>
    /// <param name="item">What the button was about; null where it was typed.</param>
    public static void Yes(DialogTurn turn, string? item)
    {
        if (turn.Was is not { TakesYesOrNo: true } was || (item is not null && item != Item(was)))
        {
            StartDialog.Slip(turn, item is null ? "Nothing is waiting for a yes right now." : "That question is no longer waiting. Nothing has changed.");
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
            case PendingKind.Leave: AwayDialog.Left(turn, was.Item); break;
            case PendingKind.TeamPreview: TeamDialog.Post(turn, was); break;
            case PendingKind.TeamText: turn.Pending = was; turn.Say("Please write the message for the team now, or `no` to leave it."); break;
            case PendingKind.QuoteWords: turn.Pending = was; turn.Say("Please write the words to be quoted now, or `no` to leave it."); break;
        }
    }

    /// <inheritdoc cref="Yes"/>
    public static void No(DialogTurn turn, string? item)
    {
        if (turn.Session.Phase == Phase.Consent && (item is null ? turn.Was is null : item == turn.Session.ConsentShown))
        {
            ConsentDialog.Refuse(turn);
        }
        else if (turn.Was is not { TakesYesOrNo: true } was || (item is not null && item != Item(was)))
        {
            StartDialog.Slip(turn, item is null ? $"Nothing is waiting for a no right now.{(turn.Session.Fixed is { } done ? $" {done}" : "")}" : "That question is no longer waiting. Nothing has changed.");
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
            turn.Say("It is in no answer, and not kept. For what you want, choose here or type its words in full.",
                turn.Standing("My choices", DialogWord.MyChoices), turn.Standing("Take answers back", DialogWord.Withdraw), turn.NextButton(), turn.Standing("Get help", DialogWord.GetHelp), turn.Standing("More", DialogWord.More));
        }
        else
        {
            StartDialog.Slip(turn, was.Kind is PendingKind.TeamText or PendingKind.TeamPreview ? "Nothing was posted." : "Nothing has changed.");
        }
    }

    private static void KeptAsAnswer(DialogTurn turn) => turn.Say("Kept as your answer.", turn.UndoButton(), turn.NextButton());

    /// <summary>What was asked, in a few words that hold nobody's own.</summary>
    public static string About(DialogTurn turn, Pending pending) => pending.Kind switch
    {
        PendingKind.WithdrawAll => $"Take back all your answers{(turn.Find(pending.Item) is { } asked ? $" on {asked.Round.Name}" : "")}?",
        PendingKind.Leave => $"Leave {(turn.Context.Places.FirstOrDefault(p => p.Project.Id == pending.Item) is { } place ? turn.NameOf(place.Project) : "the project")}?",
        PendingKind.TeamPreview => "Post this to the team?",
        PendingKind.QuoteHeld => "Are these the words to be quoted, or something for me?",
        PendingKind.MyAnswer or PendingKind.NotKept => "Is that your answer, or something for me?",
        _ => "Was that for me?",
    };

    /// <summary>The item on the buttons under a question.</summary>
    public static string Item(Pending pending) => pending.Kind switch
    {
        PendingKind.TeamPreview => "team",
        PendingKind.NotKept or PendingKind.QuoteHeld => $"{pending.Kind}:{pending.Message}", // Nobody's own words on a button.
        _ => $"{pending.Kind}:{pending.Item}",
    };
}
