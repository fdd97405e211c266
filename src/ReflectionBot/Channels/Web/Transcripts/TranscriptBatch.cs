using System.Text.Json;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Web.Links;

namespace ReflectionBot.Channels.Web.Transcripts;

/// <summary>The writes of one change to a transcript. All of them are guarded by the head row's ETag.</summary>
internal sealed class TranscriptBatch(ITableStore tables, string partition, Row? head, DateTimeOffset now)
{
    private readonly List<TableWrite> _writes = [];

    private long _sequence = head?.Columns.Number("Next") ?? 1;

    /// <summary>Whether the transcript is still empty.</summary>
    public bool IsFirst => head is null;

    /// <summary>The stored row of a message; null where it no longer exists.</summary>
    public async Task<Row?> FindAsync(string messageId, CancellationToken cancel)
    {
        var place = await tables.GetAsync(partition, $"id:{messageId}", cancel);
        return place?.Columns.Number("Sequence") is { } sequence
            ? await tables.GetAsync(partition, WebKeys.Activity(sequence), cancel)
            : null;
    }

    /// <summary>Adds an activity at the end; always true.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="about">The message that it changes; null where it is a message itself.</param>
    public bool Add(Activity activity, string? about)
    {
        var json = JsonSerializer.Serialize(activity, ActivityJson.Wire.Activity);
        _writes.Add(new InsertRow(WebKeys.Activity(_sequence), Columns.Empty
            .With("ActivityId", activity.Id).With("From", activity.From?.Id).With("About", about).With("At", now).With("Json", json)));

        // A change is found through its message, not as a message: so it gets no sequence number here.
        _writes.Add(new InsertRow($"id:{activity.Id}", Columns.Empty.With("At", now).With("Sequence", about is null ? _sequence : null)));
        _sequence++;
        return true;
    }

    /// <summary>Replaces the content of a message, and drops the change before this one, because its text is out of date.</summary>
    public async Task RewriteAsync(Row row, Activity content, CancellationToken cancel)
    {
        await DropLastChangeAsync(row, cancel);
        var json = JsonSerializer.Serialize(content, ActivityJson.Wire.Activity);
        _writes.Add(new ReplaceRow(row.Key, row.Columns.With("Json", json).With("Change", _sequence), row.ETag));
    }

    /// <summary>Removes a message and its last change.</summary>
    public async Task RemoveAsync(Row row, CancellationToken cancel)
    {
        await DropLastChangeAsync(row, cancel);
        _writes.Add(new DeleteRow(row.Key, row.ETag));
    }

    /// <summary>All writes, with the head row moved on.</summary>
    public IReadOnlyList<TableWrite> Writes(string headKey)
    {
        var next = (head?.Columns ?? Columns.Empty).With("Next", _sequence);
        return [head is null ? new InsertRow(headKey, next) : new ReplaceRow(headKey, next, head.ETag), .. _writes];
    }

    private async Task DropLastChangeAsync(Row row, CancellationToken cancel)
    {
        // The row may already have been cleared; deleting it then would give a conflict on every try.
        if (row.Columns.Number("Change") is { } change
            && await tables.GetAsync(partition, WebKeys.Activity(change), cancel) is { } last)
        {
            _writes.Add(new DeleteRow(last.Key, last.ETag));
        }
    }
}
