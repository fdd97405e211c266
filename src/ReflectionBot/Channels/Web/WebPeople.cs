using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Channels.Web.Transcripts;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Web;

/// <summary>Operations on everything that the web chat stores about one person.</summary>
public sealed class WebPeople(ITableStore tables, WebDirectory directory, WebTranscript transcript, TranscriptSignals signals)
{
    /// <summary>The users and channels.</summary>
    public WebDirectory Directory => directory;

    /// <summary>The content of the conversations.</summary>
    public WebTranscript Transcript => transcript;

    /// <summary>The id of the greeting that comes first where a message was written before the person came.</summary>
    public const string Hello = "hello";

    /// <summary>Whether a link to a person's chat exists, and they have not come yet.</summary>
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
        // This alone ends all access; the rest is cleanup.
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

    /// <summary>Whether a person has been in their chat before: opened a link, or written there.</summary>
    public async Task<bool> HasBeenInAsync(WebUser user, CancellationToken cancel)
    {
        return await directory.HasJoinedAsync(user, cancel)
            || await transcript.HasFromAsync(user.Direct.Id, user.Id, cancel);
    }

    /// <summary>Ends the links that are still unused.</summary>
    /// <returns>How many of them had not expired.</returns>
    public async Task<int> RevokeLinksAsync(WebUser user, DateTimeOffset now, CancellationToken cancel)
    {
        var ended = 0;
        await foreach (var row in tables.RangeAsync(new(WebKeys.User(user.Id), "invite:"), cancel))
        {
            if (row.Columns.Text("Session") is null)
            {
                // A link that is used at this moment stays: that browser was let in.
                var left = await RowChange.RunAsync(tables, row.Partition, row.Key, old => old?.Text("Session") is null ? null : old, cancel);
                ended += left is null && row.Columns.Time("ExpiresAt") > now ? 1 : 0;
            }
        }

        return ended;
    }

    /// <summary>Whether a browser is signed in, or an unused link can still let one in.</summary>
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
    /// Ends the session of the browser that opened the link with this code, the sessions of browsers that came in through it, and the links that were
    /// created in any of them.
    /// </summary>
    /// <returns>Whether there was any.</returns>
    public async Task<bool> EndBrowserAsync(WebUser user, string code, CancellationToken cancel)
    {
        // Older sessions, which stored no way, are found by their link. Links come first: a link that is used in the meantime has stored its session by the time sessions are read.
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

    /// <summary>Whether a code belongs to the first link, and that link was opened: its browser has no way of its own. A link that opened a room does not count.</summary>
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

    /// <summary>Ends every session and every unused link, except one browser and what was created in it.</summary>
    /// <returns>Whether there was any.</returns>
    public async Task<bool> EndOthersAsync(WebUser user, string? browser, CancellationToken cancel)
    {
        var (ended, stays) = (false, browser is null ? null : LinkCodes.Own(browser));
        foreach (var (prefix, way) in new[] { ("invite:", "MadeIn"), ("session:", "Browser") }) // Links first: a link that is used in the meantime has stored its session by the time sessions are read.
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

    /// <summary>Stores in which browser a room was confirmed: from now on the room's own way includes that browser's.</summary>
    public async Task ConfirmedInAsync(WebUser room, string browser, CancellationToken cancel)
    {
        await foreach (var row in tables.RangeAsync(new(WebKeys.User(room.Id), "session:"), cancel))
        {
            await RowChange.RunAsync(tables, row.Partition, row.Key, old => old?.Text("Browser") is { } way ? old.With("Browser", LinkCodes.Way(browser, LinkCodes.Own(way))) : old, cancel);
        }
    }

    /// <summary>Makes the open connections of a person's conversations check whether they still have access.</summary>
    public async Task WakeAsync(WebUser user, CancellationToken cancel)
    {
        foreach (var conversation in await directory.ConversationsOfAsync(user, cancel))
        {
            signals.Wake(conversation.Address.Id);
        }
    }

    /// <summary>Deletes a person: their own transcript, their posts in channels, and every row about them.</summary>
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

    /// <summary>Deletes rows of links and sessions that ended before a time, and transcripts' activities older than another time.</summary>
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
