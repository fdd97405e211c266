using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Channels.Web.Transcripts;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Web;

/// <summary>What is done to everything that the web chat holds about one person.</summary>
public sealed class WebPeople(ITableStore tables, WebDirectory directory, WebTranscript transcript, TranscriptSignals signals)
{
    /// <summary>Who there is.</summary>
    public WebDirectory Directory => directory;

    /// <summary>What stands in the conversations.</summary>
    public WebTranscript Transcript => transcript;

    /// <summary>The id of the greeting that stands first where something was written before somebody came.</summary>
    public const string Hello = "hello";

    /// <summary>Whether a link to somebody's chat has been made, and they have not come yet.</summary>
    public async Task<bool> IsAwaitedAsync(WebUser user, CancellationToken cancel)
    {
        if (await directory.HasJoinedAsync(user, cancel))
        {
            return false;
        }

        await foreach (var _ in tables.RangeAsync(new(WebKeys.User(user.Id), "invite:"), cancel))
        {
            return true;
        }

        return false;
    }

    /// <summary>Ends links, sessions, tokens and open connections.</summary>
    public async Task RevokeAsync(WebUser user, CancellationToken cancel)
    {
        // This alone ends everything; the rest is tidying up.
        await directory.RevokeUserAsync(user.Id, cancel);
        foreach (var prefix in new[] { "invite:", "session:" })
        {
            await foreach (var row in tables.RangeAsync(new(WebKeys.User(user.Id), prefix), cancel))
            {
                await RowChange.RunAsync(tables, row.Partition, row.Key, _ => null, cancel);
            }
        }

        await WakeAsync(user, cancel);
    }

    /// <summary>Whether somebody has been in their chat before: opened a link, or written there.</summary>
    public async Task<bool> HasBeenInAsync(WebUser user, CancellationToken cancel)
    {
        return await directory.HasJoinedAsync(user, cancel)
            || await transcript.HasFromAsync(user.Direct.Id, user.Id, cancel);
    }

    /// <summary>Ends the links that nobody has used.</summary>
    /// <returns>How many could still have been used.</returns>
    public async Task<int> RevokeLinksAsync(WebUser user, DateTimeOffset now, CancellationToken cancel)
    {
        var ended = 0;
        await foreach (var row in tables.RangeAsync(new(WebKeys.User(user.Id), "invite:"), cancel))
        {
            if (row.Columns.Text("Session") is null)
            {
                // One that is used at this very moment stays: that browser was let in.
                var left = await RowChange.RunAsync(tables, row.Partition, row.Key, old => old?.Text("Session") is null ? null : old, cancel);
                ended += left is null && row.Columns.Time("ExpiresAt") > now ? 1 : 0;
            }
        }

        return ended;
    }

