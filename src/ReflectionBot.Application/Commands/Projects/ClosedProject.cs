using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>What is said of a project that is closed, and asked of its people.</summary>
internal static class ClosedProject
{
    /// <summary>What to say where a project is closed and something should be changed.</summary>
    public static string Sentence(Project project)
    {
        var until = project.Settings.KeepUntil is { } day ? $" What was collected is erased on {English.DayAndYear(day)}." : "";
        return $"{project.Name} is closed, so nothing in it changes any more.{until} `status`, `people`, `milestone list`, `invite` and `answers` still work.";
    }

    /// <summary>Whether people would be told that a digest with topics tells that nearly all of them wrote: by who is on the project now.</summary>
    public static async Task<bool> AreFewAsync(this ProjectStore projects, Project project, CancellationToken cancel) =>
        new DigestSettings(project.Settings.Minimum).AreFew(await projects.MembersAsync(project.Id, cancel));
}
