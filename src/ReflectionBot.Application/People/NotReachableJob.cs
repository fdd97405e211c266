using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.People;

/// <summary>Marks a person as not reachable on all their projects; the facilitators are told once, without the reason.</summary>
public sealed class NotReachableJob(ProjectStore projects, PeopleStore people, Reachability reach) : IJobHandler<NotReachable>
{
    /// <inheritdoc/>
    public async Task RunAsync(NotReachable job, CancellationToken cancel)
    {
        foreach (var project in await people.ProjectsOfAsync(job.Person, cancel))
        {
            var settings = (await projects.FindAsync(project, cancel))?.Settings ?? new();
            await reach.MarkAsync(project, job.Person, unreachable: true, member =>
            {
                var again = CommandButton.In(project, NewsWording.SendAPrivateLink, $"invite {Quotes.Around(member.Name)}");
                var contact = ContactPeople.SettingOf(settings, member) is { } setting
                    ? new[] { NewsWording.FormatOthersCanAskForContactName(member.Name, setting) } : [];
                return new NoticeMessage([NewsWording.FormatICannotReachHere(member.Name), .. contact], [again]);
            }, cancel);
        }
    }
}
