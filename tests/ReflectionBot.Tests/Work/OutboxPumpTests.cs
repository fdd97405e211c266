using Microsoft.Extensions.Logging.Abstractions;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;

namespace ReflectionBot.Tests.Work;

public sealed class DispatcherTests
{
    private static CancellationToken Cancel => WorkBench.Cancel;

    /// <summary>Timers count whole milliseconds, a clock does not.</summary>
    [Fact]
    public async Task What_is_almost_ready_is_looked_at_when_it_is()
    {
        await using var bench = await WorkBench.StartAsync();
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(new SendOutcome.Later(TimeSpan.FromMilliseconds(0.4)));
        await bench.CommitAsync(WorkBench.Post("1"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var pump = new OutboxPump(bench.Outbox, bench.Queue, bench.Clock, NullLogger<OutboxPump>.Instance);
        var running = pump.RunAsync(stop.Token);
        bench.Queue.Add(WorkBench.Partition);
        await pump.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancel); // And not looking again and again meanwhile.
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(3));
        await pump.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal(["home: 1"], bench.Channel.Sent);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <summary>As an HTTP client that gives up by itself does.</summary>
    [Fact]
    public async Task A_call_that_was_given_up_does_not_end_the_sending()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("1"));
        bench.Store.BeforeCommit = (_, _) => throw new TaskCanceledException();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var pump = new OutboxPump(bench.Outbox, bench.Queue, bench.Clock, NullLogger<OutboxPump>.Instance);
        var running = pump.RunAsync(stop.Token);
        bench.Queue.Add(WorkBench.Partition);
        await pump.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        bench.Store.BeforeCommit = (_, _) => Task.CompletedTask;
        bench.Queue.Add(WorkBench.Partition);
        await pump.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal(["home: 1"], bench.Channel.Sent);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
