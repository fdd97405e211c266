using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Application.TakingBack;

/// <summary>The jobs that carry what a reflection says to where others look: the roster, and the coded rows of the project.</summary>
public sealed class ReflectionJobs : IJobHandler<CodeReflection>, IJobHandler<HideOpened>
{
    // Somebody may have been opened any number of times, and a batch has at most 100 rows.
    private const int TogetherAtMost = 50;

    private readonly ITableStore _store;
    private readonly ReflectionSources _sources;
    private readonly CodedStore _coded;
    private readonly ICoder _coder;
    private readonly Codebook _codebook;
    private readonly Ledger _ledger;

    /// <summary>Jobs over these stores.</summary>
    public ReflectionJobs(ITableStore store, ReflectionSources sources, CodedStore coded, ICoder coder, Codebook codebook, Ledger ledger)
    {
        _store = store;
        _sources = sources;
        _coded = coded;
        _coder = coder;
        _codebook = codebook;
        _ledger = ledger;
    }

    /// <summary>
    /// Codes what is released of a reflection. Where nothing is, a row without codes stays as the mark of its version: an older job that comes
    /// late must not bring codes back.
    /// </summary>
    public async Task RunAsync(CodeReflection job, CancellationToken cancel)
    {
        if (await _sources.Reflections.FindAsync(job.Person, job.Round, cancel) is not { } reflection)
        {
            return;
        }

        var answers = reflection.Released().Select(a => new CodedAnswer((int)a.Stage, (int)a.Version, _coder.Code(_codebook, a.Text))).ToList();
        if (await ReferAsync(job, answers.Count > 0, cancel) is not { } reference)
        {
            return;
        }

        var member = await _sources.Projects.EverMemberAsync(job.Project, job.Person, cancel);
        var coded = new CodedReflection(job.Person, job.Round, member?.Counted ?? false, reference.NeedTime("At"), answers);
        await _coded.WriteAsync(reference.NeedText("Partition"), new CodedRow(coded, reflection.Version, _coder.Version), cancel);
    }

    /// <summary>Replaces the messages in which a person's answers were opened: part of what they show was taken back.</summary>
    public async Task RunAsync(HideOpened job, CancellationToken cancel)
    {
        var partition = Keys.Person(job.Person);
        var notice = NoticeMessage.Of("These answers have changed since you opened them, so they are not shown here any more. `answers \"Name\"` shows what you can open now.");
        var openings = await _sources.Reflections.OpeningIdsAsync(job.Person, cancel);
        foreach (var some in openings.Chunk(TogetherAtMost))
        {
            IReadOnlyList<Effect> effects = [.. some.Select(o => new UpdateMessage(Ids.New(_sources.Time), null, null, ReflectionStore.Opened(o), notice, Forget: true))];
            await _ledger.TakeAsync(partition, null, () => Task.FromResult<Step?>(new([], effects)), cancel);
        }
    }

    /// <summary>The reference comes before the row it points to, so that taking back always finds the row.</summary>
    private async Task<Columns?> ReferAsync(CodeReflection job, bool needed, CancellationToken cancel)
    {
        var partition = Keys.Person(job.Person);
        var key = CodedStore.Reference(job.Round);
        var row = await _store.GetAsync(partition, key, cancel);
        if (row is not null || !needed)
        {
            return row?.Columns;
        }

        var now = _sources.Time.GetUtcNow();
        var columns = Columns.Empty.With("Partition", Keys.Coded(job.Project, RoundCalendar.Monday(now))).With("At", now);
        return await _store.TryInsertAsync(partition, key, columns, cancel)
            ? columns
            : (await _store.GetAsync(partition, key, cancel))?.Columns;
    }
}
