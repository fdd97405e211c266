namespace ReflectionBot.Channels.Shared;

/// <summary>What must not be waited for longer than so.</summary>
internal static class Soon
{
    /// <summary>Does something, within a time.</summary>
    /// <param name="limit">How long, by the clock beside it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="act">What is done.</param>
    /// <param name="cancel">Ends it all.</param>
    /// <exception cref="TimeoutException">It took longer: whether it was done is unknown.</exception>
    public static async Task<T> DoAsync<T>(TimeSpan limit, TimeProvider time, Func<CancellationToken, Task<T>> act, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, over.Token);
        try
        {
            return await act(either.Token);
        }
        catch (Exception) when (!cancel.IsCancellationRequested && over.IsCancellationRequested)
        {
            throw new TimeoutException("There was no answer in time");
        }
    }

    /// <summary>The same for what is good to have, but no reason for anything else to fail.</summary>
    /// <param name="limit">How long, by the clock beside it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ask">What is asked.</param>
    /// <param name="failed">Told the kind of failure where it came to nothing.</param>
    /// <param name="cancel">Ends it all.</param>
    /// <returns>What came; nothing where it took too long or failed.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public static async Task<T?> AskAsync<T>(TimeSpan limit, TimeProvider time, Func<CancellationToken, Task<T?>> ask, Action<string> failed, CancellationToken cancel)
    {
        try
        {
            return await DoAsync(limit, time, ask, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            failed(e.GetType().Name);
            return default;
        }
    }
}
