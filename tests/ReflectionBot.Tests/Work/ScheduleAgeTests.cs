using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Tests.Work;

/// <summary>A year of schedules: what a look costs does not grow, though one job fails all the time and one row cannot be read.</summary>
public sealed class ScheduleAgeTests
{
    private const int Projects = 20;
    private static readonly TimeSpan Tick = TimeSpan.FromHours(3);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private static CancellationToken Cancel => WorkBench.Cancel;

    [Fact]
    public async Task The_reads_of_a_look_stay_flat_over_a_year()
    {
        await using var bench = await WorkBench.StartAsync();
        var digests = 0;
        bench.Jobs.On<PublishDigest>(async (job, cancel) =>
        {
            Interlocked.Increment(ref digests);
            var next = bench.Clock.GetUtcNow() + Week;
            await bench.Due.PlanAsync(job with { Occurrence = Keys.Time(next) }, next, $"digest {job.Project}", cancel);
        });
        bench.Jobs.On<PurgeProject>((_, _) => throw new InvalidOperationException("never"));
        for (var i = 0; i < Projects; i++)
        {
            await bench.Due.PlanAsync(new PublishDigest($"p{i}", "x", 1), WorkBench.Start.AddHours(i), $"digest p{i}", Cancel);
        }

        await bench.Due.PlanAsync(new PurgeProject("fails"), WorkBench.Start, "fails", Cancel);
        await bench.Store.PutAsync(Keys.Due(NodaTime.LocalDate.FromDateTime(WorkBench.Start.UtcDateTime), 0), "unreadable", Columns.Empty.With("Job", "{}"), Cancel);

        var (early, late) = (await MostAsync(bench, weeks: 2, skip: 1), 0);
        await MostAsync(bench, weeks: 48, skip: 48);
        late = await MostAsync(bench, weeks: 2, skip: 0);
        Assert.True(late <= early, $"{early} reads a look in the second week, {late} a year later");
        Assert.InRange(digests, Projects * 51, Projects * 53);
        Assert.Equal(1, await bench.Due.UnreadableAsync(Cancel));
    }

    /// <summary>Lets weeks pass, and says how many reads the busiest look of those after the first took.</summary>
    private static async Task<int> MostAsync(WorkBench bench, int weeks, int skip)
    {
        var most = 0;
        for (var i = 0; i < weeks * Week / Tick; i++)
        {
            var before = bench.Store.Reads;
            await bench.PassAsync(Tick);
            most = i < skip * Week / Tick ? most : Math.Max(most, bench.Store.Reads - before);
        }

        return most;
    }
}
