namespace ReflectionBot.Core.Themes;

/// <summary>The side of a theme that a passage is about.</summary>
public enum Polarity
{
    /// <summary>The theme is present: "we were listened to".</summary>
    Present = 0,

    /// <summary>The theme is strained or absent: "we were talked over".</summary>
    Strained = 1,

    /// <summary>Both, in one sentence: "they listened, but it was decided elsewhere".</summary>
    Mixed = 2,
}

/// <summary>A span of an answer; never a copy of its text.</summary>
/// <param name="Start">First UTF-16 unit, from 0.</param>
/// <param name="Length">UTF-16 units; at least 1.</param>
public readonly record struct Passage(int Start, int Length)
{
    /// <summary>The unit after the last one.</summary>
    public int End => Start + Length;
}

/// <summary>One theme attached to one passage of one answer.</summary>
/// <param name="ThemeId">A theme of the codebook, e.g. <c>shared-power</c>.</param>
/// <param name="TopicId">A topic under that theme, e.g. <c>having-a-voice</c>; empty where a person chose only the theme.</param>
/// <param name="Passage">The passage that it is based on.</param>
/// <param name="Polarity">Present, strained or mixed.</param>
/// <param name="Indicator">Id of the indicator behind it, so that every code can be explained; two ids joined by + for a mixed one. Empty where a person set it without an indicator.</param>
public sealed record Code(string ThemeId, string TopicId, Passage Passage, Polarity Polarity, string Indicator)
{
    /// <summary>Who set it.</summary>
    public CodeSource By { get; init; } = CodeSource.Codebook;

    /// <summary>When a person set it (UTC); null for a machine's code, which has a coder version instead.</summary>
    public DateTimeOffset? SetAt { get; init; }
}

/// <summary>Who set a code, the most trusted last.</summary>
public enum CodeSource
{
    /// <summary>The coder, by the codebook's indicators.</summary>
    Codebook = 0,

    /// <summary>A language model that was given the codebook, see <c>ReadingPrompt</c>.</summary>
    ReadingModel = 1,

    /// <summary>A facilitator who read the words, for the whole answer.</summary>
    Facilitator = 2,

    /// <summary>The author of the words, for the whole answer.</summary>
    Author = 3,
}
