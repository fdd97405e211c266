using ReflectionBot.Core.Digests;

namespace ReflectionBot.Tests.Digests;

/// <summary>How many wrote about a theme of one digest.</summary>
internal readonly record struct Sides(int Any, int Present, int Strained)
{
    /// <summary>With one more person, who wrote 0 nothing of it, or 1 as present, 2 as strained, 3 as both.</summary>
    public Sides With(int side) => new(Any + (side > 0 ? 1 : 0), Present + (side & 1), Strained + (side >> 1));

    /// <summary>
    /// How others have to have written, so that a theme is shown as it is: how many as present, as strained, as both; null where they cannot.
    /// </summary>
    /// <param name="shown">The theme as it is shown; null where it is not.</param>
    /// <param name="sidesAreShown">Enough people wrote for a side to be named.</param>
    /// <param name="others">How many others there are; those who are not needed wrote nothing of it.</param>
    public (int Present, int Strained, int Both)? Fill(DisclosedTheme? shown, bool sidesAreShown, int others)
    {
        const int theme = DigestSettings.PeoplePerTheme;
        const int side = DigestSettings.PeoplePerPolarity;
        var missing = Math.Max(0, theme - Any);
        if (shown is null)
        {
            return missing > 0 ? (0, 0, 0) : null;
        }

        if (!sidesAreShown)
        {
            return missing <= others && !shown.Present && !shown.Strained ? (missing, 0, 0) : null;
        }

        var (present, strained) = (Math.Max(0, side - Present), Math.Max(0, side - Strained));
        if (shown is { Present: true, Strained: true })
        {
            return Math.Max(present, strained) <= others ? (0, 0, Math.Max(present, strained)) : null;
        }

        if ((!shown.Present && present == 0) || (!shown.Strained && strained == 0))
        {
            return null;
        }

        if (shown.Present || shown.Strained)
        {
            return (shown.Present ? present : strained) > others ? null : shown.Present ? (present, 0, 0) : (0, strained, 0);
        }

        var first = Math.Min(missing, present - 1);
        return missing - first <= strained - 1 && missing <= others ? (first, missing - first, 0) : null;
    }
}
