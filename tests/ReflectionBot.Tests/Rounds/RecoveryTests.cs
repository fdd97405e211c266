using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Rounds.Play;
using static ReflectionBot.Tests.Rounds.RoomPages;

namespace ReflectionBot.Tests.Rounds;

/// <summary>Somebody who has only the web chat and has lost the browser: recovery words open their chat in a new one, and nothing else does.</summary>
public sealed class RecoveryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_words_that_only_the_person_was_shown_open_their_chat_in_a_new_browser()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            ana> person add "Maya Brooks" with a link
            ana< It works once
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            ana> add "Maya Brooks"
            ana< ...
            """);
        var maya = (await bot.Get<ProjectStore>().MembersAsync("tryouthousing", Cancel)).Single(m => m.Name == "Maya Brooks");
        var address = new ChatAddress("web", "tryout", maya.Person);
        var (first, cookie) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(address, maya.Name, Cancel));
        var words = (string)first["recovery"]!;
        await bot.Chat.JoinAsync("maya", await bot.Get<IInvitations>().CreateOwnAsync(address, maya.Name, null, Cancel), Cancel);
        await bot.SettleAsync();
        await bot.Script.PlayAsync("maya< ...\nmaya> agree\nmaya< ...\nmaya> one at a time\nmaya< ...\nmaya> Something private.\nmaya< ...");

        var (body, room) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(address, maya.Name, Cancel));
        await bot.SettleAsync();
        Assert.True((bool)body["room"]!["words"]!);
        Assert.Null(body["recovery"]);
        var own = body["conversations"]![0]!;
        await bot.Script.PlayAsync("maya< Somebody opened a private link");

        // Neither nothing, nor somebody else's words, nor the old browser's cookie for the wrong endpoint.
        foreach (var wrong in (string[])["", "apple acorn actor album amber angel", words[..^2]])
        {
            using var refused = await PageAsync(bot, "/web/recover", new { words = wrong }, room);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Contains("These are not the words.", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        using var nobody = await PageAsync(bot, "/web/recover", new { words }, cookie);
        Assert.Contains("nothing to confirm", await nobody.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("private", await ReadAsync(bot, own), StringComparison.Ordinal);

        await bot.SettleAsync();
        await bot.Script.PlayAsync("maya< Somebody typed wrong recovery words in the empty room");
        using var right = await PageAsync(bot, "/web/recover", new { words = words.ToUpperInvariant() }, room);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Null(JsonNode.Parse(await right.Content.ReadAsStringAsync(Cancel))!["room"]);
        await bot.SettleAsync();
        Assert.Contains("this is your own chat now", await ReadAsync(bot, own), StringComparison.Ordinal);
        await bot.Script.PlayAsync("""
            maya< is confirmed: your chat is open there too.
            maya> who opened
            maya< Somebody in the browser with the code
            & confirmed the room with the code
            & with the recovery words
            """);

        // New words end the old ones, and are told.
        using var renewed = await PageAsync(bot, "/web/words", null, room);
        var anew = (string)JsonNode.Parse(await renewed.Content.ReadAsStringAsync(Cancel))!["words"]!;
        await bot.SettleAsync();
        await bot.Script.PlayAsync("maya< New recovery words were shown in a browser of yours");
        Assert.IsType<RecoveryAnswer.Wrong>(await bot.Get<Recovery>().TryAsync(maya.Person, "room", words, Cancel));
        Assert.IsType<RecoveryAnswer.Right>(await bot.Get<Recovery>().TryAsync(maya.Person, "room", anew, Cancel));
    }

    /// <summary>Words that opened a room for somebody else are known to them: when it is shut, they open no other, and nor do those before them.</summary>
    [Fact]
    public async Task Shutting_a_room_that_recovery_words_opened_makes_those_words_worthless()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("ewa> hello\newa< Hello");
        var (address, recovery) = (new ChatAddress("web", "tryout", "tryout-ewa"), bot.Get<Recovery>());
        var older = (await recovery.MakeFirstAsync("tryout-ewa", null, Cancel))!;
        var words = await recovery.MakeAnewAsync("tryout-ewa", "AAAA", Cancel);
        var (_, room) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(address, "Ewa Lis", Cancel));
        using var proved = await PageAsync(bot, "/web/recover", new { words }, room);
        Assert.Equal(HttpStatusCode.OK, proved.StatusCode);
        using var renewed = await PageAsync(bot, "/web/words", null, room); // Whoever is in there has words of their own made too.
        var theirs = (string)JsonNode.Parse(await renewed.Content.ReadAsStringAsync(Cancel))!["words"]!;
        await bot.SettleAsync();
        await bot.Script.PlayAsync("""
            ewa< Somebody opened a private link
            ewa< is confirmed: your chat is open there too. Your recovery words were given there.
            ewa< New recovery words were shown
            ewa> [It was not me]
            ewa< It is shut
            & The recovery words that were given there are worth nothing either. Your web chat shows new ones when you open it the next time.
            ewa> my link
            ewa< A private link
            """);

        // Whoever opens the page first is shown the next ones, and that is told, so that somebody else can be shut out.
        var (next, _) = await JoinAsync(bot, await LastLinkAsync(bot));
        await bot.SettleAsync();
        Assert.NotNull(next["recovery"]);
        await bot.Script.PlayAsync("ewa< Your chat was opened in another browser\newa< New recovery words were shown in a browser of yours, the one with the code");
        var (_, again) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(address, "Ewa Lis", Cancel));
        foreach (var tried in (string[])[words, theirs, older])
        {
            using var refused = await PageAsync(bot, "/web/recover", new { words = tried }, again);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    /// <summary>Words that are newer than those that were given are the person's own and stay good.</summary>
    [Fact]
    public async Task Words_made_since_the_room_was_opened_stay_good_when_it_is_shut()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("ewa> hello\newa< Hello");
        var recovery = bot.Get<Recovery>();
        var words = (await recovery.MakeFirstAsync("tryout-ewa", null, Cancel))!;
        var (body, room) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(new ChatAddress("web", "tryout", "tryout-ewa"), "Ewa Lis", Cancel));
        using var proved = await PageAsync(bot, "/web/recover", new { words }, room);
        var anew = await recovery.MakeAnewAsync("tryout-ewa", "AAAA", Cancel);
        await bot.SettleAsync();
        await bot.Script.PlayAsync($"""
            ewa< Somebody opened a private link
            ewa< Your recovery words were given there.
            ewa> that was not me {body["room"]!["code"]}
            ewa< It is shut
            """);
        Assert.DoesNotContain("worth nothing either", (await bot.Script.HistoryAsync("ewa"))[^1].Text, StringComparison.Ordinal);
        Assert.IsType<RecoveryAnswer.Right>(await recovery.TryAsync("tryout-ewa", "room", anew, Cancel));
        Assert.Null(await recovery.UndoAsync("tryout-ewa", "BBBB", Cancel));
        Assert.Equal(false, await recovery.UndoAsync("tryout-ewa", "AAAA", Cancel)); // The leaked ones do not come back when the newer ones go.
    }

    [Fact]
    public async Task A_room_gets_no_new_words_and_its_guesses_use_up_none_of_another_rooms()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("ewa> hello\newa< Hello");
        var address = new ChatAddress("web", "tryout", "tryout-ewa");
        await bot.Get<Recovery>().MakeFirstAsync("tryout-ewa", null, Cancel);
        for (var i = 0; i < 2; i++)
        {
            var (_, room) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(address, "Ewa Lis", Cancel));
            using var words = await PageAsync(bot, "/web/words", null, room);
            Assert.Equal(HttpStatusCode.Forbidden, words.StatusCode);
            for (var tries = 0; tries < 6; tries++)
            {
                using var wrong = await PageAsync(bot, "/web/recover", new { words = $"apple {tries}" }, room);
                Assert.Contains(tries < 5 ? "These are not the words" : "Too many tries", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Wrong_words_are_told_in_the_persons_own_chat_and_each_try_is_there_to_see()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("ewa> hello\newa< Hello");
        await bot.Get<Recovery>().MakeFirstAsync("tryout-ewa", null, Cancel);
        var (_, room) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(new ChatAddress("web", "tryout", "tryout-ewa"), "Ewa Lis", Cancel));
        await bot.SettleAsync();
        await bot.Script.PlayAsync("ewa< Somebody opened a private link");
        for (var tries = 0; tries < 6; tries++)
        {
            using var wrong = await PageAsync(bot, "/web/recover", new { words = $"apple {tries}" }, room);
        }

        await bot.SettleAsync();
        await bot.Script.PlayAsync("""
            ewa< Somebody typed wrong recovery words in the empty room with the code
            & Nothing of yours was shown. If that was not you, choose It was not me
            ewa< That room takes no more tries for a day, or until new words are made; other rooms do.
            ewa> who opened
            ewa< Somebody typed wrong recovery words in the room with the code
            """);
        var seen = (await bot.Script.HistoryAsync("ewa"))[^1].Text;
        Assert.Equal(5, seen.Split("typed wrong recovery words").Length - 1);
    }
}
