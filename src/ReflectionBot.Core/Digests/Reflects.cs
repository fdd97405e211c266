namespace ReflectionBot.Core.Digests;

/// <summary>What somebody on the project answers to "Does this reflect us?".</summary>
public enum Reflects
{
    /// <summary>It does.</summary>
    Yes = 0,

    /// <summary>It does partly.</summary>
    Partly = 1,

    /// <summary>It does not.</summary>
    No = 2,
}

/// <summary>What may be told of these answers: pure.</summary>
/// <param name="Yes">Three or more said yes.</param>
/// <param name="PartlyOrNo">Three or more said partly or no; which of the two is not told.</param>
public sealed record ReflectsTold(bool Yes, bool PartlyOrNo)
{
    /// <summary>
    /// Decides it by the rule of topics: a side is told of three people or more, where five or more answered. So nobody who answered can be sure
    /// of anybody else, and no sentence means everyone.
    /// </summary>
    /// <param name="answers">One of each collaborator who answered; never a lead's or a facilitator's.</param>
    /// <param name="settings">The project's minima.</param>
    public static ReflectsTold Of(IReadOnlyList<Reflects> answers, DigestSettings settings)
    {
        var yes = answers.Count(a => a == Reflects.Yes);
        return new(settings.Allows(yes, DigestSettings.PeoplePerTheme, answers.Count), settings.Allows(answers.Count - yes, DigestSettings.PeoplePerTheme, answers.Count));
    }
}
