using System.Text.Json.Serialization;

namespace ReflectionBot.Core.Themes.Codebooks;

/// <summary>
/// The codebook as it stands in its file. See docs/theme-coding.md for the pattern language. Asides: patterns whose words are about something else,
/// so that nothing is found in them.
/// </summary>
internal sealed record CodebookFile(
    [property: JsonRequired] string Id,
    [property: JsonRequired] string Version,
    [property: JsonRequired] string Note,
    [property: JsonRequired] IReadOnlyDictionary<string, string> Words,
    [property: JsonRequired] IReadOnlyList<GroupEntry> Groups,
    IReadOnlyList<string>? Asides = null,
    SharingEntry? Sharing = null,
    IReadOnlyList<CueEntry>? Cues = null);

/// <summary>From when on a stretch of a text is about sharing at all, whatever of it: most notes on dates, rooms and tools are not.</summary>
/// <param name="Needs">The points that it needs, from cues and from the indicators of the theme that has most.</param>
/// <param name="Longer">What a theme needs more for each ten words of the stretch, in tenths of a point: in a longer one more is found by chance.</param>
/// <param name="Behind">How far a theme may stay behind the likeliest one of the stretch and still count, in points.</param>
/// <param name="Clear">How clearly a stretch has to speak well or badly for indicators without a side of their own to count.</param>
/// <param name="ClearCues">The same for cues where no indicator was found.</param>
internal sealed record SharingEntry([property: JsonRequired] int Needs, int Longer = 0, int Behind = int.MaxValue, int Clear = 0, int ClearCues = 0);

/// <summary>A family of words that make something likelier, and prove nothing alone.</summary>
/// <param name="Id">Unique in the codebook, among indicators too.</param>
/// <param name="Patterns">Any of these.</param>
/// <param name="Themes">How much each says for a theme, by its id; below 0 against it.</param>
/// <param name="Topics">The topics that it can stand for where a theme has no indicator. Without one it never makes a theme count.</param>
/// <param name="Sharing">How much it says for being about sharing at all; below 0 against it.</param>
/// <param name="Side">Above 0 where it speaks well, below 0 where it speaks badly, whatever of.</param>
internal sealed record CueEntry(
    [property: JsonRequired] string Id,
    [property: JsonRequired] IReadOnlyList<string> Patterns,
    IReadOnlyDictionary<string, int>? Themes = null,
    IReadOnlyList<string>? Topics = null,
    int Sharing = 0,
    int Side = 0);

/// <summary>Foundations, Process or Outcomes.</summary>
internal sealed record GroupEntry([property: JsonRequired] string Id, [property: JsonRequired] string Name, [property: JsonRequired] IReadOnlyList<ThemeEntry> Themes);

/// <summary>
/// One theme with its working definition on both sides, and how a digest says them. Needs: the points from which on it counts; where it needs more
/// than another it is written about less.
/// </summary>
internal sealed record ThemeEntry(
    [property: JsonRequired] string Id,
    [property: JsonRequired] string Name,
    [property: JsonRequired] string About,
    [property: JsonRequired] string Covers,
    [property: JsonRequired] string SaysPresent,
    [property: JsonRequired] string SaysStrained,
    [property: JsonRequired] string Present,
    [property: JsonRequired] string Strained,
    [property: JsonRequired] IReadOnlyList<TopicEntry> Topics,
    int Needs = 1);

/// <summary>One topic: a plain label that says nothing of polarity, and what indicates it.</summary>
internal sealed record TopicEntry([property: JsonRequired] string Id, [property: JsonRequired] string Label, [property: JsonRequired] IReadOnlyList<IndicatorEntry> Indicators);

/// <summary>One indicator: patterns of one meaning.</summary>
/// <param name="Id">Unique in the codebook.</param>
/// <param name="Polarity">The side it speaks of when nothing turns it.</param>
/// <param name="Weak">Too faint alone: it needs another indicator of its theme in the same or a neighbouring sentence.</param>
/// <param name="Negated">What a "not" before it or inside it does.</param>
/// <param name="Patterns">Any of these.</param>
/// <param name="Points">How much it says, from 1 to 9; 0 leaves it at the usual: 2 where it is weak, else 7.</param>
internal sealed record IndicatorEntry(
    [property: JsonRequired] string Id,
    [property: JsonRequired] Polarity Polarity,
    [property: JsonRequired] IReadOnlyList<string> Patterns,
    bool Weak = false,
    Negation Negated = Negation.Flips,
    int Points = 0);

/// <summary>What a negation does to an indicator.</summary>
internal enum Negation
{
    /// <summary>Turns present into strained and back: "not listened to", "no jargon".</summary>
    Flips = 0,

    /// <summary>Takes it away: "not on the agenda" says nothing of who sets it.</summary>
    Drops = 1,

    /// <summary>Leaves it as it is.</summary>
    Keeps = 2,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CodebookFile))]
internal sealed partial class CodebookJson : JsonSerializerContext;
