using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.Sqlite;

/// <summary>Empties the log file every minute, so that text that was taken back leaves it, too.</summary>
internal sealed partial class SqliteUpkeep(ITableStore store, TimeProvider time, ILogger<SqliteUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (store is not SqliteTableStore sqlite)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sqlite.EmptyLogAsync(stoppingToken);
            }
            catch (StoreUnavailableException e)
            {
                LogLater(e.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log file could not be emptied now; again in a minute. {Sentence}")]
    private partial void LogLater(string sentence);
}
