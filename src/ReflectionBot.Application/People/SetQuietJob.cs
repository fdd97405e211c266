using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.People;

/// <summary>Keeps a wish for fewer messages where reminders are decided.</summary>
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
