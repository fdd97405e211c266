namespace ReflectionBot.Core.Projects;

/// <summary>The two people somebody can ask to be contacted by: whoever wants to talk about the facilitator needs another one.</summary>
public static class Helpers
{
    /// <summary>What is wrong with the two, in a sentence; null where nothing is, or one is not named yet.</summary>
    public static string? Mistake(ProjectSettings settings, IReadOnlyList<Member> members)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(members);
        if (settings.Helper1 is not { } first || settings.Helper2 is not { } second)
        {
            return null;
        }

        if (NameMatch.Same(first, second))
        {
            return "`helper1` and `helper2` have to be two people, so that somebody who needs help can choose.";
        }

        return IsFacilitator(first) && IsFacilitator(second)
            ? "`helper1` and `helper2` cannot both be facilitators: somebody may want to talk to another person."
            : null;

        bool IsFacilitator(string name) =>
            (settings.Facilitator is { } facilitator && NameMatch.Same(facilitator, name)) || members.Any(m => m.Roles.HasFlag(Roles.Facilitator) && NameMatch.Same(m.Name, name));
    }
}
