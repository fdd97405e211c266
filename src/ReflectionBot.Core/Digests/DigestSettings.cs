using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Digests;

/// <summary>
/// The minima of trust rule 3. A project may make them stricter, never laxer; the constructor refuses. Properties cannot be set afterwards,
/// so a <c>with</c> cannot slip under it.
/// </summary>
public sealed record DigestSettings
{
    /// <summary>Fewest counted contributors a window needs before it has theme content.</summary>
    public const int FewestContributors = ProjectSettings.LeastMinimum;

    /// <summary>Counted people a theme or a topic needs.</summary>
    public const int PeoplePerTheme = 3;

    /// <summary>
    /// Counted people a polarity needs: one more than a theme. With the same minimum for both, a theme shown without "present" would prove
    /// that somebody found it strained. See docs/decisions/0004-disclosure.md.
    /// </summary>
    public const int PeoplePerPolarity = PeoplePerTheme + 1;

    /// <summary>Settings with this minimum; the default is the laxest allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below the rule's.</exception>
    public DigestSettings(int contributors = FewestContributors) => Contributors = contributors >= FewestContributors
        ? contributors
        : throw new ArgumentOutOfRangeException(nameof(contributors), contributors, $"At least {FewestContributors}: a project can only make it stricter.");

    /// <summary>Counted contributors a window needs.</summary>
    public int Contributors { get; }

    /// <summary>With fewer counted people on a project, a digest with topics tells that all or nearly all of them wrote, and they are told so.</summary>
    public int FewPeople => Contributors + 2;

    /// <summary>Whether it is so with these people on a project.</summary>
    public bool AreFew(IReadOnlyList<Member> members) => Counted(members) < FewPeople;

    /// <summary>What a facilitator has to know where so few count on a project that no digest can show a topic, or only if all of them write; null else.</summary>
    public string? TooFew(IReadOnlyList<Member> members)
    {
        var (counted, needed) = (Counted(members), Contributors);
        return counted < needed ? Plurals.Of(DigestWording.ResourceManager, "TooFewCount", counted, ("number", Spoken.Number(needed)))
            : counted == needed ? DigestWording.FormatOnThisProjectPeopleCountSo(counted)
            : null;
    }

    private static int Counted(IReadOnlyList<Member> members) => members.Count(m => m.Roles.HasFlag(Roles.Collaborator) && m.Counted);

    /// <summary>
    /// Counted contributors without whom a threshold is not used: two more than itself at the least, so that whoever contributed and knows
    /// what they wrote cannot be sure of anybody else; with one more, two who tell each other cannot either.
    /// </summary>
    /// <param name="threshold">People needed.</param>
    public int NeededFor(int threshold) => threshold + Contributors - PeoplePerTheme;

    /// <summary>Whether so many people may be told of.</summary>
    /// <param name="people">How many it is true of.</param>
    /// <param name="threshold">How many it has to be true of.</param>
    /// <param name="contributors">All counted contributors of the window.</param>
    public bool Allows(int people, int threshold, int contributors) => people >= threshold && contributors >= NeededFor(threshold);
}
