using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Rounds;

/// <summary>Reminds one person, unless they submitted, declined, paused, asked for help or for fewer messages.</summary>
public sealed class RemindPersonJob(RoundPlans plans, ConversationRunner turns, DueRows due, TimeProvider time) : IJobHandler<RemindPerson>
{
    /// <inheritdoc/>
    public async Task RunAsync(RemindPerson job, CancellationToken cancel)
    {
        if (await plans.AskedAsync(job.Project, job.Round, job.Person, cancel) is not var (project, round, member, person) || member.Quiet || member.Unreachable)
        {
            return;
        }

        // Since this was scheduled, their time zone may have become known (with their first message), and the closing may have moved.
        var (now, zone) = (time.GetUtcNow(), Zones.Of(person, project));
        var planned = RoundCalendar.Reminders(project, round, zone);
        var own = job.Number >= RemindEveryone.ByHand ? now : planned.FirstOrDefault(r => r.Number == job.Number)?.At;
        if (own is null || (job.Number < RemindEveryone.ByHand && planned.Any(r => r.Number > job.Number && r.At <= now)))
        {
            return; // After the bot was down, only one reminder is sent, not all that were missed.
        }

        var at = new[] { own.Value, RoundCalendar.PromptAt(project.Settings, zone, now) }.Max();
        if (at > now)
        {
            await due.PlanAsync(job, at, $"remind {round.Id} {person.Id} {job.Number}", cancel);
            return;
        }

        await turns.StepAsync(person, $"{UnitOfWork.Once}reminded {round.Id} {job.Number}", new Reminded(round.Id), null, [], cancel);
    }
}
