using System.Globalization;
using System.Text.Json;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Web.Links;

namespace ReflectionBot.Channels.Web.Transcripts;

/// <summary>Part of a transcript.</summary>
/// <param name="Activities">Each as JSON, in order.</param>
/// <param name="Watermark">Where it ends: what to ask after next time.</param>
public sealed record TranscriptPage(IReadOnlyList<string> Activities, long Watermark);

/// <summary>
/// What stands in the web chat's conversations, one partition each: <c>head</c> (the next sequence number; guards every write),
/// <c>a:{sequence}</c> (an activity) and <c>id:{activity id}</c> (its place, so that the same id is never stored twice). A watermark is a
/// sequence number. A change of a message is added as an activity of its own for whoever is reading, and rewrites the stored message for
/// whoever reads later; of several changes of one message only the last is kept, and of a deleted one no text.
/// </summary>
public sealed class WebTranscript(ITableStore tables, TimeProvider time, TranscriptSignals signals)
{
    private const string Head = "head";

    /// <summary>Adds an activity. One with the same id that is there, or was, changes nothing.</summary>
    public Task AppendAsync(string conversation, Activity activity, CancellationToken cancel) => AppendAsync(conversation, activity, _ => Task.FromResult<Activity?>(null), cancel);

    /// <summary>Adds an activity; where it is the very first, another one before it.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="activity">What.</param>
    /// <param name="before">What stands before the first one; null for nothing.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    public Task AppendAsync(string conversation, Activity activity, Func<CancellationToken, Task<Activity?>> before, CancellationToken cancel) =>
        WriteAsync(conversation, activity, async (batch, token) =>
        {
            if (batch.IsFirst && await before(token) is { } first)
            {
                batch.Add(first, null);
            }

            return batch.Add(activity, null);
        }, cancel);

    /// <summary>Replaces a message's text and card.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="messageId">Which message.</param>
    /// <param name="update">The <c>messageUpdate</c> activity, with an id of its own and the new content.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <returns>False where there is no such message of this sender (any more).</returns>
    public Task<bool> UpdateAsync(string conversation, string messageId, Activity update, CancellationToken cancel) =>
        WriteAsync(conversation, update, async (batch, token) =>
        {
            if (await batch.FindAsync(messageId, token) is not { } row || row.Columns.Text("From") != update.From?.Id)
            {
                return false;
            }

            var stored = JsonSerializer.Deserialize(row.Columns.NeedText("Json"), ActivityJson.Wire.Activity)!;
            var content = stored with { Text = update.Text, Summary = update.Summary, Attachments = update.Attachments };
            await batch.RewriteAsync(row, content, token);
            return batch.Add(update, messageId);
        }, cancel);

    /// <summary>Takes a message's text and card out of the transcript.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="messageId">Which message.</param>
    /// <param name="deletion">The <c>messageDelete</c> activity, with an id of its own.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <returns>False where it is not there (any more).</returns>
    public Task<bool> DeleteAsync(string conversation, string messageId, Activity deletion, CancellationToken cancel) =>
        WriteAsync(conversation, deletion, async (batch, token) =>
        {
            if (await batch.FindAsync(messageId, token) is not { } row)
            {
                return false;
            }

            await batch.RemoveAsync(row, token);
            return batch.Add(deletion, messageId);
        }, cancel);

    /// <summary>Up to so many activities after a watermark; one beyond the end (of a transcript that was erased) reads from the beginning.</summary>
    public async Task<TranscriptPage> ReadAsync(string conversation, long after, int most, CancellationToken cancel)
    {
        var partition = WebKeys.Transcript(conversation);
        var head = (await tables.GetAsync(partition, Head, cancel))?.Columns ?? Columns.Empty;
        var from = Math.Max(after >= (head.Number("Next") ?? 1) ? 0 : after, head.Number("Hidden") ?? 0);
        var activities = new List<string>();
        var watermark = from;
        await foreach (var row in tables.RangeAsync(new(partition, "a:", From: WebKeys.Activity(from + 1)), cancel))
        {
            activities.Add(row.Columns.NeedText("Json"));
            watermark = long.Parse(row.Key.AsSpan(2), CultureInfo.InvariantCulture);
            if (activities.Count == most)
            {
                break;
            }
        }

        return new(activities, watermark);
    }

    /// <summary>Whether somebody posted here.</summary>
    public async Task<bool> HasFromAsync(string conversation, string user, CancellationToken cancel)
    {
        await foreach (var row in tables.RangeAsync(new(WebKeys.Transcript(conversation), "a:"), cancel))
        {
            if (row.Columns.Text("From") == user)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether nothing was ever posted here.</summary>
    public async Task<bool> IsNewAsync(string conversation, CancellationToken cancel) =>
        await tables.GetAsync(WebKeys.Transcript(conversation), Head, cancel) is null;

    /// <summary>Whether the first activity that stands in a conversation is the one with this id.</summary>
    public async Task<bool> BeginsWithAsync(string conversation, string id, CancellationToken cancel) =>
        (await ReadAsync(conversation, 0, 1, cancel)).Activities is [var first, ..] && JsonSerializer.Deserialize(first, ActivityJson.Wire.Activity)?.Id == id;

    /// <summary>Forgets what was posted before a time. Sequence numbers go on.</summary>
    public Task PurgeBeforeAsync(string conversation, DateTimeOffset before, CancellationToken cancel) =>
        RemoveAsync(conversation, row => row.Key != Head && row.Columns.NeedTime("At") < before, cancel);

    /// <summary>Forgets a whole conversation.</summary>
    public async Task EraseAsync(string conversation, CancellationToken cancel)
    {
        await RemoveAsync(conversation, _ => true, cancel);
        signals.Wake(conversation);
    }

    /// <summary>Forgets what one person posted in a conversation of several.</summary>
    public Task EraseFromAsync(string conversation, string user, CancellationToken cancel) =>
        RemoveAsync(conversation, row => row.Key.StartsWith("a:", StringComparison.Ordinal) && row.Columns.Text("From") == user, cancel);

    /// <summary>One atomic batch, again from the beginning while others are faster.</summary>
    private async Task<bool> WriteAsync(string conversation, Activity activity, Func<TranscriptBatch, CancellationToken, Task<bool>> fill, CancellationToken cancel)
    {
        var partition = WebKeys.Transcript(conversation);
        while (true)
        {
            var head = await tables.GetAsync(partition, Head, cancel);
            if (await tables.GetAsync(partition, $"id:{activity.Id}", cancel) is not null)
            {
                signals.Wake(conversation); // Whoever stored it before may have been cut short before ringing.
                return true;
            }

            var batch = new TranscriptBatch(tables, partition, head, time.GetUtcNow());
            if (!await fill(batch, cancel))
            {
                return false;
            }

            if (await RowChange.TryAsync(tables, partition, batch.Writes(Head), cancel))
            {
                signals.Wake(conversation);
                return true;
            }
        }
    }

    private async Task RemoveAsync(string conversation, Func<Row, bool> which, CancellationToken cancel)
    {
        var partition = WebKeys.Transcript(conversation);
        var rows = new List<string>();
        await foreach (var row in tables.RangeAsync(new(partition), cancel))
        {
            if (which(row))
            {
                rows.Add(row.Key);
            }
        }

        foreach (var key in rows)
        {
            await RowChange.RunAsync(tables, partition, key, _ => null, cancel);
        }
    }
}
