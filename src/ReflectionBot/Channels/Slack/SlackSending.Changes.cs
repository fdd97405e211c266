using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack;

/// <content>
/// Changes to what stands there. A change may be somebody's words that are taken back, so it goes through all pieces, whatever became of some
/// of them meanwhile.
/// </content>
internal sealed partial class SlackSending
{
    private static NoticeMessage TakenBack => NoticeMessage.Of(SlackWording.ThisMessageWasTakenBack);

    /// <summary>
    /// Puts other content where a message stands: in its thread too. What Slack does not let anybody change any more is posted anew and deleted,
    /// but for a round's numbers, which change often and say nothing of anybody, and a card that is over.
    /// </summary>
    public Task UpdateAsync(SlackAccess access, ConversationAddress to, string ts, OutboundMessage message, CancellationToken cancel)
    {
        return UpdateAsync(new SendAttempt(access, to, null, time.GetUtcNow()), ts, message, alone: false, cancel);
    }

    /// <summary>Deletes a message, its thread's pieces first: under a deleted one they would stay.</summary>
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
                    continue; // Somebody deleted it: nothing comes in its place.
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

    /// <summary>Puts a piece where one stands, or behind the last one.</summary>
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

    /// <summary>Posts a piece that cannot be changed any more anew. The old one goes to the end, as one too many: it is deleted with those, or by the next attempt.</summary>
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

    /// <summary>Deletes the pieces that are too many.</summary>
    private async Task ShortenAsync(Change change, int count, CancellationToken cancel)
    {
        while (change.Stand.Count > count)
        {
            await RemoveAsync(change.SendAttempt, change.Stand[^1], cancel);
            change.Stand.RemoveAt(change.Stand.Count - 1);
            await NoteAsync(change, cancel);
        }
    }

    /// <summary>Deletes a piece. One that is gone already is done; of one that must not be deleted, the words go.</summary>
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

    /// <summary>Keeps which pieces stand there; a message of one piece under its own name needs no row.</summary>
    private Task NoteAsync(Change change, CancellationToken cancel) => directory.NotePostedAsync(
        change.SendAttempt.Access.Team, change.SendAttempt.To.Id, change.Ts,
        change.Pieces.File is null && change.Stand is [var only] && only == change.Ts ? null : change.Pieces with { Ts = [.. change.Stand] }, cancel);

    private static bool IsGone(string code) => code is "message_not_found" or "thread_not_found";

    /// <summary>A message that is being changed.</summary>
    /// <param name="SendAttempt">Where and as whom.</param>
    /// <param name="Ts">The name it is known by.</param>
    /// <param name="Pieces">As it stood before.</param>
    /// <param name="Stand">As it stands now.</param>
    private sealed record Change(SendAttempt SendAttempt, string Ts, SlackPieces Pieces, List<string> Stand);
}
