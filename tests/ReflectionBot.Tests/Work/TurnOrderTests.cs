using ReflectionBot.Application.Turns;

namespace ReflectionBot.Tests.Work;

/// <summary>What one person does is taken in the order in which it arrived.</summary>
public sealed class TurnOrderTests
{
    private readonly TurnOrder _order = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_waits_for_the_first_and_others_do_not()
    {
        var (first, done) = (new TaskCompletionSource(), new List<string>());
        var one = _order.AfterAsync("amir", () => After(first.Task, "answer"), Cancel);
        var two = _order.AfterAsync("amir", () => After(Task.CompletedTask, "next"), Cancel);
        await _order.AfterAsync("bea", () => After(Task.CompletedTask, "bea"), Cancel);
        first.SetResult();
        await Task.WhenAll(one, two);
        Assert.Equal(["bea", "answer", "next"], done);
        Assert.Equal(0, _order.Busy);

        async Task<bool> After(Task what, string name)
        {
            await what;
            done.Add(name);
            return true;
        }
    }

    [Fact]
    public async Task One_that_fails_or_waits_too_long_stops_nobody()
    {
        var gate = new TaskCompletionSource<bool>();
        using var limit = new CancellationTokenSource();
        var stuck = _order.AfterAsync("amir", () => gate.Task, Cancel);
        var waiting = _order.AfterAsync("amir", () => Task.FromResult(true), limit.Token);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.SetException(new InvalidOperationException());
        await Assert.ThrowsAsync<InvalidOperationException>(() => stuck);
        Assert.True(await _order.AfterAsync("amir", () => Task.FromResult(true), Cancel));
        Assert.Equal(0, _order.Busy);
    }

    [Fact]
    public async Task No_loop_fills_the_memory()
    {
        var gate = new TaskCompletionSource<bool>();
        var waiting = Enumerable.Range(0, TurnOrder.Most).Select(_ => _order.AfterAsync("amir", () => gate.Task, Cancel)).ToList();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _order.AfterAsync("amir", () => gate.Task, Cancel));
        gate.SetResult(true);
        await Task.WhenAll(waiting);
        Assert.Equal(0, _order.Busy);
    }
}
