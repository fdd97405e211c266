using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Delivery.Rows;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Work;

/// <summary>When due jobs run: in the order of their times, also after lost wake-ups and long pauses.</summary>
public sealed class DueOrderTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private static CancellationToken Cancel => WorkBench.Cancel;

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
