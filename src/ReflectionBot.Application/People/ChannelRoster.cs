using Microsoft.Extensions.Logging;
using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Application.People;

/// <summary>Looks people up by name among the members of a project's channel, where people have accounts.</summary>
public sealed partial class ChannelRoster
{
    /// <summary>Longer rosters are not read to the end: to find a person further down, the sender must mention them.</summary>
    private const int Most = 5_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly Dictionary<string, IChatChannel> _channels;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Looks in these channels.</summary>
    public ChannelRoster(IEnumerable<IChatChannel> channels, TimeProvider time, ILogger<ChannelRoster> log)
    {
        _time = time;
        _channels = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
        _log = log;
    }

    /// <summary>The result of looking at the roster; a closed set.</summary>
    public abstract record Look;

    /// <summary>People enter by link here, or nobody has that name.</summary>
    /// <param name="ByLinkOnly">There was no roster to look at.</param>
    /// <param name="Near">Similar names.</param>
    public sealed record Nobody(bool ByLinkOnly, IReadOnlyList<string> Near) : Look;

    /// <summary>One person has that name.</summary>
    public sealed record One(ChatMember Member) : Look;

    /// <summary>Several people have that name.</summary>
    public sealed record Several(IReadOnlyList<ChatMember> Members) : Look;

    /// <summary>The roster is too long to be read while the user waits.</summary>
    public sealed record TooLong : Look;

    /// <summary>The channel could not be asked just now.</summary>
    public sealed record Away : Look;

    /// <summary>How a person adds another to a project's channel; null if people cannot add others.</summary>
    public string? HowToAdd(ConversationAddress home) => _channels.GetValueOrDefault(home.Channel)?.HowToAdd;

    /// <summary>Whether a person is in the project's channel; null if that cannot be found out now.</summary>
    /// <param name="home">The project's channel.</param>
    /// <param name="who">The address of the person to look for.</param>
    /// <param name="cancel">Cancels the look.</param>
    public async Task<bool?> HasAsync(ConversationAddress home, ChatAddress who, CancellationToken cancel)
    {
        if (who.Channel != home.Channel || !_channels.TryGetValue(home.Channel, out var channel))
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Patience, _time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var looked = 0;
            await foreach (var member in channel.MembersAsync(home, enough.Token).Take(Most))
            {
                if (member.Address == who)
                {
                    return true;
                }

                looked++;
            }

            return looked < Most ? false : null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            LogAway(e.GetType().Name);
            return null;
        }
    }

    /// <summary>Looks for a person by name.</summary>
    /// <param name="home">The project's channel.</param>
    /// <param name="name">As typed.</param>
    /// <param name="mentions">The people mentioned in the same message: for these the name is enough.</param>
    /// <param name="cancel">Cancels the look.</param>
    public async Task<Look> FindAsync(ConversationAddress home, string name, IReadOnlyList<ChatMember> mentions, CancellationToken cancel)
    {
        if (mentions.Where(m => NameMatch.Same(m.Name, name)).ToList() is [var mentioned])
        {
            return new One(mentioned);
        }

        if (!_channels.TryGetValue(home.Channel, out var channel) || channel.IsByLinkOnly)
        {
            return new Nobody(true, []);
        }

        using var limit = new CancellationTokenSource(Patience, _time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var members = await channel.MembersAsync(home, enough.Token).Take(Most + 1).ToListAsync(enough.Token);
            if (members.Count > Most)
            {
                return new TooLong();
            }

            var same = members.Where(m => NameMatch.Same(m.Name, name)).DistinctBy(m => m.Address).ToList();
            return same.Count switch
            {
                0 => new Nobody(false, NameMatch.Find(members, m => m.Name, name).Near),
                1 => new One(same[0]),
                _ => new Several(same),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new TooLong(); // Too many pages, or a slow answer. A mention needs only one request.
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            LogAway(e.GetType().Name);
            return new Away();
        }
    }

    /// <summary>A person by the channel's own id; null if the channel does not know them, could not be asked in time, or people enter it by link.</summary>
    public async Task<ChatMember?> ByIdAsync(ChatAddress who, CancellationToken cancel)
    {
        if (!_channels.TryGetValue(who.Channel, out var channel) || channel.IsByLinkOnly)
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Patience, _time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return await channel.FindAsync(who, enough.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            LogAway(e.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A channel's members could not be read ({Error})")]
    private partial void LogAway(string error);
}
