using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Slack.Api;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>The one workspace of the token in the configuration. Slack is asked which workspace that is, once, when it is first needed.</summary>
internal sealed partial class ConfiguredInstallation(SlackApi api, IOptions<SlackOptions> options, TimeProvider time, ILogger<ConfiguredInstallation> log) : IDisposable
{
    /// <summary>How long to wait after a failure before Slack is asked again: a queue of events must not become a queue of requests.</summary>
    internal static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait before a refused token is tried again.</summary>
    internal static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait, because Slack may name any time to wait.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private SlackInstallation? _known;
    private string _failure = "";

    /// <summary>The token was refused, and a person must correct that. The caller then gets no time to wait and backs off by itself.</summary>
    private bool _isRefused;
    private DateTimeOffset _again;

    /// <summary>The installation, if it belongs to this workspace; null otherwise.</summary>
    /// <exception cref="SlackCallException">Slack could not say whose token it is, or refuses it: the operator must correct that, and nothing is dropped until then. The exceptions of <see cref="SlackResult{T}"/> mean the same.</exception>
    public async Task<SlackInstallation?> FindAsync(string team, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            _known ??= await IdentifyAsync(cancel);
            return _known.Team == team ? _known : null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Slack says that the installation has ended. Ask Slack anew, because it may repeat this minutes after the operator has corrected it. Ignored for another workspace.</summary>
    public async Task ForgetAsync(string team, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_known?.Team == team)
            {
                _known = null;
                LogForgotten(team);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<SlackInstallation> IdentifyAsync(CancellationToken cancel)
    {
        if (time.GetUtcNow() < _again)
        {
            throw new SlackCallException(null, _failure, _isRefused ? null : _again - time.GetUtcNow());
        }

        try
        {
            return await api.IdentifyAsync(options.Value.BotToken, cancel) switch
            {
                SlackResult<SlackIdentity>.Done { Value.IsEnterpriseInstall: true } => throw Refuse("enterprise_install"),
                SlackResult<SlackIdentity>.Done { Value: var who } => new(who.Team, who.TeamName, options.Value.BotToken, who.BotUser),
                SlackResult<SlackIdentity>.Failed { Failure: SlackFailure.Revoked, Code: var code } => throw Refuse(code),
                SlackResult<SlackIdentity>.Failed { Failure: var failure, Code: var code } => throw Fail(failure, code, null),
                SlackResult<SlackIdentity>.Busy { After: var after } => throw Fail(null, "busy", after),
                _ => throw new InvalidOperationException("not one of the results"),
            };
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or IOException or InvalidDataException)
        {
            Wait("no_answer", AfterFailure);
            throw;
        }
    }

    private SlackCallException Refuse(string code)
    {
        Wait(code, AfterRefusal, isRefused: true);
        LogRefused(code);
        return new(null, code);
    }

    private SlackCallException Fail(SlackFailure? failure, string code, TimeSpan? after)
    {
        var wait = after is { } told ? TimeSpan.FromTicks(Math.Clamp(told.Ticks, AfterFailure.Ticks, LongestWait.Ticks)) : AfterFailure;
        Wait(code, wait);
        return new(failure, code, wait);
    }

    private void Wait(string failure, TimeSpan span, bool isRefused = false) => (_failure, _again, _isRefused) = (failure, time.GetUtcNow() + span, isRefused);

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack refuses Slack:BotToken ({Code}): nothing of Slack can be answered. Take the \"Bot User OAuth Token\" anew from the app's pages at api.slack.com. enterprise_install: it is of a whole Enterprise Grid organisation, which is not served; install the app in one workspace.")]
    private partial void LogRefused(string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The app was removed from the Slack workspace {Team}. If it was not mended meanwhile: install it there again, set Slack:BotToken anew, and start the bot again.")]
    private partial void LogForgotten(string team);
}
