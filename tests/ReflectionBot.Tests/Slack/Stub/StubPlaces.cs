using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>Somebody in a workspace; changed by <see cref="StubWorkspace.Change"/>.</summary>
/// <param name="Id">Their id (<c>U...</c>).</param>
/// <param name="Team">Their own workspace; another one for people who come by Slack Connect.</param>
/// <param name="Name">The account's name, in small letters.</param>
public sealed record StubUser(string Id, string Team, string Name)
{
    /// <summary>First and last name.</summary>
    public string RealName { get; init; } = Name;

    /// <summary>What they want to be called; empty where they did not say.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Given only to apps with the scope <c>users:read.email</c>.</summary>
    public string? Email { get; init; }

    /// <summary>IANA; null where they set none.</summary>
    public string? TimeZone { get; init; } = "Europe/London";

    /// <summary>Given only where it is asked for.</summary>
    public string? Locale { get; init; } = "en-GB";

    /// <summary>A guest of several channels (<c>is_restricted</c>).</summary>
    public bool IsGuest { get; init; }

    /// <summary>A guest of one channel (<c>is_ultra_restricted</c>; such a one is <c>is_restricted</c> too).</summary>
    public bool IsSingleChannelGuest { get; init; }

    /// <summary>An app's user; its <c>B...</c> id.</summary>
    public string? BotId { get; init; }

    /// <summary>Deactivated.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The app must not see them (<c>user_not_visible</c>).</summary>
    public bool IsHidden { get; init; }

    /// <summary>An administrator of the workspace.</summary>
    public bool IsAdmin { get; init; }
}

/// <summary>What kind of conversation.</summary>
public enum StubChannelKind
{
    /// <summary>A public channel (<c>C...</c>).</summary>
    Public = 0,

    /// <summary>A private channel (<c>C...</c>; older ones <c>G...</c>).</summary>
    Private = 1,

    /// <summary>One person and the bot (<c>D...</c>).</summary>
    Direct = 2,

    /// <summary>Several people and the bot (<c>G...</c>).</summary>
    Group = 3,
}

/// <summary>A conversation with its messages.</summary>
/// <param name="id">Its id.</param>
/// <param name="kind">What kind.</param>
/// <param name="created">When it was made, Unix seconds.</param>
public sealed class StubChannel(string id, StubChannelKind kind, long created)
{
    /// <summary>Its id.</summary>
    public string Id { get; } = id;

    /// <summary>What kind.</summary>
    public StubChannelKind Kind { get; } = kind;

    /// <summary>When it was made, Unix seconds.</summary>
    public long Created { get; } = created;

    /// <summary>Without the <c>#</c>; empty for direct chats.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Names it had before.</summary>
    public IList<string> PreviousNames { get; } = [];

    /// <summary>Of a direct chat: whose.</summary>
    public string? With { get; internal set; }

    /// <summary>User ids, the bot's included where it is in.</summary>
    public IList<string> Members { get; } = [];

    /// <summary>Nothing can be posted there.</summary>
    public bool IsArchived { get; internal set; }

    /// <summary>Shared with another organisation (Slack Connect).</summary>
    public bool IsShared { get; set; }

    /// <summary>All messages in order of their <c>ts</c>, ephemeral ones included.</summary>
    internal List<StubMessage> Messages { get; } = [];

    /// <summary>What <c>channel_type</c> says in events.</summary>
    internal string Type => Kind switch { StubChannelKind.Public => "channel", StubChannelKind.Private => "group", StubChannelKind.Direct => "im", _ => "mpim" };
}

/// <summary>A message as it stands now.</summary>
/// <param name="Channel">Where.</param>
/// <param name="Ts">Its id there, and its time.</param>
/// <param name="User">Who wrote it.</param>
public sealed record StubMessage(string Channel, string Ts, string User)
{
    /// <summary>Its text, as Slack keeps it: <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> escaped.</summary>
    public string Text { get; init; } = "";

    /// <summary>Its blocks; null for none.</summary>
    public JsonArray? Blocks { get; init; }

    /// <summary>The <c>ts</c> of the message whose thread it is in; null for none.</summary>
    public string? Thread { get; init; }

    /// <summary>Of an app: its bot.</summary>
    public string? BotId { get; init; }

    /// <summary>E.g. <c>file_share</c>, <c>tombstone</c>; null for none.</summary>
    public string? Subtype { get; init; }

    /// <summary>The id the client gave it; null for an app's.</summary>
    public string? ClientId { get; init; }

    /// <summary>When its author changed it last; null: never.</summary>
    public string? Edited { get; init; }

    /// <summary>The only one who sees it; null: everybody there.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>A reply that is shown in the channel too.</summary>
    public bool IsBroadcast { get; init; }

    /// <summary>Ids of its files.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>All words a reader sees: those of the blocks, or else the text. Line by line.</summary>
    public string Words => Blocks is { Count: > 0 } ? string.Join('\n', BlockText.Of(Blocks)) : Text;
}

/// <summary>A file, from the moment its upload was asked for.</summary>
/// <param name="Id">Its id (<c>F...</c>).</param>
/// <param name="Name">Its name.</param>
/// <param name="User">Who uploads it.</param>
public sealed record StubFile(string Id, string Name, string User)
{
    /// <summary>How long its uploader said it is, bytes.</summary>
    public int Length { get; init; }

    /// <summary>What a picture shows, in words.</summary>
    public string? AltText { get; init; }

    /// <summary>Its title; the name where none was given.</summary>
    public string Title { get; init; } = Name;

    /// <summary>Its bytes; null until they came.</summary>
    public byte[]? Content { get; init; }

    /// <summary>The upload was completed: it can be shown.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Where it was shared.</summary>
    public string? Channel { get; init; }
}

/// <summary>A modal that is or was open, or somebody's App Home.</summary>
/// <param name="Id">Its id (<c>V...</c>).</param>
/// <param name="User">Who sees it.</param>
/// <param name="Json">The view as the app gave it, with ids filled in.</param>
/// <param name="Hash">Changes with every update.</param>
public sealed record StubView(string Id, string User, JsonObject Json, string Hash)
{
    /// <summary>The modal under it; null for none.</summary>
    public string? Previous { get; init; }

    /// <summary>The lowest modal of its stack.</summary>
    public string Root { get; init; } = Id;

    /// <summary>Still open; always so for a home.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary><c>callback_id</c>.</summary>
    public string CallbackId => (string?)Json["callback_id"] ?? "";

    /// <summary>All words a reader sees, line by line.</summary>
    public string Words => string.Join('\n', BlockText.Of(Json["blocks"]));
}
