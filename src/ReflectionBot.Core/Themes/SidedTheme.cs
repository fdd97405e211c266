using System.Globalization;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Themes;

/// <summary>A theme that a person says an answer is about.</summary>
/// <param name="Theme">Its id in the codebook, e.g. <c>shared-power</c>.</param>
/// <param name="Side">It went well, it was hard, or both.</param>
public sealed record SidedTheme(string Theme, Polarity Side);

/// <summary>Themes and their sides in the words that people read and type.</summary>
public static class ThemeNames
{
    /// <summary>The sides in the order of buttons, each with the ways of typing it; the first is what a button carries.</summary>
    public static IReadOnlyList<(Polarity Side, IReadOnlyList<string> Typed)> Sides { get; } =
    [
        (Polarity.Present, ["well", "good", "went well", "it went well", "present", "fine"]),
        (Polarity.Strained, ["hard", "bad", "difficult", "was hard", "it was hard", "strained"]),
        (Polarity.Mixed, ["both", "mixed", "a bit of both", "both of them"]),
    ];

    /// <summary>"Power: who decides, who has a say".</summary>
    public static string Label(Theme theme) => $"{char.ToUpper(theme.Words.About[0], CultureInfo.CurrentCulture)}{theme.Words.About[1..]}: {theme.Words.Covers}";

    /// <summary>"power"; the id where these themes have no such one.</summary>
    public static string Of(IReadOnlyList<Theme> themes, string id) => themes.FirstOrDefault(t => t.Id == id)?.Words.About ?? id;

    /// <summary>"power (it was hard)".</summary>
    public static string Of(IReadOnlyList<Theme> themes, SidedTheme theme) => $"{Of(themes, theme.Theme)} ({Small(theme.Side)})";

    /// <summary>"It was hard".</summary>
    public static string Of(Polarity side) => side switch
    {
        Polarity.Present => ConversationWording.ItWentWell,
        Polarity.Strained => ConversationWording.ItWasHard,
        _ => ConversationWording.BothOfThem,
    };

    /// <summary>The theme at the start of a text, by any of its names, and the side in the rest; null where there is no theme, or other text follows.</summary>
    public static (Theme Theme, Polarity? Side)? Read(IReadOnlyList<Theme> themes, string words)
    {
        var plain = TypedText.Plain(words);
        var (theme, name) = themes.SelectMany(t => new[] { t.Id, t.Name, Label(t), t.Words.About }.Select(n => (Theme: t, Name: TypedText.Plain(n))))
            .Where(n => plain == n.Name || plain.StartsWith($"{n.Name} ", StringComparison.Ordinal)).OrderByDescending(n => n.Name.Length).FirstOrDefault();
        if (theme is null)
        {
            return null;
        }

        var rest = plain[name.Length..].Trim();
        var side = Sides.Where(s => s.Typed.Contains(rest) || TypedText.Plain(Of(s.Side)) == rest).Select(s => (Polarity?)s.Side).FirstOrDefault();
        return rest.Length == 0 ? (theme, null) : side is null ? null : (theme, side);
    }

    private static string Small(Polarity side) => side switch
    {
        Polarity.Present => ConversationWording.ItWentWellSmall,
        Polarity.Strained => ConversationWording.ItWasHardSmall,
        _ => ConversationWording.BothSmall,
    };
}
