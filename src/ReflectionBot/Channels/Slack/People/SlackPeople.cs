using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.People;

/// <summary>User profiles from Slack, cached in memory for six hours and never stored.</summary>
internal sealed partial class SlackPeople(SlackApi api, TimeProvider time, ILogger<SlackPeople> log)
{
    private const int MostAskedOneByOne = 10;
    private const int MostListed = 5_000;

    private static readonly TimeSpan Good = TimeSpan.FromHours(6);

    /// <summary>The longest wait for a profile. An answer to Slack must not wait for a name.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.8);

    /// <summary>How long Slack is not asked again after a question that got no answer in time.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    /// <summary>A part of the 2.4 seconds that there are in all.</summary>
    private static readonly TimeSpan ListPatience = TimeSpan.FromSeconds(1.2);

    private static readonly TimeSpan LongestListing = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Lazy<Task>> _listing = new(StringComparer.Ordinal);
    private readonly RecentlyKept<SlackUser> _known = new(time, Good);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _silent = new(StringComparer.Ordinal);

    /// <summary>Finds a user; null if Slack knows no user with that id, or cannot be asked now.</summary>
    public async Task<SlackUser?> FindAsync(SlackAccess access, string user, CancellationToken cancel)
    {
        if (Known(access.Team, user) is { } known)
        {
            return known;
        }

        return await api.UserAsync(access, user, cancel) is SlackResult<SlackUser>.Done { Value: var found } ? Keep(access.Team, found) : null;
    }

    /// <summary>Finds a user, but gives up after a short wait.</summary>
    public async Task<SlackUser?> SoonAsync(SlackAccess access, string user, CancellationToken cancel) =>
        Known(access.Team, user) ?? await SoonAsync(access.Team, enough => FindAsync(access, user, enough), cancel);

    /// <summary>The profile of the person who sent an event.</summary>
    public async Task<SenderProfile?> ProfileAsync(SlackAccess access, string user, CancellationToken cancel) =>
        await SoonAsync(access, user, cancel) is { } found ? new(found.Name, found.TimeZone, found.Locale) : null;

    /// <summary>The user's locale if it is in memory, for cases in which Slack cannot be asked.</summary>
    public string? LocaleOf(string team, string user) => Known(team, user)?.Locale;

    /// <summary>Finds a user by email address, but gives up after a short wait.</summary>
    public Task<SlackUser?> ByEmailAsync(SlackAccess access, string email, CancellationToken cancel) => SoonAsync(
        access.Team,
        async enough => await api.UserByEmailAsync(access, email, enough) is SlackResult<SlackUser>.Done { Value: var found } ? Keep(access.Team, found) : null,
        cancel);

    /// <summary>Whether the bot is in a channel. True if Slack does not answer soon: the sender must not wait, and a message that cannot be posted is reported later.</summary>
    public async Task<bool> HasBotAsync(SlackAccess access, string channel, CancellationToken cancel)
    {
        try
        {
            return await Soon.DoAsync(Patience, time, enough => api.ConversationAsync(access, channel, enough), cancel) is SlackResult<SlackConversation>.Done { Value.IsMember: true } or SlackResult<SlackConversation>.Busy;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    /// <summary>The people of a channel, guests and people of other organisations included; no bots and no deactivated users.</summary>
    /// <exception cref="SlackCallException">A page was refused, or one of the people could not be looked up. Half a list would wrongly mean that a person is not there.</exception>
    public async IAsyncEnumerable<SlackUser> OfAsync(SlackAccess access, string channel, [EnumeratorCancellation] CancellationToken cancel)
    {
        var ids = await api.MembersAsync(access, channel, cancel).ToListAsync(cancel);
        if (ids.Count(id => Known(access.Team, id) is null) > MostAskedOneByOne)
        {
            await ListedAsync(access, cancel);
        }

        foreach (var id in ids)
        {
            if (await NeedAsync(access, id, cancel) is { IsBot: false, IsDeleted: false } user)
            {
                yield return user;
            }
        }
    }

    /// <summary>
    /// Loads the list of the whole workspace: one page replaces two hundred questions. It continues after the caller has given up, so that the
    /// next caller finds the people in memory.
    /// </summary>
    /// <exception cref="OperationCanceledException">It takes longer than an answer to Slack can wait.</exception>
    private async Task ListedAsync(SlackAccess access, CancellationToken cancel)
    {
        var listing = _listing.GetOrAdd(access.Team, _ => new(() => ListAsync(access))).Value;
        try
        {
            await listing.WaitAsync(ListPatience, time, cancel);
        }
        catch (TimeoutException)
        {
            throw new OperationCanceledException();
        }
    }

    private async Task ListAsync(SlackAccess access)
    {
        using var limit = new CancellationTokenSource(LongestListing, time);
        try
        {
            await foreach (var user in api.UsersAsync(access, limit.Token).Take(MostListed))
            {
                Keep(access.Team, user);
            }
        }
        finally
        {
            _listing.TryRemove(access.Team, out _);
        }
    }

    private async Task<SlackUser?> NeedAsync(SlackAccess access, string user, CancellationToken cancel) =>
        Known(access.Team, user) ?? await api.UserAsync(access, user, cancel) switch
        {
            SlackResult<SlackUser>.Done { Value: var found } => Keep(access.Team, found),
            SlackResult<SlackUser>.Failed { Failure: SlackFailure.PersonGone } => null,
            SlackResult<SlackUser>.Failed failed => throw new SlackCallException(failed.Failure, failed.Code),
            var busy => throw new SlackCallException(null, "busy", (busy as SlackResult<SlackUser>.Busy)?.After),
        };

    /// <summary>
    /// Asks Slack, for as long as an answer to Slack can wait. If Slack does not answer, the next questions are not asked at all for a while: several
    /// waits one after the other would be too long.
    /// </summary>
    private async Task<SlackUser?> SoonAsync(string team, Func<CancellationToken, Task<SlackUser?>> ask, CancellationToken cancel)
    {
        if (_silent.TryGetValue(team, out var until) && time.GetUtcNow() < until)
        {
            return null;
        }

        return await Soon.AskAsync(Patience, time, ask, error =>
        {
            _silent[team] = time.GetUtcNow() + Rest;
            LogNotFound(error);
        }, cancel);
    }

    private SlackUser? Known(string team, string user) => _known.Find($"{team} {user}");

    private SlackUser Keep(string team, SlackUser user)
    {
        _known.Note($"{team} {user.Id}", user);
        return user;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack could not be asked who somebody is ({Error})")]
    private partial void LogNotFound(string error);
}
