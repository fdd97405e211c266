namespace ReflectionBot.Channels.Slack;

/// <summary>A permission ("Bot Token Scope") that the bot asks a workspace for.</summary>
/// <param name="Name">Slack's name for it.</param>
/// <param name="Methods">The methods of the Web API that need it. A method with several scopes needs one for each kind of channel.</param>
internal sealed record SlackScope(string Name, params IReadOnlyList<string> Methods);

/// <summary>An event ("Bot Event") that the bot asks Slack for.</summary>
/// <param name="Name">Slack's name for it.</param>
/// <param name="Scopes">The scopes that it needs. If there are two, each covers one kind of channel. Empty: it comes without a scope.</param>
internal sealed record SlackEvent(string Name, params IReadOnlyList<string> Scopes);

/// <summary>
/// Everything that the bot asks Slack for, each with its reason. The manifest lists it, and an installation must grant it. (Source of the scopes:
/// the page of each method and event under docs.slack.dev/reference.)
/// </summary>
internal static class SlackNeeds
{
    /// <summary>The slash command. The text after it is one of the bot's commands.</summary>
    public const string Command = "/reflect";

    /// <summary>The <c>callback_id</c> of the global shortcut: shows what the App Home shows, as a modal.</summary>
    public const string OverviewShortcut = "overview";

    /// <summary>The <c>callback_id</c> of the shortcut on a message: makes a milestone of it.</summary>
    public const string MilestoneShortcut = "mark_milestone";

    private const string Mentions = "app_mentions:read";
    private const string PublicChannels = "channels:read";
    private const string PrivateChannels = "groups:read";
    private const string DirectMessages = "im:history";

    /// <summary>The scopes of the bot's token, by name. <c>app_mentions:read</c> and <c>im:history</c> are for events, <c>commands</c> for the command and the shortcuts.</summary>
    public static IReadOnlyList<SlackScope> Scopes { get; } =
    [
        new(Mentions),
        new(PublicChannels, "conversations.info", "conversations.members"),
        new("chat:write", "chat.postMessage", "chat.postEphemeral", "chat.update", "chat.delete"),
        new("commands"),
        new("files:write", "files.getUploadURLExternal", "files.completeUploadExternal"),
        new(PrivateChannels, "conversations.info", "conversations.members"),
        new(DirectMessages),
        new("im:write", "conversations.open"),
        new("users:read", "users.info", "users.list"),
        new("users:read.email", "users.lookupByEmail"),
    ];

    /// <summary>Methods that need no scope of the bot's token. Views need a trigger or an installation; the last two methods use credentials of the app.</summary>
    public static IReadOnlyList<string> FreeMethods { get; } = ["auth.test", "views.open", "views.publish", "oauth.v2.access", "apps.connections.open"];

    /// <summary>The events, by name.</summary>
    public static IReadOnlyList<SlackEvent> Events { get; } =
    [
        new("app_home_opened"),
        new("app_mention", Mentions),
        new("app_uninstalled"),
        new("channel_archive", PublicChannels),
        new("channel_deleted", PublicChannels),
        new("channel_left", PublicChannels),
        new("channel_unarchive", PublicChannels),
        new("group_archive", PrivateChannels),
        new("group_deleted", PrivateChannels),
        new("group_left", PrivateChannels),
        new("group_unarchive", PrivateChannels),
        new("member_joined_channel", PublicChannels, PrivateChannels),
        new("member_left_channel", PublicChannels, PrivateChannels),
        new("message.im", DirectMessages),
        new("tokens_revoked"),
    ];

    /// <summary>The needed scopes that were not granted.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<string> granted) => [.. Scopes.Select(s => s.Name).Except(granted, StringComparer.Ordinal)];
}
