using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Digests;

/// <summary>
/// Codes what is released of a reflection. Where nothing is, a row without codes stays as the mark of its version: an older job that comes
/// late must not bring codes back.
/// </summary>
public sealed class CodeReflectionJob(ITableStore store, ReflectionSources sources, CodedStore coded, Codings codings) : IJobHandler<CodeReflection>
{
    /// <inheritdoc/>
    public async Task RunAsync(CodeReflection job, CancellationToken cancel)
    {
        if (await sources.Reflections.FindAsync(job.Person, job.Round, cancel) is not { } reflection)
        {
            return;
        }

        if (await sources.Projects.FindAsync(job.Project, cancel) is not { } project)
        {
            return;
        }

        var coding = codings.Of(project);
        var answers = reflection.Released().Select(a => AnswerCoding.Of(coding, a)).ToList();
        if (await ReferAsync(job, answers.Count > 0, cancel) is not { } reference)
        {
            return;
        }

        var member = await sources.Projects.EverMemberAsync(job.Project, job.Person, cancel);
        var row = new CodedReflection(job.Person, job.Round, member?.Counted ?? false, reference.NeedTime("At"), answers);
        await coded.WriteAsync(reference.NeedText("Partition"), new CodedRow(row, reflection.Version, coding.Coder.Version), cancel);
    }

    /// <summary>The reference comes before the row it points to, so that taking back always finds the row.</summary>
    private async Task<Columns?> ReferAsync(CodeReflection job, bool needed, CancellationToken cancel)
    {
        var partition = Keys.Person(job.Person);
        var key = CodedStore.Reference(job.Round);
        var row = await store.GetAsync(partition, key, cancel);
        if (row is not null || !needed)
        {
            return row?.Columns;
        }

        var now = sources.Time.GetUtcNow();
        var columns = Columns.Empty.With("Partition", Keys.Coded(job.Project, RoundCalendar.Monday(now))).With("At", now);
        return await store.TryInsertAsync(partition, key, columns, cancel)
            ? columns
            : (await store.GetAsync(partition, key, cancel))?.Columns;
    }
}
