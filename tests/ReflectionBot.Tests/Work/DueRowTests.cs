using NodaTime;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Tests.Work;

public sealed class DueRowTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

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
    public async Task A_row_that_cannot_be_read_stops_no_other_is_kept_and_said_once()
    {
        await using var bench = await WorkBench.StartAsync();
        var ran = Count(bench);
        var today = new LocalDate(2026, 11, 24);
        for (var shard = 0; shard < Keys.DueShards; shard++)
        {
            await bench.Store.PutAsync(Keys.Due(today, shard), Keys.Join(Keys.Time(WorkBench.Start), "a"), Columns.Empty.With("At", WorkBench.Start).With("Job", """{"job":"dance"}"""), Cancel);
            await bench.Store.PutAsync(Keys.Due(today, shard), Keys.Join(Keys.Time(WorkBench.Start), "b"), Columns.Empty.With("Nothing", "here"), Cancel);
        }

        await bench.Due.PlanAsync(new PurgeProject("p"), WorkBench.Start, "c", Cancel);
        for (var i = 0; i < 40; i++)
        {
            await bench.PassAsync(TimeSpan.FromHours(2));
        }

        await bench.Due.PlanAsync(new PurgeProject("q"), WorkBench.Start.AddDays(4), "d", Cancel);
        await bench.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(["p", "q"], ran);
        Assert.Equal(2, (await bench.Store.ListAsync(Keys.Due(today, 1), "", Cancel)).Count);
        Assert.Equal(2, bench.Log.Lines.Split('\n').Count(l => l.Contains("cannot be read", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1)] // A wake-up every hour.
    [InlineData(100)] // Some weeks without any.
    [InlineData(400)]
    public async Task A_weekly_schedule_outlives_lost_and_doubled_wake_ups(int hours)
    {
        await using var bench = await WorkBench.StartAsync();
        var ran = new List<DateTimeOffset>();
        bench.Jobs.On<PublishDigest>(async (job, cancel) =>
        {
            ran.Add(bench.Clock.GetUtcNow());
            var next = bench.Clock.GetUtcNow() + Week;
            await bench.Due.PlanAsync(job with { Occurrence = Keys.Time(next) }, next, "digest", cancel);
        });
        await bench.Due.PlanAsync(new PublishDigest("p", "x", 1), WorkBench.Start, "digest", Cancel);
        for (var passed = 0; passed <= 24 * 7 * 8; passed += hours)
        {
            await Task.WhenAll(bench.Runner.RunDueAsync(Cancel), bench.Runner.RunDueAsync(Cancel));
            bench.Clock.Advance(TimeSpan.FromHours(hours));
        }

        Assert.All(ran.Zip(ran.Skip(1)), p => Assert.InRange(p.Second - p.First, Week, Week + TimeSpan.FromHours(2 * hours)));
        Assert.True(ran.Count >= 24 * 7 * 8 / (24 * 7 + hours), $"{ran.Count}");
        Assert.True(ran.Count == ran.Distinct().Count());
    }

    [Fact]
    public async Task The_cursor_leaves_days_that_are_over_and_no_job_behind()
    {
        await using var bench = await WorkBench.StartAsync();
        var ran = Count(bench);
        DateTimeOffset midnight = new(2026, 12, 25, 0, 0, 0, TimeSpan.Zero);
        await bench.Due.PlanAsync(new PurgeProject("last moment"), midnight.AddMilliseconds(-1), "a", Cancel);
        await bench.Due.PlanAsync(new PurgeProject("first moment"), midnight, "b", Cancel);
        bench.Clock.SetUtcNow(midnight.AddHours(-1));
        await bench.Runner.RunDueAsync(Cancel);
        await bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(["last moment", "first moment"], ran);
        await bench.PassAsync(TimeSpan.FromDays(20));
        await bench.Due.PlanAsync(new PurgeProject("late"), midnight.AddDays(-10), "c", Cancel); // For a time long past: found all the same.
        await bench.PassAsync(TimeSpan.Zero);
        Assert.Equal("late", ran[^1]);
        var cursor = await bench.Store.GetAsync("due", "cursor", Cancel);
        Assert.Equal("20270113", cursor!.Columns.Text("Day"));
    }

    [Fact]
    public async Task A_job_planned_before_the_first_look_is_found_days_later()
    {
        await using var bench = await WorkBench.StartAsync();
        var ran = Count(bench);
        await bench.Due.PlanAsync(new PurgeProject("p"), WorkBench.Start, "a", Cancel);
        await bench.PassAsync(TimeSpan.FromDays(9));
        Assert.Equal(["p"], ran);
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
