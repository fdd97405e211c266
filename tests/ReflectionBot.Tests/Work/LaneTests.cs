using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Work;

/// <summary>A channel that is slow, hangs or always fails delays nobody's messages on another.</summary>
public sealed class LaneTests
{
    private const int People = 60;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancel => WorkBench.Cancel;

    [Fact]
    public async Task Messages_of_other_channels_come_within_a_tick_while_one_fails_and_one_hangs()
    {
        var (failing, hanging) = (new RecordingChannel("failing"), new RecordingChannel("hanging"));
        await using var bench = await WorkBench.StartAsync(failing, hanging);
        var release = new TaskCompletionSource();
        failing.Fate = _ => throw new HttpRequestException("away");
        hanging.Fate = async _ =>
        {
            await release.Task;
            return null;
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var pump = bench.OutboxPump();
        var running = pump.RunAsync(stop.Token);
        for (var i = 0; i < People; i++)
        {
            await bench.CommitToAsync($"p:hanging{i}", Post("hanging", $"{i}"));
            await bench.CommitToAsync($"p:failing{i}", Post("failing", $"{i}"));
        }

        for (var i = 0; i < People; i++)
        {
            await bench.CommitToAsync($"p:test{i}", Post("test", $"{i}"));
        }

        await UntilAsync(() => bench.Channel.Sent.Count == People); // The clock stands: not a moment passes.
        release.SetResult();
        await pump.WhenIdleAsync().WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        await UntilAsync(() => hanging.Sent.Count == People); // And the lane empties by itself, without a timer.
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <summary>A project's outbox has the digest for its channel and what facilitators are told in their own chats, wherever they are.</summary>
    [Fact]
    public async Task What_hangs_in_an_outbox_keeps_only_the_same_place_waiting()
    {
        var hanging = new RecordingChannel("hanging");
        await using var bench = await WorkBench.StartAsync(hanging);
        var release = new TaskCompletionSource();
        hanging.Fate = async _ =>
        {
            await release.Task;
            return null;
        };
        var ran = new List<string>();
        bench.Jobs.On<PurgeProject>((job, _) =>
        {
            ran.Add(job.Project);
            return Task.CompletedTask;
        });
        await bench.CommitAsync(Post("hanging", "1"), Post("test", "2"), Post("hanging", "3"), new RunJob("j", new PurgeProject("p")));
        var drained = bench.DrainAsync();
        for (var passed = TimeSpan.Zero; !drained.IsCompleted && passed < Tick; passed += TimeSpan.FromMilliseconds(100))
        {
            await Task.WhenAny(drained, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.NotNull(await drained.WaitAsync(TimeSpan.FromMinutes(1), Cancel));
        Assert.Equal(["home: 2"], bench.Channel.Sent);
        Assert.Equal(["p"], ran);
        var ready = new TaskCompletionSource();
        bench.Outbox.Ready += _ => ready.TrySetResult();
        release.SetResult();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        await bench.DrainAsync();
        Assert.Equal(["home: 1", "home: 3"], hanging.Sent);
    }

    /// <summary>Due work (reminders, digests, sweeps) goes on while sweeps wait for a channel that hangs.</summary>
    [Fact]
    public async Task Due_work_goes_on_while_sweeps_hang()
    {
        var hanging = new RecordingChannel("hanging");
        await using var bench = await WorkBench.StartAsync(hanging);
        var release = new TaskCompletionSource();
        hanging.Fate = async _ =>
        {
            await release.Task;
            return null;
        };
        for (var i = 0; i < People; i++)
        {
            await bench.CommitToAsync($"p:hanging{i}", Post("hanging", $"{i}"));
        }

        for (var i = 0; i < People; i++)
        {
            await bench.CommitToAsync($"p:test{i}", Post("test", $"{i}"));
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        _ = bench.OutboxPump(hears: false).RunAsync(stop.Token); // Hears of no commit, only of room in a lane.
        var running = bench.Runner.RunAsync(Tick, stop.Token);
        bench.Clock.Advance(WorkBench.SweepAfter);
        await UntilAsync(() => bench.Channel.Sent.Count == People);
        await bench.CommitToAsync("p:later", Post("test", "later"));
        bench.Clock.Advance(WorkBench.SweepAfter);
        await UntilAsync(() => bench.Channel.Sent.Contains("home: later"));
        Assert.Empty(hanging.Sent);
        release.SetResult();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task There_is_one_wake_up_for_a_partition_however_often_it_was_looked_at()
    {
        await using var bench = await WorkBench.StartAsync();
        var time = new CountedTimers(bench.Clock);
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(new SendOutcome.Later(TimeSpan.FromHours(1)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var pump = bench.OutboxPump(time);
        var running = pump.RunAsync(stop.Token);
        for (var i = 0; i < 50; i++)
        {
            await bench.CommitAsync(WorkBench.Post($"{i}"));
            await pump.WhenIdleAsync().WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        }

        Assert.Equal(1, time.Running);
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        bench.Clock.Advance(TimeSpan.FromHours(2));
        await pump.WhenIdleAsync().WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal(50, bench.Channel.Sent.Count);
        Assert.Equal(0, time.Running);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static PostMessage Post(string channel, string text) => WorkBench.Post(text, new ConversationAddress(channel, "w", "home", true));

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, limit.Token);
        }
    }

    /// <summary>Counts the timers that were made and not disposed of.</summary>
    private sealed class CountedTimers(FakeTimeProvider inner) : TimeProvider
    {
        private int _running;

        public int Running => _running;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _running);
            return new Counted(this, inner.CreateTimer(callback, state, dueTime, period));
        }

        private sealed class Counted(CountedTimers all, ITimer timer) : ITimer
        {
            private int _disposed;

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                if (Interlocked.Exchange(ref _disposed, 1) == 0)
                {
                    Interlocked.Decrement(ref all._running);
                }

                timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
