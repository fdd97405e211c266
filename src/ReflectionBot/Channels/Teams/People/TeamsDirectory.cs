using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Teams.People;

/// <summary>Where a tenant is served, and as whom.</summary>
/// <param name="Url">The last verified service URL. Whoever uses it checks it against the known hosts again.</param>
/// <param name="Bot">The bot's id there, <c>28:</c> and the app id.</param>
internal sealed record TeamsService(string Url, string Bot);

/// <summary>A channel or group chat that the bot is in.</summary>
/// <param name="Id">Its id, without a thread.</param>
/// <param name="Team">The team's id, by which its roster is asked for; null for a group chat.</param>
/// <param name="Present">The bot is in it.</param>
/// <param name="Times">How often the bot has been taken out of it: names an arrival.</param>
/// <param name="MovedAt">When the bot last came or went, as Teams says it: what it tells later of an earlier time is old news.</param>
internal sealed record TeamsPlace(string Id, string? Team, bool Present, long Times, DateTimeOffset? MovedAt = null)
{
    /// <summary>Nobody has been greeted there yet: it waits for the channel that was chosen.</summary>
    public bool ToGreet { get; init; }
}

/// <summary>Somebody's account.</summary>
/// <param name="User">As in addresses.</param>
/// <param name="TeamsId">Their <c>29:</c> id.</param>
/// <param name="Name">The name shown; null while Teams has not said it.</param>
/// <param name="Direct">Their personal chat with the bot; null while there is none, or after the bot was taken out.</param>
/// <param name="Times">How often the bot has been taken out of it: names an arrival.</param>
/// <param name="MovedAt">As of a place.</param>
internal sealed record TeamsAccount(string User, string TeamsId, string? Name, string? Direct, long Times, DateTimeOffset? MovedAt = null);

/// <summary>What the bot must know of a tenant to write there: one partition a tenant, filled from verified activities.</summary>
internal sealed class TeamsDirectory(ITableStore store, TimeProvider time)
{
    private const string Service = "service";
    private const string PlaceKey = "place";
    private const string Account = "account";

    /// <summary>As last read, for when the store is away: somebody must be told that what they wrote is not kept.</summary>
    private readonly ConcurrentDictionary<string, TeamsService> _last = new(StringComparer.Ordinal);

    private readonly RecentlyKept<TeamsService> _services = new(time);
    private readonly RecentlyKept<object> _senders = new(time);

    /// <summary>Where a tenant is served; null while nothing has come from there.</summary>
    public async Task<TeamsService?> ServiceAsync(string tenant, CancellationToken cancel)
    {
        try
        {
            return _services.Find(tenant) ?? await StoredAsync(tenant, cancel);
        }
        catch (StoreUnavailableException) when (_last.ContainsKey(tenant))
        {
            return _last[tenant];
        }
    }

    private async Task<TeamsService?> StoredAsync(string tenant, CancellationToken cancel) =>
        await store.GetAsync(Keys.Workspace(TeamsNames.Channel, tenant), Service, cancel) is { Columns: var c }
            ? new(c.NeedText("Url"), c.NeedText("Bot")) : null;

    /// <summary>Keeps where a tenant is served.</summary>
    public async Task NoteServiceAsync(string tenant, TeamsService service, CancellationToken cancel)
    {
        _last[tenant] = service;
        if (_services.Find(tenant) == service)
        {
            return;
        }

        if (await StoredAsync(tenant, cancel) != service)
        {
            await store.PutAsync(Keys.Workspace(TeamsNames.Channel, tenant), Service, Columns.Empty.With("Url", service.Url).With("Bot", service.Bot), cancel);
        }

        _services.Note(tenant, service);
    }

    /// <summary>A channel or group chat; null where the bot has never been.</summary>
    public async Task<TeamsPlace?> PlaceAsync(string tenant, string id, CancellationToken cancel) =>
        await store.GetAsync(Keys.Workspace(TeamsNames.Channel, tenant), Keys.Join(PlaceKey, id), cancel) is { } row ? ReadPlace(row.Columns) : null;

