namespace ReflectionBot.Channels.Shared;

/// <summary>Runs operations with a time limit.</summary>
internal static class Soon
{
    /// <summary>Runs an operation within a time limit.</summary>
    /// <param name="limit">The time limit, by the given clock.</param>
    /// <param name="time">The clock.</param>
    /// <param name="act">The operation.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="TimeoutException">It took longer: it is unknown whether the operation was done.</exception>
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

    /// <summary>The same for an optional operation, whose failure must not make anything else fail.</summary>
    /// <param name="limit">The time limit, by the given clock.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ask">The operation.</param>
    /// <param name="failed">Called with the exception's type name where the operation failed.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The result; the default value where it took too long or failed.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
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
