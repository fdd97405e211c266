using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Digests;
using ReflectionBot.Tests.Dialogs;
using ReflectionBot.Tests.Rounds.Play;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Rounds;

/// <summary>A digest that facilitators see first is named after the later time of its posting. The last one is still the one that was made last: else two looks could come on one day.</summary>
public sealed class DigestOrderTests
{
    [Fact]
    public async Task The_last_digest_is_the_one_that_was_made_last()
    {
        await using var bot = await TestBot.StartAsync();
        var store = bot.Services.GetRequiredService<ITableStore>();
        await PutAsync(Monday.AddDays(3), madeAt: Monday, DigestRevision.Skipped(Build(Team(7, 7, Code("shared-power"))))); // Skipped, and asked for again before its hour.
        await PutAsync(Monday.AddDays(1), madeAt: Monday.AddDays(1), Build(Team(7, 7, Code("shared-power"))));
        var listed = await bot.Get<DigestStore>().ListAsync("p1", TestContext.Current.CancellationToken);
        Assert.Equal([Monday, Monday.AddDays(1)], listed.Select(d => d.Record.WindowEnd));

        var sample = Sample.Project();
        var project = sample with { Settings = sample.Settings with { AnyHour = false } };
        Assert.NotNull(DigestTimes.TooSoon(project, listed, Monday.AddDays(1).AddHours(1)));
        Assert.Null(DigestTimes.TooSoon(project, listed, Monday.AddDays(2)));

        Task PutAsync(DateTimeOffset named, DateTimeOffset madeAt, DigestRecord record)
        {
            var row = DigestStore.ToRow(new StoredDigest(Keys.Time(named), record with { WindowEnd = madeAt }, 1, []));
            return store.PutAsync(Keys.Project("p1"), row.Key, row.Columns, TestContext.Current.CancellationToken);
        }
    }
}
