using System.Runtime.CompilerServices;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Web;

/// <summary>A person as the web chat knows them.</summary>
/// <param name="Workspace">The workspace, which separates them from all others.</param>
/// <param name="Id">The user id, unique across all workspaces, because a direct conversation is named after it.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Generation">Raised by revoking; a token of another generation is not valid.</param>
/// <param name="Role">The role that the try-out shows beside the name; may be empty.</param>
/// <param name="About">A few more words for the try-out; may be empty.</param>
public sealed record WebUser(string Workspace, string Id, string Name, long Generation, string Role = "", string About = "")
{
    /// <summary>The person's address.</summary>
    public ChatAddress Address => new(WebKeys.Channel, Workspace, Id);

    /// <summary>The person's direct conversation.</summary>
    public ConversationAddress Direct => WebKeys.DirectAddress(Workspace, Id);
}

/// <summary>A conversation with its name.</summary>
/// <param name="Address">The conversation's address.</param>
/// <param name="Name">The name shown.</param>
public sealed record WebConversation(ConversationAddress Address, string Name);

/// <summary>The users, channels and memberships of the web chat. Adding what already exists changes nothing.</summary>
public sealed class WebDirectory(ITableStore tables, TimeProvider time)
{
    private const string Profile = "profile";

    private readonly ProjectChannels _projects = new(tables);

    /// <summary>The user, or null.</summary>
    public async Task<WebUser?> FindUserAsync(string user, CancellationToken cancel) =>
        WebKeys.IsId(user) && await tables.GetAsync(WebKeys.User(user), Profile, cancel) is { } row ? ReadUser(user, row) : null;

    /// <summary>Adds a user, or gives them a new name.</summary>
    /// <exception cref="ArgumentException">The id has characters that are not allowed, or belongs to another workspace.</exception>
    public Task AddUserAsync(string workspace, string user, string name, CancellationToken cancel) =>
        AddUserAsync(workspace, user, name, "", "", cancel);

    /// <summary>As above, with a role and a few words that the try-out shows beside the name.</summary>
    /// <exception cref="ArgumentException">The id has characters that are not allowed, or belongs to another workspace.</exception>
    public async Task AddUserAsync(string workspace, string user, string name, string role, string about, CancellationToken cancel)
    {
        NeedId(workspace, nameof(workspace));
        NeedId(user, nameof(user));
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        await ChangeAsync(WebKeys.User(user), Profile, old => Owned(old, workspace, nameof(user))
            .With("Workspace", workspace).With("Name", name).With("Role", role).With("About", about)
            .With("Generation", old?.Number("Generation") ?? Now()), cancel);
        await ChangeAsync(WebKeys.People, $"{workspace}:{user}", _ => Columns.Empty.With("Name", name), cancel);
    }

