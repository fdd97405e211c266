using System.Text.Json.Serialization;

namespace ReflectionBot.Core.Themes;

/// <summary>The codebook as it stands in its file. See docs/decisions/0005-first-coder.md for the pattern language.</summary>
internal sealed record CodebookFile(
    [property: JsonRequired] string Id,
    [property: JsonRequired] string Version,
    [property: JsonRequired] string Note,
    [property: JsonRequired] IReadOnlyDictionary<string, string> Words,
    [property: JsonRequired] IReadOnlyList<GroupEntry> Groups);

/// <summary>Foundations, Process or Outcomes.</summary>
internal sealed record GroupEntry([property: JsonRequired] string Id, [property: JsonRequired] string Name, [property: JsonRequired] IReadOnlyList<ThemeEntry> Themes);

/// <summary>One theme with its working definition on both sides, and how a digest says them.</summary>
internal sealed record ThemeEntry(
    [property: JsonRequired] string Id,
    [property: JsonRequired] string Name,
    [property: JsonRequired] string About,
    [property: JsonRequired] string Covers,
    [property: JsonRequired] string SaysPresent,
    [property: JsonRequired] string SaysStrained,
    [property: JsonRequired] string Present,
    [property: JsonRequired] string Strained,
    [property: JsonRequired] IReadOnlyList<TopicEntry> Topics);

/// <summary>One topic: a plain label that says nothing of polarity, and what indicates it.</summary>
internal sealed record TopicEntry([property: JsonRequired] string Id, [property: JsonRequired] string Label, [property: JsonRequired] IReadOnlyList<IndicatorEntry> Indicators);

/// <summary>One indicator: patterns of one meaning.</summary>
/// <param name="Id">Unique in the codebook.</param>
/// <param name="Polarity">The side it speaks of when nothing turns it.</param>
/// <param name="Weak">Too faint alone: it needs another indicator of its theme in the same or a neighbouring sentence.</param>
/// <param name="Negated">What a "not" before it or inside it does.</param>
/// <param name="Patterns">Any of these.</param>
internal sealed record IndicatorEntry(
    [property: JsonRequired] string Id,
    [property: JsonRequired] Polarity Polarity,
    [property: JsonRequired] IReadOnlyList<string> Patterns,
    bool Weak = false,
    Negation Negated = Negation.Flips);

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
