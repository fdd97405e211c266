using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Core.Projects;

/// <summary>Tells one person's projects apart where their names look the same.</summary>
public static class ProjectNames
{
    /// <summary>What each project is called, by its id: its name, and who runs it, else a number, where another one's looks the same.</summary>
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
