using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack;

/// <content>
/// Changes to posted messages. A change may take an author's text back, so it goes through all pieces, whatever happened to some
/// of them in the meantime.
/// </content>
internal sealed partial class SlackSending
{
    private static NoticeMessage TakenBack => NoticeMessage.Of(SlackWording.ThisMessageWasTakenBack);

    /// <summary>
    /// Replaces the content of a message, also in its thread. If Slack does not allow a change any more, the new content is posted again and the old
    /// message is deleted. Two kinds are left as they are: a round's numbers, which change often and reveal nothing about a person, and a card that is over.
    /// </summary>
    public Task UpdateAsync(SlackAccess access, ConversationAddress to, string ts, OutboundMessage message, CancellationToken cancel)
    {
        return UpdateAsync(new SendAttempt(access, to, null, time.GetUtcNow()), ts, message, alone: false, cancel);
    }

    /// <summary>Deletes a message, and the pieces in its thread first: they would stay under a deleted message.</summary>
    public async Task DeleteAsync(SlackAccess access, ConversationAddress to, string ts, CancellationToken cancel)
    {
        var errand = new SendAttempt(access, to, null, time.GetUtcNow());
        foreach (var piece in (await PiecesAsync(errand, ts, cancel)).Ts.Reverse())
        {
            await RemoveAsync(errand, piece, cancel);
        }

        await directory.NotePostedAsync(access.Team, to.Id, ts, null, cancel);
    }

    private async Task UpdateAsync(SendAttempt errand, string ts, OutboundMessage message, bool alone, CancellationToken cancel)
    {
        var pieces = await PiecesAsync(errand, ts, cancel);
        var picture = alone ? null : Picture(message, pieces);
        var parts = BlockRenderer.Render(message, picture).Parts;
        var (change, there) = (new Change(errand, ts, pieces, [.. pieces.Ts]), false);
        for (var i = 0; i < parts.Count && (i < change.Stand.Count || there); i++)
        {
            var answer = await PutAsync(change, i, parts[i], cancel);
            if (i == 0 && picture is not null && IsRefusedFor(answer))
            {
                await UpdateAsync(errand, ts, message, alone: true, cancel);
                return;
            }

            if (answer is SlackResult<SlackPosted>.Failed { Failure: SlackFailure.MessageGone, Code: var code })
            {
                if (IsGone(code))
                {
                    continue; // A person deleted it: post nothing in its place.
                }

                answer = message is RoundStatusMessage or NoticeMessage { IsOver: true } ? answer : await AnewAsync(change, i, parts[i], cancel);
            }

            Need(answer);
            there = true;
        }

        await ShortenAsync(change, parts.Count, cancel);
        if (!there)
        {
            throw new SlackCallException(SlackFailure.MessageGone, "message_not_found");
        }
    }

    /// <summary>Replaces an existing piece, or adds one after the last.</summary>
    private async Task<SlackResult<SlackPosted>> PutAsync(Change change, int i, SlackPart part, CancellationToken cancel)
    {
        if (i < change.Stand.Count)
        {
            return await api.UpdateAsync(change.SendAttempt.Access, change.Stand[i], Post(change.SendAttempt, part, null), cancel);
        }

        var added = await PostAsync(change.SendAttempt, part, change.Stand, cancel);
        if (added is SlackResult<SlackPosted>.Done { Value.Ts: var ts })
        {
            change.Stand.Add(ts);
            await NoteAsync(change, cancel);
        }

        return added;
    }

    /// <summary>Posts a piece again if it cannot be changed any more. The old one moves to the end as a surplus piece: it is deleted with those, or by the next attempt.</summary>
    private async Task<SlackResult<SlackPosted>> AnewAsync(Change change, int i, SlackPart part, CancellationToken cancel)
    {
        var anew = await PostAsync(change.SendAttempt, part, i == 0 ? [] : change.Stand, cancel);
        if (anew is SlackResult<SlackPosted>.Done { Value.Ts: var ts })
        {
            change.Stand.Add(change.Stand[i]);
            change.Stand[i] = ts;
            await NoteAsync(change, cancel);
        }

        return anew;
    }

    /// <summary>Deletes the surplus pieces.</summary>
    private async Task ShortenAsync(Change change, int count, CancellationToken cancel)
    {
        while (change.Stand.Count > count)
        {
            await RemoveAsync(change.SendAttempt, change.Stand[^1], cancel);
            change.Stand.RemoveAt(change.Stand.Count - 1);
            await NoteAsync(change, cancel);
        }
    }

    /// <summary>Deletes a piece. If it is already gone, that counts as done. If Slack does not allow deleting it, its text is replaced.</summary>
    private async Task RemoveAsync(SendAttempt errand, string ts, CancellationToken cancel)
    {
        var answer = await api.DeleteAsync(errand.Access, errand.To.Id, ts, cancel);
        if (answer is SlackResult<SlackPosted>.Failed { Failure: SlackFailure.MessageGone, Code: var code } && !IsGone(code))
        {
            answer = await api.UpdateAsync(errand.Access, ts, Post(errand, BlockRenderer.Render(TakenBack).Parts[0], null), cancel);
        }

        if (answer is not SlackResult<SlackPosted>.Failed { Failure: SlackFailure.MessageGone, Code: var left } || !IsGone(left))
        {
            Need(answer);
        }
    }

    private async Task<SlackPieces> PiecesAsync(SendAttempt errand, string ts, CancellationToken cancel) =>
        await directory.PostedAsync(errand.Access.Team, errand.To.Id, ts, cancel) ?? new([ts], null);

    /// <summary>Stores which pieces are posted. A message of one piece under its own id needs no row.</summary>
    private Task NoteAsync(Change change, CancellationToken cancel) => directory.NotePostedAsync(
        change.SendAttempt.Access.Team, change.SendAttempt.To.Id, change.Ts,
        change.Pieces.File is null && change.Stand is [var only] && only == change.Ts ? null : change.Pieces with { Ts = [.. change.Stand] }, cancel);

    private static bool IsGone(string code) => code is "message_not_found" or "thread_not_found";

    /// <summary>A message that is being changed.</summary>
    /// <param name="SendAttempt">The conversation, and the workspace with its token.</param>
    /// <param name="Ts">The id it is known by.</param>
    /// <param name="Pieces">The pieces before the change.</param>
    /// <param name="Stand">The pieces that are posted now.</param>
    private sealed record Change(SendAttempt SendAttempt, string Ts, SlackPieces Pieces, List<string> Stand);
}
