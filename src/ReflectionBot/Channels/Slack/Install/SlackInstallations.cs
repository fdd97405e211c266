using Microsoft.Extensions.Options;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Slack.Api;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>The workspaces in which the bot is installed: the one of the token in the configuration, or those in rows with encrypted tokens.</summary>
/// <param name="options">Tells which of the two is used.</param>
/// <param name="configured">The installation of the configured token.</param>
/// <param name="stored">The rows; null if nobody can install (no <c>Slack:ClientId</c>).</param>
internal sealed class SlackInstallations(IOptions<SlackOptions> options, ConfiguredInstallation configured, StoredInstallations? stored = null)
{
    /// <summary>The channel's name in addresses and keys.</summary>
    internal const string Channel = "slack";

    internal bool IsConfigured => options.Value.BotToken.Length > 0;

    /// <summary>The installation in a workspace; null if there is none (any more). A configured token counts in its own workspace only.</summary>
    /// <exception cref="Api.SlackCallException">Slack could not be asked whose token is configured: answer "not taken". The exceptions of <see cref="Api.SlackResult{T}"/> mean the same.</exception>
    /// <exception cref="Application.Tables.StoreUnavailableException">The store could not be asked.</exception>
    public Task<SlackInstallation?> FindAsync(string team, CancellationToken cancel) =>
        IsConfigured ? configured.FindAsync(team, cancel) : stored?.FindAsync(team, cancel) ?? Task.FromResult<SlackInstallation?>(null);

    /// <summary>Stores an installation, with its token encrypted, and replaces an earlier one.</summary>
    /// <exception cref="InvalidOperationException">Nobody can install: the configuration has a token, or no client id.</exception>
    public Task KeepAsync(SlackInstallation installation, string installedBy, IReadOnlyList<string> scopes, CancellationToken cancel) =>
        IsConfigured || stored is null ? throw new InvalidOperationException("Nobody can install without Slack:ClientId.") : stored.KeepAsync(installation, installedBy, scopes, cancel);

    /// <summary>Forgets an installation and its token (<c>app_uninstalled</c>, <c>tokens_revoked</c>, or a call that got this answer). A configured token is forgotten until the next start.</summary>
    /// <param name="team">The workspace's id.</param>
    /// <param name="at">When the app was removed. An installation made since then stays, because Slack may report the removal again minutes later. Null: now.</param>
    /// <param name="cancel">Cancels before the write.</param>
    public Task ForgetAsync(string team, DateTimeOffset? at, CancellationToken cancel) =>
        IsConfigured ? configured.ForgetAsync(team, cancel) : stored?.ForgetAsync(team, at, cancel) ?? Task.CompletedTask;

    /// <summary>Forgets an installation whose token Slack has just refused. An installation made since then has another token, and stays.</summary>
    public Task ForgetAsync(SlackAccess refused, CancellationToken cancel) =>
        IsConfigured || stored is null ? Task.CompletedTask : stored.ForgetAsync(refused, cancel);
}
