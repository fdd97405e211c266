using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Core.Projects;

/// <summary>Distinguishes one person's projects where their names look the same.</summary>
public static class ProjectNames
{
    /// <summary>The display name of each project, by id: its name; where another one looks the same, also who runs it, or else a number.</summary>
    public static IReadOnlyDictionary<string, string> Apart(IReadOnlyCollection<Project> projects)
    {
        return projects.ToDictionary(p => p.Id, p => Of(p, [.. projects.Where(o => NameMatch.LooksLike(o.Name, p.Name)).OrderBy(o => o.Id, StringComparer.Ordinal)]), StringComparer.Ordinal);
    }

    private static string Of(Project project, List<Project> alike)
    {
        if (alike.Count == 1)
        {
            return project.Name;
        }

        var facilitator = project.Settings.Facilitator;
        var same = facilitator is null ? [] : alike.Where(p => p.Settings.Facilitator is { } other && NameMatch.LooksLike(other, facilitator)).ToList();
        var number = $"{alike.IndexOf(project) + 1}";
        return $"{project.Name} ({(facilitator is null ? number : same.Count == 1 ? facilitator : $"{facilitator}, {number}")})";
    }
}
