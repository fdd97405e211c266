using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>The words to be quoted: shown exactly as others would see them, and quoted only if their author says so (trust rule 6).</summary>
internal static class QuoteDialog
{
    /// <summary>Said with every preview.</summary>
    public const string Warning = "People may know you from the story, wording or spelling.";

    /// <summary>Said wherever an answer could be quoted anew that a digest has quoted.</summary>
    public const string Once = "A digest has quoted this answer already. An answer is quoted once, so nothing of it is printed again.";

    /// <summary>Whether a digest has quoted an answer, also where that quote was taken back since.</summary>
    public static bool WasPrinted(DialogTurn turn, AskedRound asked, QuestionId stage) => turn.Context.Printed.Contains((asked.Round.Id, stage));

    /// <summary>The words others would see of a text; null where that is nothing, or more than a quote can be.</summary>
    public static string? Words(DialogTurn turn, string text)
    {
        var words = turn.Context.Redact(text);
        return string.IsNullOrWhiteSpace(words) || words.Length > ReflectionLimits.Quote ? null : words;
    }

    /// <summary>The reflection with words offered wherever a quote was chosen and none of the answer's version stand.</summary>
    public static Reflection Offered(DialogTurn turn, AskedRound asked, Reflection reflection)
    {
        foreach (var answer in reflection.Answered.Where(a => !WasPrinted(turn, asked, a.Stage) && a.Choice >= SharingChoice.QuoteNoName && a.Quote?.Version != a.Version && Questions.Quotable(asked, a.Stage)).ToList())
        {
            if (Words(turn, answer.Text) is { } words)
            {
                reflection = reflection with { Answers = reflection.Answers.SetItem(answer.Stage, answer.Offering(words)) };
            }
        }
        return reflection;
    }

    /// <summary>An answer's quote in the review: the words, what to know about them, and what can be done.</summary>
    public static (string? Quote, string? Note, IReadOnlyList<Button> Buttons) InReview(DialogTurn turn, AskedRound asked, Answer answer)
    {
        if (answer.Choice < SharingChoice.QuoteNoName)
        {
            return (null, null, []);
        }
        var item = $"{answer.Stage}";
        var reword = turn.Button("Change wording", DialogWord.Reword, item);
        var drop = turn.Standing("Don't quote", DialogWord.DontQuote, asked.Round.Id, item);
        var named = answer.Choice == SharingChoice.QuoteWithName ? $", with your name: {asked.MemberName ?? turn.Context.PersonName}" : ", without your name";
        return answer.Quote switch
        {
            var quote when WasPrinted(turn, asked, answer.Stage) => (answer.ApprovedQuote, answer.ApprovedQuote is null || quote is null ? Once : $"{Once} It stands there until you choose Don't quote.", [drop]),
            null => (null, $"This cannot be quoted whole: a quote has at most {ReflectionLimits.Quote} characters once names and numbers are out. Choose Change wording to send the part you mean.", [reword, drop]),
            { State: QuoteState.Dropped } => (null, "The facilitator dropped this quote. Your answer stays.", [reword, drop]),
            { State: QuoteState.Approved } quote => (quote.Exact, $"You approved exactly these words{named}. {Place(turn, answer.Stage, quote.Exact)}", [reword, drop]),
            { } quote => (quote.Exact, $"Your team would see exactly this{named}. {Place(turn, answer.Stage, quote.Exact)} {Warning} It is quoted only if you choose Quote exactly this.",
                [turn.Button("Quote exactly this", DialogWord.Quote, item), turn.Button("Tidy spelling", DialogWord.Tidy, item), reword, drop]),
        };
    }

    /// <summary>Where a digest would put the words.</summary>
    private static string Place(DialogTurn turn, QuestionId stage, string words) =>
        stage == QuestionId.ActionPlan ? "It would stand under \"Next time\"."
        : turn.Context.Place(words) is { } theme ? $"It would stand under \"{theme}\" if the digest shows that and says nothing against it, otherwise under \"In their words\"."
        : "It would stand under \"In their words\".";

    /// <summary>Approve, tidy, reword, or do not quote.</summary>
    public static void Take(DialogTurn turn, DialogWord word, string? item, string? round)
    {
        var (one, several) = MeantRound.Find(turn, round, m => Quoted(m, item) is not null);
        if (one is null)
        {
            NoQuote(turn, word, item, round, several);
            return;
        }
        var (asked, answer) = (one.Asked, Quoted(one, item)!);
        if (word == DialogWord.DontQuote)
        {
            SharingDialog.Choose(turn, one, answer, SharingChoice.Topics, typed: round is null ? item : null);
        }
        else if (WasPrinted(turn, asked, answer.Stage))
        {
            StartDialog.Slip(turn, Once);
        }
        else if (SharingDialog.MayWiden(turn, one, $"{turn.Placed(asked, Questions.Heading(asked, one.Reflection, answer.Stage))} stays as it is."))
        {
            Change(turn, asked, answer, word);
        }
    }

    /// <summary>The answer that is to be quoted and is meant: that of a number, or the only one.</summary>
    private static Answer? Quoted(MeantRound meant, string? item) =>
        item is not null ? meant.Of(item) is { Choice: >= SharingChoice.QuoteNoName } answer ? answer : null
        : meant.Reflection.Answered.Where(a => a.Choice >= SharingChoice.QuoteNoName).ToList() is [var only] ? only : null;

