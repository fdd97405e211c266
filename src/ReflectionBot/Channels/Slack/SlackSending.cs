using ReflectionBot.Application.Files;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Api.Pace;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Typing;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack;

/// <summary>
/// Posts, changes and deletes messages. One message may need several Slack messages: the message itself, and in its thread what does not fit into it.
/// The progress is stored, so that the next attempt continues where an interrupted one stopped. A refusal by Slack is thrown as
/// <see cref="SlackCallException"/>.
/// </summary>
internal sealed partial class SlackSending(SlackApi api, SlackDirectory directory, FileStore files, TimeProvider time)
{
    /// <summary>After this time an attempt stops between two pieces, and the next attempt continues. With one more call it is still within the lease of its row.</summary>
    internal static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(12);

    /// <summary>How often to try a picture that Slack does not show yet. Each wait is twice as long as the last. After that, only the text is posted.</summary>
    internal const int MostTries = 5;

    /// <summary>The first wait for a picture. Slack still processes an upload after it has confirmed it. (Source: slackapi/node-slack-sdk, issue 1865.)</summary>
    internal static readonly TimeSpan PictureWait = TimeSpan.FromSeconds(2);

    /// <summary>The longest <c>alt_txt</c> of an upload, in UTF-16 characters. (Source: <c>files.getUploadURLExternal</c> at docs.slack.dev.)</summary>
    private const int LongestAltText = 1000;

    private static NoticeMessage NotTaken => NoticeMessage.Of(SlackWording.IHaveAFileForYou, SlackWording.AskWhoeverLooksAfterSlackIn);

    /// <summary>Posts a message.</summary>
    /// <returns>The id for changing it later; empty for a message that only one person sees.</returns>
    public async Task<string> SendAsync(SlackAccess access, ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel)
    {
        var errand = new SendAttempt(access, to, id.Length > 0 ? id : null, time.GetUtcNow());
        // The progress of an attempt is stored only if there is more than one step.
        var whole = message is FileMessage || message.Shows is not null ? null : BlockRenderer.Render(message).Parts;
        var done = (errand.Id is null || whole is { Count: 1 } ? null : await directory.SendingAsync(access.Team, errand.Id, cancel)) ?? new([], null);
        try
        {
            if (SlackNames.OnlyOne(to) is { } user)
            {
                await ShowAsync(errand, user, message, done, cancel);
                return "";
            }

            (message, done) = await WithFileAsync(errand, message, done, cancel);
            return await PostAsync(errand, message, whole, done, cancel);
        }
        catch (SlackCallException e) when (e.Failure is not (null or SlackFailure.MissingScope or SlackFailure.Revoked))
        {
            await GiveUpAsync(errand, cancel);
            throw;
        }
    }

    private async Task<string> PostAsync(SendAttempt errand, OutboundMessage message, IReadOnlyList<SlackPart>? whole, SlackPieces done, CancellationToken cancel)
    {
        var picture = Picture(message, done);
        var parts = whole ?? BlockRenderer.Render(message, picture).Parts;
        while (done.Ts.Count < parts.Count)
        {
            MustHaveTime(errand, done);
            var posted = await PostAsync(errand, parts[done.Ts.Count], done.Ts, cancel);
            if (picture is not null && done.Ts.Count == 0 && IsRefusedFor(posted))
            {
                return await PostAsync(errand, message, null, await WaitForPictureAsync(errand, done, cancel), cancel);
            }

            done = done with { Ts = [.. done.Ts, Need(posted).Ts] };
            if (parts.Count > 1)
            {
                await KeepAsync(errand, done, cancel);
            }
        }

        if (parts.Count > 1 || picture is not null)
        {
            await directory.NotePostedAsync(errand.Access.Team, errand.To.Id, done.Ts[0], done, cancel);
        }

        if (parts.Count > 1 || done.File is not null)
        {
            await KeepAsync(errand, null, cancel);
        }

        return done.Ts[0];
    }

    /// <summary>Posts one piece in its message's thread. If the thread is gone or closed, falls back to the conversation.</summary>
    private async Task<SlackResult<SlackPosted>> PostAsync(SendAttempt errand, SlackPart part, IReadOnlyList<string> stand, CancellationToken cancel)
    {
        var own = stand.Count > 0 ? stand[0] : null;
        var thread = errand.To.Thread ?? own; // A reply cannot have a thread of its own.
        var posted = await api.PostAsync(errand.Access, Post(errand, part, thread), cancel);
        return thread != own && posted is SlackResult<SlackPosted>.Failed { Code: "thread_not_found" or "message_not_found" or "invalid_thread_ts" or "cannot_reply_to_message" or "restricted_action_thread_locked" }
            ? await api.PostAsync(errand.Access, Post(errand, part, own), cancel)
            : posted;
    }

    /// <summary>Shows a message to one person in a channel. It cannot be changed later, so its pieces are not stored after it is sent.</summary>
    private async Task ShowAsync(SendAttempt errand, string user, OutboundMessage message, SlackPieces done, CancellationToken cancel)
    {
        var parts = BlockRenderer.Render(message).Parts;
        while (done.Ts.Count < parts.Count)
        {
            MustHaveTime(errand, done);
            var shown = Need(await api.PostEphemeralAsync(errand.Access, Post(errand, parts[done.Ts.Count], null), user, cancel));
            done = done with { Ts = [.. done.Ts, shown.Ts] };
            await KeepAsync(errand, done.Ts.Count < parts.Count ? done : null, cancel, parts.Count > 1);
        }
    }

