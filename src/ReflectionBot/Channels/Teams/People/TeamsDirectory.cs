using System.Collections.Concurrent;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Teams.People;

/// <summary>Where a tenant is served, and the bot's id there.</summary>
/// <param name="Url">The last verified service URL. The caller checks it against the known hosts again.</param>
/// <param name="Bot">The bot's id there, <c>28:</c> and the app id.</param>
internal sealed record TeamsService(string Url, string Bot);

/// <summary>A person's account.</summary>
/// <param name="User">The person's id, as in addresses.</param>
/// <param name="TeamsId">Their <c>29:</c> id.</param>
/// <param name="Name">The name shown; null while it is not known from Teams.</param>
/// <param name="Direct">Their personal chat with the bot; null while there is none, or after the bot was removed.</param>
/// <param name="Times">How often the bot has been removed from it; part of the name of an arrival.</param>
/// <param name="MovedAt">When the bot was last added or removed, as for a place.</param>
internal sealed record TeamsAccount(string User, string TeamsId, string? Name, string? Direct, long Times, DateTimeOffset? MovedAt = null);

/// <summary>What the bot must know about a tenant to write there: one partition per tenant, filled from verified activities.</summary>
internal sealed class TeamsDirectory(ITableStore store, TimeProvider time)
{
    private const string Service = "service";
    private const string Account = "account";

    /// <summary>The last known services, for when the store is unavailable: the sender must still be told that their message was not kept.</summary>
    private readonly ConcurrentDictionary<string, TeamsService> _last = new(StringComparer.Ordinal);

    private readonly RecentlyKept<TeamsService> _services = new(time);
    private readonly RecentlyKept<object> _senders = new(time);

    /// <summary>Where a tenant is served; null while no activity has come from it.</summary>
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

    /// <summary>Stores where a tenant is served.</summary>
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

    /// <summary>A person's account; null for a person who has never been seen.</summary>
    public async Task<TeamsAccount?> AccountAsync(string tenant, string user, CancellationToken cancel) =>
        await store.GetAsync(Keys.Workspace(TeamsNames.Channel, tenant), Keys.Join(Account, user), cancel) is { Columns: var c }
            ? ReadAccount(c) : null;

    /// <summary>Changes a person's stored account, and retries while other writers are faster. A new account starts empty.</summary>
    public Task ChangeAsync(string tenant, string user, Func<TeamsAccount, TeamsAccount> change, CancellationToken cancel)
    {
        _senders.Forget($"{tenant} {user}");
        return RowChange.RunAsync(
            store, Keys.Workspace(TeamsNames.Channel, tenant), Keys.Join(Account, user),
            row => Write(change(row is null ? new(user, "", null, null, 0) : ReadAccount(row))), cancel);
    }

    /// <summary>The same for the facts about the sender that every message carries; skipped where the same facts were stored a moment ago.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The person's id, as in addresses.</param>
    /// <param name="told">The facts in the message; compared with the last ones.</param>
    /// <param name="change">The change to the stored account.</param>
    /// <param name="cancel">Cancels between two attempts.</param>
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

    /// <summary>Forgets a personal chat in which the bot can no longer post; a return to it counts as a new arrival.</summary>
    /// <returns>The account whose chat it was, after the change; null where it was no one's.</returns>
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

    private static TeamsAccount ReadAccount(Columns c) => new(c.NeedText("User"), c.NeedText("TeamsId"), c.Text("Name"), c.Text("Direct"), c.Number("Times") ?? 0, c.Time("MovedAt"));
}
