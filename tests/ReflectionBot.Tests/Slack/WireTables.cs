using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Tests.Slack;

/// <summary>How a store behaves.</summary>
internal enum StoreState
{
    /// <summary>As it is.</summary>
    Good,

    /// <summary>It cannot be reached.</summary>
    Away,

    /// <summary>It can be read, and takes nothing.</summary>
    Full,

    /// <summary>Everything is too long for it.</summary>
    TooLong,

    /// <summary>Everything waits for <see cref="WireTables.Wait"/>.</summary>
    Slow,
}

/// <summary>The real store, which behaves as it is told.</summary>
internal sealed class WireTables : ITableStore
{
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Read with every operation.</summary>
    public StoreState State { get; set; }

    /// <summary>What an operation of a slow store waits for; at first: until it is cancelled.</summary>
    public Func<CancellationToken, Task> Wait { get; set; } = cancel => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);

    /// <summary>Whether only commits are slow.</summary>
    public bool OnlyCommits { get; set; }

    /// <summary>An operation has begun to wait.</summary>
    public Task Reached => _reached.Task;

    private ITableStore Store { get; set; } = null!;

    /// <summary>Puts one in front of the real store.</summary>
    public static WireTables In(IServiceCollection services)
    {
        var tables = new WireTables();
        var real = services.Single(s => s.ServiceType == typeof(ITableStore));
        services.RemoveAll<ITableStore>();
        services.AddSingleton<ITableStore>(s =>
        {
            tables.Store = (ITableStore)(real.ImplementationInstance ?? real.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, real.ImplementationType!));
            return tables;
        });
        return tables;
    }

    /// <summary>Behaves like this from now on.</summary>
    public void Be(StoreState state)
    {
        State = state;
        _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public async Task<Row?> GetAsync(string partition, string key, CancellationToken cancel)
    {
        await ReadAsync(cancel);
        return await Store.GetAsync(partition, key, cancel);
    }

    public async IAsyncEnumerable<Row> RangeAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        await ReadAsync(cancel);
        await foreach (var row in Store.RangeAsync(range, cancel))
        {
            yield return row;
        }
    }

    public async Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        if (State is StoreState.TooLong)
        {
            throw new TableLimitException("a row is too large");
        }

        if (State is StoreState.Full or StoreState.Away)
        {
            throw new StoreUnavailableException("The disk is full.");
        }

        if (State is StoreState.Slow)
        {
            await WaitAsync(cancel);
        }

        return await Store.CommitAsync(partition, writes, cancel);
    }

    public Task PrepareAsync(CancellationToken cancel) => Store.PrepareAsync(cancel);

    private Task ReadAsync(CancellationToken cancel) => State switch
    {
        StoreState.Away => throw new StoreUnavailableException("The store cannot be reached."),
        StoreState.Slow when !OnlyCommits => WaitAsync(cancel),
        _ => Task.CompletedTask,
    };

    private Task WaitAsync(CancellationToken cancel)
    {
        var waiting = Wait(cancel); // It has begun before anybody moves the clock on.
        _reached.TrySetResult();
        return waiting;
    }
}
