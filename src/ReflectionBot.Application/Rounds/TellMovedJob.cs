using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Rounds;

/// <summary>
/// Tells everyone on a round that it closes or closed earlier than they were told, or is open again. Of several changes in one night, people
/// hear only of the last.
/// </summary>
public sealed class TellMovedJob(RoundPeople people, RoundPlans plans, ConversationRunner turns, DueRows due, TimeProvider time) : IJobHandler<TellMoved>
{
    /// <summary>Key prefix for telling a person of an earlier closing.</summary>
    internal const string Earlier = "moved";

    private const string Again = "again";

    /// <summary>How many changes back to look for what a person was told; older messages are ignored.</summary>
    private const int MostChanges = 10;

    /// <inheritdoc/>
    public async Task RunAsync(TellMoved job, CancellationToken cancel)
    {
        if (await plans.FindAsync(job.Project, job.Round, cancel) is not var (project, round) || job.Version != (round.ClosedAt is null && round.ToldUntil is null ? round.AgainAs : round.Version))
        {
            return;
        }

        var isAgain = round is { ToldUntil: null, ClosedAt: null };
        foreach (var entry in (await people.Roster.ListAsync(round.Id, cancel)).Where(e => job.Person is null || job.Person == e.Person))
        {
            if (await people.PersonAsync(entry.Person, cancel) is not { } person)
            {
                continue;
            }

            // If a round never closed, that it stays open is news only to people who were told that it closes earlier.
            var knew = isAgain && (round.ClosedAsTold || await HeardAsync(person.Id, round.Id, job.Version, cancel));
            if (isAgain && !round.HadClosed && !knew)
            {
                continue;
            }

            var (now, zone) = (time.GetUtcNow(), Zones.Of(person, project));
            var at = round.IsOpenAt(now) ? RoundCalendar.AskAt(project, round, zone, now) : RoundCalendar.PromptAt(project.Settings, zone, now);
            await (at > now
                ? due.PlanAsync(job with { Person = person.Id }, at, $"moved {round.Id} {job.Version} {person.Id}", cancel)
                : turns.StepAsync(person, $"{UnitOfWork.Once}{(isAgain ? Again : Earlier)} {round.Id} {job.Version}", new RoundMoved(round.Id, knew), null, [], cancel));
        }
    }

    /// <summary>Whether the last message a person got about a round's closing is that it closes earlier, or has closed.</summary>
    private async Task<bool> HeardAsync(string person, string round, long again, CancellationToken cancel)
    {
        for (var version = again - 1; version > 0 && version >= again - MostChanges; version--)
        {
            if (await turns.HasTakenAsync(person, $"{UnitOfWork.Once}{Earlier} {round} {version}", cancel))
            {
                return true;
            }

            if (await turns.HasTakenAsync(person, $"{UnitOfWork.Once}{Again} {round} {version}", cancel))
            {
                return false;
            }
        }

        return false;
    }
}
