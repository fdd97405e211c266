using System.Collections.Immutable;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Reflections;

/// <summary>
/// What an author says their answer is about. It replaces what the coder finds in the same text, and is dropped when the text changes.
/// </summary>
/// <param name="Themes">Up to <see cref="Most"/>; empty where they said that it is about none of them.</param>
/// <param name="At">When they last said so (UTC).</param>
public sealed record AuthorThemes(ImmutableList<SidedTheme> Themes, DateTimeOffset At)
{
    /// <summary>The maximum number of themes for one answer.</summary>
    public const int Most = 2;

    /// <summary>With one more theme, or with a new side for an existing one; null where that would be too many.</summary>
    public AuthorThemes? With(SidedTheme theme, DateTimeOffset now)
    {
        var others = Themes.RemoveAll(t => t.Theme == theme.Theme);
        return others.Count >= Most ? null : new(others.Add(theme), now.ToUniversalTime());
    }
}
