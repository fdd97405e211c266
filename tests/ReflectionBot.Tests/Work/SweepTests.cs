using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Tests.Work;

public sealed class SweepTests
{
    private static CancellationToken Cancel => WorkBench.Cancel;

    [Fact]
    public async Task What_a_turn_did_not_live_to_send_the_sweep_sends()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("1"), WorkBench.Post("2"));
        Assert.Equal(0, await bench.PassAsync(WorkBench.SweepAfter - TimeSpan.FromSeconds(1)));
        Assert.Equal(1, await bench.PassAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(["home: 1", "home: 2"], bench.Channel.Sent);
        Assert.Null((await bench.Ledger.OpenAsync(WorkBench.Partition, Cancel)).Sweep);
        Assert.Equal(0, await bench.PassAsync(TimeSpan.FromDays(1)));
    }

    [Fact]
    public async Task One_sweep_is_armed_for_many_commits()
    {
        await using var bench = await WorkBench.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await bench.CommitAsync(WorkBench.Post($"{i}"));
        }

        Assert.Equal(1, await bench.PassAsync(WorkBench.SweepAfter));
        Assert.Equal(5, bench.Channel.Sent.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_commit_that_stalls_past_its_sweep_conflicts_and_arms_a_new_one(bool sessionExists)
    {
        await using var bench = await WorkBench.StartAsync();
        if (sessionExists)
        {
            await bench.CommitAsync(WorkBench.Post("0"));
            await bench.PassAsync(WorkBench.SweepAfter);
        }

        var (stalled, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        bench.Store.BeforeCommit = async (partition, writes) =>
        {
            if (partition == WorkBench.Partition && writes.Any(w => w.Key.StartsWith("out:", StringComparison.Ordinal)) && stalled.TrySetResult())
            {
                await release.Task;
            }
        };
        var slow = bench.CommitAsync(WorkBench.Post("1"));
        await stalled.Task;
        Assert.Equal(1, await bench.PassAsync(WorkBench.SweepAfter)); // The sweep it armed runs, finds nothing, and disarms all the same.
        release.SetResult();
        await Assert.ThrowsAsync<TableConflictException>(() => slow);
        await bench.CommitAsync(WorkBench.Post("1")); // The turn loads and steps again.
        await bench.PassAsync(WorkBench.SweepAfter);
        Assert.Equal(sessionExists ? ["home: 0", "home: 1"] : ["home: 1"], bench.Channel.Sent);
    }

    [Fact]
    public async Task A_sweep_stays_armed_until_the_outbox_is_empty()
    {
        await using var bench = await WorkBench.StartAsync();
        bench.Channel.Fate = _ => Task.FromResult<Delivery?>(new Delivery.Later(TimeSpan.FromMinutes(10)));
        await bench.CommitAsync(WorkBench.Post("1"));
        Assert.Equal(1, await bench.PassAsync(WorkBench.SweepAfter));
        bench.Channel.Fate = _ => Task.FromResult<Delivery?>(null);
        Assert.Equal(0, await bench.PassAsync(TimeSpan.FromMinutes(9)));
        Assert.Equal(1, await bench.PassAsync(TimeSpan.FromMinutes(2)));
        Assert.Equal(["home: 1"], bench.Channel.Sent);
    }

    [Fact]
    public async Task A_sweep_whose_store_fails_runs_again()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("1"));
        bench.Store.BeforeCommit = (partition, _) => partition == WorkBench.Partition ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        Assert.Equal(1, await bench.PassAsync(WorkBench.SweepAfter));
        bench.Store.BeforeCommit = (_, _) => Task.CompletedTask;
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["home: 1"], bench.Channel.Sent);
    }

    [Fact]
    public async Task The_same_event_is_committed_once_and_known_for_two_days()
    {
        await using var bench = await WorkBench.StartAsync();
        async Task TakeAsync(string key) => await bench.Ledger.CommitAsync(await bench.Ledger.OpenAsync(WorkBench.Partition, Cancel), key, [], [WorkBench.Post("x")], Cancel);
        Task<bool> KnownAsync(string key) => bench.Ledger.HasSeenAsync(WorkBench.Partition, key, Cancel);
        await TakeAsync("event");
        await TakeAsync($"{Ledger.Once}reminded");
        await Assert.ThrowsAsync<TableConflictException>(() => TakeAsync("event"));
        await bench.PassAsync(TimeSpan.FromHours(47));
        await TakeAsync("another");
        await bench.PassAsync(WorkBench.SweepAfter);
        Assert.True(await KnownAsync("event"));
        await bench.PassAsync(TimeSpan.FromHours(1));
        await TakeAsync("a third");
        await bench.PassAsync(WorkBench.SweepAfter);
        Assert.False(await KnownAsync("event"));
        Assert.True(await KnownAsync("another"));
        Assert.True(await KnownAsync($"{Ledger.Once}reminded"));
    }
}
