using System.Collections.Immutable;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Themes.Measuring;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Digests.Review;

/// <summary>What comes after a facilitator has chosen something for a passage.</summary>
public enum ReviewShows
{
    /// <summary>The next passage.</summary>
    Next = 0,

    /// <summary>What the passage counts under now.</summary>
    Kept = 1,

    /// <summary>The themes, to choose one.</summary>
    Themes = 2,

    /// <summary>The sides of a theme, to choose one.</summary>
    Sides = 3,

    /// <summary>Words that are none of the choices.</summary>
    Unknown = 4,
}

/// <summary>The result of one choice.</summary>
/// <param name="Reviewed">What the passage is about now; null where nothing is decided by this choice.</param>
/// <param name="Shows">What comes next.</param>
/// <param name="Theme">The theme whose side is missing; null for none.</param>
public sealed record ReviewStep(ReviewedThemes? Reviewed, ReviewShows Shows, Theme? Theme = null);

/// <summary>How far a facilitator and the coder agree about one theme.</summary>
/// <param name="Theme">The theme.</param>
/// <param name="Kappa">Cohen's kappa: agreement beyond chance, at most 1; null where both read every answer as about it, so that chance alone would agree.</param>
/// <param name="N">Answers that either of them reads as about this theme.</param>
public sealed record ThemeAgreement(Theme Theme, double? Kappa, int N);

/// <summary>A facilitator's look at one passage after the other. Pure.</summary>
public static class PassageReview
{
    /// <summary>The coder's reading is right.</summary>
    public const string Right = "right";

    /// <summary>The coder's reading is right, and there is another theme.</summary>
    public const string Also = "also";

    /// <summary>Another theme, to be chosen.</summary>
    public const string Other = "other";

    /// <summary>None of the themes.</summary>
    public const string None = "none";

    /// <summary>The passage stays as it is.</summary>
    public const string Skip = "skip";

    /// <summary>Before a theme that the passage is not about.</summary>
    public const string Not = "not";

    private static readonly string[] RightWords = [Right, "that is right", "accept", "yes", "ok"];
    private static readonly string[] NoneWords = [None, "none of these", "reject", "no topic", "nothing"];
    private static readonly string[] SkipWords = [Skip, "next"];

    /// <summary>Every word of a choice besides the words of themes.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. RightWords.Concat(NoneWords).Concat(SkipWords).Append(Also).Append(Other).Append(Not).SelectMany(w => w.Split(' ')).Distinct()];

    /// <summary>Takes a choice.</summary>
    /// <param name="coding">The codebook and the coder.</param>
    /// <param name="passage">The passage it is about.</param>
    /// <param name="said">What was chosen or typed, e.g. <c>right</c>, <c>not power</c>, <c>power hard</c>.</param>
    /// <param name="by">The facilitator's id.</param>
    /// <param name="now">Now.</param>
    /// <param name="blind">They have not seen what the coder finds.</param>
    public static ReviewStep Take(DigestCoding coding, PassageInReview passage, string said, string by, DateTimeOffset now, bool blind)
    {
        var (words, themes) = (TypedText.Plain(said), coding.Codebook.Themes);
        var found = Found(coding, passage.Answer.Text);
        // Whoever sees the coder's reading corrects it; whoever does not begins with nothing.
        var before = passage.Answer.Reviewed?.Themes ?? (blind ? [] : found);
        ReviewStep Kept(ImmutableList<SidedTheme> about, ReviewShows shows) => new(new(about, by, now.ToUniversalTime(), passage.Answer.Reviewed?.IsBlind ?? blind), shows);
        return words switch
        {
            _ when RightWords.Contains(words) && !blind => Kept(before, ReviewShows.Next),
            Also when !blind => Kept(before, ReviewShows.Themes),
            Other => new(null, ReviewShows.Themes),
            _ when NoneWords.Contains(words) => Kept([], ReviewShows.Next),
            _ when SkipWords.Contains(words) => new(null, ReviewShows.Next),
            _ when words.StartsWith($"{Not} ", StringComparison.Ordinal) && ThemeNames.Read(themes, words[Not.Length..]) is ({ } gone, null) => Kept(before.RemoveAll(t => t.Theme == gone.Id), ReviewShows.Kept),
            _ => ThemeNames.Read(themes, words) switch
            {
                ({ } theme, { } side) => Kept((passage.Answer.Reviewed?.Themes ?? []).RemoveAll(t => t.Theme == theme.Id).Add(new(theme.Id, side)), ReviewShows.Kept),
                ({ } theme, null) => new(null, ReviewShows.Sides, theme),
                null => new(null, ReviewShows.Unknown),
            },
        };
    }

    /// <summary>What the coder finds in a text, one entry a theme.</summary>
    public static ImmutableList<SidedTheme> Found(DigestCoding coding, string text) => [.. CodedReading.Sides(coding.Coder.Code(coding.Codebook, text)).Select(s => new SidedTheme(s.Key, s.Value))];

    /// <summary>How far facilitators and the coder agree, over the answers that were read blind; empty where none was.</summary>
    /// <param name="coding">The codebook and the coder.</param>
    /// <param name="answers">Answers with text; those that were not read blind are left out.</param>
    public static (int Answers, IReadOnlyList<ThemeAgreement> Themes) AgreementOf(DigestCoding coding, IEnumerable<Answer> answers)
    {
        var readings = answers.Where(a => a.Reviewed is { IsBlind: true }).Select(a => CodedReading.Of(
            coding.Coder, coding.Codebook, new LabelledText(0, "", a.Text, a.Reviewed!.Themes.Select(t => t.Theme).ToHashSet(StringComparer.Ordinal), new Dictionary<string, Polarity>()))).ToList();
        if (readings.Count == 0)
        {
            return (0, []);
        }

        var figures = Figures.Of(coding.Codebook, readings).Themes.ToDictionary(t => t.Theme, t => t.Figures, StringComparer.Ordinal);
        return (readings.Count, [.. coding.Codebook.Themes.Select(t => (Theme: t, Figures: figures[t.Id]))
            .Select(t => new ThemeAgreement(t.Theme, t.Figures.Fit.Both == readings.Count ? null : t.Figures.Kappa, t.Figures.N + t.Figures.Fit.Extra)).Where(t => t.N > 0)]);
    }
}
