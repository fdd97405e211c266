namespace ReflectionBot.Channels.Slack;

/// <summary>How Slack reaches the bot.</summary>
public enum SlackTransport
{
    /// <summary>Socket Mode: the bot opens WebSockets to Slack and needs no public address. Needs <see cref="SlackOptions.AppToken"/>.</summary>
    Socket = 0,

    /// <summary>Slack posts to <c>/slack/events</c>, <c>/slack/interactions</c> and <c>/slack/commands</c>. Needs <see cref="SlackOptions.SigningSecret"/>.</summary>
    Http = 1,
}

/// <summary>
/// Settings of Slack, section <c>Slack</c>. With nothing set, Slack is off and every request to it is refused. The names are those of the app's
/// pages at api.slack.com.
/// </summary>
public sealed class SlackOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Slack";

    /// <summary>How Slack reaches the bot.</summary>
    public SlackTransport Transport { get; set; }

    /// <summary>"App-Level Token" with the scope <c>connections:write</c>; begins with <c>xapp-</c>. For Socket Mode.</summary>
    public string AppToken { get; set; } = "";

    /// <summary>"Signing Secret" of the app. For HTTP. If it is empty, every request is refused.</summary>
    public string SigningSecret { get; set; } = "";

    /// <summary>"Bot User OAuth Token" of the one workspace served; begins with <c>xoxb-</c>. Excludes <see cref="ClientId"/>.</summary>
    public string BotToken { get; set; } = "";

    /// <summary>"Client ID" of the app, for installing it in several workspaces by <c>/slack/install</c>. Excludes <see cref="BotToken"/>.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>"Client Secret" of the app; goes with <see cref="ClientId"/>.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The address of Slack's Web API: https, or this machine for testing. Ends with a slash.</summary>
    public string ApiUrl { get; set; } = "https://slack.com/api/";

    /// <summary>Whether Slack is on.</summary>
    internal bool IsOn => AppToken.Length > 0 || SigningSecret.Length > 0 || BotToken.Length > 0 || ClientId.Length > 0;
}