    private static void NoQuote(DialogTurn turn, DialogWord word, string? item, string? round, IReadOnlyList<MeantRound> several)
    {
        if (several.Count > 0)
        {
            MeantRound.Which(turn, word, item, several);
        }
        else if (item is not null && MeantRound.Find(turn, round, m => m.Of(item) is not null).One is { } meant && meant.Of(item) is { } answer)
        {
            var called = turn.Placed(meant.Asked, Questions.Heading(meant.Asked, meant.Reflection, answer.Stage));
            turn.Say($"{called} is not quoted: {answer.Choice.Name(meant.Asked.Facilitator)}.{(word == DialogWord.DontQuote ? "" : $" To have words of it quoted, choose `share {item}` first.")}", turn.Standing("Review", DialogWord.Review));
        }
        else if (MeantRound.Find(turn, round, m => m.Reflection.Answered.Any(a => a.Choice >= SharingChoice.QuoteNoName)).One is { } quoting)
        {
            turn.Waits(word);
            turn.Speaks(quoting.Asked.Round.Id);
            turn.Say($"Which quote? Write `{word.Typed()}` with its number, for example `{word.Typed()} 3`.", quoting.Reflection.Answered.Where(a => a.Choice >= SharingChoice.QuoteNoName)
                .Select(a => turn.Standing(Questions.Heading(quoting.Asked, quoting.Reflection, a.Stage), word, quoting.Asked.Round.Id, $"{a.Stage}")));
        }
        else if (turn.Asked is null || turn.Reflection is null)
        {
            StartDialog.NothingActive(turn, null);
        }
        else
        {
            turn.Say($"Which quote? No answer of yours here is to be quoted. Choose `share` with the answer's number first, for example `share 3`{(word == DialogWord.DontQuote ? "" : $"; then `{word.Typed()} 3`")}.", turn.Standing("Review", DialogWord.Review));
        }
    }

    /// <summary>Takes the words somebody wants quoted, and shows them as others would see them.</summary>
    public static void Words(DialogTurn turn, Pending pending, Said said)
    {
        if (turn.Ready("I have not kept what you just wrote.") is not var (asked, reflection))
        {
            return;
        }
        if (QuestionId.Of(pending.Item) is not { } stage || reflection.Of(stage) is not { Answered: true, Choice: >= SharingChoice.QuoteNoName } answer)
        {
            StartDialog.Slip(turn, "That answer is not to be quoted any more, so I have not kept the words.");
        }
        else if (WasPrinted(turn, asked, stage))
        {
            StartDialog.Slip(turn, $"I have not kept the words. {Once}");
        }
        else if (Words(turn, said.Text.Trim()) is not { } words)
        {
            turn.Pending = pending;
            turn.Say($"A quote has at most {ReflectionLimits.Quote} characters, and something has to be left once names and numbers are out. Please send shorter words, or `no` to leave it.");
        }
        else
        {
            Offer(turn, asked, answer, words, said.MessageId);
        }
    }

    private static void Change(DialogTurn turn, AskedRound asked, Answer answer, DialogWord word)
    {
        var quote = answer.Quote is { } q && q.Version == answer.Version && q.State != QuoteState.Dropped ? q : null;
        if (word == DialogWord.Reword)
        {
            turn.Pending = new(PendingKind.QuoteWords, $"{answer.Stage}");
            turn.Say("Please write the words you want quoted. I take names and numbers out and show you the rest before anything is quoted. Your answer stays as it is. `no` leaves it.");
        }
        else if (quote is null)
        {
            turn.Say("There are no words to quote yet. This is where we are.");
            ReviewDialog.Show(turn, asked);
        }
        else if (word == DialogWord.Tidy)
        {
            var tidy = turn.Context.Tidy(quote.Exact);
            turn.Say(tidy == quote.Exact ? "There was no spelling to tidy." : "Tidied. Please look at it once more.");
            Offer(turn, asked, answer, string.IsNullOrWhiteSpace(tidy) || tidy.Length > ReflectionLimits.Quote ? quote.Exact : tidy, quote.Message);
        }
        else
        {
            Approve(turn, asked, answer);
        }
    }

    private static void Offer(DialogTurn turn, AskedRound asked, Answer answer, string words, string? message)
    {
        if (answer.ApprovedQuote != words)
        {
            turn.Remember(turn.Reflection!, UndoKind.Change, e => e with { Before = [answer] });
            turn.Put(turn.Reflection!.With(answer.Offering(words, message)));
        }
        ReviewDialog.Show(turn, asked);
    }

    private static void Approve(DialogTurn turn, AskedRound asked, Answer answer)
    {
        if (turn.Session.Phase != Phase.Review)
        {
            turn.Say("Please look at the words first.");
        }
        else if (answer.ApprovedQuote is null)
        {
            turn.Remember(turn.Reflection!, UndoKind.Change, e => e with { Before = [answer] });
            turn.Put(turn.Reflection!.With(answer.Approving()));
            turn.Say("It will be quoted exactly so, or not at all. You can take it back any time.", turn.UndoButton());
            ReviewDialog.LookOver(turn, asked);
            return;
        }
        ReviewDialog.Show(turn, asked);
    }
}
