namespace ReflectionBot.Core.Themes;

/// <summary>A family of words of a codebook, with what it says by the order of the codebook's themes.</summary>
/// <param name="Number">From 0, by the order of the codebook.</param>
/// <param name="Points">How much it says for each theme; below 0 against it.</param>
/// <param name="Stands">What stands for it where it earns a theme; null where it cannot.</param>
/// <param name="Sharing">How much it says for being about sharing at all.</param>
/// <param name="Side">Above 0 where it speaks well.</param>
internal sealed record Cue(int Number, int[] Points, Indicator?[] Stands, int Sharing, int Side)
{
    /// <summary>Whether it can earn a theme.</summary>
    public bool CanStand { get; } = Array.Exists(Stands, s => s is not null);
}

/// <summary>A cue found in a text.</summary>
/// <param name="Cue">Which.</param>
/// <param name="First">The number of its first word.</param>
/// <param name="Last">The number of its last word.</param>
internal readonly record struct CueHit(Cue Cue, int First, int Last);

/// <summary>Where a cue stands that can earn a theme.</summary>
internal readonly record struct CuePlace(Cue Cue, Passage Passage, int Sentence);