    /// <summary>The users of a workspace, by id.</summary>
    public async IAsyncEnumerable<WebUser> UsersAsync(string workspace, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in tables.RangeAsync(new(WebKeys.People, $"{workspace}:"), cancel))
        {
            if (await FindUserAsync(row.Key[(workspace.Length + 1)..], cancel) is { } user)
            {
                yield return user;
            }
        }
    }

    /// <summary>Invalidates every token, session and link of a user.</summary>
    public Task RevokeUserAsync(string user, CancellationToken cancel) => ChangeAsync(
        WebKeys.User(user), Profile, old => old?.With("Generation", Math.Max(Now(), (old.Number("Generation") ?? 0) + 1)), cancel);

    /// <summary>Whether a user has opened one of their links before.</summary>
    public async Task<bool> HasJoinedAsync(WebUser user, CancellationToken cancel)
    {
        return (await tables.GetAsync(WebKeys.User(user.Id), Profile, cancel))?.Columns.Time("JoinedAt") is not null;
    }

    /// <summary>The write that records that a user has opened a link, for the batch that lets them in; null where the user changed in the meantime.</summary>
    internal async Task<TableWrite?> JoinedAsync(WebUser user, CancellationToken cancel)
    {
        var row = await tables.GetAsync(WebKeys.User(user.Id), Profile, cancel);
        return row is null || (row.Columns.Number("Generation") ?? 0) != user.Generation
            ? null
            : new ReplaceRow(Profile, row.Columns.With("JoinedAt", row.Columns.Time("JoinedAt") ?? time.GetUtcNow()), row.ETag);
    }

    /// <summary>Names a workspace for the try-out's page.</summary>
    public Task NameWorkspaceAsync(string workspace, string name, CancellationToken cancel)
    {
        NeedId(workspace, nameof(workspace));
        return ChangeAsync(WebKeys.Channels, $"w:{workspace}", _ => Columns.Empty.With("Name", name), cancel);
    }

    /// <summary>The workspace's name; empty where it has none.</summary>
    public async Task<string> WorkspaceNameAsync(string workspace, CancellationToken cancel) =>
        (await tables.GetAsync(WebKeys.Channels, $"w:{workspace}", cancel))?.Columns.Text("Name") ?? "";

    /// <summary>Adds a shared channel, or gives it a new name.</summary>
    /// <exception cref="ArgumentException">The id has characters that are not allowed, is like a direct conversation's, or belongs to another workspace.</exception>
    public Task AddChannelAsync(string workspace, string channel, string name, CancellationToken cancel)
    {
        NeedId(workspace, nameof(workspace));
        NeedId(channel, nameof(channel));
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (WebKeys.DirectUser(channel) is not null)
        {
            throw new ArgumentException("a channel's id may not begin like a direct conversation's", nameof(channel));
        }

        return ChangeAsync(WebKeys.Channels, $"c:{channel}", old => Owned(old, workspace, nameof(channel)).With("Workspace", workspace).With("Name", name), cancel);
    }

    /// <summary>The channels of a workspace, by id.</summary>
    public async IAsyncEnumerable<WebConversation> ChannelsAsync(string workspace, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in tables.RangeAsync(new(WebKeys.Channels, "c:"), cancel))
        {
            if (ReadChannel(row) is var channel && channel.Address.Workspace == workspace)
            {
                yield return channel;
            }
        }
    }

    /// <summary>A conversation of any kind, or null where there is none.</summary>
    public async Task<WebConversation?> FindConversationAsync(string conversation, CancellationToken cancel)
    {
        if (WebKeys.DirectUser(conversation) is { } user)
        {
            return await FindUserAsync(user, cancel) is { } known ? new(known.Direct, "ReflectionBot") : null;
        }

        return WebKeys.IsId(conversation) && await tables.GetAsync(WebKeys.Channels, $"c:{conversation}", cancel) is { } row
            ? ReadChannel(row)
            : null;
    }

    /// <summary>Adds a user to a channel of their own workspace.</summary>
    /// <exception cref="ArgumentException">There is no such user or channel, or they are in different workspaces.</exception>
    public async Task AddMemberAsync(string channel, string user, CancellationToken cancel)
    {
        var place = await FindConversationAsync(channel, cancel);
        var who = await FindUserAsync(user, cancel);
        if (place is not { Address.Shared: true } || who?.Workspace != place.Address.Workspace)
        {
            throw new ArgumentException("the user and the channel must exist in the same workspace", nameof(user));
        }

        // The reference in the person's own partition comes first, so that erasing the person always finds the other row.
        await ChangeAsync(WebKeys.User(user), $"in:{channel}", _ => Columns.Empty.With("Channel", channel), cancel);
        await ChangeAsync(WebKeys.Channels, $"m:{channel}:{user}", _ => Columns.Empty.With("User", user), cancel);
    }

    /// <summary>Removes a user from a channel.</summary>
    public async Task RemoveMemberAsync(string channel, string user, CancellationToken cancel)
    {
        await RemoveAsync(WebKeys.Channels, $"m:{channel}:{user}", cancel);
        await RemoveAsync(WebKeys.User(user), $"in:{channel}", cancel);
    }

    /// <summary>Whether a user can read a conversation: their own direct one, a project's channel by their role in it, or another channel they are a member of.</summary>
    public async Task<bool> IsInAsync(string conversation, string user, CancellationToken cancel)
    {
        if (WebKeys.DirectUser(conversation) is { } owner)
        {
            return owner == user;
        }

        var place = await FindConversationAsync(conversation, cancel);
        var who = place is null ? null : await FindUserAsync(user, cancel);
        return who is not null && (await _projects.SeesAsync(place!.Address, who.Address, cancel)
            ?? await tables.GetAsync(WebKeys.Channels, $"m:{conversation}:{user}", cancel) is not null);
    }

    /// <summary>The members of a channel, by id.</summary>
    public async IAsyncEnumerable<WebUser> MembersAsync(string channel, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in tables.RangeAsync(new(WebKeys.Channels, $"m:{channel}:"), cancel))
        {
            if (await FindUserAsync(row.Columns.NeedText("User"), cancel) is { } user)
            {
                yield return user;
            }
        }
    }

    /// <summary>All conversations a user can read, the direct one first.</summary>
    public async Task<IReadOnlyList<WebConversation>> ConversationsOfAsync(WebUser user, CancellationToken cancel)
    {
        var found = new List<WebConversation> { new(user.Direct, "ReflectionBot") };
        await foreach (var row in tables.RangeAsync(new(WebKeys.User(user.Id), "in:"), cancel))
        {
            if (await FindConversationAsync(row.Columns.NeedText("Channel"), cancel) is { } channel
                && await _projects.SeesAsync(channel.Address, user.Address, cancel) != false)
            {
                found.Add(channel);
            }
        }

        await foreach (var home in _projects.OfAsync(user.Address, cancel))
        {
            if (found.TrueForAll(c => c.Address != home) && await FindConversationAsync(home.Id, cancel) is { } channel)
            {
                found.Add(channel);
            }
        }

        return found;
    }

    /// <summary>Removes every row about a user. Their transcripts must be erased before this, through the transcript.</summary>
    public async Task RemoveUserAsync(WebUser user, CancellationToken cancel)
    {
        foreach (var channel in (await ConversationsOfAsync(user, cancel)).Where(c => c.Address.Shared))
        {
            await RemoveMemberAsync(channel.Address.Id, user.Id, cancel);
        }

        await RemoveAsync(WebKeys.People, $"{user.Workspace}:{user.Id}", cancel);
        await foreach (var row in tables.RangeAsync(new(WebKeys.User(user.Id)), cancel))
        {
            await RemoveAsync(row.Partition, row.Key, cancel);
        }
    }

    /// <summary>The conversations of every user and channel, for the daily clearing of old messages.</summary>
    public async IAsyncEnumerable<string> AllConversationsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in tables.RangeAsync(new(WebKeys.Channels, "c:"), cancel))
        {
            yield return row.Key[2..];
        }

        await foreach (var row in tables.RangeAsync(new(WebKeys.People), cancel))
        {
            yield return WebKeys.Direct(row.Key[(row.Key.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        }
    }

    /// <summary>Generations start at the current time, so that tokens from before never match a user who is added again.</summary>
    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static WebUser ReadUser(string user, Row row) =>
        new(row.Columns.NeedText("Workspace"), user, row.Columns.NeedText("Name"), row.Columns.Number("Generation") ?? 0,
            row.Columns.Text("Role") ?? "", row.Columns.Text("About") ?? "");

    private static WebConversation ReadChannel(Row row) =>
        new(new(WebKeys.Channel, row.Columns.NeedText("Workspace"), row.Key[2..], true), row.Columns.NeedText("Name"));

    private static Columns Owned(Columns? old, string workspace, string what) => old is null || old.Text("Workspace") == workspace
        ? old ?? Columns.Empty
        : throw new ArgumentException("this id belongs to another workspace", what);

    private static void NeedId(string id, string what)
    {
        if (!WebKeys.IsId(id))
        {
            throw new ArgumentException("an id is 1 to 64 letters, digits, '.' or '-'", what);
        }
    }

    private Task<Columns?> ChangeAsync(string partition, string key, Func<Columns?, Columns?> change, CancellationToken cancel) =>
        RowChange.RunAsync(tables, partition, key, change, cancel);

    private Task<Columns?> RemoveAsync(string partition, string key, CancellationToken cancel) =>
        RowChange.RunAsync(tables, partition, key, _ => null, cancel);
}
