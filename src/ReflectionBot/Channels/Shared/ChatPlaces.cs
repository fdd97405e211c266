using System.Globalization;
using System.Runtime.CompilerServices;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Shared;

/// <summary>A channel or group chat that the bot is or was in.</summary>
/// <param name="Id">Its id, without a thread.</param>
/// <param name="Present">The bot is in it, and can post there.</param>
/// <param name="Times">How often the bot has been taken out of it: names an arrival.</param>
/// <param name="MovedAt">When the bot last came or went, as the platform says it: what it tells later of an earlier time is old news.</param>
internal sealed record ChatPlace(string Id, bool Present, long Times, DateTimeOffset? MovedAt = null)
{
    /// <summary>The team whose roster is asked for; null for a group chat, and where there are no teams.</summary>
    public string? Team { get; init; }

    /// <summary>Nobody has been greeted there yet: it waits for the channel that was chosen.</summary>
    public bool ToGreet { get; init; }
}

/// <summary>
/// Where the bot is, in the chats in which others add it and take it out. They tell that several times and in any order: what is known already
/// changes nothing, and each arrival and going has one name.
/// </summary>
internal sealed class ChatPlaces(ITableStore store)
{
    private const string PlaceKey = "place";

    /// <summary>A place; null where the bot has never been.</summary>
    public async Task<ChatPlace?> FindAsync(ConversationAddress place, CancellationToken cancel) =>
        await store.GetAsync(Keys.Workspace(place.Channel, place.Workspace), Keys.Join(PlaceKey, place.Id), cancel) is { } row ? Read(row.Columns) : null;

    /// <summary>The places of a workspace that the bot is in.</summary>
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

    /// <summary>Changes what is known of a place, as often as others are faster; of a new one, from nothing known.</summary>
    public Task ChangeAsync(ConversationAddress place, Func<ChatPlace, ChatPlace> change, CancellationToken cancel) => RowChange.RunAsync(
        store, Keys.Workspace(place.Channel, place.Workspace), Keys.Join(PlaceKey, place.Id), row => Write(change(row is null ? new(place.Id, false, 0) : Read(row))), cancel);

    /// <summary>The bot was taken out of a place, or can post nothing there any more.</summary>
    /// <param name="turns">Told of it, so that those who run the project are.</param>
    /// <param name="place">Where.</param>
    /// <param name="by">Who did it, as far as the platform says so.</param>
    /// <param name="at">When.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    /// <param name="tolerance">How far the platform's clock may be behind that time: a return must not look older than the going.</param>
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

    /// <summary>The one name of an arrival (<c>come</c>) or a going (<c>gone</c>).</summary>
    /// <param name="what">Which.</param>
    /// <param name="channel">The chat's name.</param>
    /// <param name="where">The place, or the person whose chat it is.</param>
    /// <param name="times">How often the bot has been taken out before.</param>
    public static string Key(string what, string channel, string where, long times) => EventKeys.Of(channel, what, where, times.ToString(CultureInfo.InvariantCulture));

    private static ChatPlace Read(Columns c) => new(c.NeedText("Conversation"), c.Flag("Present"), c.Number("Times") ?? 0, c.Time("MovedAt")) { Team = c.Text("Team"), ToGreet = c.Flag("ToGreet") };

    private static Columns Write(ChatPlace place) => Columns.Empty
        .With("Conversation", place.Id).With("Team", place.Team).With("Present", place.Present).With("Times", place.Times).With("MovedAt", place.MovedAt).With("ToGreet", place.ToGreet);
}
