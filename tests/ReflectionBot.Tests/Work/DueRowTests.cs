using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Delivery.Rows;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

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

    /// <summary>Every kind of job says what it is about, or two of one project could overtake each other.</summary>
    [Fact]
    public async Task Jobs_about_the_same_project_run_in_the_order_of_their_times_and_others_do_not_wait_for_them()
    {
        await using var bench = await WorkBench.StartAsync();
        var (ran, release) = (new List<string>(), new TaskCompletionSource());
        bench.Jobs.On<RemindPerson>(async (job, _) =>
        {
            lock (ran)
            {
                ran.Add($"{job.Project} {job.Number}");
            }

            await (job.Project == "slow" && job.Number == 1 ? release.Task : Task.CompletedTask);
        });
        for (var i = 9; i > 0; i--)
        {
            await bench.Due.PlanAsync(new RemindPerson("slow", "r", $"p{i}", i), WorkBench.Start.AddMinutes(i), $"slow {i}", Cancel);
            await bench.Due.PlanAsync(new RemindPerson("quick", "r", $"p{i}", i), WorkBench.Start.AddMinutes(i), $"quick {i}", Cancel);
        }

        bench.Clock.Advance(TimeSpan.FromHours(1));
        var first = bench.Runner.RunDueAsync(Cancel);
        while (!IsDone())
        {
            await Task.Yield();
        }

        Assert.Equal(0, await bench.Runner.RunDueAsync(Cancel)); // The next look begins nothing of what is being done.
        release.SetResult();
        Assert.Equal(18, await first);
        Assert.Equal(Enumerable.Range(1, 9).Select(i => $"slow {i}"), ran.Where(r => r.StartsWith("slow", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(1, 9).Select(i => $"quick {i}"), ran.Where(r => r.StartsWith("quick", StringComparison.Ordinal)));

        bool IsDone()
        {
            lock (ran)
            {
                return ran.Contains("quick 9");
            }
        }
    }

    [Fact]
    public void Every_kind_of_job_says_what_it_is_about()
    {
        foreach (var kind in typeof(Job).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Job))))
        {
            var job = (Job)Any(kind);
            Assert.EndsWith(" x", WorkJson.Subject(WorkJson.Write(job)), StringComparison.Ordinal);
        }

        static object Any(Type kind) => Activator.CreateInstance(kind, [.. kind.GetConstructors()[0].GetParameters().Select(p =>
            p.ParameterType == typeof(string) ? "x" : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : p.ParameterType.IsSubclassOf(typeof(Job)) || p.ParameterType == typeof(ConversationAddress) ? Any(p.ParameterType) : null)])!;
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
        var ran = new List<int>();
        bench.Jobs.On<RemindPerson>((job, _) =>
        {
            ran.Add(job.Number); // All about one project, so one after another.
            return Task.CompletedTask;
        });
        DateTimeOffset midnight = new(2026, 12, 25, 0, 0, 0, TimeSpan.Zero);
        await bench.Due.PlanAsync(new RemindPerson("p", "r", "amir", 2), midnight, "a", Cancel);
        await bench.Due.PlanAsync(new RemindPerson("p", "r", "amir", 1), midnight.AddMilliseconds(-1), "b", Cancel);
        bench.Clock.SetUtcNow(midnight.AddHours(-1));
        await bench.Runner.RunDueAsync(Cancel);
        await bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal([1, 2], ran); // The last moment of a day, then the first of the next, in one look.
        await bench.PassAsync(TimeSpan.FromDays(20));
        await bench.Due.PlanAsync(new RemindPerson("p", "r", "amir", 3), midnight.AddDays(-10), "c", Cancel); // For a time long past: found all the same.
        await bench.PassAsync(TimeSpan.Zero);
        Assert.Equal([1, 2, 3], ran);
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
