using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>What no page sends and several people at once do.</summary>
public sealed class WrongPathTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tryouthousing next")]
    [InlineData("tryouthousing hello")]
    [InlineData("tryouthousing help")]
    [InlineData("tryouthousing stop link")]
    [InlineData("tryouthousing ")]
    [InlineData("nowhere status")]
    public async Task A_button_for_one_project_takes_only_what_is_about_a_project(string item)
    {
        await using var bot = await TestBot.StartAsync();
        await PressAsync(bot, item);
        await bot.Script.PlayAsync("ana< That button does not fit any more.");
    }

    [Fact]
    public async Task A_button_for_one_project_is_no_permission()
    {
        await using var bot = await TestBot.StartAsync();
        await PressAsync(bot, "tryouthousing people", "amir");
        await bot.Script.PlayAsync("amir< Only a facilitator of Housing priorities can do that.\namir> start \"Focus groups complete\"\namir< Only a facilitator of Housing priorities can do that.");
    }

    [Fact]
    public async Task Of_three_who_set_a_channel_up_at_once_one_is_its_facilitator_and_the_others_are_nothing()
    {
        await using var bot = await TestBot.StartAsync();
        string[] people = ["bea", "carys", "dele"];
        await Task.WhenAll(people.Select(p => bot.Chat.SayAsync(new Seat(p, "empty"), $"setup \"Panel of {p}\"", 0, Cancel)));
        await bot.SettleAsync();

        var said = (await bot.Script.HistoryAsync("empty")).Where(m => m.FromBot).Select(m => m.Text).ToList();
        Assert.Equal(3, said.Count);
        Assert.Single(said, t => t.Contains("is set up", StringComparison.Ordinal));
        Assert.All(said, t => Assert.DoesNotContain("could not save", t, StringComparison.Ordinal));
        var projects = 0;
        foreach (var person in people)
        {
            foreach (var id in await bot.Get<PeopleStore>().ProjectsOfAsync($"tryout-{person}", Cancel))
            {
                projects += id == "tryouthousing" ? 0 : 1;
                Assert.NotNull(await bot.Get<ProjectStore>().FindAsync(id, Cancel));
            }
        }

        Assert.Equal(1, projects);
    }

    [Fact]
    public async Task What_is_kept_until_a_day_is_erased_on_it_also_where_nobody_closed_the_project()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            ana> set keep-until 1 December 2026
            ana< Saved
            ana> set days-open 5
            ana< ...
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< ...
            amir> agree
            amir< ...
            amir> one at a time
            amir< ...
            amir> unmistakable
            amir< Saved.
            """);
        await bot.PassAsync("2026-11-30 23:00");
        Assert.NotNull(await bot.Get<ProjectStore>().FindAsync("tryouthousing", Cancel));
        await bot.PassAsync("2026-12-01 00:05");

        Assert.Null(await bot.Get<ProjectStore>().FindAsync("tryouthousing", Cancel));
        Assert.Empty(await bot.Get<PeopleStore>().ProjectsOfAsync("tryout-amir", Cancel));
        await foreach (var row in bot.Get<ITableStore>().RangeAsync(new RowRange(Keys.Person("tryout-amir")), Cancel))
        {
            Assert.False(row.Key.StartsWith("answer", StringComparison.Ordinal) || row.Key.StartsWith("refl", StringComparison.Ordinal) || row.Key.StartsWith("consent", StringComparison.Ordinal), row.Key);
            Assert.DoesNotContain(row.Columns.Values.Values.OfType<string>(), v => row.Key == Keys.Dialog && v.Contains("unmistakable", StringComparison.Ordinal));
        }
    }

    private static async Task PressAsync(TestBot bot, string item, string person = "ana")
    {
        await bot.Chat.PressAsync(new Seat(person), new Seen("", true, null, "", [], new Dictionary<string, string>()), new SeenButton("x", "{\"rb\":{\"verb\":\"in\",\"item\":\"" + item + "\"}}", false), new Dictionary<string, string>(), Cancel);
        await bot.SettleAsync();
    }
}
