using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands;

/// <summary>Who may do what, and where: read from <see cref="CommandTable"/>, nowhere else.</summary>
public static class Permissions
{
    /// <summary>Null where the command is allowed, else a kind sentence that says why not.</summary>
    /// <param name="spec">The command.</param>
    /// <param name="roles">What the person is in the project; <see cref="Roles.None"/> for somebody unknown.</param>
    /// <param name="place">Where they wrote it.</param>
    /// <param name="project">The project's name, if one is known.</param>
    public static string? Check(CommandSpec spec, Roles roles, Place place, string? project = null)
    {
        if (spec.Allowed != Roles.None && (spec.Allowed & roles) == Roles.None)
        {
            var of = project is null ? "a project" : project;
            return roles == Roles.None
                ? $"I don't know you in {of} yet. Ask a facilitator to add you. `help` shows what you can do here."
                : $"Only {RolesInWords.OneOf(spec.Allowed)} of {(project is null ? "the project" : project)} can do that. `help` shows what you can do here.";
        }

        return (spec.Where, place) switch
        {
            (Where.DirectOnly, Place.Channel) => "That works in your own chat with me, not in the channel. Write to me there.",
            (Where.ChannelOnly, Place.Direct) => "That works in the project's channel, not in your own chat with me.",
            _ => null,
        };
    }
}
