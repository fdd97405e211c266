namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>The app as its pages at api.slack.com have it: who it is, what it may do and what it wants to hear.</summary>
public sealed record StubApp
{
    /// <summary>Every scope that a method of the stub asks for.</summary>
    public static IReadOnlyList<string> AllScopes { get; } =
    [
        "app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "files:read", "files:write", "groups:history", "groups:read",
        "im:history", "im:read", "im:write", "mpim:history", "mpim:read", "mpim:write", "team:read", "users:read", "users:read.email",
    ];

    /// <summary>The app's id.</summary>
    public string Id { get; init; } = "A0STUB00001";

    /// <summary>"Client ID".</summary>
    public string ClientId { get; init; } = "1000000001.2000000002";

    /// <summary>"Client Secret".</summary>
    public string ClientSecret { get; init; } = "stub-client-secret";

    /// <summary>"Signing Secret".</summary>
    public string SigningSecret { get; init; } = "stub-signing-secret";

    /// <summary>"App-Level Token" with <c>connections:write</c>.</summary>
    public string AppToken { get; init; } = "xapp-1-stub";

    /// <summary>The old "Verification Token": in every payload, and no proof of anything.</summary>
    public string VerificationToken { get; init; } = "stub-verification";

    /// <summary>What a new installation may do.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = AllScopes;

    /// <summary>The events it subscribed to; <c>message</c> by kind of place: <c>message.im</c>, <c>message.channels</c>, <c>message.groups</c>, <c>message.mpim</c>.</summary>
    public IReadOnlySet<string> Events { get; init; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "message.im", "app_mention", "app_home_opened", "app_uninstalled", "tokens_revoked", "member_joined_channel", "member_left_channel",
        "channel_archive", "channel_unarchive", "channel_rename", "channel_left", "channel_deleted",
        "group_archive", "group_unarchive", "group_rename", "group_left", "group_deleted",
    };

    /// <summary>Members, users or channels a page at most; a caller's smaller limit wins. Small, so that every list has several.</summary>
    public int PageSize { get; init; } = 3;

    /// <summary>How long Slack waits to be acknowledged.</summary>
    public TimeSpan AckWindow { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a socket is pinged.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The app's page shows its Home tab; otherwise <c>views.publish</c> says <c>not_enabled</c>.</summary>
    public bool HasHomeTab { get; init; } = true;

    /// <summary>The bot's own posts come back to it as events, where it subscribed to that kind of place.</summary>
    public bool EchoesOwnPosts { get; init; } = true;
}
