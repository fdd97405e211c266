using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.People;

/// <summary>Letters to several people of a project.</summary>
internal static class ProjectLetters
{
    /// <summary>The same letter to several people, with the project's name on it for those who are on several.</summary>
    public static async Task<IReadOnlyList<Effect>> ToAsync(ProjectStore projects, PeopleStore people, Project project, IEnumerable<Member> to, NoticeMessage notice, Func<string> newId, CancellationToken cancel)
    {
        var letters = new List<Effect>();
        foreach (var member in to)
        {
            var title = await projects.TitleForAsync(project, await people.ProjectsOfAsync(member.Person, cancel), cancel);
            letters.Add(new WriteToPerson(newId(), member.Person, title is null ? notice : ProjectTitle.On(notice, title)));
        }

        return letters;
    }
}
