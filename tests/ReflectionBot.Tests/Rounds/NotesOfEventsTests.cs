using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Tables;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Rounds;

/// <summary>Notes that something was seen, or happened once, go at the time that docs/what-we-store.md says, wherever they stand and whether or not anybody writes again.</summary>
public sealed class NotesOfEventsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notes_of_what_was_seen_go_in_three_days_and_of_what_happened_once_in_fifteen_months()
    {
        var tables = new InMemoryTables();
        await using var bot = await TestBot.StartAsync(change: services =>
        {
            services.RemoveAll<ITableStore>();
            services.AddSingleton<ITableStore>(tables);
        });
        var (text, _) = await ScriptTests.ReadAsync("whole-round");
        await bot.Script.PlayAsync(text);
        await bot.Chat.SayAsync(new Seat("ana", null), "digest off", 0, Cancel);
        Assert.NotEmpty(Notes(isOnce: false));
        Assert.NotEmpty(Notes(isOnce: true));
        await bot.PassAsync("5 days");
        Assert.Empty(Late(isOnce: false, TimeSpan.FromDays(3)));
        Assert.NotEmpty(Notes(isOnce: true));
        await bot.PassAsync("455 days");
        Assert.Empty(Late(isOnce: false, TimeSpan.FromDays(3)));
        Assert.Empty(Late(isOnce: true, TimeSpan.FromDays(457)));

        IEnumerable<Row> Notes(bool isOnce) => tables.All.Where(r => r.Key.StartsWith(Keys.Prefix("in"), StringComparison.Ordinal) && r.Columns.Time("At") is not null && r.Columns.Flag("Once") == isOnce);
        IEnumerable<string> Late(bool isOnce, TimeSpan kept) => Notes(isOnce).Where(r => r.Columns.Time("At") + kept < bot.Clock.GetUtcNow()).Select(r => $"{r.Partition} {r.Key} {r.Columns.Time("At")}");
    }
}
