using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Rounds;

/// <summary>
/// Tells everyone on a round that it closes or closed earlier than they were told, or is open again. Of several changes in one night only the
/// last is told.
/// </summary>
public sealed class TellMovedJob(RoundPeople people, RoundPlans plans, PersonTurns turns, DueRows due, TimeProvider time) : IJobHandler<TellMoved>
{
    /// <summary>More changes of one closing are told to everyone, whether they were told of one or not.</summary>
    private const int MostChanges = 10;

    /// <inheritdoc/>
    public async Task RunAsync(TellMoved job, CancellationToken cancel)
    {
        if (await plans.FindAsync(job.Project, job.Round, cancel) is not var (project, round) || job.Version != (round.ClosedAt is null && round.ToldUntil is null ? round.AgainAs : round.Version))
        {
            return;
        }

        foreach (var entry in (await people.Roster.ListAsync(round.Id, cancel)).Where(e => job.Person is null || job.Person == e.Person))
        {
            if (await people.PersonAsync(entry.Person, cancel) is not { } person || !await ConcernsAsync(person.Id, round, cancel))
            {
                continue;
            }

            var (now, zone) = (time.GetUtcNow(), Zones.Of(person, project));
            var at = round.IsOpenAt(now) ? RoundCalendar.AskAt(project, round, zone, now) : RoundCalendar.PromptAt(project.Settings, zone, now);
            await (at > now
                ? due.PlanAsync(job with { Person = person.Id }, at, $"moved {round.Id} {job.Version} {person.Id}", cancel)
                : turns.StepAsync(person, $"{Ledger.Once}moved {round.Id} {job.Version}", new RoundMoved(round.Id), null, [], cancel));
        }
    }

    /// <summary>Whether it is news to somebody: that a round stays open which never closed is so only for whoever was told that it closes earlier.</summary>
    private async Task<bool> ConcernsAsync(string person, Round round, CancellationToken cancel)
    {
        if (round is not { ToldUntil: null, ClosedAt: null, HadClosed: false, AgainAs: { } again })
        {
            return true;
        }

        for (var version = again - 1; version > 0 && version >= again - MostChanges; version--)
        {
            if (await turns.HasTakenAsync(person, $"{Ledger.Once}moved {round.Id} {version}", cancel))
            {
                return true;
            }
        }

        return false;
    }
}
