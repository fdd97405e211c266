using System.Globalization;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar.Phrases;

/// <summary>Which answer is meant, as <see cref="DialogCommand.Argument"/> names it.</summary>
/// <param name="Item">The number as the person sees it, or the name of a question (<see cref="QuestionId"/>), as buttons carry it.</param>
/// <param name="Loose">A word that people also use otherwise ("plan"): in an answer it names nothing.</param>
public readonly record struct StageWord(string Item, bool Loose)
{
    /// <summary>It is a number. Which stage that is, only the dialog knows: the short form has 1 to 3.</summary>
    public bool IsNumber => char.IsAsciiDigit(Item[0]);
}

/// <summary>Reads which question is meant: its number as shown, its name in any question set, or Gibbs' name of the stage.</summary>
public static class StageWords
{
    private static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

    private static readonly Dictionary<string, QuestionId> Names = NamesOfSets();

    private static readonly Dictionary<string, QuestionId> LooseNames = new(StringComparer.Ordinal)
    {
        ["what happened"] = QuestionId.Description, ["feeling"] = QuestionId.Feelings, ["action"] = QuestionId.ActionPlan, ["actions"] = QuestionId.ActionPlan, ["plan"] = QuestionId.ActionPlan,
    };

    /// <summary>The most words it takes to say which answer is meant.</summary>
    internal static int MostWords { get; } = Names.Keys.Max(n => n.Split(' ').Length) + 1;

    /// <summary>Every word that may be part of saying which answer is meant.</summary>
    internal static IReadOnlySet<string> Vocabulary { get; } =
        Names.Keys.Concat(LooseNames.Keys).Concat(Numbers).SelectMany(n => n.Split(' ')).Concat(["question", "answer", "number", "please", "now"]).ToHashSet(StringComparer.Ordinal);

    /// <summary>The answer the words mean, or null. Whether there is one of that number, the dialog says.</summary>
    public static StageWord? Match(string? text)
    {
        var plain = TypedText.Plain(text ?? "").TrimStart('#');
        foreach (var lead in new[] { "question ", "answer ", "number ", "stage " })
        {
            plain = plain.StartsWith(lead, StringComparison.Ordinal) ? plain[lead.Length..] : plain;
        }

        if (plain.Length is 1 or 2 && plain.All(char.IsAsciiDigit))
        {
            return new(plain, false);
        }

        return Array.IndexOf(Numbers, plain) is >= 0 and var index ? new((index + 1).ToString(CultureInfo.InvariantCulture), false)
            : Ordinal(plain) is > 0 and var place ? new(place.ToString(CultureInfo.InvariantCulture), false)
            : Names.TryGetValue(plain, out var stage) ? new($"{stage}", false)
            : LooseNames.TryGetValue(plain, out stage) ? new($"{stage}", true)
            : null;
    }

    /// <summary>"the second answer": 2; 0 for anything else.</summary>
    private static int Ordinal(string plain) =>
        plain.Split(' ') is [.. ["the" or "my"] or [], var which, "answer" or "question" or "one"] ? Array.IndexOf(Ordinals, which) + 1 : 0;

    private static Dictionary<string, QuestionId> NamesOfSets()
    {
        var names = new Dictionary<string, QuestionId>(StringComparer.Ordinal) { ["last time s plan"] = QuestionId.LastPlan, ["last plan"] = QuestionId.LastPlan };
        foreach (var (name, stage) in QuestionSet.All.SelectMany(s => s.Questions).Select(q => (q.Name, q.Stage)).Concat(QuestionId.Known.Select(q => ($"{q}", q))))
        {
            names.TryAdd(TypedText.Plain(name), stage);
        }

        return names;
    }
}
