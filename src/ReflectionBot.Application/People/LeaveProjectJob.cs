using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Application.People;

/// <summary>Removes a person from a project, at their own request. The last facilitator stays: a project without one cannot be run.</summary>
public sealed class LeaveProjectJob(ProjectStore projects, PeopleStore people, UnitOfWork unitOfWork, TimeProvider time) : IJobHandler<LeaveProject>
{
    /// <inheritdoc/>
    public async Task RunAsync(LeaveProject job, CancellationToken cancel)
    {
        var box = await unitOfWork.OpenAsync(Keys.Project(job.Project), cancel);
        var now = time.GetUtcNow();
        if (await projects.EverMemberAsync(job.Project, job.Person, cancel) is not { } member)
        {
            return;
        }

        if (member.RemovedAt is not null)
        {
            // They had been removed already. Record that they left: now nobody can put them back, and a later return restores no role.
            await unitOfWork.CommitAsync(box, null, member.LeftAt is null ? [ProjectRows.Put(member with { LeftAt = now, LeftAs = Roles.None })] : [], [], cancel);
            return;
        }

        var rest = member.Roles & Roles.Facilitator;
        var letters = rest == Roles.None ? await LeftLettersAsync(member, cancel) : [];
        var left = (rest == Roles.None ? member.Removed(now) : member.As(rest, now)) with { LeftAt = now, LeftAs = member.Roles & ~rest };
        Effect[] hidden = rest == Roles.None ? [new RunJob(Ids.New(time), new HideOpened(job.Person, job.Project))] : [];
        await unitOfWork.CommitAsync(box, null, [ProjectRows.Put(left)], [.. letters, .. hidden], cancel);
    }

    /// <summary>The facilitators must name another contact person, and another lead. Nothing more is said about the person who left.</summary>
    private async Task<IReadOnlyList<Effect>> LeftLettersAsync(Member gone, CancellationToken cancel)
    {
        if (await projects.FindAsync(gone.Project, cancel) is not { } project)
        {
            return [];
        }

        var members = await projects.MembersAsync(gone.Project, cancel);
        string[] Paragraphs() =>
        [
            .. gone.Roles.HasFlag(Roles.Lead) ? (string[])[NewsWording.FormatHasLeftByTheirOwnChoice(gone.Name, project.Name), .. NamedRoles.News(project.Settings, members, [.. members.Where(m => m.Person != gone.Person)])] : [],
            .. ContactPeople.GoneNotice(project.Settings, gone) is { } notice ? (string[])[$"{project.Name}: {notice}"] : [],
        ];
        RunJob[] contacts = ContactPeople.SettingOf(project.Settings, gone) is null ? [] : [new(Ids.New(time), new TellContacts(project.Id, Ids.New(time)))];
        return Paragraphs().Length == 0 ? [] : [.. contacts, .. await ProjectLetters.ToAsync(projects, people, project, members.Where(m => m.Roles.HasFlag(Roles.Facilitator)), () => NoticeMessage.Of(Paragraphs()), () => Ids.New(time), cancel)];
    }
}
