using NodaTime;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Rounds;

/// <summary>Invitations, reminders and the closing of a round: what is due is done at once, the rest is scheduled.</summary>
public sealed class RoundPlans(ProjectStore projects, RoundPeople people, ConversationRunner turns, DueRows due, TimeProvider time)
{
    /// <summary>Adds a person to the round and invites them, now or in their working hours.</summary>
    /// <returns>When they are invited: now, or later; null if they are not to be invited.</returns>
    internal async Task<DateTimeOffset?> AskAsync(string projectId, string roundId, string id, CancellationToken cancel)
    {
        if (await AskedAsync(projectId, roundId, id, cancel) is not var (project, round, _, person))
        {
            return null;
        }

        await people.Roster.AddAsync(round.Id, [person.Id], cancel);
        var at = RoundCalendar.AskAt(project, round, Zones.Of(person, project), time.GetUtcNow());
        if (at > time.GetUtcNow())
        {
            await due.PlanAsync(new InvitePerson(project.Id, round.Id, person.Id), at, $"invite {round.Id} {person.Id}", cancel);
            return at;
        }

        await turns.StepAsync(person, $"{UnitOfWork.Once}invited {round.Id}", new Invited(round.Id), null, [], cancel);
        if (round.ToldUntil is not null)
        {
            // Their invitation already names the earlier day, which others read in a letter. Record it, so that they hear of a further change, too.
            await turns.CommitEffectsAsync(Keys.Person(person.Id), $"{UnitOfWork.Once}{TellMovedJob.Earlier} {round.Id} {round.Version}", [], [], cancel);
        }

        await people.Roster.AskedAsync(round.Id, person.Id, cancel);
        await PlanRemindersAsync(project, round, person, cancel);
        return at;
    }

    /// <summary>Reschedules pending invitations and reminders.</summary>
    /// <returns>When each person on the round is or was invited, by the current hours.</returns>
    internal async Task<IReadOnlyList<DateTimeOffset>> PlanPeopleAsync(Project project, Round round, CancellationToken cancel)
    {
        var times = new List<DateTimeOffset>();
        foreach (var entry in await people.Roster.ListAsync(round.Id, cancel))
        {
            if (await AskedAsync(project.Id, round.Id, entry.Person, cancel) is not var (_, _, _, person))
            {
                continue;
            }

            times.Add(RoundCalendar.AskAt(project, round, Zones.Of(person, project), round.OpenedAt));
            await (entry.State switch
            {
                RosterState.ToBeAsked => AskAsync(project.Id, round.Id, person.Id, cancel),
                RosterState.Invited or RosterState.Started => PlanRemindersAsync(project, round, person, cancel),
                _ => Task.CompletedTask,
            });
        }

        return times;
    }

    private async Task PlanRemindersAsync(Project project, Round round, Person person, CancellationToken cancel)
    {
        // Past reminders are left out: a late joiner was invited just now.
        foreach (var reminder in RoundCalendar.Reminders(project, round, Zones.Of(person, project)).Where(r => r.At > time.GetUtcNow()))
        {
            await due.PlanAsync(new RemindPerson(project.Id, round.Id, person.Id, reminder.Number), reminder.At, $"remind {round.Id} {person.Id} {reminder.Number}", cancel);
        }
    }

    internal async Task PlanClosingAsync(Project project, Round round, CancellationToken cancel)
    {
        await due.PlanAsync(new EndRound(project.Id, round.Id, round.Version), round.ClosesAt, $"close {round.Id} {round.Version}", cancel);
        if (round.ToldUntil is null && RoundCalendar.LastCall(project, round) is { } at && at > time.GetUtcNow()) // If the closing was brought forward, the news of that is the last call.
        {
            await due.PlanAsync(new OfferLastCall(project.Id, round.Id, round.Version), at, $"last call {round.Id} {round.Version}", cancel);
        }
    }

    internal async Task<(Project Project, Round Round)?> FindAsync(string project, string round, CancellationToken cancel) =>
        await projects.FindAsync(project, cancel) is { } p && await projects.RoundAsync(project, round, cancel) is { } r ? (p, r) : null;

    internal async Task<(Project Project, Round Round, Member Member, Person Person)?> AskedAsync(string project, string round, string person, CancellationToken cancel)
    {
        if (await FindAsync(project, round, cancel) is not var (p, r) || !r.IsOpenAt(time.GetUtcNow()))
        {
            return null;
        }

        var member = await projects.MemberAsync(project, person, cancel);
        return member is { } m && m.Roles.HasFlag(Roles.Collaborator) && await people.PersonAsync(person, cancel) is { } k ? (p, r, m, k) : null;
    }
}
