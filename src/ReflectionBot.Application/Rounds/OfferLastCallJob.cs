using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Rounds;

/// <summary>Offers people with drafts to submit them before the round closes, each in their own working hours.</summary>
public sealed class OfferLastCallJob(RoundPeople people, RoundPlans plans, ConversationRunner turns, DueRows due, TimeProvider time) : IJobHandler<OfferLastCall>
{
    /// <inheritdoc/>
    public async Task RunAsync(OfferLastCall job, CancellationToken cancel)
    {
        if (await plans.FindAsync(job.Project, job.Round, cancel) is not var (project, round) || round.Version != job.Version || !round.IsOpenAt(time.GetUtcNow()))
        {
            return;
        }

        if (RoundCalendar.LastCall(project, round) is { } at && at > time.GetUtcNow())
        {
            await due.PlanAsync(job, at, $"last call {round.Id} {round.Version}", cancel);
            return;
        }

        foreach (var entry in (await people.Roster.ListAsync(round.Id, cancel)).Where(e => job.Person is null || job.Person == e.Person))
        {
            if (await people.PersonAsync(entry.Person, cancel) is { } person)
            {
                await LastCallAsync(job with { Person = person.Id }, project, round, person, cancel);
            }
        }
    }

    private Task LastCallAsync(OfferLastCall job, Project project, Round round, Person person, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var at = RoundCalendar.AskAt(project, round, Zones.Of(person, project), now);
        return at > now
            ? due.PlanAsync(job, at, $"last call {round.Id} {round.Version} {person.Id}", cancel)
            : turns.StepAsync(person, $"{UnitOfWork.Once}last call {round.Id} {round.Version}", new ClosingSoon(round.Id), null, [], cancel);
    }
}
