using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Dialogs;

/// <summary>The sharing ladder, answer by answer.</summary>
internal static class SharingDialog
{
    /// <summary>The item that names every answer.</summary>
    public const string All = "all";

    /// <summary>Shows the ladder for an answer, or puts the answer on a rung.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="item">The answer, and the rung if one was named: "3 only-me", "Evaluation topics", "3 facilitator ana".</param>
    public static void Share(DialogTurn turn, string? item)
    {
        if (turn.Asked is not { } asked || turn.Reflection is not { } reflection)
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        var (said, rest) = Parts(item ?? "");
        if (said == All)
        {
            ShareAll(turn, asked, reflection, rest);
            return;
        }
        if (Questions.Parse(asked, reflection, said) is not { } about || reflection.Of(about) is not { Answered: true } answer)
        {
            turn.Waits(DialogWord.Share);
            turn.Say("Which answer? Write `share` with its number, for example `share 3`.", turn.Standing("Review", DialogWord.Review));
        }
        else if (rest.Length == 0)
        {
            ShowLadder(turn, asked, reflection, answer);
        }
        else if (Rung(asked, rest) is not { } choice)
        {
            turn.Say($"I do not know that choice. These are the ones for {Questions.Called(asked, reflection, about)}.");
            ShowLadder(turn, asked, reflection, answer);
        }
        else
        {
            Choose(turn, asked, answer, choice);
        }
    }

    /// <summary>Whether an item names no rung, or one that there is.</summary>
    public static bool MakesSense(AskedRound asked, string item) => Parts(item).Rung is { } rest && (rest.Length == 0 || Rung(asked, rest) is not null);

    /// <summary>Puts an answer on a rung. Going down always works; going up needs an open round and the text agreed to.</summary>
    public static void Choose(DialogTurn turn, AskedRound asked, Answer answer, SharingChoice choice)
    {
        var reflection = turn.Reflection!;
        if (choice >= SharingChoice.QuoteNoName && !Questions.Quotable(asked, answer.Stage))
        {
            StartDialog.Slip(turn, "Answers to this question are never quoted. Topics to the team is the widest choice for it.");
            return;
        }
        if (choice > answer.Choice && turn.Ready() is null)
        {
            return;
        }
        if (choice != answer.Choice)
        {
            turn.Remember(reflection, UndoKind.Change, e => e with { Before = [answer] });
            turn.Put(reflection.With(answer.WithChoice(choice)));
        }
        var once = choice >= SharingChoice.QuoteNoName && QuoteDialog.WasPrinted(turn, answer.Stage) ? $" {QuoteDialog.Once}" : "";
        turn.Say($"{Questions.Heading(asked, reflection, answer.Stage)}: {choice.Name(asked.Facilitator)}. {WhoSees.Effect(turn, asked, turn.Reflection!, choice, turn.Reflection!.Of(answer.Stage))}{once}", choice > answer.Choice ? turn.UndoButton() : null);
        if (turn.IsOpen(asked) && turn.HasAgreed(asked))
        {
            ReviewDialog.Show(turn, asked);
        }
    }

    /// <summary>Puts every answer on one rung. Quotes are chosen one by one: each is words of its own.</summary>
    private static void ShareAll(DialogTurn turn, AskedRound asked, Reflection reflection, string rung)
    {
        if (Rung(asked, rung) is not { } choice || choice >= SharingChoice.QuoteNoName)
        {
            turn.Waits(DialogWord.Share, All);
            turn.Say(new NoticeMessage(
                ["Who may see all your answers? Quotes are chosen one by one."],
                [.. SharingChoices.Ladder.Where(c => c < SharingChoice.QuoteNoName).Select(c => turn.Standing(c.Name(asked.Facilitator), DialogWord.Share, item: $"{All} {c.Word()}"))]));
            return;
        }
        var others = reflection.Answered.Where(a => a.Choice != choice).ToList();
        var widens = others.Any(a => a.Choice < choice);
        if (widens && turn.Ready() is null)
        {
            return;
        }
        if (others.Count > 0)
        {
            turn.Remember(reflection, UndoKind.Change, e => e with { Before = [.. others] });
            turn.Put(others.Aggregate(reflection, (r, a) => r.With(a.WithChoice(choice))));
        }
        turn.Say(reflection.Answered.Any() ? $"All your answers here: {choice.Name(asked.Facilitator)}. {WhoSees.Effect(turn, asked, turn.Reflection!, choice, null)}" : "You have no answers here yet.", widens ? turn.UndoButton() : null);
        if (turn.IsOpen(asked) && turn.HasAgreed(asked))
        {
            ReviewDialog.Show(turn, asked);
        }
    }

