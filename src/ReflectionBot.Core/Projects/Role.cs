using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Projects;

/// <summary>A person's roles in a project. Facilitator and lead are different people; either may also be a collaborator.</summary>
[Flags]
public enum Roles
{
    /// <summary>Not on the roster.</summary>
    None = 0,

    /// <summary>Answers prompts in a direct chat.</summary>
    Collaborator = 1,

    /// <summary>Runs reflection for the project; may open raw answers where the consent text names them.</summary>
    Facilitator = 2,

    /// <summary>Is responsible for the project; reads the digest, never raw answers.</summary>
    Lead = 4,
}

/// <summary>Roles as text.</summary>
internal static class RolesInWords
{
    /// <summary>The roles as text: "a facilitator", "a facilitator or a lead".</summary>
    internal static string OneOf(Roles allowed) => string.Join(" or ", new[]
    {
        allowed.HasFlag(Roles.Facilitator) ? ProjectWording.AFacilitator : "",
        allowed.HasFlag(Roles.Lead) ? ProjectWording.ALead : "",
        allowed.HasFlag(Roles.Collaborator) ? ProjectWording.ACollaborator : "",
    }.Where(w => w.Length > 0));
}