    /// <summary>Whether a browser is in, or a link that nobody has used yet can let one in.</summary>
    public async Task<bool> IsOpenAsync(WebUser user, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var prefix in new[] { "session:", "invite:" })
        {
            await foreach (var row in tables.RangeAsync(new(WebKeys.User(user.Id), prefix), cancel))
            {
                if (row.Columns.Text("Session") is null && row.Columns.Time("ExpiresAt") > now)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// Ends the session of the browser that opened the link with this code, those of browsers that came in from there, and the links that were
    /// made in any of them.
    /// </summary>
    /// <returns>Whether there was any.</returns>
    public async Task<bool> EndBrowserAsync(WebUser user, string code, CancellationToken cancel)
    {
        // Sessions of before they noted their way are found by their link. Links first: one that is used meanwhile has left its session by then.
        var ended = false;
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in tables.RangeAsync(new(WebKeys.User(user.Id), "invite:"), cancel))
        {
            if (row.Columns.Text("Code") == code && row.Columns.Text("Session") is { } session)
            {
                known.Add($"session:{session}");
            }
            else if (LinkCodes.Passes(row.Columns.Text("MadeIn"), code))
            {
                ended |= row.Columns.Text("Session") is null;
                await RowChange.RunAsync(tables, row.Partition, row.Key, _ => null, cancel);
            }
        }

        await foreach (var row in tables.RangeAsync(new(WebKeys.User(user.Id), "session:"), cancel))
        {
            var way = row.Columns.Text("Browser");
            if (way is null ? known.Contains(row.Key) : LinkCodes.Passes(way, code))
            {
                await RowChange.RunAsync(tables, row.Partition, row.Key, _ => null, cancel);
                ended = true;
            }
        }

        await WakeAsync(user, cancel);
        return ended;
    }

    /// <summary>Whether a code is that of the first link, which was opened: its browser has no way of its own. A link that opened a room is none.</summary>
    public async Task<bool> IsFirstAsync(WebUser user, string code, CancellationToken cancel)
    {
        await foreach (var row in tables.RangeAsync(new(WebKeys.User(user.Id), "invite:"), cancel))
        {
            if (row.Columns.Text("Code") == code && !row.Columns.Flag("Own") && row.Columns.Text("Session") is { } session && (row.Columns.Text("SessionOf") ?? user.Id) == user.Id)
            {
                return (await tables.GetAsync(row.Partition, $"session:{session}", cancel))?.Columns.Text("Browser") is null;
            }
        }

        return false;
    }

    /// <summary>Ends every session and every unused link, but for one browser and what was made in it.</summary>
    /// <returns>Whether there was any.</returns>
    public async Task<bool> EndOthersAsync(WebUser user, string? browser, CancellationToken cancel)
    {
        var (ended, stays) = (false, browser is null ? null : LinkCodes.Own(browser));
        foreach (var (prefix, way) in new[] { ("invite:", "MadeIn"), ("session:", "Browser") }) // Links first: one that is used meanwhile has left its session by then.
        {
            await foreach (var row in tables.RangeAsync(new(WebKeys.User(user.Id), prefix), cancel))
            {
                if (row.Columns.Text("Session") is null && (stays is null || !LinkCodes.Passes(row.Columns.Text(way), stays)))
                {
                    await RowChange.RunAsync(tables, row.Partition, row.Key, old => old?.Text("Session") is null ? null : old, cancel);
                    ended = true;
                }
            }
        }

        await WakeAsync(user, cancel);
        return ended;
    }

    /// <summary>Notes in which browser a room was confirmed: its own way leads through that one from now on.</summary>
    public async Task ConfirmedInAsync(WebUser room, string browser, CancellationToken cancel)
    {
        await foreach (var row in tables.RangeAsync(new(WebKeys.User(room.Id), "session:"), cancel))
        {
            await RowChange.RunAsync(tables, row.Partition, row.Key, old => old?.Text("Browser") is { } way ? old.With("Browser", LinkCodes.Way(browser, LinkCodes.Own(way))) : old, cancel);
        }
    }

    /// <summary>Makes the open connections of a person's conversations look whether they are still welcome.</summary>
    public async Task WakeAsync(WebUser user, CancellationToken cancel)
    {
        foreach (var conversation in await directory.ConversationsOfAsync(user, cancel))
        {
            signals.Wake(conversation.Address.Id);
        }
    }

    /// <summary>Forgets a person: their own transcript, what they posted in channels, and every row about them.</summary>
    public async Task EraseAsync(WebUser user, CancellationToken cancel)
    {
        await RevokeAsync(user, cancel);
        foreach (var conversation in await directory.ConversationsOfAsync(user, cancel))
        {
            var id = conversation.Address.Id;
            await (conversation.Address.Shared ? transcript.EraseFromAsync(id, user.Id, cancel) : transcript.EraseAsync(id, cancel));
        }

        await directory.RemoveUserAsync(user, cancel);
    }

    /// <summary>Forgets rows of links and sessions that ended before a time, and transcripts' activities older than another.</summary>
    public async Task ClearAsync(DateTimeOffset now, DateTimeOffset transcriptsBefore, CancellationToken cancel)
    {
        await foreach (var conversation in directory.AllConversationsAsync(cancel))
        {
            await transcript.PurgeBeforeAsync(conversation, transcriptsBefore, cancel);
            if (WebKeys.DirectUser(conversation) is { } user)
            {
                await ClearUserAsync(user, now, cancel);
            }
        }
    }

    private async Task ClearUserAsync(string user, DateTimeOffset now, CancellationToken cancel)
    {
        await foreach (var row in tables.RangeAsync(new(WebKeys.User(user)), cancel))
        {
            if (row.Columns.Time("ExpiresAt") is { } ends && ends < now)
            {
                await RowChange.RunAsync(tables, row.Partition, row.Key, _ => null, cancel);
            }
        }
    }
}