    /// <summary>What was chosen for each answer, in every round.</summary>
    public static void MyChoices(DialogTurn turn)
    {
        Button[] buttons = [turn.Standing("Review", DialogWord.Review), turn.Standing("Take answers back", DialogWord.Withdraw)];
        var rounds = turn.State.Reflections.Values.Where(r => r.Answered.Any() && turn.Find(r.Round) is not null).ToList();
        foreach (var reflection in rounds)
        {
            var asked = turn.Find(reflection.Round)!;
            var lines = reflection.Answered.Select(a => $"{turn.Called(asked)}, {Questions.Heading(asked, reflection, a.Stage)}: {WhoSees.InWords(turn, asked, reflection, a)}{(a.ApprovedQuote is null ? "" : $". Approved words: \"{a.ApprovedQuote}\"")}");
            turn.SayWords(new NoticeMessage([.. lines], reflection == rounds[^1] ? buttons : [], "Your choices"), reflection.Round);
        }
        if (rounds.Count == 0)
        {
            turn.Say(new NoticeMessage(["You have no answers here."], buttons, "Your choices"));
        }
    }

    private static (string Answer, string Rung) Parts(string item) => item.Split(' ', 2) is [var answer, var rest] ? (answer, rest) : (item, "");

    // "me and Ana" is the facilitator's rung only where the facilitator is called so: nothing is shared on a guess.
    private static SharingChoice? Rung(AskedRound asked, string rest)
    {
        var (word, name) = Parts(rest);
        return name.Length == 0 || (word == SharingChoice.Facilitator.Word() && IsCalled(asked, name)) ? SharingChoices.OfWord(word) : null;
    }

    private static bool IsCalled(AskedRound asked, string name) =>
        Letters(name) is var said && (said == Letters(asked.Facilitator) || said == Letters(asked.Facilitator.Split(' ')[0]));

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetter)).ToLowerInvariant();

    private static void ShowLadder(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer)
    {
        turn.Waits(DialogWord.Share, $"{answer.Stage}");
        turn.SayWords(Ladder(turn, asked, reflection, answer), asked.Round.Id);
    }

    private static NoticeMessage Ladder(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer)
    {
        var quotable = Questions.Quotable(asked, answer.Stage);
        var rungs = SharingChoices.Ladder.Where(c => quotable || c < SharingChoice.QuoteNoName).ToList();
        var words = quotable ? QuoteDialog.Words(turn, answer.Text) : null;
        var preview = quotable && QuoteDialog.WasPrinted(turn, answer.Stage) ? [QuoteDialog.Once] : words is null ? Array.Empty<string>() : [$"If you choose quote, no name, your team would see exactly: \"{words}\"", QuoteDialog.Warning];
        return new(
            [.. rungs.Select(c => $"{c.Name(asked.Facilitator)}{(c == answer.Choice ? " (chosen now)" : "")}: {WhoSees.Effect(turn, asked, reflection, c, answer)}"), .. preview],
            [.. rungs.Select(c => turn.Standing(c.Name(asked.Facilitator), DialogWord.Share, item: $"{answer.Stage} {c.Word()}"))],
            $"Who may see {Questions.Heading(asked, reflection, answer.Stage)}");
    }
}
