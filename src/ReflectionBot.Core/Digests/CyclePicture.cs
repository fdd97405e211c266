using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Digests;

/// <summary>How a theme is drawn in the picture of the cycle.</summary>
public enum CycleLook
{
    /// <summary>The digest does not show it: too few wrote about it, or nobody, or it was held back. These look the same (trust rule 4).</summary>
    NotShown = 0,

    /// <summary>Shown, without a side.</summary>
    Shown = 1,

    /// <summary>Shown as present.</summary>
    Present = 2,

    /// <summary>Shown as strained.</summary>
    Strained = 3,

    /// <summary>Shown as both.</summary>
    Both = 4,
}

/// <summary>One theme in the picture.</summary>
/// <param name="About">What it is called, e.g. "power".</param>
/// <param name="Look">How it is drawn.</param>
public sealed record CycleSegment(string About, CycleLook Look);

/// <summary>The rings of several digests side by side, the earliest first.</summary>
/// <param name="Rings">Each with what stands under it, e.g. its day.</param>
public sealed record CycleSeries(IReadOnlyList<(string Label, CyclePicture Ring)> Rings);

/// <summary>
/// The ring of themes of a digest, as it is drawn. It is made from the posted message alone, so it can show nothing that the message does not say.
/// </summary>
/// <param name="Segments">In the codebook's order, clockwise from the top.</param>
public sealed record CyclePicture(IReadOnlyList<CycleSegment> Segments)
{
    /// <summary>The same in words, for people who do not see the picture.</summary>
    public string AltText
    {
        get
        {
            string[] others = [.. Segments.Where(s => s.Look == CycleLook.NotShown).Select(s => s.About)];
            return others.Length == 0 ? DigestWording.FormatTheRingShowsAll(Shown) : DigestWording.FormatTheRingShows(Shown, Spoken.List(others));
        }
    }

    /// <summary>The picture of a digest.</summary>
    /// <param name="codebook">The themes of the ring.</param>
    /// <param name="digest">As it is posted.</param>
    public static CyclePicture Of(Codebook codebook, DigestMessage digest)
    {
        var shown = digest.Sections.SelectMany(s => s.Themes).ToDictionary(t => t.About, StringComparer.Ordinal);
        return new([.. codebook.Themes.Select(t => new CycleSegment(t.Words.About, shown.TryGetValue(t.Words.About, out var theme) ? LookOf(theme) : CycleLook.NotShown))]);
    }

    /// <summary>What it shows, in words: "power (some wrote it went well) and responsibilities".</summary>
    public string Shown => Spoken.List([.. Segments.Where(s => s.Look != CycleLook.NotShown).Select(InWords)]);

    /// <summary>What a look means, as the key under the picture says it.</summary>
    public static string Meaning(CycleLook look) => look switch
    {
        CycleLook.Present => DigestWording.WentWell,
        CycleLook.Strained => DigestWording.WasHard,
        CycleLook.Both => DigestWording.Both,
        CycleLook.Shown => DigestWording.WrittenAbout,
        _ => DigestWording.NotShown,
    };

    private static CycleLook LookOf(DigestTheme theme) => (theme.Present, theme.Strained) switch
    {
        (true, true) => CycleLook.Both,
        (true, false) => CycleLook.Present,
        (false, true) => CycleLook.Strained,
        _ => CycleLook.Shown,
    };

    private static string InWords(CycleSegment segment) => segment.Look == CycleLook.Shown ? segment.About : $"{segment.About} ({Meaning(segment.Look)})";
}
