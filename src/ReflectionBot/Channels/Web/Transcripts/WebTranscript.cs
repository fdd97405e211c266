using System.Globalization;
using System.Text.Json;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Web.Links;

namespace ReflectionBot.Channels.Web.Transcripts;

/// <summary>Part of a transcript.</summary>
/// <param name="Activities">The activities, each as JSON, in order.</param>
/// <param name="Watermark">The end of this part, to continue from next time.</param>
public sealed record TranscriptPage(IReadOnlyList<string> Activities, long Watermark);

/// <summary>
/// The content of the web chat's conversations, one partition each: <c>head</c> (the next sequence number; guards every write), <c>a:{sequence}</c>
/// (an activity) and <c>id:{activity id}</c> (its sequence number, so that the same id is never stored twice). A watermark is a sequence number. A
/// change of a message is added as an activity of its own for readers who are connected, and rewrites the stored message for later readers. Of
/// several changes of one message only the last is kept; of a deleted message, no text.
/// </summary>
public sealed class WebTranscript(ITableStore tables, TimeProvider time, TranscriptSignals signals)
{
    private const string Head = "head";

    /// <summary>Adds an activity. Nothing changes if one with the same id is there, or was there before.</summary>
    public Task AppendAsync(string conversation, Activity activity, CancellationToken cancel) => AppendAsync(conversation, activity, _ => Task.FromResult<Activity?>(null), cancel);

    /// <summary>Adds an activity; if it is the very first, another one before it.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="before">Creates the activity before the first one; null for none.</param>
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
    /// <param name="conversation">The conversation.</param>
    /// <param name="messageId">Which message.</param>
    /// <param name="update">The <c>messageUpdate</c> activity, with an id of its own and the new content.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <returns>False where this sender has no such message (any more).</returns>
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

    /// <summary>Removes a message's text and card from the transcript.</summary>
    /// <param name="conversation">The conversation.</param>
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

    /// <summary>Reads a limited number of activities after a watermark. A watermark beyond the end (of a transcript that was erased) reads from the beginning.</summary>
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

    /// <summary>Whether a user has posted here.</summary>
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

    /// <summary>Whether the first activity of a conversation is the one with this id.</summary>
    public async Task<bool> BeginsWithAsync(string conversation, string id, CancellationToken cancel) =>
        (await ReadAsync(conversation, 0, 1, cancel)).Activities is [var first, ..] && JsonSerializer.Deserialize(first, ActivityJson.Wire.Activity)?.Id == id;

    /// <summary>Deletes the activities from before a time. Sequence numbers continue.</summary>
    public Task PurgeBeforeAsync(string conversation, DateTimeOffset before, CancellationToken cancel) =>
        RemoveAsync(conversation, row => row.Key != Head && row.Columns.NeedTime("At") < before, cancel);

    /// <summary>Deletes a whole conversation.</summary>
    public async Task EraseAsync(string conversation, CancellationToken cancel)
    {
        await RemoveAsync(conversation, _ => true, cancel);
        signals.Wake(conversation);
    }

    /// <summary>Deletes the posts of one person in a shared conversation.</summary>
    public Task EraseFromAsync(string conversation, string user, CancellationToken cancel) =>
        RemoveAsync(conversation, row => row.Key.StartsWith("a:", StringComparison.Ordinal) && row.Columns.Text("From") == user, cancel);

    /// <summary>Writes one atomic batch, and retries from the beginning while other writers are faster.</summary>
    private async Task<bool> WriteAsync(string conversation, Activity activity, Func<TranscriptBatch, CancellationToken, Task<bool>> fill, CancellationToken cancel)
    {
        var partition = WebKeys.Transcript(conversation);
        while (true)
        {
            var head = await tables.GetAsync(partition, Head, cancel);
            if (await tables.GetAsync(partition, $"id:{activity.Id}", cancel) is not null)
            {
                signals.Wake(conversation); // The earlier writer may have stopped after storing and before the wake.
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
