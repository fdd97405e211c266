using System.Text.Json.Serialization;

namespace ReflectionBot.Core.Themes.Codebooks;

/// <summary>
/// The codebook as stored in its file. See docs/theme-coding.md for the pattern language. Asides are patterns for text about something else;
/// nothing is found in them.
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

/// <summary>Thresholds for a stretch of a text to be about sharing at all, in any theme: most notes on dates, rooms and tools are not.</summary>
/// <param name="Needs">The points that it needs, from cues and from the indicators of the theme with the most points.</param>
/// <param name="Longer">Extra points that a theme needs per ten words of the stretch, in tenths of a point: a longer stretch has more chance matches.</param>
/// <param name="Behind">How many points a theme may be behind the likeliest one of the stretch and still count.</param>
/// <param name="Clear">How clearly positive or negative a stretch has to be for indicators without their own side to count.</param>
/// <param name="ClearCues">The same for cues where no indicator was found.</param>
internal sealed record SharingEntry([property: JsonRequired] int Needs, int Longer = 0, int Behind = int.MaxValue, int Clear = 0, int ClearCues = 0);

/// <summary>A group of words that make something likelier, but prove nothing on their own.</summary>
/// <param name="Id">Unique in the codebook, also among indicators.</param>
/// <param name="Patterns">Any of these.</param>
/// <param name="Themes">The points that it adds for each theme, by id; below 0 it counts against the theme.</param>
/// <param name="Topics">The topics that it can represent where a theme has no indicator. Without any, it never makes a theme count.</param>
/// <param name="Sharing">The points that it adds for being about sharing at all; below 0 it counts against that.</param>
/// <param name="Side">Above 0 where it is positive, below 0 where it is negative, about anything.</param>
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
/// One theme with its working definition of both sides, and the words that a digest uses for them; what belongs to it and what does not, in cases
/// that are easily confused, and short examples. Needs: the points from which it counts; a theme that people write about less needs more.
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
    [property: JsonRequired] IReadOnlyList<string> Include,
    [property: JsonRequired] IReadOnlyList<string> Exclude,
    [property: JsonRequired] IReadOnlyList<string> Examples,
    [property: JsonRequired] IReadOnlyList<TopicEntry> Topics,
    int Needs = 1);

/// <summary>One topic: a plain label that implies no polarity, and its indicators.</summary>
internal sealed record TopicEntry([property: JsonRequired] string Id, [property: JsonRequired] string Label, [property: JsonRequired] IReadOnlyList<IndicatorEntry> Indicators);

/// <summary>One indicator: patterns with the same meaning.</summary>
/// <param name="Id">Unique in the codebook.</param>
/// <param name="Polarity">Its side when nothing negates it.</param>
/// <param name="Weak">Too weak alone: it needs another indicator of its theme in the same or a neighbouring sentence.</param>
/// <param name="Negated">The effect of a "not" before it or inside it.</param>
/// <param name="Patterns">Any of these.</param>
/// <param name="Points">Its strength, from 1 to 9; 0 uses the default: 2 where it is weak, else 7.</param>
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

    /// <summary>Removes it: "not on the agenda" says nothing about who sets it.</summary>
    Drops = 1,

    /// <summary>Leaves it as it is.</summary>
    Keeps = 2,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CodebookFile))]
internal sealed partial class CodebookJson : JsonSerializerContext;
