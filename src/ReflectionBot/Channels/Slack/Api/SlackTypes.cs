using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>The answer of <c>auth.test</c>.</summary>
/// <param name="Team">The workspace's id.</param>
/// <param name="TeamName">Its name.</param>
/// <param name="BotUser">The bot's user id (<c>U...</c>), by which it is mentioned.</param>
/// <param name="BotId">The bot's own id (<c>B...</c>).</param>
/// <param name="Url">The workspace's address.</param>
/// <param name="IsEnterpriseInstall">The token is for a whole Enterprise Grid organisation.</param>
/// <param name="Scopes">What the token may do, from the answer's header <c>x-oauth-scopes</c>; empty if Slack does not say.</param>
internal sealed record SlackIdentity(string Team, string TeamName, string BotUser, string BotId, string Url, bool IsEnterpriseInstall, IReadOnlyList<string> Scopes);

/// <summary>A message to post, or to replace another one with.</summary>
/// <param name="Channel">The conversation (<c>C...</c>, <c>G...</c>, <c>D...</c>).</param>
/// <param name="Text">For notifications and old clients: fixed words, never a person's own text.</param>
/// <param name="Blocks">What is shown.</param>
/// <param name="Thread">The <c>ts</c> of the message whose thread it goes to; null for none.</param>
internal sealed record SlackPost(string Channel, string Text, JsonArray Blocks, string? Thread = null);

/// <summary>A message that was posted.</summary>
internal sealed record SlackPosted(string Channel, string Ts);

/// <summary>A conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; null for direct chats.</param>
/// <param name="IsDirect">One person's direct chat with the bot.</param>
/// <param name="IsArchived">Nothing can be posted there.</param>
/// <param name="IsMember">The bot is in it.</param>
/// <param name="User">For a direct chat: the person it belongs to.</param>
/// <param name="IsShared">People of other organisations are in it (Slack Connect).</param>
internal sealed record SlackConversation(string Id, string? Name, bool IsDirect, bool IsArchived, bool IsMember, string? User, bool IsShared);

/// <summary>A user.</summary>
/// <param name="Id">Their id (<c>U...</c>, <c>W...</c>).</param>
/// <param name="Team">Their own workspace. It is not the bot's for people who come through Slack Connect.</param>
/// <param name="Name">The name that is shown: the display name, else the real name, else the name of the account.</param>
/// <param name="TimeZone">IANA; null if Slack does not say.</param>
/// <param name="Locale">E.g. <c>en-GB</c>; null if Slack does not say.</param>
/// <param name="IsBot">A bot, or Slackbot.</param>
/// <param name="IsDeleted">Deactivated.</param>
/// <param name="IsGuest">A guest of one or several channels: they may not be allowed to use slash commands.</param>
internal sealed record SlackUser(string Id, string? Team, string Name, string? TimeZone, string? Locale, bool IsBot, bool IsDeleted, bool IsGuest)
{
    /// <summary>The name that is unique in the workspace; null if Slack does not say it.</summary>
    public string? Handle { get; init; }
}

/// <summary>The answer of <c>oauth.v2.access</c>.</summary>
/// <param name="Team">The workspace's id; null for an installation in a whole organisation.</param>
/// <param name="TeamName">Its name.</param>
/// <param name="Token">The bot's token there.</param>
/// <param name="BotUser">The bot's user id there.</param>
/// <param name="AppId">The app's id.</param>
/// <param name="InstalledBy">The user id of the person who installed it.</param>
/// <param name="Scopes">The granted scopes.</param>
/// <param name="IsEnterpriseInstall">For a whole Enterprise Grid organisation.</param>
internal sealed record SlackGrant(string? Team, string? TeamName, string Token, string BotUser, string AppId, string InstalledBy, IReadOnlyList<string> Scopes, bool IsEnterpriseInstall)
{
    /// <summary>Without the token, because records print their values.</summary>
    public override string ToString() => $"SlackGrant {Team}";
}

/// <summary>A view that is open or was published.</summary>
internal sealed record SlackView(string Id, string Hash);
