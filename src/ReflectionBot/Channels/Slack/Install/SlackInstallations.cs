namespace ReflectionBot.Channels.Slack.Install;

/// <summary>In which workspaces the bot is installed: by the one token of the configuration, or by rows with encrypted tokens.</summary>
internal sealed class SlackInstallations
{
    /// <summary>The installation in a workspace; null where there is none (any more). With the configuration's token: in its own workspace only.</summary>
    public Task<SlackInstallation?> FindAsync(string team, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Keeps an installation, with its token encrypted; one that was there before is replaced.</summary>
    public Task KeepAsync(SlackInstallation installation, string installedBy, IReadOnlyList<string> scopes, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Forgets an installation and its token (<c>app_uninstalled</c>, <c>tokens_revoked</c>, or a call that was told so). Of the configuration's token: until the next start.</summary>
    public Task ForgetAsync(string team, CancellationToken cancel) => throw new NotSupportedException();
}
