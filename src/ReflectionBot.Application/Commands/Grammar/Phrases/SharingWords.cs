using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar.Phrases;

/// <summary>Reads who may see an answer. A word that could mean two steps of the ladder is not understood, so nothing is shared wider than meant.</summary>
public static class SharingWords
{
    private static readonly (SharingChoice Choice, string[] Typed)[] Words =
    [
        (SharingChoice.OnlyMe, ["only me", "me only", "just me", "me", "private", "nobody", "no one", "keep private", "only i"]),
        (SharingChoice.Facilitator, ["me and facilitator", "me and the facilitator", "facilitator and me", "facilitator", "the facilitator", "only facilitator", "facilitator only", "only the facilitator", "me facilitator"]),
        (SharingChoice.Topics, ["topics", "topic", "topics to the team", "topics to team", "topic to the team", "topics only", "only topics"]),
        (SharingChoice.QuoteNoName, ["quote no name", "quote without name", "quote without my name", "quote without a name", "quote me no name", "quote unnamed", "no name", "without name", "without my name", "quote nameless", "unnamed quote"]),
        (SharingChoice.QuoteWithName, ["quote with my name", "quote with name", "quote me with my name", "quote and my name", "quote my name", "with my name", "with name", "quote named", "named quote"]),
    ];

    private static readonly Dictionary<string, SharingChoice> ByWords = Words.SelectMany(w => w.Typed.Select(t => (t, w.Choice))).ToDictionary(p => p.t, p => p.Choice, StringComparer.Ordinal);

    /// <summary>Every word of the ladder, and those with which people ask for a step that there is not.</summary>
    internal static IReadOnlySet<string> Vocabulary { get; } = Words.SelectMany(w => w.Typed).SelectMany(t => t.Split(' '))
        .Concat(["with", "as", "for", "of", "all", "everyone", "everybody", "anyone", "anybody", "everything", "whole", "public", "publicly", "lead", "them", "us", "answers"]).ToHashSet(StringComparer.Ordinal);

    /// <summary>The step of the ladder the words mean, or null. "quote" alone is null: it does not say whether the name goes with it.</summary>
    /// <param name="text">What was typed.</param>
    public static SharingChoice? Match(string? text) => ByWords.TryGetValue(TypedText.Plain(text ?? ""), out var choice) ? choice : null;

    /// <summary>
    /// Reads "3 quote, no name" or "feelings only me": an answer, and who may see it as <see cref="SharingChoices.Word"/> says it.
    /// For "me and Ana" that is <c>facilitator ana</c>: whether the facilitator is called so, the dialog knows.
    /// </summary>
    /// <param name="argument">What followed <c>share</c>.</param>
    /// <returns>Null for what is not understood; <c>Left</c> is what followed the answer.</returns>
    public static (StageWord? Answer, string? Choice, string Left) ReadShare(string? argument)
    {
        var words = TypedText.Plain(argument ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var taken = Math.Min(StageWords.MostWords, words.Length); taken > 0; taken--)
        {
            if (StageWords.Match(string.Join(' ', words[..taken])) is { } answer)
            {
                var rest = words[taken..];
                var left = string.Join(' ', rest is ["with" or "as" or "to", ..] && Match(string.Join(' ', rest)) is null ? rest[1..] : rest);
                return (answer, Match(left)?.Word() ?? Named(left), left);
            }
        }

        return (null, null, "");
    }

    private static string? Named(string left)
    {
        var name = left.StartsWith("me and ", StringComparison.Ordinal) ? left["me and ".Length..] : left.EndsWith(" and me", StringComparison.Ordinal) ? left[..^" and me".Length] : "";
        return name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length is >= 1 and <= 4 ? $"{SharingChoice.Facilitator.Word()} {name}" : null;
    }
}
