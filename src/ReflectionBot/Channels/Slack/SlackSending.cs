using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Files;

namespace ReflectionBot.Channels.Slack;

/// <summary>
/// Posts, changes and deletes messages that may be several of Slack's: the message itself, and what does not fit into it in its thread. How far
/// it has come is kept, so that an attempt that was cut short goes on where it stopped. What Slack says against it is thrown as
/// <see cref="SlackCallException"/>.
/// </summary>
internal sealed class SlackSending(SlackApi api, SlackDirectory directory, FileStore files)
{
    /// <summary>Posts a message.</summary>
    /// <returns>The id by which it can be changed; empty for one that only one person sees.</returns>
    public async Task<string> SendAsync(SlackAccess access, ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel)
    {
        if (SlackNames.OnlyOne(to) is { } user)
        {
            await ShowAsync(access, to, user, message, cancel).ConfigureAwait(false);
            return "";
        }

        if (message is FileMessage file && await files.FindAsync(file.File, cancel).ConfigureAwait(false) is null)
        {
            message = NoticeMessage.Of("That file is not kept any more. Ask for it again.");
        }

        var keeps = id.Length > 0;
        var done = (keeps ? await directory.SendingAsync(access.Team, id, cancel).ConfigureAwait(false) : null) ?? new([], null);
        if (done.File is null && await FileAsync(access, to, message, cancel).ConfigureAwait(false) is { } uploaded)
        {
            done = await KeepAsync(access, keeps ? id : null, done with { File = uploaded }, cancel).ConfigureAwait(false);
        }

        var parts = BlockRenderer.Render(message, message is PictureMessage ? done.File : null).Parts;
        while (done.Ts.Count < parts.Count)
        {
            var posted = await PostAsync(access, to, parts[done.Ts.Count], done.Ts.Count == 0 ? to.Thread : done.Ts[0], done.Ts.Count == 0, cancel).ConfigureAwait(false);
            done = done with { Ts = [.. done.Ts, posted] };
            if (parts.Count > 1)
            {
                await KeepAsync(access, keeps ? id : null, done, cancel).ConfigureAwait(false);
            }
        }

        return await DoneAsync(access, to, keeps ? id : null, done, parts.Count > 1, cancel).ConfigureAwait(false);
    }

    /// <summary>Puts other content where a message stands: in its thread too.</summary>
    public async Task UpdateAsync(SlackAccess access, ConversationAddress to, string ts, OutboundMessage message, CancellationToken cancel)
    {
        var pieces = await directory.PostedAsync(access.Team, to.Id, ts, cancel).ConfigureAwait(false) ?? new([ts], null);
        var parts = BlockRenderer.Render(message, message is PictureMessage ? pieces.File : null).Parts;
        var stand = pieces.Ts.ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            if (i < stand.Count)
            {
                Need(await api.UpdateAsync(access, stand[i], Post(to, parts[i], null), cancel).ConfigureAwait(false));
            }
            else
            {
                stand.Add(Need(await api.PostAsync(access, Post(to, parts[i], ts), cancel).ConfigureAwait(false)).Ts);
                await directory.NotePostedAsync(access.Team, to.Id, ts, pieces with { Ts = stand }, cancel).ConfigureAwait(false);
            }
        }

