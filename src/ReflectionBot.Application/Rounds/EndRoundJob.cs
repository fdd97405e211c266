using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Rounds;

/// <summary>
/// Closes a round at its closing time. If the round was extended or reopened, or the project's hours changed, reschedules its closing, invitations
/// and reminders. In both cases updates the messages about it.
/// </summary>
public sealed class EndRoundJob(RoundPeople people, RoundPlans plans, RoundNews news, ConversationRunner turns, TimeProvider time) : IJobHandler<EndRound>
{
    /// <inheritdoc/>
    public async Task RunAsync(EndRound job, CancellationToken cancel)
    {
        if (await plans.FindAsync(job.Project, job.Round, cancel) is not var (project, round) || round.Version != job.Version)
        {
            return;
        }

        if (round.IsOpenAt(time.GetUtcNow()))
        {
            await plans.PlanClosingAsync(project, round, cancel);
            var times = await plans.PlanPeopleAsync(project, round, cancel);
            await news.ChangedAsync(project, round, times, cancel);
            return;
        }

        await news.ClosedAsync(project, round, cancel);
        await TellClosedAsync(round, cancel);
    }

    private async Task TellClosedAsync(Round round, CancellationToken cancel)
    {
        foreach (var entry in await people.Roster.ListAsync(round.Id, cancel))
        {
            if (await people.PersonAsync(entry.Person, cancel) is { } person)
            {
                await turns.StepAsync(person, $"{UnitOfWork.Once}closed {round.Id} {round.Version}", new RoundClosed(round.Id, round.ClosedAt is not null), null, [], cancel);
            }
        }
    }
}
