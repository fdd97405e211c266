using System.Globalization;
using System.Runtime.CompilerServices;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Shared;

/// <summary>A channel or group chat that the bot is or was in.</summary>
/// <param name="Id">Its id, without a thread.</param>
/// <param name="Present">Whether the bot is in it and can post there.</param>
/// <param name="Times">How often the bot has been removed from it; part of the name of an arrival.</param>
/// <param name="MovedAt">When the bot was last added or removed, by the platform's clock: an event from before this time is out of date.</param>
internal sealed record ChatPlace(string Id, bool Present, long Times, DateTimeOffset? MovedAt = null)
{
    /// <summary>The team whose roster is read; null for a group chat, and on platforms without teams.</summary>
    public string? Team { get; init; }

    /// <summary>Nobody has been greeted there yet: the greeting waits for the channel that was chosen.</summary>
    public bool ToGreet { get; init; }
}

/// <summary>
/// Where the bot is, among the chats to which people add it and from which they remove it. The platform reports this several times and in any order.
/// A repeated report changes nothing, and each arrival and departure has one name.
/// </summary>
internal sealed class ChatPlaces(ITableStore store)
{
    private const string PlaceKey = "place";

    /// <summary>A place; null where the bot has never been.</summary>
    public async Task<ChatPlace?> FindAsync(ConversationAddress place, CancellationToken cancel) =>
        await store.GetAsync(Keys.Workspace(place.Channel, place.Workspace), Keys.Join(PlaceKey, place.Id), cancel) is { } row ? Read(row.Columns) : null;

    /// <summary>The places of a workspace in which the bot is present.</summary>
    public async IAsyncEnumerable<ChatPlace> PresentAsync(string channel, string workspace, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in store.RangeAsync(new RowRange(Keys.Workspace(channel, workspace), Keys.Prefix(PlaceKey)), cancel))
        {
            if (Read(row.Columns) is { Present: true } place)
            {
                yield return place;
            }
        }
    }

    /// <summary>Changes what is stored about a place, and retries while other writers are faster. A new place starts as not present.</summary>
    public Task ChangeAsync(ConversationAddress place, Func<ChatPlace, ChatPlace> change, CancellationToken cancel) => RowChange.RunAsync(
        store, Keys.Workspace(place.Channel, place.Workspace), Keys.Join(PlaceKey, place.Id), row => Write(change(row is null ? new(place.Id, false, 0) : Read(row))), cancel);

    /// <summary>The bot was removed from a place, or can no longer post there.</summary>
    /// <param name="turns">Told of it, so that the people who run the project learn of it.</param>
    /// <param name="place">The place.</param>
    /// <param name="by">The person who removed it, as far as the platform says.</param>
    /// <param name="at">The time of the removal.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    /// <param name="tolerance">How far the platform's clock may be behind that time: a return must not look older than the removal.</param>
    public async Task<TurnOutcome> GoneAsync(ITurnHandler turns, ConversationAddress place, ChatAddress by, DateTimeOffset at, CancellationToken cancel, TimeSpan tolerance = default)
    {
        var known = await FindAsync(place, cancel) ?? new(place.Id, false, 0);
        if (at < known.MovedAt || (!known.Present && known.MovedAt is not null))
        {
            return new TurnOutcome.Duplicate();
        }

        var outcome = await turns.HandleAsync(new BotRemoved(Key("gone", place.Channel, known.Id, known.Times), by, place, at), [], cancel);
        if (outcome is not TurnOutcome.NotStored)
        {
            await ChangeAsync(place, p => p.Times > known.Times || at < p.MovedAt ? p : p with { Present = false, ToGreet = false, Times = known.Times + 1, MovedAt = at - tolerance }, cancel);
        }

        return outcome;
    }

    /// <summary>The only name of an arrival (<c>come</c>) or a departure (<c>gone</c>).</summary>
    /// <param name="what">Which of the two.</param>
    /// <param name="channel">The chat's name.</param>
    /// <param name="where">The place, or the person whose chat it is.</param>
    /// <param name="times">How often the bot has been removed before.</param>
    public static string Key(string what, string channel, string where, long times) => EventKeys.Of(channel, what, where, times.ToString(CultureInfo.InvariantCulture));

    private static ChatPlace Read(Columns c) => new(c.NeedText("Conversation"), c.Flag("Present"), c.Number("Times") ?? 0, c.Time("MovedAt")) { Team = c.Text("Team"), ToGreet = c.Flag("ToGreet") };

    private static Columns Write(ChatPlace place) => Columns.Empty
        .With("Conversation", place.Id).With("Team", place.Team).With("Present", place.Present).With("Times", place.Times).With("MovedAt", place.MovedAt).With("ToGreet", place.ToGreet);
}