    /// <summary>The channels and group chats of a tenant that the bot is in.</summary>
    public async IAsyncEnumerable<TeamsPlace> PlacesAsync(string tenant, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in store.RangeAsync(new RowRange(Keys.Workspace(TeamsNames.Channel, tenant), Keys.Prefix(PlaceKey)), cancel))
        {
            if (ReadPlace(row.Columns) is { Present: true } place)
            {
                yield return place;
            }
        }
    }

    /// <summary>Changes what is known of a channel or group chat, as often as others are faster; of a new one, from nothing known.</summary>
    public Task ChangeAsync(ConversationAddress place, Func<TeamsPlace, TeamsPlace> change, CancellationToken cancel) => RowChange.RunAsync(
        store, Keys.Workspace(TeamsNames.Channel, place.Workspace), Keys.Join(PlaceKey, place.Id),
        row => Write(change(row is null ? new(place.Id, null, false, 0) : ReadPlace(row))), cancel);

    private static Columns Write(TeamsPlace place) => Columns.Empty
        .With("Conversation", place.Id).With("Team", place.Team).With("Present", place.Present).With("Times", place.Times).With("MovedAt", place.MovedAt).With("ToGreet", place.ToGreet);

    /// <summary>Somebody's account; null for somebody who has never been seen.</summary>
    public async Task<TeamsAccount?> AccountAsync(string tenant, string user, CancellationToken cancel) =>
        await store.GetAsync(Keys.Workspace(TeamsNames.Channel, tenant), Keys.Join(Account, user), cancel) is { Columns: var c }
            ? ReadAccount(c) : null;

    /// <summary>Changes what is known of somebody's account, as often as others are faster; of a new one, from nothing known.</summary>
    public Task ChangeAsync(string tenant, string user, Func<TeamsAccount, TeamsAccount> change, CancellationToken cancel)
    {
        _senders.Forget($"{tenant} {user}");
        return RowChange.RunAsync(
            store, Keys.Workspace(TeamsNames.Channel, tenant), Keys.Join(Account, user),
            row => Write(change(row is null ? new(user, "", null, null, 0) : ReadAccount(row))), cancel);
    }

    /// <summary>The same for what every message tells of its sender: not again where it told just that a moment ago.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">As in addresses.</param>
    /// <param name="told">What the message tells; compared.</param>
    /// <param name="change">How that changes what is known.</param>
    /// <param name="cancel">Cancels between two tries.</param>
    public async Task NoteSenderAsync(string tenant, string user, object told, Func<TeamsAccount, TeamsAccount> change, CancellationToken cancel)
    {
        var key = $"{tenant} {user}";
        if (!told.Equals(_senders.Find(key)))
        {
            await ChangeAsync(tenant, user, change, cancel);
            _senders.Note(key, told);
        }
    }

    private static Columns Write(TeamsAccount account) => Columns.Empty
        .With("User", account.User).With("TeamsId", account.TeamsId).With("Name", account.Name).With("Direct", account.Direct).With("Times", account.Times).With("MovedAt", account.MovedAt);

    /// <summary>Forgets a personal chat in which nothing can be posted any more; a return to it is an arrival of its own.</summary>
    /// <returns>Whose it was, as they are now; null for nobody's.</returns>
    public async Task<TeamsAccount?> ForgetDirectAsync(string tenant, string conversation, CancellationToken cancel)
    {
        await foreach (var row in store.RangeAsync(new RowRange(Keys.Workspace(TeamsNames.Channel, tenant), Keys.Prefix(Account)), cancel))
        {
            if (ReadAccount(row.Columns) is { } account && account.Direct == conversation)
            {
                TeamsAccount? forgotten = null;
                await ChangeAsync(tenant, account.User, a => forgotten = a.Direct == conversation ? a with { Direct = null, Times = a.Times + 1 } : a, cancel);
                return forgotten;
            }
        }

        return null;
    }

    private static TeamsPlace ReadPlace(Columns c) => new(c.NeedText("Conversation"), c.Text("Team"), c.Flag("Present"), c.Number("Times") ?? 0, c.Time("MovedAt")) { ToGreet = c.Flag("ToGreet") };

    private static TeamsAccount ReadAccount(Columns c) => new(c.NeedText("User"), c.NeedText("TeamsId"), c.Text("Name"), c.Text("Direct"), c.Number("Times") ?? 0, c.Time("MovedAt"));
}
