using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack;

/// <summary>Who the people of a workspace are, by Slack's own word: kept for a while in memory, stored nowhere.</summary>
internal sealed partial class SlackPeople(SlackApi api, TimeProvider time, ILogger<SlackPeople> log)
{
    private const int MostKept = 20_000;
    private const int MostAskedOneByOne = 10;
    private const int MostListed = 5_000;

    private static readonly TimeSpan Good = TimeSpan.FromHours(6);

    /// <summary>An answer to Slack must not wait for a name.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.8);

    private readonly ConcurrentDictionary<(string Team, string User), (SlackUser User, DateTimeOffset At)> _known = new();

    /// <summary>Somebody; null where Slack knows nobody of that id, or cannot be asked now.</summary>
    public async Task<SlackUser?> FindAsync(SlackAccess access, string user, CancellationToken cancel)
    {
        if (Known(access.Team, user) is { } known)
        {
            return known;
        }

        return await api.UserAsync(access, user, cancel).ConfigureAwait(false) is SlackResult<SlackUser>.Done { Value: var found } ? Keep(access.Team, found) : null;
    }

    /// <summary>Somebody, soon or not at all.</summary>
    public async Task<SlackUser?> SoonAsync(SlackAccess access, string user, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return await FindAsync(access, user, enough.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            LogNotFound(e.GetType().Name);
            return null;
        }
    }

    /// <summary>What Slack says about somebody along with an event.</summary>
    public async Task<SenderProfile?> ProfileAsync(SlackAccess access, string user, CancellationToken cancel) =>
        await SoonAsync(access, user, cancel).ConfigureAwait(false) is { } found ? new(found.Name, found.TimeZone, found.Locale) : null;

    /// <summary>Somebody by their address of mail, soon or not at all.</summary>
    public async Task<SlackUser?> ByEmailAsync(SlackAccess access, string email, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return await api.UserByEmailAsync(access, email, enough.Token).ConfigureAwait(false) is SlackResult<SlackUser>.Done { Value: var found } ? Keep(access.Team, found) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            LogNotFound(e.GetType().Name);
            return null;
        }
    }

    /// <summary>The people of a channel, guests and people of other organisations included; no bots, nobody who is deactivated.</summary>
    /// <exception cref="SlackCallException">A page was refused.</exception>
    public async IAsyncEnumerable<SlackUser> OfAsync(SlackAccess access, string channel, [EnumeratorCancellation] CancellationToken cancel)
    {
        var ids = await api.MembersAsync(access, channel, cancel).ToListAsync(cancel).ConfigureAwait(false);
        if (ids.Count(id => Known(access.Team, id) is null) > MostAskedOneByOne)
        {
            // One page says as much as two hundred questions.
            await foreach (var user in api.UsersAsync(access, cancel).Take(MostListed).ConfigureAwait(false))
            {
                Keep(access.Team, user);
            }
        }

        foreach (var id in ids)
        {
            if (await FindAsync(access, id, cancel).ConfigureAwait(false) is { IsBot: false, IsDeleted: false } user)
            {
                yield return user;
            }
        }
    }

    private SlackUser? Known(string team, string user) =>
        _known.TryGetValue((team, user), out var kept) && time.GetUtcNow() - kept.At < Good ? kept.User : null;

    private SlackUser Keep(string team, SlackUser user)
    {
        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        _known[(team, user.Id)] = (user, time.GetUtcNow());
        return user;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack could not be asked who somebody is ({Error})")]
    private partial void LogNotFound(string error);
}
