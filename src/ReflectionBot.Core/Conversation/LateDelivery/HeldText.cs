using System.Globalization;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>
/// A message that may be a request to share less, sent where others could read it as part of an answer or as a quote. It is used only after its
/// author confirms it, because no text is shown to others on a guess.
/// </summary>
internal static class HeldText
{
    private const char Between = '|';

    /// <summary>Asks whether a message is an answer.</summary>
    public static void Hold(DialogTurn turn, AskedRound asked, QuestionId stage, TextReceived said) =>
        Hold(turn, new(PendingKind.NotKept, string.Join(Between, asked.Round.Id, stage, said.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture), said.Text)) { Message = said.MessageId });

    /// <summary>Asks whether a message is the words to be quoted, where the bot was waiting for them.</summary>
    public static void HoldQuote(DialogTurn turn, Pending waits, TextReceived said) =>
        Hold(turn, new(PendingKind.QuoteHeld, string.Join(Between, waits.Item, said.Text)) { Message = said.MessageId });

    private static void Hold(DialogTurn turn, Pending pending)
    {
        turn.Pending = pending;
        if (pending.Kind == PendingKind.QuoteHeld)
        {
            turn.Say(new NoticeMessage([ConversationWording.AreTheseTheWordsToBe], YesNoDialog.Buttons(turn, pending, ConversationWording.YesTheseWords, ConversationWording.NoSomethingForYou)));
            return;
        }
        turn.Say(new NoticeMessage([ConversationWording.IsThatYourAnswerOrSomething], YesNoDialog.Buttons(turn, pending, ConversationWording.YesMyAnswer, ConversationWording.NoSomethingForYou)));
    }

    /// <summary>The held message was edited: hold its new text.</summary>
    public static void Changed(DialogTurn turn, Pending was, Edited edited)
    {
        if (was.Kind is not (PendingKind.NotKept or PendingKind.QuoteHeld))
        {
            return;
        }
        if (edited.Text.Length > ReflectionLimits.Message)
        {
            turn.Pending = null;
            turn.Say(ConversationWording.FormatThatMessageIsTooLongFor($"{ReflectionLimits.Message:N0}"));
            return;
        }
        var words = was.Item.Split(Between, PartsOf(was))[^1];
        Hold(turn, was with { Item = $"{was.Item[..^words.Length]}{edited.Text}" });
    }

    private static int PartsOf(Pending pending) => pending.Kind == PendingKind.QuoteHeld ? 2 : 4;

    /// <summary>The held message is the words to be quoted: shows them as others would see them.</summary>
    public static void QuoteNow(DialogTurn turn, Pending was)
    {
        if (was.Item.Split(Between, PartsOf(was)) is [var stage, var words])
        {
            QuoteDialog.AcceptWording(turn, new(PendingKind.QuoteWords, stage), new TextReceived(was.Message ?? "", words, turn.Context.Now));
        }
    }

    /// <summary>The held message is not the words to be quoted. The bot does not guess what it was meant to be.</summary>
    public static void NoQuote(DialogTurn turn, Pending was) =>
        turn.Say(ConversationWording.TheyAreNotToBeQuoted,
            turn.Standing(ConversationWording.DontQuote2, CollaboratorAction.DontQuote, item: was.Item.Split(Between)[0]), turn.Standing(ConversationWording.ChangeWhoSeesIt, CollaboratorAction.Share, item: was.Item.Split(Between)[0]),
            turn.Standing(ConversationWording.MyChoices, CollaboratorAction.MyChoices), turn.Standing(ConversationWording.Review, CollaboratorAction.Review), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp), turn.Standing(ConversationWording.More, CollaboratorAction.More));

    /// <summary>The held message is an answer.</summary>
    public static void KeepNow(DialogTurn turn, Pending was)
    {
        if (was.Item.Split(Between, 4) is not [var round, var name, var at, var text] || QuestionId.OfRow(name) is not { } stage || turn.Find(round) is not { } asked || turn.State.Reflections.GetValueOrDefault(round) is not { } reflection || !turn.IsOpen(asked) || !turn.HasAgreed(asked))
        {
            StartDialog.Slip(turn, ConversationWording.NothingCanBeAddedToThat);
            return;
        }
        var said = new TextReceived(was.Message ?? "", text, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
        if (TextDialog.Add(turn, asked, reflection, stage, said) is { } before)
        {
            turn.Put(turn.State.Reflections[round].GoneOn());
            var quote = before.ApprovedQuote is not null ? ConversationWording.TheQuoteYouApprovedIsOff : "";
            var anew = WhoSees.Begun(turn, asked, before);
            turn.Say(ConversationWording.FormatKeptAsYourAnswer(quote, anew), turn.UndoButton(), turn.NextButton());
        }
    }
}
