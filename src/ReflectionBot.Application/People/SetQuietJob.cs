using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.People;

/// <summary>Stores a request for fewer messages on the member's row, where reminders check it.</summary>
public sealed class SetQuietJob(ProjectStore projects, UnitOfWork unitOfWork) : IJobHandler<SetQuiet>
{
    /// <inheritdoc/>
    public async Task RunAsync(SetQuiet job, CancellationToken cancel)
    {
        var box = await unitOfWork.OpenAsync(Keys.Project(job.Project), cancel);
        if (await projects.MemberAsync(job.Project, job.Person, cancel) is { } member && member.Quiet != job.Quiet)
        {
            await unitOfWork.CommitAsync(box, null, [ProjectRows.Put(member with { Quiet = job.Quiet })], [], cancel);
        }
    }
}
