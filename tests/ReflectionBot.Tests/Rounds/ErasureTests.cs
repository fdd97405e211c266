using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Storage;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>After the day that people were told, nothing of them is left in the table.</summary>
public sealed class ErasureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_a_project_and_of_whoever_is_on_no_other_is_left()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Rounds", "Scripts", "erased.txt"), Cancel));
        await bot.PassAsync("5 minutes");
        var store = bot.Services.GetRequiredService<ITableStore>();
        Assert.Empty(await store.ListAsync("webpeople", "", Cancel));
        foreach (var person in (string[])["ana", "amir", "lena"])
        {
            Assert.Empty(await store.ListAsync(Keys.Person($"tryout-{person}"), "", Cancel));
            Assert.Empty(await store.ListAsync($"web:d-tryout-{person}", "", Cancel));
        }
    }

    /// <summary>
    /// Whoever is on another project too stays. Of the erased project nothing names it, its rounds or its people any more, but for what
    /// docs/what-we-store.md gives a time of its own.
    /// </summary>
    [Fact]
    public async Task Nothing_that_is_left_mentions_an_erased_project_or_whoever_was_on_no_other()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            empty> bea: setup "Youth panel"
            empty< ...
            bea< ...
            ana> set keep-until 20 December 2026
            ana< Saved
            ana> milestone add "Report"
            ana< Added
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< ...
            amir> agree
            amir< ...
            amir> form
            amir< What happened
            amir> fills Evaluation = We set the agenda together.
            amir< ...
            amir> share 3 quote, no name
            amir< ...
            amir> submit
            amir< ...
            amir> say to team "We need the dates earlier."
            amir< ...
            amir> [Post exactly this]
            amir< ...
            bea< ...
            bea> agree
            bea< ...
            bea> form
            bea< What happened
            bea> fills Evaluation = We set the agenda together.
            bea< ...
            bea> submit
            bea< ...
            ana< ...
            ana> answers "Bea Novak"
            ana< We set the agenda together.
            ana> answers "Carys Jones"
            ana< There is nothing of Carys Jones that you can open.
            bea> withdraw 3
            bea< ...
            ana< ...
            channel< ...
            carys< ...
            dele< ...
            ewa< ...
            finn< ...
            grace< ...
            lena< ...
            """);
        await bot.PassAsync("1 day");
        await bot.Script.PlayAsync("ana< ...\nana> answers \"Bea Novak\"\nana< There is nothing of Bea Novak that you can open.");
        var rounds = await bot.Get<ProjectStore>().RoundsAsync("tryouthousing", Cancel);
        Assert.NotEmpty(Rows(bot, "tryouthousing"));
        await bot.PassAsync("2026-12-20 00:00");
        await bot.PassAsync("5 minutes");
        Assert.NotEmpty(await bot.Get<ITableStore>().ListAsync(Keys.Person("tryout-bea"), "", Cancel));
        string[] gone = ["tryouthousing", .. rounds.Select(r => r.Id), "tryout-amir", "tryout-carys", "tryout-ana"];
        Assert.Equal("", string.Join('\n', gone.SelectMany(g => Rows(bot, g)).Where(r => !IsKept(r)).Distinct()));
        Assert.Empty(await bot.Get<ITableStore>().ListAsync(Keys.Person("tryout-bea"), Keys.Prefix("posted"), Cancel));
    }

    // Messages in chats go after 30 days; notes of events and work that is due, which finds nothing any more, at their time.
    private static bool IsKept(string row) => row.StartsWith("web:", StringComparison.Ordinal) || row.StartsWith("due:", StringComparison.Ordinal) || row.Contains(" in:", StringComparison.Ordinal);

    /// <summary>The guide's ticks follow what has happened, and [Start again] leaves a try-out as it was at the first start.</summary>
    [Fact]
    public async Task The_try_out_says_how_far_it_is_and_begins_anew()
    {
        await using var bot = await TestBot.StartAsync();
        Assert.Equal("""{"started":false,"submitted":0,"quoted":false,"digest":false,"takenBack":false,"begun":[]}""", await AskAsync(bot, HttpMethod.Get, "/tryout/progress"));
        await bot.Script.PlayAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Rounds", "Scripts", "digest-copies.txt"), Cancel));
        Assert.StartsWith("""{"started":true,"submitted":5,"quoted":true,"digest":true,"takenBack":true,"begun":["tryout-""", await AskAsync(bot, HttpMethod.Get, "/tryout/progress"), StringComparison.Ordinal);

        await AskAsync(bot, HttpMethod.Post, "/tryout/reset");
        Assert.Equal("""{"started":false,"submitted":0,"quoted":false,"digest":false,"takenBack":false,"begun":[]}""", await AskAsync(bot, HttpMethod.Get, "/tryout/progress"));
        Assert.Empty(await bot.Get<ITableStore>().ListAsync("web:tryout-housing", "a:", Cancel));
        await new Script(new WebChatDriver(bot.Http, bot.Clock), bot).PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< Reflection on Focus groups complete is open
            ana< Round open
            ! tell by hand
            amir< Before you start
            """);
    }

    /// <summary>Every row of the store that holds some word, whatever partition it stands in.</summary>
    private static List<string> Rows(TestBot bot, string word)
    {
        using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(bot.Get<IOptions<StorageOptions>>().Value.Folder, "*.db").Single()};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Partition || ' ' || Key || ' ' || Columns FROM Rows WHERE instr(Partition || ' ' || Key || ' ' || Columns, $word) > 0 OR instr(Partition || ' ' || Key, $escaped) > 0";
        command.Parameters.AddWithValue("$word", word);
        command.Parameters.AddWithValue("$escaped", word.Replace("-", "--", StringComparison.Ordinal));
        List<string> rows = [];
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>The bot was not running on the day: what it had shown of somebody's words is replaced all the same, before everything is erased.</summary>
    [Fact]
    public async Task Days_late_the_words_go_from_the_chats_first()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            ana> set keep-until 20 December 2026
            ana< Saved
            empty> bea: setup "Youth panel"
            empty< ...
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            bea< Before you start
            bea> agree
            bea< ...
            bea> three questions
            bea< ...
            bea> We met in the hall.
            bea< ...
            bea> my answers
            bea< We met in the hall.
            bea< ...
            """);
        bot.Clock.SetUtcNow(new(2026, 12, 23, 9, 0, 0, TimeSpan.Zero));
        await bot.SettleAsync();
        await bot.PassAsync("5 minutes");
        Assert.Null(await bot.Get<ReflectionBot.Application.Stores.ProjectStore>().FindAsync("tryouthousing", Cancel));
        Assert.DoesNotContain(await bot.Script.HistoryAsync("bea"), m => m.FromBot && m.Text.Contains("hall", StringComparison.Ordinal));
    }

    /// <summary>An empty room that is shut goes with what a stranger has written in it.</summary>
    [Fact]
    public async Task A_room_that_is_shut_goes_with_its_words()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            ewa> hello
            ewa< ...
            ana> invite lost "Ewa Lis"
            ana< this link opens an empty room
            ewa< ...
            stranger> joins
            ewa< ...
            stranger> My own words.
            stranger< This room is for Ewa Lis.
            """);
        var store = bot.Get<ITableStore>();
        var room = ReflectionBot.Application.Stores.RoomStore.AddressOf(Assert.Single(await store.ListAsync(Keys.Person("tryout-ewa"), Keys.Prefix(ReflectionBot.Application.Stores.RoomStore.Waiting), Cancel)));
        Assert.NotEmpty(await store.ListAsync($"web:d-{room.User}", "", Cancel));
        await bot.Script.PlayAsync("""
            ewa> [It was not me]
            ewa< It is shut
            stranger< shut
            """);
        Assert.Empty(await store.ListAsync($"web:d-{room.User}", "", Cancel));
    }

    private static async Task<string> AskAsync(TestBot bot, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", bot.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await bot.Http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
