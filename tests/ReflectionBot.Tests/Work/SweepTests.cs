using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;

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
        Assert.Null((await bench.UnitOfWork.OpenAsync(WorkBench.Partition, Cancel)).Sweep);
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
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(new SendOutcome.Later(TimeSpan.FromMinutes(10)));
        await bench.CommitAsync(WorkBench.Post("1"));
        Assert.Equal(1, await bench.PassAsync(WorkBench.SweepAfter));
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
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
    public async Task The_same_event_is_committed_once_and_known_for_two_days_at_least_and_three_at_most()
    {
        await using var bench = await WorkBench.StartAsync();
        async Task TakeAsync(string key, params Effect[] effects) => await bench.UnitOfWork.CommitAsync(await bench.UnitOfWork.OpenAsync(WorkBench.Partition, Cancel), key, [], effects, Cancel);
        Task<bool> KnownAsync(string key) => bench.UnitOfWork.HasSeenAsync(WorkBench.Partition, key, Cancel);
        await TakeAsync("event", WorkBench.Post("x"));
        await TakeAsync($"{UnitOfWork.Once}reminded");
        await Assert.ThrowsAsync<TableConflictException>(() => TakeAsync("event"));
        await bench.PassAsync(TimeSpan.FromHours(23));
        await TakeAsync("another"); // Nothing is sent, so no sweep follows it.
        await bench.PassAsync(TimeSpan.FromHours(24));
        await TakeAsync("a third");
        Assert.True(await KnownAsync("event"));
        await bench.PassAsync(TimeSpan.FromHours(25));
        Assert.False(await KnownAsync("event"));
        Assert.False(await KnownAsync("another"));
        Assert.True(await KnownAsync("a third"));
        await bench.PassAsync(TimeSpan.FromHours(48));
        Assert.False(await KnownAsync("a third"));
        await bench.PassAsync(TimeSpan.FromDays(390));
        Assert.True(await KnownAsync($"{UnitOfWork.Once}reminded"));
        await bench.PassAsync(TimeSpan.FromDays(50));
        Assert.Empty(await bench.Store.ListAsync(WorkBench.Partition, Keys.Prefix("in"), Cancel)); // Nobody need write there for it.
    }

    /// <summary>A day's events cost one more write, and what happens once one a month.</summary>
    [Fact]
    public async Task Forgetting_is_planned_once_a_day_and_what_an_older_version_kept_for_good_goes_too()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.Store.PutAsync(WorkBench.Partition, Keys.Inbox($"{UnitOfWork.Once}old"), Columns.Empty, Cancel);
        var plans = 0;
        bench.Store.BeforeCommit = (partition, _) =>
        {
            plans += partition.StartsWith("due:", StringComparison.Ordinal) ? 1 : 0;
            return Task.CompletedTask;
        };
        for (var i = 0; i < 20; i++)
        {
            await bench.UnitOfWork.CommitAsync(await bench.UnitOfWork.OpenAsync(WorkBench.Partition, Cancel), $"event {i}", [], [], Cancel);
            bench.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(1, plans);
        await bench.PassAsync(TimeSpan.FromDays(4));
        await bench.PassAsync(TimeSpan.FromDays(440));
        Assert.Empty(await bench.Store.ListAsync(WorkBench.Partition, Keys.Prefix("in"), Cancel));
    }
}
