namespace ReflectionBot.Channels.Slack;

/// <summary>
/// Lets what one person does be taken in the order in which it arrived: Slack does not wait for one answer before it sends the next, and an
/// answer that "next" overtakes would stand under the wrong question. In this process only; the store's rows guard the rest.
/// </summary>
internal sealed class SlackOrder
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);

    /// <summary>For how many people something is being taken now.</summary>
    internal int Busy
    {
        get
        {
            lock (_lock)
            {
                return _last.Count;
            }
        }
    }

    /// <summary>Does something after all that came before under the same key.</summary>
    /// <exception cref="OperationCanceledException">It waited too long, and nothing was done.</exception>
    public async Task<T> AfterAsync<T>(string key, Func<Task<T>> act, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(act);
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_lock)
        {
            before = _last.GetValueOrDefault(key, Task.CompletedTask);
            _last[key] = mine.Task;
        }

        try
        {
            await before.WaitAsync(cancel).ConfigureAwait(false);
            return await act().ConfigureAwait(false);
        }
        finally
        {
            _ = EndAsync(key, mine, before);
        }
    }

    /// <summary>Over when all before it is over too: who did not wait for them must not let others past them.</summary>
    private async Task EndAsync(string key, TaskCompletionSource mine, Task before)
    {
        await before.ConfigureAwait(false);
        mine.SetResult();
        lock (_lock)
        {
            if (_last.GetValueOrDefault(key) == mine.Task)
            {
                _last.Remove(key);
            }
        }
    }
}
