namespace ReflectionBot.Core.Projects;

/// <summary>What somebody is in a project. Facilitator and lead are different people; either may also be a collaborator.</summary>
[Flags]
public enum Roles
{
    /// <summary>Not on the roster.</summary>
    None = 0,

    /// <summary>Answers prompts in a direct chat.</summary>
    Collaborator = 1,

    /// <summary>Runs reflection for the project; may open raw answers where the consent text names them.</summary>
    Facilitator = 2,

    /// <summary>Answers for the project; reads the digest, never raw answers.</summary>
    Lead = 4,
}
