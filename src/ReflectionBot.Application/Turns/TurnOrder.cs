namespace ReflectionBot.Application.Turns;

/// <summary>
/// Lets what one person does be taken in the order in which it arrived: no chat waits for one answer before it sends the next, and an answer
/// that "next" overtakes would stand under the wrong question. In this process only; the store's rows guard the rest.
/// </summary>
public sealed class TurnOrder
{
    /// <summary>How much may wait under one key: far more than anybody types, and no loop fills the memory.</summary>
    internal const int Most = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Task Last, int Count)> _busy = new(StringComparer.Ordinal);

    /// <summary>For how many keys something is being taken now.</summary>
    internal int Busy
    {
        get
        {
            lock (_lock)
            {
                return _busy.Count;
            }
        }
    }

    /// <summary>Does something after all that came before under the same key. The place is taken at once, before anything is waited for.</summary>
    /// <param name="key">Whose order it is.</param>
    /// <param name="act">What to do; it must not wait for something under the same key.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">It waited too long, or too much waits already, and nothing was done.</exception>
    public async Task<T> AfterAsync<T>(string key, Func<Task<T>> act, CancellationToken cancel)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_lock)
        {
            (before, var count) = _busy.GetValueOrDefault(key, (Task.CompletedTask, 0));
            if (count >= Most)
            {
                throw new OperationCanceledException("too much waits already");
            }

            _busy[key] = (mine.Task, count + 1);
        }

        try
        {
            await before.WaitAsync(cancel);
            return await act();
        }
        finally
        {
            _ = EndAsync(key, mine, before);
        }
    }

    /// <summary>Over when all before it is over too: who did not wait for them must not let others past them.</summary>
    private async Task EndAsync(string key, TaskCompletionSource mine, Task before)
    {
        await before;
        mine.SetResult();
        lock (_lock)
        {
            var (last, count) = _busy[key];
            if (count == 1)
            {
                _busy.Remove(key);
            }
            else
            {
                _busy[key] = (last, count - 1);
            }
        }
    }
}
