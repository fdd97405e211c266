using ReflectionBot.Channels.Slack.Api;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>The bot in one workspace.</summary>
/// <param name="Team">The workspace's id.</param>
/// <param name="TeamName">Its name.</param>
/// <param name="Token">The bot's token there.</param>
/// <param name="BotUser">The bot's user id there, by which it is mentioned.</param>
internal sealed record SlackInstallation(string Team, string TeamName, string Token, string BotUser)
{
    /// <summary>The workspace and its token, for calls.</summary>
    public SlackAccess Access => new(Team, Token);

    /// <summary>Without the token, because records print their values.</summary>
    public override string ToString() => $"SlackInstallation {Team}";
}
