using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Channels.Web.Transcripts;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Rounds.Play;
using static ReflectionBot.Tests.Rounds.RoomPages;

namespace ReflectionBot.Tests.Rounds;

/// <summary>A link that somebody else made opens an empty room: nothing is done from there, and it goes with all that was written in it.</summary>
public sealed class EmptyRoomTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whatever is typed in an empty room, nothing of the person or the project changes, and nothing of theirs is said.</summary>
    [Fact]
    public async Task No_command_and_no_word_does_anything_in_an_empty_room()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            ewa< ...
            ewa> agree
            ewa< ...
            ewa> one at a time
            ewa< ...
            ewa> Something private.
            ewa< ...
            """);
        await bot.Chat.JoinAsync("thief", await bot.Get<IInvitations>().CreateAsync(new ChatAddress("web", "tryout", "tryout-ewa"), "Ewa Lis", Cancel), Cancel);
        await bot.SettleAsync();
        var before = await RowsAsync(bot);
        string[] words = [.. CommandTable.All.SelectMany(s => s.Examples.Concat(s.Aliases)), "Something of mine.", "yes", "/reflect withdraw all", "<@tryout-ewa>"];
        foreach (var typed in words.Distinct())
        {
            bot.Clock.Advance(TimeSpan.FromSeconds(5));
            await bot.Chat.SayAsync(new Seat("thief"), typed, 0, Cancel);
            await bot.Get<OutboxPump>().WhenIdleAsync().WaitAsync(Cancel);
        }

        Assert.Equal(before, await RowsAsync(bot));
        var said = await bot.Chat.ReadAsync(new Seat("thief"), Cancel);
        Assert.All(said.Where(m => m.FromBot), m => Assert.StartsWith("This room is for Ewa Lis.", m.Text, StringComparison.Ordinal));
        Assert.Equal(words.Distinct().Count(), said.Count(m => m.FromBot));
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(TestBot bot)
    {
        var rows = new List<string>();
        foreach (var partition in (string[])[Keys.Person("tryout-ewa"), Keys.Project("tryouthousing"), WebKeys.Transcript("d-tryout-ewa")])
        {
            rows.AddRange((await bot.Get<ITableStore>().ListAsync(partition, "", Cancel)).Select(r => $"{r.Partition} {r.Key} {r.ETag}"));
        }

        return rows;
    }

    [Fact]
    public async Task A_room_that_nobody_confirms_goes_after_two_weeks_with_all_that_was_written_in_it()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("ewa> hello\newa< Hello");
        var address = new ChatAddress("web", "tryout", "tryout-ewa");
        var (kept, _) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(address, "Ewa Lis", Cancel));
        var (lost, _) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(address, "Ewa Lis", Cancel));
        await bot.SettleAsync();
        await bot.Script.PlayAsync($"""
            ewa< Somebody opened a private link
            ewa< Somebody opened a private link
            ewa> that was me {kept["room"]!["code"]}
            ewa< is confirmed
            """);
        var rooms = bot.Get<RoomStore>();
        var code = (string)lost["room"]!["code"]!;
        await bot.PassAsync("13 days");
        Assert.NotNull(await rooms.FindAsync("tryout-ewa", code, Cancel));
        await bot.PassAsync("2 days");
        Assert.Null(await rooms.FindAsync("tryout-ewa", code, Cancel));
        Assert.Null(await bot.Get<WebDirectory>().FindUserAsync((string)lost["user"]!["id"]!, Cancel));
        Assert.True(await bot.Get<WebTranscript>().IsNewAsync((string)lost["conversations"]![0]!["id"]!, Cancel));
        Assert.NotNull(await bot.Get<WebDirectory>().FindUserAsync((string)kept["user"]!["id"]!, Cancel));
        await bot.Script.PlayAsync($"""
            ewa< ...
            ewa> that was me {code}
            ewa< No room with the code {code} is waiting
            ewa> who opened
            ewa< confirmed the room with the code {code} for two weeks, so it is shut
            """);
    }

    /// <summary>Confirmed by mistake, and shut then: the room's words go as those of one that was never confirmed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)] // Whoever was in there has pressed Leave, so there is no browser to end.
    public async Task A_room_that_was_confirmed_and_is_shut_then_goes_with_all_that_was_written_in_it(bool left)
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("ewa> hello\newa< Hello");
        var (body, cookie) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(new ChatAddress("web", "tryout", "tryout-ewa"), "Ewa Lis", Cancel));
        var (code, own) = ((string)body["room"]!["code"]!, body["conversations"]![0]!);
        await SayAsync(bot, own, "I was the one who complained");
        await bot.SettleAsync();
        await bot.Script.PlayAsync($"""
            ewa< Somebody opened a private link
            ewa> that was me {code}
            ewa< is confirmed
            """);
        await SayAsync(bot, own, "status");
        await bot.SettleAsync();
        if (left)
        {
            using var gone = await PageAsync(bot, "/web/leave", null, cookie);
        }

        await bot.Script.PlayAsync($"ewa> that was not me {code}\newa< It is shut");
        Assert.True(await bot.Get<WebTranscript>().IsNewAsync((string)own["id"]!, Cancel));
        Assert.Null(await bot.Get<WebDirectory>().FindUserAsync((string)body["user"]!["id"]!, Cancel));
        var people = bot.Get<PeopleStore>();
        var ewa = await people.GetAsync("tryout-ewa", Cancel);
        Assert.Equal("tryout-ewa", ewa!.Address!.User);
        Assert.DoesNotContain(await people.AddressesAsync(ewa, Cancel), a => a.User.StartsWith(WebKeys.RoomPrefix, StringComparison.Ordinal));
        await bot.Script.PlayAsync($"ewa> that was not me {code}\newa< Nothing with the code {code} is open\newa> who opened\newa< ...");
    }

    /// <summary>What the bot showed there went with the room, so nothing waits for it to be replaced: neither a taking back nor the erasing of the project.</summary>
    [Fact]
    public async Task What_was_shown_in_a_room_that_is_shut_holds_up_nothing()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            ana> set keep-until 20 December 2026
            ana< Saved: `keep-until`.
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            ewa< ...
            ewa> agree
            ewa< ...
            ewa> one at a time
            ewa< ...
            ewa> Something private.
            ewa< ...
            """);
        var (body, _) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(new ChatAddress("web", "tryout", "tryout-ewa"), "Ewa Lis", Cancel));
        var (code, own) = ((string)body["room"]!["code"]!, body["conversations"]![0]!);
        await bot.SettleAsync();
        await bot.Script.PlayAsync($"ewa< Somebody opened a private link\newa> that was me {code}\newa< is confirmed");
        await SayAsync(bot, own, "my answers");
        await bot.SettleAsync();
        Assert.Contains("Something private.", await ReadAsync(bot, own), StringComparison.Ordinal);
        await bot.Script.PlayAsync($"ewa> that was not me {code}\newa< It is shut");
        await bot.PassAsync("2026-12-20 00:05");
        Assert.Null(await bot.Get<ProjectStore>().FindAsync("tryouthousing", Cancel));
    }
}
