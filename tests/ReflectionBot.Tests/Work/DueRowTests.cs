using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Work;

public sealed class DueRowTests
{
    private static CancellationToken Cancel => WorkBench.Cancel;

    [Fact]
    public async Task A_job_runs_when_its_time_has_come_and_once_however_often_it_was_planned()
    {
        await using var bench = await WorkBench.StartAsync();
        var ran = Count(bench);
        for (var i = 0; i < 3; i++)
        {
            await bench.Due.PlanAsync(new PurgeProject("p"), WorkBench.Start.AddHours(2), "purge", Cancel);
        }

        Assert.Equal(0, await bench.PassAsync(TimeSpan.FromHours(2) - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(1, await bench.PassAsync(TimeSpan.FromMilliseconds(1)));
        Assert.Equal(0, await bench.PassAsync(TimeSpan.FromDays(3)));
        Assert.Single(ran);
    }

    [Fact]
    public async Task Wake_ups_at_the_same_time_run_a_job_once()
    {
        await using var bench = await WorkBench.StartAsync();
        var ran = Count(bench);
        for (var i = 0; i < 10; i++)
        {
            await bench.Due.PlanAsync(new PurgeProject($"{i}"), WorkBench.Start, $"purge {i}", Cancel);
        }

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => bench.Runner.RunDueAsync(Cancel), Cancel)));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), ran.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_runner_that_died_with_a_job_is_followed_by_another()
    {
        await using var bench = await WorkBench.StartAsync();
        var ran = Count(bench);
        await bench.Due.PlanAsync(new PurgeProject("p"), WorkBench.Start, "purge", Cancel);
        await foreach (var row in bench.Due.DueAsync(_ => { }, Cancel))
        {
            Assert.NotNull(await bench.Due.LeaseAsync(row, WorkBench.Lease, Cancel)); // Claimed, and then nothing.
        }

        Assert.Equal(0, await bench.PassAsync(WorkBench.Lease - TimeSpan.FromSeconds(1)));
        Assert.Equal(1, await bench.PassAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(["p"], ran);
    }

    [Fact]
    public async Task A_job_that_fails_runs_again_and_keeps_nobody_waiting()
    {
        await using var bench = await WorkBench.StartAsync();
        var ran = new List<string>();
        bench.Jobs.On<PurgeProject>((job, _) =>
        {
            ran.Add(job.Project);
            return job.Project == "bad" && ran.Count(r => r == "bad") < 4 ? throw new InvalidOperationException("secret") : Task.CompletedTask;
        });
        await bench.Due.PlanAsync(new PurgeProject("bad"), WorkBench.Start, "a", Cancel);
        await bench.Due.PlanAsync(new PurgeProject("good"), WorkBench.Start, "b", Cancel);
        for (var i = 0; i < 60; i++)
        {
            await bench.PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(4, ran.Count(r => r == "bad"));
        Assert.Equal(1, ran.Count(r => r == "good"));
        Assert.DoesNotContain("secret", bench.Log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_stops_no_other_and_is_put_aside()
    {
        await using var bench = await WorkBench.StartAsync();
        var ran = Count(bench);
        var today = new LocalDate(2026, 11, 24);
        for (var shard = 0; shard < Keys.DueShards; shard++)
        {
            await bench.Store.PutAsync(Keys.Due(today, shard), Keys.Join(Keys.Time(WorkBench.Start), $"a{shard}"), Columns.Empty.With("At", WorkBench.Start).With("Job", """{"job":"dance"}"""), Cancel);
            await bench.Store.PutAsync(Keys.Due(today, shard), Keys.Join(Keys.Time(WorkBench.Start), $"b{shard}"), Columns.Empty.With("Nothing", "here"), Cancel);
        }

        await bench.Due.PlanAsync(new PurgeProject("p"), WorkBench.Start, "c", Cancel);
        for (var i = 0; i < 40; i++)
        {
            await bench.PassAsync(TimeSpan.FromHours(2));
        }

        await bench.Due.PlanAsync(new PurgeProject("q"), WorkBench.Start.AddDays(4), "d", Cancel);
        await bench.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(["p", "q"], ran);
        Assert.Equal(8, await bench.Due.UnreadableAsync(Cancel));
        Assert.Equal(8, bench.Log.Lines.Split('\n').Count(l => l.Contains("cannot be read", StringComparison.Ordinal)));
        Assert.Equal("20261128", (await bench.Store.GetAsync("due", "cursor", Cancel))!.Columns.Text("Day"));
    }

    [Fact]
    public async Task What_was_put_aside_is_done_once_a_version_can_read_it()
    {
        await using var bench = await WorkBench.StartAsync();
        var ran = Count(bench);
        await bench.Due.PlanAsync(new PurgeProject("p-1:2"), WorkBench.Start, "purge p-1:2", Cancel);
        var (partition, row) = Assert.Single(await AllAsync(bench, WorkBench.Start));
        await bench.Store.PutAsync(partition, row.Key, row.Columns.With("Job", """{"job":"dance"}"""), Cancel);
        await bench.PassAsync(TimeSpan.Zero);
        Assert.Equal(1, await bench.Due.UnreadableAsync(Cancel));
        var aside = Assert.Single(await bench.Store.ListAsync(Keys.Unreadable, "", Cancel));
        await bench.Store.PutAsync(Keys.Unreadable, aside.Key, aside.Columns.With("Job", row.Columns.Text("Job")), Cancel); // As a newer version would read it.
        await bench.PassAsync(TimeSpan.FromDays(3));
        Assert.Equal(["p-1:2"], ran);
        Assert.Equal(0, await bench.Due.UnreadableAsync(Cancel));
    }

    /// <summary>Reads a look stay the same for a year, whatever cannot be done meanwhile.</summary>
    [Fact]
    public async Task What_can_never_be_done_does_not_make_the_looks_longer()
    {
        await using var bench = await WorkBench.StartAsync();
        var tried = 0;
        bench.Jobs.On<PurgeProject>((_, _) => ++tried > 0 ? throw new InvalidOperationException() : Task.CompletedTask);
        await bench.Due.PlanAsync(new PurgeProject("never"), WorkBench.Start, "never", Cancel);
        await bench.CommitAsync(WorkBench.Post("1", new ConversationAddress("elsewhere", "w", "c", true)));
        await bench.Store.PutAsync(Keys.Due(new LocalDate(2026, 11, 24), 0), Keys.Join(Keys.Time(WorkBench.Start), "a"), Columns.Empty.With("Nothing", "here"), Cancel);
        var days = new List<int>();
        for (var day = 0; day < 365; day++)
        {
            var before = bench.Store.Reads;
            for (var look = 0; look < 4; look++)
            {
                await bench.PassAsync(TimeSpan.FromHours(6));
            }

            days.Add(bench.Store.Reads - before);
        }

        Assert.True(days[2..].Max() <= days[2], string.Join(' ', days));
        Assert.True(days[^1] < 4 * 16, $"{days[^1]}");
        Assert.InRange(tried, 4 * 364, 4 * 366); // And it is tried again all the same.
        Assert.Equal(1, await bench.WaitingAsync()); // Nothing is dropped.
        Assert.Single(bench.Log.Lines.Split('\n'), l => l.Contains("The channel elsewhere is not connected", StringComparison.Ordinal));
    }

    /// <summary>Cut short between the two writes of a move.</summary>
    [Fact]
    public async Task A_job_that_is_filed_again_is_never_lost_and_leaves_one_row()
    {
        await using var bench = await WorkBench.StartAsync();
        var fails = true;
        var ran = 0;
        bench.Jobs.On<PurgeProject>((_, _) =>
        {
            ran++;
            return fails ? throw new InvalidOperationException() : Task.CompletedTask;
        });
        await bench.Due.PlanAsync(new PurgeProject("p"), WorkBench.Start, "purge", Cancel);
        bench.Store.BeforeCommit = (_, writes) => writes[0] is DeleteRow ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        await bench.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(2, (await AllAsync(bench, WorkBench.Start, WorkBench.Start.AddDays(1))).Count);
        bench.Store.BeforeCommit = (_, _) => Task.CompletedTask;
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await AllAsync(bench, WorkBench.Start, WorkBench.Start.AddDays(1)));
        fails = false;
        await bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(await AllAsync(bench, WorkBench.Start, WorkBench.Start.AddDays(1)));
        Assert.InRange(ran, 3, 4);
    }

    private static async Task<List<(string Partition, Row Row)>> AllAsync(WorkBench bench, params DateTimeOffset[] days)
    {
        var rows = new List<(string, Row)>();
        foreach (var partition in days.SelectMany(d => Enumerable.Range(0, Keys.DueShards).Select(s => Keys.Due(LocalDate.FromDateTime(d.UtcDateTime), s))))
        {
            rows.AddRange((await bench.Store.ListAsync(partition, "", Cancel)).Select(r => (partition, r)));
        }

        return rows;
    }

    private static List<string> Count(WorkBench bench)
    {
        var ran = new List<string>();
        bench.Jobs.On<PurgeProject>((job, _) =>
        {
            lock (ran)
            {
                ran.Add(job.Project);
            }

            return Task.CompletedTask;
        });
        return ran;
    }
}
