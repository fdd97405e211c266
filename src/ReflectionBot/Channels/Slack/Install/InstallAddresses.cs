using Microsoft.AspNetCore.Http.Extensions;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>The addresses of an installation. (Source: docs.slack.dev, "Installing with OAuth".)</summary>
/// <param name="options">Settings with a <see cref="SlackOptions.ClientId"/>.</param>
/// <param name="publicUrl">The bot's address, checked at start.</param>
internal sealed class InstallAddresses(SlackOptions options, Uri publicUrl)
{
    /// <summary>Where an installation begins.</summary>
    public const string InstallPath = "/slack/install";

    /// <summary>Where Slack sends the browser back to.</summary>
    public const string RedirectPath = "/slack/oauth_redirect";

    /// <summary>The full address where an installation begins, for people.</summary>
    public Uri Begin { get; } = new(publicUrl, InstallPath);

    /// <summary>Where Slack sends the browser back to: must exactly match one of the app's "Redirect URLs".</summary>
    public Uri Redirect { get; } = new(publicUrl, RedirectPath);

    /// <summary>Whether the browser uses https, so that the cookie can be marked as secure.</summary>
    public bool IsSecure => publicUrl.Scheme == Uri.UriSchemeHttps;

    /// <summary>The cookie's name. The prefix makes browsers refuse it from any other host or over http. (Source: RFC 6265bis, 4.1.3.2.)</summary>
    public string Cookie => IsSecure ? "__Host-slack-install" : "slack-install";

    private static readonly Uri Slack = new("https://slack.com/");

    /// <summary>Slack's page that asks the person who installs the app. If a stand-in for the Web API runs on this machine, the page of the stand-in.</summary>
    public Uri Authorize(string state)
    {
        var query = new QueryBuilder
        {
            { "client_id", options.ClientId },
            { "scope", string.Join(',', SlackNeeds.Scopes.Select(s => s.Name)) },
            { "redirect_uri", Redirect.AbsoluteUri },
            { "state", state },
        };
        return new Uri(new Uri(options.ApiUrl) is { IsLoopback: true } here ? here : Slack, $"/oauth/v2/authorize{query.ToQueryString()}");
    }
}
