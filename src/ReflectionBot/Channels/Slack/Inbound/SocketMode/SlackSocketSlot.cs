using ReflectionBot.Channels.Slack.Api;

namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>
/// Keeps one connection: opens it, waits until it must be replaced, opens the new one, and only then leaves the first. A failed attempt is repeated
/// for ever, with longer and longer waits.
/// </summary>
internal sealed partial class SlackSocketSlot(SlackSocketUrlCheck door, SlackReceive receive, SlackSocketState state, SlackBackoff backoff, TimeProvider time, ILogger log)
{
    /// <summary>A connection that lasted this long was a good one: the waits begin again with the shortest.</summary>
    public static readonly TimeSpan LivedAWhile = TimeSpan.FromMinutes(1);

    private readonly List<Task> _leaving = [];
    private SlackSocketConnection? _current;

    /// <summary>Runs until it is stopped. Then running work gets a few seconds to finish.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (await OpenAsync(stop) is { } fresh)
                {
                    Leave();
                    _current = fresh;
                    await KeepAsync(fresh, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped during a wait.
        }
        finally
        {
            _current?.Refuse();
            Leave();
            await Task.WhenAll(_leaving);
        }
    }

    /// <summary>One attempt and, if it fails, the wait after it.</summary>
    private async Task<SlackSocketConnection?> OpenAsync(CancellationToken stop)
    {
        SlackSocketFailure trouble;
        try
        {
            switch (await door.OpenAsync(stop))
            {
                case SlackResult<ISlackSocket>.Done done:
                    var connection = new SlackSocketConnection(done.Value, receive, state, time, log);
                    if (await GreetedAsync(connection, stop))
                    {
                        LogConnected();
                        return connection;
                    }

                    trouble = connection.Parting is { IsCompletedSuccessfully: true, Result: not SlackParting.Broken and var why } && SlackSocketFailure.Of(why) is { } said ? said : SlackSocketFailure.NoHello;
                    break;
                case SlackResult<ISlackSocket>.Busy busy:
                    trouble = SlackSocketFailure.Busy(busy.After);
                    break;
                case SlackResult<ISlackSocket>.Failed failed:
                    trouble = SlackSocketFailure.Refused(failed.Failure, failed.Code);
                    break;
                case var other:
                    throw new NotSupportedException(other.GetType().Name);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException && !stop.IsCancellationRequested) // Whatever the failure is: if the bot gave up, it would hear nothing more from Slack.
        {
            trouble = SlackSocketFailure.Of(e);
        }

        await RestAsync(trouble, stop);
        return null;
    }

    private async Task<bool> GreetedAsync(SlackSocketConnection connection, CancellationToken stop)
    {
        var greeted = false;
        try
        {
            return greeted = await connection.GreetedAsync(stop);
        }
        finally
        {
            if (!greeted)
            {
                connection.Refuse();
                Leave(connection);
            }
        }
    }

    /// <summary>Waits until the connection must be replaced, and then before the next one, if a wait is needed.</summary>
    private async Task KeepAsync(SlackSocketConnection connection, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var why = await PartingAsync(connection, stop);
        if (time.GetElapsedTime(began) >= LivedAWhile || why == SlackParting.Slept)
        {
            backoff.Reset();
        }

        if (SlackSocketFailure.Of(why) is { } trouble)
        {
            Leave();
            await RestAsync(trouble, stop);
        }
        else if (why == SlackParting.Refresh && time.GetElapsedTime(began) < LivedAWhile)
        {
            await Task.Delay(backoff.Next(), time, stop); // Slack replaced the connection very soon: wait, so that this does not become a fast loop.
        }
    }

    private async Task<SlackParting> PartingAsync(SlackSocketConnection connection, CancellationToken stop)
    {
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var slept = SlackSleep.NoticedAsync(time, watch.Token);
        await Task.WhenAny(connection.Parting, slept);
        var why = connection.Parting.IsCompleted ? await connection.Parting : SlackParting.Slept;
        await watch.CancelAsync();
        stop.ThrowIfCancellationRequested();
        return why;
    }

    private async Task RestAsync(SlackSocketFailure trouble, CancellationToken stop)
    {
        var wait = trouble.Advice is null ? backoff.Next(trouble.Asked) : backoff.Slow();
        var news = state.Failed(trouble.Word);
        if (news && trouble.Advice is not null)
        {
            LogAdvice(trouble.Word, trouble.Advice);
        }
        else if (news)
        {
            LogTrouble(trouble.Word, wait.TotalSeconds);
        }
        else
        {
            LogStill(trouble.Word, wait.TotalSeconds);
        }

        await Task.Delay(wait, time, stop);
    }

    private void Leave()
    {
        if (_current is { } old)
        {
            _current = null;
            Leave(old);
        }
    }

    private void Leave(SlackSocketConnection old)
    {
        _leaving.RemoveAll(l => l.IsCompleted);
        _leaving.Add(old.LeaveAsync());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A connection to Slack's Socket Mode is open")]
    private partial void LogConnected();

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack does not let the bot connect ({Word}). {Advice} It is tried again, slowly")]
    private partial void LogAdvice(string word, string advice);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No connection to Slack ({Word}); again in {Seconds:0.0} seconds")]
    private partial void LogTrouble(string word, double seconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Still no connection to Slack ({Word}); again in {Seconds:0.0} seconds")]
    private partial void LogStill(string word, double seconds);
}
