using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.People;

/// <summary>
/// A channel refuses the bot: the bot was removed, or the channel is archived or gone, and no event reported it. This is handled as if the event had
/// come, under the same key, so that the people who run the project are told once, whichever comes first.
/// </summary>
/// <param name="places">Knows in which channels the bot is.</param>
/// <param name="turns">The handler for events. Resolved late, because it needs sending itself.</param>
/// <param name="time">The clock.</param>
internal sealed class SlackAbsence(ChatPlaces places, Func<ITurnHandler> turns, TimeProvider time)
{
    /// <summary>How far Slack's clock may be behind ours.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <summary>Notes that the bot cannot post in a channel. Nothing happens if that is already known.</summary>
    public Task NoteAsync(ConversationAddress channel, CancellationToken cancel) =>
        places.GoneAsync(turns(), channel.Whole, SlackNames.Person(channel.Workspace, "nobody"), time.GetUtcNow(), cancel, ClockTolerance);

    /// <summary>A message was posted there, so the bot is in the channel and may post. No event reports that a channel is open to everybody again.</summary>
    public async Task OverAsync(ConversationAddress channel, CancellationToken cancel)
    {
        try
        {
            if (await places.FindAsync(channel, cancel) is { Present: false, MovedAt: not null } place)
            {
                await places.ChangeAsync(channel, p => p.Times > place.Times ? p : p with { Present = true, MovedAt = time.GetUtcNow() - ClockTolerance }, cancel);
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or TableConflictException)
        {
            // The message is posted anyway. The next message tries this again.
        }
    }
}
