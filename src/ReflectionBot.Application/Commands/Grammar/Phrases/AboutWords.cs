using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar.Phrases;

/// <summary>The words with which people say what an answer is about. They tell a command from a sentence that begins like one.</summary>
internal static class AboutWords
{
    /// <summary>Every word of the themes' names, and those that go with them.</summary>
    public static IReadOnlySet<string> Vocabulary { get; } = Codebook.Load().Themes.SelectMany(t => new[] { t.Id, t.Name, t.Words.About, t.Words.Covers }).SelectMany(n => TypedText.Plain(n).Split(' '))
        .Concat(["none", "of", "these", "skip", "all", "it", "went", "was", "well", "good", "hard", "bad", "difficult", "both", "mixed", "present", "strained"]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a text says nothing else; there is something in it.</summary>
    public static bool AreAll(string text) => TypedText.Plain(text).Split(' ').All(Vocabulary.Contains);
}
