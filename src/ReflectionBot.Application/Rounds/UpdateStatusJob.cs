using ReflectionBot.Application.Delivery;

namespace ReflectionBot.Application.Rounds;

/// <summary>Brings the numbers in the facilitators' own chats up to what the roster says.</summary>
public sealed class UpdateStatusJob(RoundNews news) : IJobHandler<UpdateStatus>
{
    /// <inheritdoc/>
    public Task RunAsync(UpdateStatus job, CancellationToken cancel) => news.UpdateAsync(job.Project, job.Round, cancel);
}
