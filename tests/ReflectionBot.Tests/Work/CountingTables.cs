using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Tests.Work;

/// <summary>
/// Counts the operations of the real store beneath it, and how often somebody waits for them: what is asked side by side is held until all of it
/// has been asked, and is one wait.
/// </summary>
internal sealed class CountingTables : ITableStore
{
    private readonly Lock _gate = new();
    private readonly List<string> _done = [];
    private ITableStore _store = null!;
    private Task? _wave;
    private int _waits;

    /// <summary>The operations since the last <see cref="Begin"/>, in order.</summary>
    public IReadOnlyList<string> Done
    {
        get
        {
            lock (_gate)
            {
                return [.. _done];
            }
        }
    }

    /// <summary>How many operations and waits there had been when the first commit was done.</summary>
    public (int Operations, int Waits)? FirstCommit { get; private set; }

    /// <summary>Puts one before the store that is registered.</summary>
    public static CountingTables Before(IServiceCollection services)
    {
        var counting = new CountingTables();
        var real = services.Single(s => s.ServiceType == typeof(ITableStore));
        services.RemoveAll<ITableStore>();
        services.AddSingleton<ITableStore>(s =>
        {
            counting._store = (ITableStore)(real.ImplementationInstance ?? real.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, real.ImplementationType!));
            return counting;
        });
        return counting;
    }

    /// <summary>Only counts operations: holds nobody up.</summary>
    public bool CountsNoWaits { get; set; }

    /// <summary>Counts from here.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _done.Clear();
            (FirstCommit, _waits) = (null, 0);
        }
    }

    public async Task<Row?> GetAsync(string partition, string key, CancellationToken cancel)
    {
        await AskedAsync($"get {partition} {key}");
        return await _store.GetAsync(partition, key, cancel);
    }

    public async IAsyncEnumerable<Row> RangeAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        await AskedAsync($"list {range.Partition} {range.Prefix} from {range.From} before {range.Before}");
        await foreach (var row in _store.RangeAsync(range, cancel))
        {
            yield return row;
        }
    }

    public async Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        await AskedAsync($"commit {partition} {string.Join(", ", writes.Select(w => w.Key))}");
        lock (_gate)
        {
            FirstCommit ??= (_done.Count, _waits);
        }

        return await _store.CommitAsync(partition, writes, cancel);
    }

    public Task PrepareAsync(CancellationToken cancel) => _store.PrepareAsync(cancel);

    private Task AskedAsync(string what)
    {
        lock (_gate)
        {
            _done.Add(what);
            if (CountsNoWaits)
            {
                return Task.CompletedTask;
            }

            if (_wave is not { IsCompleted: false })
            {
                _waits++;
                _wave = Task.Delay(TimeSpan.FromMilliseconds(15), TimeProvider.System);
            }

            return _wave;
        }
    }
}