        while (stand.Count > parts.Count)
        {
            await RemoveAsync(access, to, stand[^1], cancel).ConfigureAwait(false);
            stand.RemoveAt(stand.Count - 1);
            await directory.NotePostedAsync(access.Team, to.Id, ts, pieces with { Ts = stand }, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes a message, its thread's pieces first: under a deleted one they would stay.</summary>
    public async Task DeleteAsync(SlackAccess access, ConversationAddress to, string ts, CancellationToken cancel)
    {
        var pieces = await directory.PostedAsync(access.Team, to.Id, ts, cancel).ConfigureAwait(false) ?? new([ts], null);
        foreach (var piece in pieces.Ts.Reverse())
        {
            await RemoveAsync(access, to, piece, cancel).ConfigureAwait(false);
        }

        await directory.NotePostedAsync(access.Team, to.Id, ts, null, cancel).ConfigureAwait(false);
    }

    /// <summary>For one person's eyes in a channel; in their own chat where the bot is not in the channel.</summary>
    private async Task ShowAsync(SlackAccess access, ConversationAddress to, string user, OutboundMessage message, CancellationToken cancel)
    {
        foreach (var part in BlockRenderer.Render(message).Parts)
        {
            var shown = await api.PostEphemeralAsync(access, Post(to, part, null), user, cancel).ConfigureAwait(false);
            if (shown is SlackResult<SlackPosted>.Failed { Failure: SlackFailure.NotInChannel or SlackFailure.ChannelGone or SlackFailure.PersonGone })
            {
                var own = Need(await api.OpenAsync(access, user, cancel).ConfigureAwait(false)).Id;
                shown = await api.PostAsync(access, new(own, part.Text, part.Blocks), cancel).ConfigureAwait(false);
            }

            Need(shown);
        }
    }

    private async Task<string> PostAsync(SlackAccess access, ConversationAddress to, SlackPart part, string? thread, bool isFirst, CancellationToken cancel)
    {
        var posted = await api.PostAsync(access, Post(to, part, thread), cancel).ConfigureAwait(false);
        if (isFirst && thread is not null && posted is SlackResult<SlackPosted>.Failed { Code: "thread_not_found" or "message_not_found" or "invalid_thread_ts" })
        {
            posted = await api.PostAsync(access, Post(to, part, null), cancel).ConfigureAwait(false); // The thread was deleted; the conversation is there.
        }

        return Need(posted).Ts;
    }

    /// <summary>Uploads what belongs to a message: a picture for its block, a file into the person's own chat.</summary>
    private async Task<string?> FileAsync(SlackAccess access, ConversationAddress to, OutboundMessage message, CancellationToken cancel)
    {
        var (id, alt, channel) = message switch
        {
            PictureMessage picture => (picture.File, picture.AltText, (string?)null),
            FileMessage file => (file.File, null, to.Id),
            _ => (null, null, null),
        };
        if (id is null || await files.ReadAsync(id, cancel).ConfigureAwait(false) is not { } content)
        {
            return null; // Of a picture that is gone the words stay.
        }

        return Need(await api.UploadAsync(access, content.File.Name, alt, content.Bytes, channel, to.Thread, cancel).ConfigureAwait(false));
    }

    private async Task<SlackPieces> KeepAsync(SlackAccess access, string? id, SlackPieces pieces, CancellationToken cancel)
    {
        if (id is not null)
        {
            await directory.NoteSendingAsync(access.Team, id, pieces, cancel).ConfigureAwait(false);
        }

        return pieces;
    }

    private async Task<string> DoneAsync(SlackAccess access, ConversationAddress to, string? id, SlackPieces done, bool several, CancellationToken cancel)
    {
        if (several || done.File is not null)
        {
            await directory.NotePostedAsync(access.Team, to.Id, done.Ts[0], done, cancel).ConfigureAwait(false);
        }

        if (id is not null && (several || done.File is not null))
        {
            await directory.NoteSendingAsync(access.Team, id, null, cancel).ConfigureAwait(false);
        }

        return done.Ts[0];
    }

    /// <summary>One that is gone already is done.</summary>
    private async Task RemoveAsync(SlackAccess access, ConversationAddress to, string ts, CancellationToken cancel)
    {
        if (await api.DeleteAsync(access, to.Id, ts, cancel).ConfigureAwait(false) is var answer and not SlackResult<SlackPosted>.Failed { Failure: SlackFailure.MessageGone })
        {
            Need(answer);
        }
    }

    private static SlackPost Post(ConversationAddress to, SlackPart part, string? thread) => new(to.Id, part.Text, part.Blocks.DeepClone().AsArray(), thread);

    private static T Need<T>(SlackResult<T> result) => result switch
    {
        SlackResult<T>.Done { Value: var value } => value,
        SlackResult<T>.Busy busy => throw new SlackCallException(null, "busy", busy.After),
        SlackResult<T>.Failed failed => throw new SlackCallException(failed.Failure, failed.Code),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is no result"),
    };
}
