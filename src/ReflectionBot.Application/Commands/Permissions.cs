using ReflectionBot.Application.Wording;
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
            var of = project is null ? CommandWording.AProject : project;
            return roles == Roles.None
                ? CommandWording.FormatIDontKnowYouInYet(of)
                : CommandWording.FormatOnlyOfCanDoThatHelp(RolesInWords.OneOf(spec.Allowed), project is null ? CommandWording.TheProject : project);
        }

        return (spec.Where, place) switch
        {
            (Where.DirectOnly, Place.Channel) => CommandWording.ThatWorksInYourOwnChat,
            (Where.ChannelOnly, Place.Direct) => CommandWording.ThatWorksInTheProjectsChannel,
            _ => null,
        };
    }
}
