namespace ReflectionBot.Core.Digests;

/// <summary>
/// The minima of trust rule 3. A project may make them stricter, never laxer; the constructor refuses. Properties cannot be set afterwards,
/// so a <c>with</c> cannot slip under it.
/// </summary>
public sealed record DigestSettings
{
    /// <summary>Fewest counted contributors a window needs before it has theme content.</summary>
    public const int FewestContributors = 5;

    /// <summary>Fewest counted people a theme or a topic needs.</summary>
    public const int FewestPerTheme = 3;

    /// <summary>Settings with these minima; the defaults are the laxest allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A minimum is below the rule's.</exception>
    public DigestSettings(int contributors = FewestContributors, int peoplePerTheme = FewestPerTheme)
    {
        Contributors = contributors >= FewestContributors
            ? contributors
            : throw new ArgumentOutOfRangeException(nameof(contributors), contributors, $"At least {FewestContributors}: a project can only make it stricter.");
        PeoplePerTheme = peoplePerTheme >= FewestPerTheme
            ? peoplePerTheme
            : throw new ArgumentOutOfRangeException(nameof(peoplePerTheme), peoplePerTheme, $"At least {FewestPerTheme}: a project can only make it stricter.");
    }

    /// <summary>Counted contributors a window needs.</summary>
    public int Contributors { get; }

    /// <summary>Counted people a theme or a topic needs.</summary>
    public int PeoplePerTheme { get; }

    /// <summary>
    /// Counted people a polarity needs: one more than a theme. With the same minimum for both, a theme shown without "present" would prove
    /// that somebody found it strained, and one person would have been given away by subtraction. With one more, three people of one mind
    /// and three who differ look the same. See docs/decisions/0004-disclosure.md.
    /// </summary>
    public int PeoplePerPolarity => PeoplePerTheme + 1;
}
