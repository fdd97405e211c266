using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.People;

/// <summary>
/// A channel refuses the bot: it was taken out, or the channel is archived or gone, and no event said so. It is taken as if the event had come,
/// under the same name, so that those who run the project are told once, whichever comes first.
/// </summary>
/// <param name="directory">Knows in which channels the bot is.</param>
/// <param name="turns">Where events go; asked for late, because sending belongs to what it needs itself.</param>
/// <param name="time">The clock.</param>
internal sealed class SlackAbsence(SlackDirectory directory, Func<ITurnHandler> turns, TimeProvider time)
{
    /// <summary>How far Slack's clock may be behind ours: an event of a return must not look older than this.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>Notes that the bot cannot post in a channel. Nothing happens where that is known.</summary>
    public async Task NoteAsync(ConversationAddress channel, CancellationToken cancel)
    {
        var place = await directory.PlaceAsync(channel.Workspace, channel.Id, cancel) ?? new(channel.Id, true, 0);
        if (!place.Present && place.MovedAt is not null)
        {
            return;
        }

        var now = time.GetUtcNow();
        var gone = new BotRemoved(SlackArrivals.GoneKey(place), SlackNames.Person(channel.Workspace, "nobody"), channel with { Thread = null }, now);
        if (await turns().HandleAsync(gone, [], cancel) is not TurnOutcome.NotStored)
        {
            await directory.ChangeAsync(channel.Workspace, place.Id, p => p.Times > place.Times ? p : p with { Present = false, Times = place.Times + 1, MovedAt = now - Slack }, cancel);
        }
    }

    /// <summary>Something was posted there, so the bot is in it and may post: no event says that a channel is open to everybody again.</summary>
    public async Task OverAsync(ConversationAddress channel, CancellationToken cancel)
    {
        try
        {
            if (await directory.PlaceAsync(channel.Workspace, channel.Id, cancel) is { Present: false, MovedAt: not null } place)
            {
                await directory.ChangeAsync(channel.Workspace, place.Id, p => p.Times > place.Times ? p : p with { Present = true, MovedAt = time.GetUtcNow() - Slack }, cancel);
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or TableConflictException)
        {
            // What was posted stands there all the same; the next message says it again.
        }
    }
}
