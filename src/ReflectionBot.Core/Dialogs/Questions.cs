using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Dialogs;

/// <summary>Which stages one person is asked in one round, in which order, and what they are called there.</summary>
internal static class Questions
{
    /// <summary>The stages in order; last time's plan first, where there is one to show.</summary>
    public static IReadOnlyList<Stage> Stages(this DialogTurn turn, AskedRound asked, ReflectionForm form)
    {
        var stages = asked.Questions.Of(form, asked.AskOthers).Select(q => q.Stage);
        return HasPlan(turn, asked) ? [Stage.LastPlan, .. stages] : [.. stages];
    }

    /// <summary>The number of a stage in the chosen form, from 1; 0 where the form does not ask it.</summary>
    public static int Number(AskedRound asked, ReflectionForm form, Stage stage) =>
        asked.Questions.Of(form, asked.AskOthers).Select((q, i) => (q.Stage, Number: i + 1)).FirstOrDefault(q => q.Stage == stage).Number;

    /// <summary>What a stage is called in a sentence, e.g. "question 3".</summary>
    public static string Called(AskedRound asked, Reflection reflection, Stage stage) =>
        Number(asked, reflection.Form, stage) is > 0 and var number ? $"question {number}" : $"\"{Name(asked, stage)}\"";

    /// <summary>What a stage is called above its answer, e.g. "3 Evaluation".</summary>
    public static string Heading(AskedRound asked, Reflection reflection, Stage stage) =>
        Number(asked, reflection.Form, stage) is > 0 and var number ? $"{number} {Name(asked, stage)}" : Name(asked, stage);

    /// <summary>The stage somebody means by a number of the chosen form, or by its name; null where there is none.</summary>
    public static Stage? Parse(AskedRound asked, Reflection reflection, string said)
    {
        if (int.TryParse(said, out var number))
        {
            var questions = asked.Questions.Of(reflection.Form, asked.AskOthers);
            return number >= 1 && number <= questions.Count ? questions[number - 1].Stage : null;
        }
        var plain = Letters(said);
        return Enum.GetValues<Stage>().Cast<Stage?>().FirstOrDefault(s => plain == Letters($"{s}") || plain == Letters(Name(asked, s!.Value)));
    }

    /// <summary>The stage at the beginning of what was said, and the rest, e.g. "3 only me".</summary>
    public static (Stage? Stage, string Left) ParseFirst(AskedRound asked, Reflection reflection, string? said)
    {
        var words = (said ?? "").Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);
        for (var count = Math.Min(words.Length, 3); count > 0; count--)
        {
            if (Parse(asked, reflection, string.Concat(words[..count])) is { } stage)
            {
                return (stage, string.Join(' ', words[count..]));
            }
        }
        return (null, string.Join(' ', words));
    }

    /// <summary>Whether an answer to this may be quoted at all.</summary>
    public static bool Quotable(AskedRound asked, Stage stage) => stage != Stage.LastPlan && asked.Questions.About(stage) is { NeverQuoted: false };

    private static bool HasPlan(DialogTurn turn, AskedRound asked) =>
        !string.IsNullOrWhiteSpace(asked.LastPlan) && !turn.Session.PlansHidden.Contains(asked.Project.Id);

    private static string Name(AskedRound asked, Stage stage) => stage == Stage.LastPlan ? "Last time's plan" : asked.Questions.About(stage)?.Name ?? $"{stage}";

    private static string Letters(string said) => string.Concat(said.Where(char.IsLetter)).ToLowerInvariant();
}
