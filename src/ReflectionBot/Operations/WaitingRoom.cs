using System.Globalization;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Operations;

/// <summary>
/// Listens on the bot's addresses while the store is unavailable at the start: answers every request with a notice, accepts nothing, and lets the
/// bot start when the store is back. If the program ended instead, the bot would be down until the operator notices.
/// </summary>
internal static partial class WaitingRoom
{
    /// <summary>How long the store may take before the waiting room opens.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    /// <summary>The longest pause between two attempts.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Prepares the store, however long it is unavailable.</summary>
    /// <param name="app">The bot, built but not started.</param>
    /// <param name="build">Builds an application on the bot's own addresses.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="StoreUnavailableException">The problem will not pass by itself: the message says what to do.</exception>
    /// <exception cref="OperationCanceledException">The program was stopped while it waited.</exception>
    public static async Task PrepareAsync(WebApplication app, Func<WebApplication> build, CancellationToken cancel)
    {
        var (time, log) = (app.Services.GetRequiredService<TimeProvider>(), app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(WaitingRoom).FullName!));
        var attempt = TryAsync(app, cancel);
        using var early = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var soon = Task.Delay(Soon, time, early.Token);
        if (await Task.WhenAny(attempt, soon) == attempt && await attempt is null)
        {
            await early.CancelAsync();
            return;
        }

        await using var room = Open(build());
        await room.StartAsync(cancel);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancel, room.Lifetime.ApplicationStopping);
        LogOpen(log);
        for (var pause = TimeSpan.FromSeconds(1); await attempt.WaitAsync(stopped.Token) is { } sentence; pause = Longer(pause))
        {
            LogAway(log, sentence);
            await Task.Delay(pause, time, stopped.Token);
            attempt = TryAsync(app, stopped.Token);
        }

        LogBack(log);
        await room.StopAsync(stopped.Token);
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <summary>Null if the store is available, otherwise the sentence.</summary>
    private static async Task<string?> TryAsync(WebApplication app, CancellationToken cancel)
    {
        try
        {
            await Bot.PrepareAsync(app, cancel);
            return null;
        }
        catch (StoreUnavailableException e) when (e.IsPassing)
        {
            return e.Message;
        }
    }

    private static WebApplication Open(WebApplication room)
    {
        room.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = LongestPause.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            context.Response.Headers.CacheControl = "no-store";
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync(context.Request.Path == "/health" ? "Unhealthy"
                : "The bot is waiting for the place where it keeps answers, and takes nothing in until then. Please try again in a minute.", context.RequestAborted);
        });
        return room;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store is not there yet. The bot waits for it, answers 503 meanwhile, and starts when it is back.")]
    private static partial void LogOpen(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Sentence}")]
    private static partial void LogAway(ILogger log, string sentence);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store is there. The bot starts.")]
    private static partial void LogBack(ILogger log);
}
