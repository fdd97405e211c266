namespace ReflectionBot.Channels.Shared;

/// <summary>What is good to have, but no reason for anything else to wait long or to fail.</summary>
internal static class Soon
{
    /// <summary>Asks for something, within a time.</summary>
    /// <param name="limit">How long, by the clock beside it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ask">What is asked.</param>
    /// <param name="failed">Told the kind of failure where it came to nothing.</param>
    /// <param name="cancel">Ends it all.</param>
    /// <returns>What came; nothing where it took too long or failed.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public static async Task<T?> AskAsync<T>(TimeSpan limit, TimeProvider time, Func<CancellationToken, Task<T?>> ask, Action<string> failed, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, over.Token);
        try
        {
            return await ask(either.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            failed(e.GetType().Name);
            return default;
        }
    }
}
