using System.Collections.Concurrent;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Slack.Api;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>The workspaces that installed the app themselves: one row each, the token encrypted.</summary>
internal sealed partial class StoredInstallations(ITableStore store, TokenSeal seal, TimeProvider time, ILogger<StoredInstallations> log)
{
    /// <summary>The row's key in the workspace's partition.</summary>
    internal const string Installation = "installation";

    /// <summary>How long a change by another instance may go unseen. The cache is needed because every event of a workspace asks for its installation.</summary>
    internal static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(5);

    /// <summary>The most workspaces in the cache. Others are read again.</summary>
    private const int MostCached = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (SlackInstallation? Found, DateTimeOffset Until)> _cache = new(StringComparer.Ordinal);

    /// <summary>The version of each row that could not be decrypted: this is logged once, not with every event.</summary>
    private readonly ConcurrentDictionary<string, string> _unreadable = new(StringComparer.Ordinal);

    private long _changes;

    /// <summary>The installation; null if there is none.</summary>
    /// <exception cref="SlackCallException">There is an installation whose token cannot be decrypted: the operator must correct that, and nothing is dropped until then.</exception>
    public async Task<SlackInstallation?> FindAsync(string team, CancellationToken cancel)
    {
        long before;
        lock (_lock)
        {
            if (_cache.TryGetValue(team, out var cached) && time.GetUtcNow() < cached.Until)
            {
                return cached.Found;
            }

            before = _changes;
        }

        var found = await ReadAsync(team, cancel);
        lock (_lock)
        {
            if (before == _changes) // Otherwise the installation may have been forgotten while it was read.
            {
                Remember(team, found);
            }
        }

        return found;
    }

    /// <summary>Stores an installation, and replaces an earlier one.</summary>
    public async Task KeepAsync(SlackInstallation installation, string installedBy, IReadOnlyList<string> scopes, CancellationToken cancel)
    {
        var columns = Columns.Empty.With("Team", installation.Team).With("TeamName", installation.TeamName).With("BotUser", installation.BotUser)
            .With("Token", seal.Close(installation.Team, installation.Token)).With("Scopes", string.Join(' ', scopes))
            .With("InstalledBy", installedBy).With("InstalledAt", time.GetUtcNow());
        await store.PutAsync(Keys.Workspace(SlackInstallations.Channel, installation.Team), Installation, columns, cancel);
        Drop(installation.Team);
    }

    /// <summary>Erases an installation, unless it was installed after this time. Slack's times are whole seconds.</summary>
    public async Task ForgetAsync(string team, DateTimeOffset? at, CancellationToken cancel)
    {
        var partition = Keys.Workspace(SlackInstallations.Channel, team);
        if (at is { } then && (await store.GetAsync(partition, Installation, cancel))?.Columns.Time("InstalledAt") > then.AddSeconds(1))
        {
            return;
        }

        await store.DeleteAsync(partition, Installation, cancel);
        Drop(team);
    }

    /// <summary>Erases the installation with this token.</summary>
    public async Task ForgetAsync(SlackAccess refused, CancellationToken cancel)
    {
        Drop(refused.Team);
        if ((await FindAsync(refused.Team, cancel))?.Token == refused.Token)
        {
            await ForgetAsync(refused.Team, null, cancel);
        }
    }

    /// <summary>The installation as stored. If the store is unavailable, as last read, so that the sender can be told that their message is not stored.</summary>
    private async Task<SlackInstallation?> ReadAsync(string team, CancellationToken cancel)
    {
        try
        {
            return await store.GetAsync(Keys.Workspace(SlackInstallations.Channel, team), Installation, cancel) is { } row ? Read(team, row) : null;
        }
        catch (StoreUnavailableException)
        {
            lock (_lock)
            {
                if (_cache.TryGetValue(team, out var last) && last.Found is not null)
                {
                    return last.Found;
                }
            }

            throw;
        }
    }

    private SlackInstallation Read(string team, Row row)
    {
        var c = row.Columns;
        if (seal.Open(team, c.NeedText("Token")) is { } token)
        {
            return new(team, c.Text("TeamName") ?? team, token, c.NeedText("BotUser"));
        }

        if (_unreadable.GetValueOrDefault(team) != row.ETag)
        {
            _unreadable[team] = row.ETag;
            LogUnreadable(team);
        }

        throw new SlackCallException(null, "token_unreadable");
    }

    private void Remember(string team, SlackInstallation? found)
    {
        if (_cache.Count >= MostCached)
        {
            _cache.Clear();
        }

        _cache[team] = (found, time.GetUtcNow() + CachedFor);
    }

    private void Drop(string team)
    {
        lock (_lock)
        {
            _changes++;
            _cache.Remove(team);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The token of the Slack workspace {Team} cannot be decrypted, so nothing from there is taken and nothing is sent. Either put the earlier Web:SigningKey and key files back, or open /slack/install again and choose that workspace.")]
    private partial void LogUnreadable(string team);
}
