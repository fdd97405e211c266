using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.People;

/// <summary>The mark on a person whom the bot cannot reach.</summary>
public sealed class Reachability(ProjectStore projects, PeopleStore people, UnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>Sets or removes the mark on the member's current row: they may have been removed or got another role meanwhile.</summary>
    internal Task<bool> MarkAsync(string project, string person, bool unreachable, Func<Member, NoticeMessage>? tell, CancellationToken cancel) =>
        unitOfWork.CommitOnceAsync(Keys.Project(project), null, async () =>
        {
            var members = await projects.MembersAsync(project, cancel);
            if (members.FirstOrDefault(m => m.Person == person) is not { } member || member.Unreachable == unreachable)
            {
                return null;
            }

            var letters = tell is null || await projects.FindAsync(project, cancel) is not { } about ? [] : await ProjectLetters.ToAsync(projects, people, about, members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != person), () => tell(member), () => Ids.New(time), cancel);
            var rounds = await projects.RoundsAsync(project, cancel);
            var numbers = rounds.Where(r => r.IsOpenAt(time.GetUtcNow())).Select(r => new RunJob(Ids.New(time), new UpdateStatus(project, r.Id)));
            return new PartitionChange([ProjectRows.Put(member with { Unreachable = unreachable })], [.. letters, .. numbers]);
        }, cancel);
}
