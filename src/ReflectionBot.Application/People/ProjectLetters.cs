using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.People;

/// <summary>Letters to several people of a project.</summary>
internal static class ProjectLetters
{
    /// <summary>The same letter to several people, with the project's name for people on several projects. It is remembered in the project's partition, so it must be sent from there.</summary>
    public static async Task<IReadOnlyList<Effect>> ToAsync(ProjectStore projects, PeopleStore people, Project project, IEnumerable<Member> to, Func<NoticeMessage> notice, Func<string> newId, CancellationToken cancel)
    {
        var letters = new List<Effect>();
        foreach (var member in to)
        {
            var id = newId();
            letters.Add(new WriteToPerson(id, member.Person, await projects.ForReaderAsync(people, project, member.Person, notice, cancel), ProjectRows.Remember(id)));
        }

        return letters;
    }
}
