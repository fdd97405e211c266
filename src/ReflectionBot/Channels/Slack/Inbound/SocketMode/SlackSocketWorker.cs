using Microsoft.Extensions.Options;

namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>
/// Keeps two connections to Slack while the bot runs, if Socket Mode is configured: while Slack renews one, the other still works. Each envelope
/// comes through one of them only. (Source: Slack's page "Using Socket Mode", on several connections; up to ten are allowed.)
/// </summary>
internal sealed partial class SlackSocketWorker(SlackSocketUrlCheck door, SlackReceive receive, SlackSocketState state, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackSocketWorker> log)
    : BackgroundService
{
    /// <summary>The number of connections.</summary>
    public const int Connections = 2;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Transport != SlackTransport.Socket || string.IsNullOrWhiteSpace(options.Value.AppToken))
        {
            return;
        }

        LogConnecting(Connections);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Slot().RunAsync(stoppingToken)));
    }

    private SlackSocketSlot Slot() => new(door, receive, state, new SlackBackoff(Random.Shared.NextDouble), time, log);

    [LoggerMessage(Level = LogLevel.Information, Message = "Slack is reached by Socket Mode, with {Connections} connections")]
    private partial void LogConnecting(int connections);
}