    /// <summary>Uploads the file of a message, once: a picture for its block, or a file into the person's own chat.</summary>
    /// <returns>The message, or the one to send instead.</returns>
    private async Task<(OutboundMessage Message, SlackPieces Done)> WithFileAsync(SendAttempt errand, OutboundMessage message, SlackPieces done, CancellationToken cancel)
    {
        var (id, alt, channel) = message switch
        {
            { Shows: { } picture } => (picture.File, Texts.Shorten(picture.AltText, LongestAltText), (string?)null),
            FileMessage file => (file.File, null, errand.To.Id),
            _ => (null, null, null),
        };
        if (id is null || done.File is not null)
        {
            return (message, done);
        }

        if (await files.ReadAsync(id, cancel) is not { } content)
        {
            return (message is FileMessage ? FileMessage.Gone : message, done); // If a picture is gone, its text is still sent.
        }

        switch (await UploadAsync(errand, content, alt, channel, cancel))
        {
            case SlackResult<string>.Failed { Failure: SlackFailure.Other or SlackFailure.TooLong or SlackFailure.MessageGone }:
                return (message is FileMessage ? NotTaken : message, done);
            case var uploaded:
                done = done with { File = Need(uploaded) };
                await KeepAsync(errand, done, cancel);
                return (message, done);
        }
    }

    private async Task<SlackResult<string>> UploadAsync(SendAttempt errand, FileContent content, string? alt, string? channel, CancellationToken cancel)
    {
        var uploaded = await api.UploadAsync(errand.Access, content.File.Name, alt, content.Bytes, channel, errand.To.Thread, cancel);
        return channel is not null && errand.To.Thread is not null && uploaded is SlackResult<string>.Failed { Failure: SlackFailure.MessageGone }
            ? await api.UploadAsync(errand.Access, content.File.Name, alt, content.Bytes, channel, null, cancel)
            : uploaded;
    }

    /// <summary>Slack does not show the picture yet: try again later, or go on without it.</summary>
    /// <exception cref="SlackCallException">Try again later.</exception>
    private async Task<SlackPieces> WaitForPictureAsync(SendAttempt errand, SlackPieces done, CancellationToken cancel)
    {
        done = done with { Tries = errand.Id is null ? MostTries : done.Tries + 1 };
        await KeepAsync(errand, done, cancel);
        return done.Tries < MostTries ? throw new SlackCallException(null, "picture_not_ready", PictureWait * Math.Pow(2, done.Tries - 1)) : done;
    }

    /// <summary>Slack will never accept the message, so its posted pieces are deleted. Otherwise nothing would know of them when the author takes the text back.</summary>
    private async Task GiveUpAsync(SendAttempt errand, CancellationToken cancel)
    {
        if (errand.Id is null || await directory.SendingAsync(errand.Access.Team, errand.Id, cancel) is not { } done)
        {
            return;
        }

        try
        {
            foreach (var piece in SlackNames.OnlyOne(errand.To) is null ? done.Ts.Reverse() : [])
            {
                await RemoveAsync(errand, piece, cancel);
            }
        }
        catch (SlackCallException e) when (e.Failure is not null)
        {
            // The bot has no access to the conversation itself.
        }

        await KeepAsync(errand, null, cancel);
    }

    private void MustHaveTime(SendAttempt errand, SlackPieces done)
    {
        if ((done.Ts.Count > 0 || done.File is not null) && errand.Id is not null && time.GetUtcNow() - errand.Since > LongestAttempt)
        {
            throw new SlackCallException(null, "several", SlackRateLimiter.Step);
        }
    }

    private Task KeepAsync(SendAttempt errand, SlackPieces? pieces, CancellationToken cancel, bool needed = true) =>
        errand.Id is { } id && needed ? directory.NoteSendingAsync(errand.Access.Team, id, pieces, cancel) : Task.CompletedTask;

    private static string? Picture(OutboundMessage message, SlackPieces pieces) => message.Shows is not null && pieces.Tries < MostTries ? pieces.File : null;

    /// <summary>For a message with a picture: the picture may be the cause of the refusal. (Source: slackapi/python-slack-sdk, issue 1658.)</summary>
    private static bool IsRefusedFor(SlackResult<SlackPosted> answer) => answer is SlackResult<SlackPosted>.Failed { Code: "invalid_blocks" };

    private static SlackPost Post(SendAttempt errand, SlackPart part, string? thread) => new(errand.To.Id, part.Text, part.Blocks, thread);

    private static T Need<T>(SlackResult<T> result) => result switch
    {
        SlackResult<T>.Done { Value: var value } => value,
        SlackResult<T>.Busy busy => throw new SlackCallException(null, "busy", busy.After),
        SlackResult<T>.Failed failed => throw new SlackCallException(failed.Failure, failed.Code),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is no result"),
    };

    /// <summary>One attempt to do something with a message.</summary>
    /// <param name="Access">The workspace and its token.</param>
    /// <param name="To">The conversation.</param>
    /// <param name="Id">The bot's own id of the message, under which the progress is stored; null if it is not stored.</param>
    /// <param name="Since">When the attempt began.</param>
    private sealed record SendAttempt(SlackAccess Access, ConversationAddress To, string? Id, DateTimeOffset Since);
}
