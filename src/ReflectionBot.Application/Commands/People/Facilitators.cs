using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.People;

/// <summary>That a project always has somebody who can run it.</summary>
public sealed class Facilitators(PeopleStore people)
{
    /// <summary>Why somebody has to stay a facilitator: without them nobody could run the project. Null where they need not.</summary>
    internal async Task<string?> StaysAsync(CommandContext context, IReadOnlyList<Member> members, Member found, CancellationToken cancel)
    {
        var others = members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != found.Person).ToList();
        if (!found.Roles.HasFlag(Roles.Facilitator))
        {
            return null;
        }

        foreach (var other in others)
        {
            if (other.Person == context.Person.Id || await HasChatAsync(other, cancel))
            {
                return null;
            }
        }

        return others is [var first, ..]
            ? PeopleWording.FormatIsTheOnlyFacilitatorWhomI(found.Name, Spoken.List([.. others.Select(o => o.Name)]), context.Project.Name, first.Name)
            : PeopleWording.FormatIsTheOnlyFacilitatorMakeSomebody(found.Name);
    }

    /// <summary>Whether somebody has been in a chat with the bot, and can be written to there.</summary>
    internal async Task<bool> HasChatAsync(Member member, CancellationToken cancel) =>
        !member.Unreachable && await people.GetAsync(member.Person, cancel) is { SeenAt: not null, Address: not null };
}
