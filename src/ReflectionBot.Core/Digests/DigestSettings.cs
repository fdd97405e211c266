using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Digests;

/// <summary>
/// The minima of trust rule 3. A project may make them stricter, never laxer; the constructor enforces this. Properties cannot be set afterwards,
/// so a <c>with</c> expression cannot bypass it.
/// </summary>
public sealed record DigestSettings
{
    /// <summary>The least number of counted contributors that a window needs for theme content.</summary>
    public const int FewestContributors = ProjectSettings.LeastMinimum;

    /// <summary>The number of counted people that a theme or a topic needs.</summary>
    public const int PeoplePerTheme = 3;

    /// <summary>
    /// The number of counted people that a polarity needs: one more than a theme. With the same minimum for both, a theme shown without "present"
    /// would prove that a contributor found it strained. See docs/decisions/0004-disclosure.md.
    /// </summary>
    public const int PeoplePerPolarity = PeoplePerTheme + 1;

    /// <summary>Settings with this minimum; the default is the laxest allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below the minimum of the rule.</exception>
    public DigestSettings(int contributors = FewestContributors) => Contributors = contributors >= FewestContributors
        ? contributors
        : throw new ArgumentOutOfRangeException(nameof(contributors), contributors, $"At least {FewestContributors}: a project can only make it stricter.");

    /// <summary>Counted contributors a window needs.</summary>
    public int Contributors { get; }

    /// <summary>With fewer counted people on a project, a digest with topics reveals that all or nearly all of them wrote. They are told so.</summary>
    public int FewPeople => Contributors + 2;

    /// <summary>Whether these people on a project are few in this sense.</summary>
    public bool AreFew(IReadOnlyList<Member> members) => Counted(members) < FewPeople;

    /// <summary>A warning for the facilitator where so few people count that a digest can never show a topic, or only if all of them write; null otherwise.</summary>
    public string? TooFew(IReadOnlyList<Member> members)
    {
        var (counted, needed) = (Counted(members), Contributors);
        return counted < needed ? Plurals.Of(DigestWording.ResourceManager, "TooFewCount", counted, ("number", Spoken.Number(needed)))
            : counted == needed ? DigestWording.FormatOnThisProjectPeopleCountSo(counted)
            : null;
    }

    private static int Counted(IReadOnlyList<Member> members) => members.Count(m => m.Roles.HasFlag(Roles.Collaborator) && m.Counted);

    /// <summary>
    /// The number of counted contributors needed before a threshold may be used: at least two more than the threshold. Then a contributor, who knows
    /// their own text, cannot be sure about any other person. With one more than that, even two contributors who compare notes cannot.
    /// </summary>
    /// <param name="threshold">People needed.</param>
    public int NeededFor(int threshold) => threshold + Contributors - PeoplePerTheme;

    /// <summary>Whether a digest may say that this many people wrote something.</summary>
    /// <param name="people">How many people it is true of.</param>
    /// <param name="threshold">How many people it has to be true of.</param>
    /// <param name="contributors">All counted contributors of the window.</param>
    public bool Allows(int people, int threshold, int contributors) => people >= threshold && contributors >= NeededFor(threshold);
}
