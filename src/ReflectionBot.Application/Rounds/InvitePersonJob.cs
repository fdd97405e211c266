using ReflectionBot.Application.Delivery;

namespace ReflectionBot.Application.Rounds;

/// <summary>Invites one person, in their working hours.</summary>
public sealed class InvitePersonJob(RoundPlans plans, DueRows due) : IJobHandler<InvitePerson>
{
    /// <inheritdoc/>
    public async Task RunAsync(InvitePerson job, CancellationToken cancel)
    {
        if (await plans.AskAsync(job.Project, job.Round, job.Person, cancel) is not null)
        {
            await due.PlanSoonAsync(new UpdateStatus(job.Project, job.Round), $"status {job.Round}", cancel);
        }
    }
}
