using Microsoft.Extensions.Options;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Slack.Api;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>In which workspaces the bot is installed: by the one token of the configuration, or by rows with encrypted tokens.</summary>
/// <param name="options">Says which of the two.</param>
/// <param name="configured">The configuration's.</param>
/// <param name="stored">The rows; null where nobody can install (no <c>Slack:ClientId</c>).</param>
internal sealed class SlackInstallations(IOptions<SlackOptions> options, ConfiguredInstallation configured, StoredInstallations? stored = null)
{
    /// <summary>The channel's name in addresses and keys.</summary>
    internal const string Channel = "slack";

    internal bool IsConfigured => options.Value.BotToken.Length > 0;

    /// <summary>The installation in a workspace; null where there is none (any more). With the configuration's token: in its own workspace only.</summary>
    /// <exception cref="Api.SlackCallException">Slack could not be asked whose the configuration's token is: answer "not taken". The exceptions of <see cref="Api.SlackResult{T}"/> mean the same.</exception>
    /// <exception cref="Application.Tables.StoreUnavailableException">Nor could the store.</exception>
    public Task<SlackInstallation?> FindAsync(string team, CancellationToken cancel) =>
        IsConfigured ? configured.FindAsync(team, cancel) : stored?.FindAsync(team, cancel) ?? Task.FromResult<SlackInstallation?>(null);

    /// <summary>Keeps an installation, with its token encrypted; one that was there before is replaced.</summary>
    /// <exception cref="InvalidOperationException">Nobody can install: the configuration has a token, or no client.</exception>
    public Task KeepAsync(SlackInstallation installation, string installedBy, IReadOnlyList<string> scopes, CancellationToken cancel) =>
        IsConfigured || stored is null ? throw new InvalidOperationException("Nobody can install without Slack:ClientId.") : stored.KeepAsync(installation, installedBy, scopes, cancel);

    /// <summary>Forgets an installation and its token (<c>app_uninstalled</c>, <c>tokens_revoked</c>, or a call that was told so). Of the configuration's token: until the next start.</summary>
    /// <param name="team">The workspace's id.</param>
    /// <param name="at">When it was taken out: one that was installed since then stays, because Slack may say so again minutes later. Null: now.</param>
    /// <param name="cancel">Cancels before the writing.</param>
    public Task ForgetAsync(string team, DateTimeOffset? at, CancellationToken cancel) =>
        IsConfigured ? configured.ForgetAsync(team, cancel) : stored?.ForgetAsync(team, at, cancel) ?? Task.CompletedTask;

    /// <summary>Forgets an installation whose token Slack has just refused; one that was made anew since then has another token, and stays.</summary>
    public Task ForgetAsync(SlackAccess refused, CancellationToken cancel) =>
        IsConfigured || stored is null ? Task.CompletedTask : stored.ForgetAsync(refused, cancel);
}
