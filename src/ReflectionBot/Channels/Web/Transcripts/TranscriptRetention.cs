using Microsoft.Extensions.Options;

namespace ReflectionBot.Channels.Web.Transcripts;

/// <summary>Once a day, deletes data that the web chat no longer needs. Several processes may do so at once: the work is the same.</summary>
public sealed partial class TranscriptRetention(WebPeople people, IOptions<WebOptions> options, TimeProvider time, ILogger<TranscriptRetention> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(TimeSpan.FromMinutes(1), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            await OnceAsync(stoppingToken);
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task OnceAsync(CancellationToken cancel)
    {
        try
        {
            var now = time.GetUtcNow();
            await people.ClearAsync(now, now.AddDays(-options.Value.TranscriptDays), cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever the error was, the next try is tomorrow; the old data is kept a day longer, and the log says so.
            NotCleared(log, e.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old web chat messages could not be cleared ({Problem}); the next try is in a day.")]
    private static partial void NotCleared(ILogger log, string problem);
}
