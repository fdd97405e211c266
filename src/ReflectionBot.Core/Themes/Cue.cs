namespace ReflectionBot.Core.Themes;

/// <summary>A group of words of a codebook, with its points per theme.</summary>
/// <param name="Number">From 0, in codebook order.</param>
/// <param name="Points">The points that it adds for each theme, in codebook order; below 0 it counts against the theme.</param>
/// <param name="Stands">The indicator that represents it where it makes a theme count; null where it cannot.</param>
/// <param name="Sharing">The points that it adds for being about sharing at all.</param>
/// <param name="Side">Above 0 where it is positive, below 0 where it is negative.</param>
internal sealed record Cue(int Number, int[] Points, Indicator?[] Stands, int Sharing, int Side)
{
    /// <summary>Whether it can make a theme count.</summary>
    public bool CanStand { get; } = Array.Exists(Stands, s => s is not null);
}

/// <summary>A cue found in a text.</summary>
/// <param name="Cue">The cue.</param>
/// <param name="First">The index of its first word.</param>
/// <param name="Last">The index of its last word.</param>
internal readonly record struct CueHit(Cue Cue, int First, int Last);

/// <summary>The place of a cue that can make a theme count.</summary>
internal readonly record struct CuePlace(Cue Cue, Passage Passage, int Sentence);
