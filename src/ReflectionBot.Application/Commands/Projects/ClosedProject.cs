using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>What is said of a project that is closed.</summary>
internal static class ClosedProject
{
    /// <summary>What to say where a project is closed and something should be changed.</summary>
    public static string Sentence(Project project)
    {
        var until = project.Settings.KeepUntil is { } day ? ProjectCommandWording.FormatWhatWasCollectedIsErasedOn(Spoken.DayAndYear(day)) : "";
        return ProjectCommandWording.FormatIsClosedSoNothingInIt(project.Name, until);
    }
}
