using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Reflections;

/// <summary>The jobs that carry what a reflection says to where others look: the roster, and the coded rows of the project.</summary>
public sealed class ReflectionJobs
{
    private readonly ITableStore _store;
    private readonly ProjectStore _projects;
    private readonly ReflectionStore _reflections;
    private readonly RosterStore _roster;
    private readonly ICoder _coder;
    private readonly TimeProvider _time;

    /// <summary>Jobs over these stores.</summary>
    public ReflectionJobs(ITableStore store, ProjectStore projects, ReflectionStore reflections, RosterStore roster, ICoder coder, TimeProvider time)
    {
        _store = store;
        _projects = projects;
        _reflections = reflections;
        _roster = roster;
        _coder = coder;
        _time = time;
    }

    /// <summary>The reference row, in a person's partition, to their coded row.</summary>
    public static string Reference(string round) => Keys.Join("coded", round);

    /// <summary>Brings a roster row up to what the person's own partition says.</summary>
    public async Task UpdateRosterAsync(UpdateRoster job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await _reflections.FindAsync(job.Person, job.Round, cancel).ConfigureAwait(false) is { } reflection)
        {
            await _roster.UpdateAsync(job.Round, new RosterEntry(job.Person, reflection.State, reflection.Version), cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Codes what is released of a reflection; where nothing is, the coded row goes.</summary>
    public async Task CodeAsync(CodeReflection job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await _reflections.FindAsync(job.Person, job.Round, cancel).ConfigureAwait(false) is not { } reflection)
        {
            return;
        }

        var codebook = Codebook.Load();
        var stages = reflection.Released().Select(a => new CodedStage(a.Stage, a.Version, _coder.Code(codebook, a.Text))).ToList();
        var reference = await ReferAsync(job, stages.Count > 0, cancel).ConfigureAwait(false);
        if (reference is null)
        {
            return;
        }

        var member = await _projects.MemberAsync(job.Project, job.Person, cancel).ConfigureAwait(false);
        var partition = reference.NeedText("Partition");
        while (!await TryWriteAsync(partition, job, reflection, stages, reference, member?.Counted ?? true, cancel).ConfigureAwait(false))
        {
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The reference comes before the row it points to, so that taking back always finds the row.</summary>
    private async Task<Columns?> ReferAsync(CodeReflection job, bool needed, CancellationToken cancel)
    {
        var partition = Keys.Person(job.Person);
        var row = await _store.GetAsync(partition, Reference(job.Round), cancel).ConfigureAwait(false);
        if (row is not null || !needed)
        {
            return row?.Columns;
        }

        var now = _time.GetUtcNow();
        var columns = Columns.Empty.With("Partition", Keys.Coded(job.Project, RoundCalendar.Monday(now))).With("At", now);
        return await _store.TryInsertAsync(partition, Reference(job.Round), columns, cancel).ConfigureAwait(false)
            ? columns
            : (await _store.GetAsync(partition, Reference(job.Round), cancel).ConfigureAwait(false))?.Columns;
    }

    private async Task<bool> TryWriteAsync(string partition, CodeReflection job, Reflection reflection, IReadOnlyList<CodedStage> stages, Columns reference, bool counted, CancellationToken cancel)
    {
        var key = CodedReflectionRow.KeyOf(job.Person, job.Round);
        var old = await _store.GetAsync(partition, key, cancel).ConfigureAwait(false);
        if (old is not null && CodedReflectionRow.Read(old).Version > reflection.Version)
        {
            return true;
        }

        // A row without stages stays as a mark of its version: an older job that comes late must not bring codes back.
        var row = new CodedReflectionRow(job.Person, job.Round, reference.NeedTime("At"), counted, reflection.Version, _coder.Version, stages);
        try
        {
            TableWrite write = old is null ? new InsertRow(key, row.ToColumns()) : new ReplaceRow(key, row.ToColumns(), old.ETag);
            await _store.CommitAsync(partition, [write], cancel).ConfigureAwait(false);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }
}
