using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Dialogs;

/// <summary>Taking back the last thing done, up to twenty of them.</summary>
internal static class UndoDialog
{
    /// <summary>
    /// What was deleted or taken back can be brought back only by the very next thing said, and for ten minutes; then its words go for good, from older undo
    /// entries too.
    /// </summary>
    public static void LetGo(DialogTurn turn)
    {
        foreach (var gone in turn.Session.Undo.Where(e => e.Kind == UndoKind.Gone).ToList())
        {
            var stages = gone.Before.Select(a => a.Stage).ToHashSet();
            turn.Session = turn.Session with { Undo = turn.Session.Undo.RemoveAll(e => e == gone || (e.Round == gone.Round && Holds(e, stages))) };
        }
    }

    /// <summary>The time for undoing is over. Nothing is said, and what was taken back since keeps its own time.</summary>
    public static void Over(DialogTurn turn, long number)
    {
        turn.Pending = turn.Was;
        if (turn.Session.Undo.Any(e => e.Kind == UndoKind.Gone && e.Number == number))
        {
            LetGo(turn);
        }
    }

    /// <summary>Forgets all that could be undone in a round.</summary>
    public static void Forget(DialogTurn turn, string round) => turn.Session = turn.Session with { Undo = turn.Session.Undo.RemoveAll(e => e.Round == round) };

    /// <param name="turn">The step.</param>
    /// <param name="number">The number on the button; null where it was typed.</param>
    public static void Undo(DialogTurn turn, string? number)
    {
        var top = turn.Session.Undo.LastOrDefault();
        if (top is null || (number is not null && number != $"{top.Number}"))
        {
            LetGo(turn);
            turn.Say(top is null ? "There is nothing to undo." : "You have done something else since. `undo` takes back the latest thing first.", turn.UndoButton());
            return;
        }
        if (turn.State.Reflections.GetValueOrDefault(top.Round) is not { } reflection || (top.Kind != UndoKind.Gone && (turn.Find(top.Round) is not { } asked || !turn.IsOpen(asked))))
        {
            turn.Say("Those questions have closed, so this cannot be undone. You can still take answers back: `withdraw`.");
            return;
        }
        turn.Session = turn.Session with { Undo = turn.Session.Undo.Remove(top) };
        var restored = Restored(reflection, top);
        turn.Put(restored with { Current = top.Current, Skipped = top.Skipped.Except(restored.Answered.Select(a => a.Stage)) });
        Tell(turn, top);
    }

    private static Reflection Restored(Reflection reflection, UndoEntry entry)
    {
        if (entry.Kind == UndoKind.Part)
        {
            return WithoutPart(reflection, entry);
        }
        return entry.Before.Aggregate(reflection, (r, before) => r.With((r.Of(before.Stage) ?? Answer.Empty(before.Stage, before.ConsentVersion)).BackTo(before)));
    }

    private static Reflection WithoutPart(Reflection reflection, UndoEntry entry)
    {
        if (reflection.Answers.Values.FirstOrDefault(a => a.Parts.Any(p => p.MessageId == entry.MessageId)) is not { } answer)
        {
            return reflection;
        }
        var after = answer.WithParts(answer.Parts.RemoveAll(p => p.MessageId == entry.MessageId));
        return reflection.With(after with { Withdrawn = entry.WasWithdrawn, ConsentVersion = entry.ConsentVersion ?? after.ConsentVersion, Quote = entry.Quote is { } quote ? quote with { Version = after.Version } : null });
    }

    private static void Tell(DialogTurn turn, UndoEntry entry)
    {
        if (entry.Round != turn.Session.Round || turn.Asked is not { } asked || !turn.IsOpen(asked))
        {
            turn.Say("Undone.");
            return;
        }
        var samePlace = entry.Phase == turn.Session.Phase && entry.Phase == Phase.Asking && entry is { Kind: UndoKind.Part, Stage: null };
        if (samePlace)
        {
            var left = turn.Reflection!.Of(entry.Current)?.Parts.Count ?? 0;
            turn.Say(left == 0 ? "Undone. Nothing is written here now." : $"Undone. {Texts.Count(left, "part")} left.", turn.Button("Next", DialogWord.Next, primary: true));
            return;
        }
        turn.Say(entry.Stage is { } stage ? $"Undone. It is out of {Questions.Called(asked, turn.Reflection!, stage)}." : "Undone.");
        turn.Show(entry.Phase);
        StartDialog.Again(turn);
    }

    private static bool Holds(UndoEntry entry, HashSet<Stage> stages) =>
        entry.Before.Any(a => stages.Contains(a.Stage)) || (entry.Kind == UndoKind.Part && entry.Quote is not null && stages.Contains(entry.Stage ?? entry.Current));
}
