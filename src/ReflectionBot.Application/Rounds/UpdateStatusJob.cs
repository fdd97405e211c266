using ReflectionBot.Application.Delivery;

namespace ReflectionBot.Application.Rounds;

/// <summary>Updates the numbers in the facilitators' own chats from the roster.</summary>
public sealed class UpdateStatusJob(RoundNews news) : IJobHandler<UpdateStatus>
{
    /// <inheritdoc/>
    public Task RunAsync(UpdateStatus job, CancellationToken cancel) => news.UpdateAsync(job.Project, job.Round, cancel);
}
