using System.Globalization;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>
/// A message in which somebody may ask for less, where others could read it as part of an answer or as a quote: it is that only once its author
/// says so, because words are shown to nobody on a guess.
/// </summary>
internal static class HeldText
{
    private const char Between = '|';

    /// <summary>Asks what a message is.</summary>
    public static void Hold(DialogTurn turn, AskedRound asked, QuestionId stage, Said said) =>
        Hold(turn, new(PendingKind.NotKept, string.Join(Between, asked.Round.Id, stage, said.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture), said.Text)) { Message = said.MessageId });

    /// <summary>Asks what a message is that came where words to be quoted were waited for.</summary>
    public static void HoldQuote(DialogTurn turn, Pending waits, Said said) =>
        Hold(turn, new(PendingKind.QuoteHeld, string.Join(Between, waits.Item, said.Text)) { Message = said.MessageId });

    private static void Hold(DialogTurn turn, Pending pending)
    {
        turn.Pending = pending;
        if (pending.Kind == PendingKind.QuoteHeld)
        {
            turn.Say(new NoticeMessage(["Are these the words to be quoted, or something for me? Nothing is quoted until you say so."], YesNoDialog.Buttons(turn, pending, "Yes, these words", "No, something for you")));
            return;
        }
        turn.Say(new NoticeMessage(["Is that your answer, or something for me? It is in no answer until you say so."], YesNoDialog.Buttons(turn, pending, "Yes, my answer", "No, something for you")));
    }

    /// <summary>The message that waits to be kept was edited: it is what it says now.</summary>
    public static void Changed(DialogTurn turn, Pending was, Edited edited)
    {
        if (was.Kind is not (PendingKind.NotKept or PendingKind.QuoteHeld))
        {
            return;
        }
        if (edited.Text.Length > ReflectionLimits.Message)
        {
            turn.Pending = null;
            turn.Say($"That message is too long for me now: I can take {ReflectionLimits.Message:N0} characters. It is in no answer, and not kept.");
            return;
        }
        var words = was.Item.Split(Between, PartsOf(was))[^1];
        Hold(turn, was with { Item = $"{was.Item[..^words.Length]}{edited.Text}" });
    }

    private static int PartsOf(Pending pending) => pending.Kind == PendingKind.QuoteHeld ? 2 : 4;

    /// <summary>The message that waited is the words to be quoted: they are shown as others would see them.</summary>
    public static void QuoteNow(DialogTurn turn, Pending was)
    {
        if (was.Item.Split(Between, PartsOf(was)) is [var stage, var words])
        {
            QuoteDialog.Words(turn, new(PendingKind.QuoteWords, stage), new Said(was.Message ?? "", words, turn.Context.Now));
        }
    }

    /// <summary>The message that waited is none of the words to be quoted. What it was meant to be is not guessed.</summary>
    public static void NoQuote(DialogTurn turn, Pending was) =>
        turn.Say("They are not to be quoted, and not kept. For what you want, choose here or type its words in full.",
            turn.Standing("Don't quote", DialogWord.DontQuote, item: was.Item.Split(Between)[0]), turn.Standing("Change who sees it", DialogWord.Share, item: was.Item.Split(Between)[0]),
            turn.Standing("My choices", DialogWord.MyChoices), turn.Standing("Review", DialogWord.Review), turn.Standing("Get help", DialogWord.GetHelp), turn.Standing("More", DialogWord.More));

    /// <summary>The message that waited to be kept is an answer.</summary>
    public static void KeepNow(DialogTurn turn, Pending was)
    {
        if (was.Item.Split(Between, 4) is not [var round, var name, var at, var text] || QuestionId.OfRow(name) is not { } stage || turn.Find(round) is not { } asked || turn.State.Reflections.GetValueOrDefault(round) is not { } reflection || !turn.IsOpen(asked) || !turn.HasAgreed(asked))
        {
            StartDialog.Slip(turn, "Nothing can be added to that answer now, so I have not kept it.");
            return;
        }
        var said = new Said(was.Message ?? "", text, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
        if (TextDialog.Add(turn, asked, reflection, stage, said) is { } before)
        {
            turn.Put(turn.State.Reflections[round].GoneOn());
            var quote = before.ApprovedQuote is not null ? " The quote you approved is off, since the words changed." : "";
            var anew = WhoSees.Begun(turn, asked, before);
            turn.Say($"Kept as your answer.{quote}{anew}", turn.UndoButton(), turn.NextButton());
        }
    }
}
