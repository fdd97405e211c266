using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Slack.People;

/// <summary>A message that is being posted, or was posted, in several pieces.</summary>
/// <param name="Ts">The posted pieces, in order: the message, then those in its thread.</param>
/// <param name="File">The uploaded file that belongs to it; null for none.</param>
/// <param name="Tries">How often Slack did not show its picture.</param>
internal sealed record SlackPieces(IReadOnlyList<string> Ts, string? File, int Tries = 0);

/// <summary>What the bot must know about a workspace to write there, besides its installation. There is one partition per workspace.</summary>
internal sealed class SlackDirectory(ITableStore store, TimeProvider time)
{
    private readonly RecentlyKept<string> _directs = new(time);

    private const string Account = "account";
    private const string Sending = "sending";
    private const string Posted = "pieces";

    /// <summary>The person's direct chat with the bot; null while there is none.</summary>
    public async Task<string?> DirectAsync(string team, string user, CancellationToken cancel) =>
        (await store.GetAsync(Partition(team), Keys.Join(Account, user), cancel))?.Columns.Text("Direct");

    /// <summary>Stores the person's direct chat with the bot; null forgets it. The previous chat is stored too: messages meant for it go to the new one.</summary>
    public async Task NoteDirectAsync(string team, string user, string? direct, CancellationToken cancel)
    {
        var key = $"{team} {user}";
        if (direct is not null && _directs.Find(key) == direct)
        {
            return;
        }

        _directs.Forget(key);
        await RowChange.RunAsync(
            store, Partition(team), Keys.Join(Account, user),
            row => row?.Text("Direct") is var known && known == direct ? row
                : Columns.Empty.With("User", user).With("Direct", direct).With("Before", known ?? row?.Text("Before")), // The last known chat, even if it was forgotten before there was another.
            cancel);
        if (direct is not null)
        {
            _directs.Note(key, direct);
        }
    }

    /// <summary>The person whose direct chat with the bot this is or was; null if it is not known.</summary>
    /// <returns>The person, and their current chat; the chat is null while there is none.</returns>
    public async Task<(string User, string? Direct)?> WhoseAsync(string team, string channel, CancellationToken cancel)
    {
        await foreach (var row in store.RangeAsync(new RowRange(Partition(team), Keys.Prefix(Account)), cancel))
        {
            if (row.Columns.Text("Direct") == channel || row.Columns.Text("Before") == channel)
            {
                return (row.Columns.NeedText("User"), row.Columns.Text("Direct"));
            }
        }

        return null;
    }

    /// <summary>The pieces of a message that are already posted, by the bot's own id of the message. An interrupted attempt continues from here.</summary>
    public Task<SlackPieces?> SendingAsync(string team, string id, CancellationToken cancel) => PiecesAsync(team, Keys.Join(Sending, id), cancel);

    /// <summary>Stores the progress of a message; null when it is done.</summary>
    public Task NoteSendingAsync(string team, string id, SlackPieces? pieces, CancellationToken cancel) => NotePiecesAsync(team, Keys.Join(Sending, id), pieces, cancel);

    /// <summary>The pieces of a posted message; null if it has only one.</summary>
    public Task<SlackPieces?> PostedAsync(string team, string channel, string ts, CancellationToken cancel) => PiecesAsync(team, Keys.Join(Posted, channel, ts), cancel);

    /// <summary>Stores the pieces of a posted message; null if it has only one.</summary>
    public Task NotePostedAsync(string team, string channel, string ts, SlackPieces? pieces, CancellationToken cancel) => NotePiecesAsync(team, Keys.Join(Posted, channel, ts), pieces, cancel);

    private async Task<SlackPieces?> PiecesAsync(string team, string key, CancellationToken cancel) =>
        await store.GetAsync(Partition(team), key, cancel) is { Columns: var c }
            ? new((c.Text("Pieces") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries), c.Text("File"), (int)(c.Number("Tries") ?? 0)) : null;

    private Task NotePiecesAsync(string team, string key, SlackPieces? pieces, CancellationToken cancel) => pieces is null
        ? store.DeleteAsync(Partition(team), key, cancel)
        : store.PutAsync(Partition(team), key, Columns.Empty.With("Pieces", string.Join(' ', pieces.Ts)).With("File", pieces.File).With("Tries", pieces.Tries), cancel);

    private static string Partition(string team) => Keys.Workspace(SlackNames.Channel, team);
}
