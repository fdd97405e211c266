using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Rounds.Play;
using static ReflectionBot.Tests.Rounds.RoomPages;

namespace ReflectionBot.Tests.Rounds;

/// <summary>Whoever was in a browser that is shut keeps no way in that was made there, and the others keep theirs.</summary>
public sealed class ShutBrowserTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whoever was in a browser that is shut keeps no way in that was made there: no words, no link, no other browser.</summary>
    [Fact]
    public async Task Shutting_a_browser_undoes_the_words_links_and_browsers_that_came_from_it()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("ewa> hello\newa< Hello");
        var words = (await bot.Get<Recovery>().MakeFirstAsync("tryout-ewa", null, Cancel))!;
        await bot.Script.PlayAsync("ewa> my link\newa< A private link");
        var (body, other) = await JoinAsync(bot, await LastLinkAsync(bot));
        await bot.SettleAsync();
        await bot.Script.PlayAsync("ewa< Your chat was opened in another browser");
        var code = await LastCodeAsync(bot);

        // In the other browser: new words and two links, one of which lets in one more browser; a room is confirmed with the new words.
        using var renewed = await PageAsync(bot, "/web/words", null, other);
        var theirs = (string)JsonNode.Parse(await renewed.Content.ReadAsStringAsync(Cancel))!["words"]!;
        await bot.SettleAsync();
        await bot.Script.PlayAsync("ewa< New recovery words were shown in a browser of yours");
        var warned = (await bot.Script.HistoryAsync("ewa"))[^1];
        var links = new List<Uri>();
        foreach (var _ in (string[])["used", "kept"])
        {
            await SayAsync(bot, body["conversations"]![0]!, "my link");
            await bot.SettleAsync();
            await bot.Script.PlayAsync("ewa< A private link");
            links.Add(await LastLinkAsync(bot));
        }

        var (_, third) = await JoinAsync(bot, links[0]);
        await bot.SettleAsync();
        await bot.Script.PlayAsync("ewa< Your chat was opened in another browser");
        var (_, room) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(new ChatAddress("web", "tryout", "tryout-ewa"), "Ewa Lis", Cancel));
        using var proved = await PageAsync(bot, "/web/recover", new { words = theirs }, room);
        Assert.Equal(HttpStatusCode.OK, proved.StatusCode);
        await bot.SettleAsync();
        await bot.Script.PlayAsync("ewa< Somebody opened a private link\newa< is confirmed");
        var roomCode = await LastCodeAsync(bot);
        await bot.Script.PlayAsync("ewa> who opened\newa< Somebody");
        var seen = (await bot.Script.HistoryAsync("ewa"))[^1].Text;

        await bot.Script.PlayAsync($"ewa> that was not me {code}\newa< It is shut: whoever opened that link is out");
        var said = (await bot.Script.HistoryAsync("ewa"))[^1].Text;
        var statuses = new List<HttpStatusCode>();
        foreach (var cookie in (string[])[other, third, room])
        {
            using var session = await PageAsync(bot, "/web/session", null, cookie);
            statuses.Add(session.StatusCode);
        }

        using var kept = await PageAsync(bot, "/web/join", new { invite = links[1].Fragment["#invite=".Length..] }, null);
        var wrong = await bot.Get<Recovery>().TryAsync("tryout-ewa", "room", theirs, Cancel);
        var right = await bot.Get<Recovery>().TryAsync("tryout-ewa", "room", words, Cancel);
        Assert.Multiple(
            () => Assert.All(statuses, s => Assert.Equal(HttpStatusCode.Unauthorized, s)),
            () => Assert.Equal(HttpStatusCode.Forbidden, kept.StatusCode),
            () => Assert.IsType<RecoveryAnswer.Wrong>(wrong),
            () => Assert.IsType<RecoveryAnswer.Right>(right),
            () => Assert.Contains("Recovery words made there are worth nothing; yours from before are good again.", said, StringComparison.Ordinal),
            () => Assert.Contains($"the one with the code {code}", warned.Text, StringComparison.Ordinal),
            () => Assert.Contains(warned.Buttons, b => b.Label == "It was not me" && b.Data.Contains(code, StringComparison.Ordinal)),
            () => Assert.Contains($"Somebody in the browser with the code {code} had new recovery words made", seen, StringComparison.Ordinal),
            () => Assert.Contains($"Somebody in the browser with the code {roomCode} confirmed the room with the code {roomCode}, with the recovery words made in the browser with the code {code}", seen, StringComparison.Ordinal),
            () => Assert.DoesNotContain("You had", seen, StringComparison.Ordinal));
    }

    /// <summary>They left, and what they made there stays behind: it can be undone all the same, and also where there were no words before.</summary>
    [Fact]
    public async Task What_was_made_in_a_browser_is_undone_also_after_somebody_pressed_Leave_there()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("ewa> hello\newa< Hello\newa> my link\newa< A private link");
        var (body, other) = await JoinAsync(bot, await LastLinkAsync(bot));
        var theirs = (string)body["recovery"]!;
        await bot.SettleAsync();
        await bot.Script.PlayAsync("ewa< Your chat was opened in another browser");
        var code = await LastCodeAsync(bot);
        await SayAsync(bot, body["conversations"]![0]!, "my link");
        await bot.SettleAsync();
        await bot.Script.PlayAsync("ewa< A private link");
        var (_, third) = await JoinAsync(bot, await LastLinkAsync(bot));
        using var left = await PageAsync(bot, "/web/leave", null, other);
        await bot.SettleAsync();
        await bot.Script.PlayAsync($"""
            ewa< Your chat was opened in another browser
            ewa> that was not me {code}
            ewa< It is shut
            & Recovery words made there are worth nothing. Your web chat shows new ones when you open it the next time.
            """);
        using var session = await PageAsync(bot, "/web/session", null, third);
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
        Assert.IsType<RecoveryAnswer.Wrong>(await bot.Get<Recovery>().TryAsync("tryout-ewa", "room", theirs, Cancel));
        await bot.Script.PlayAsync($"ewa> that was not me {code}\newa< Nothing with the code {code} is open");
    }

    [Theory]
    [InlineData("A", "B", "B", true, 1)] // Made twice in the browser that is shut: those from before it.
    [InlineData("A", "B", "A", null, 3)] // Made anew elsewhere since: those stay.
    [InlineData("A", "B", "B A", true, 1)] // And in one that came in from there.
    [InlineData("B", "B C", "B D", true, 0)]
    [InlineData("B", "B", null, null, 3)] // In the first browser, or by nobody who can be shut.
    public async Task Words_made_in_a_shut_browser_go_and_the_newest_of_the_others_are_good_again(string first, string second, string? third, bool? former, int good)
    {
        await using var bot = await TestBot.StartAsync();
        var recovery = bot.Get<Recovery>();
        var before = (await recovery.MakeFirstAsync("p1", null, Cancel))!;
        List<string> made = [];
        foreach (var browser in (string?[])[first, second, third])
        {
            made.Add(await recovery.MakeAnewAsync("p1", browser, Cancel));
        }

        Assert.Null(await recovery.UndoAsync("p1", "E", Cancel));
        Assert.Equal(former, await recovery.UndoAsync("p1", "B", Cancel));
        Assert.Null(await recovery.UndoAsync("p1", "B", Cancel));
        string[] all = [before, .. made];
        for (var i = 0; i < all.Length; i++)
        {
            var answer = await recovery.TryAsync("p1", $"room{i}", all[i], Cancel);
            Assert.Equal(i == good, answer is RecoveryAnswer.Right);
        }
    }

    [Fact]
    public async Task The_first_browser_has_a_code_by_which_another_one_of_the_person_shuts_it()
    {
        await using var bot = await TestBot.StartAsync();
        var (maya, address) = await MayaAsync(bot);
        var (first, _) = await JoinAsync(bot, await bot.Get<IInvitations>().CreateAsync(address, maya.Name, Cancel));
        await bot.Chat.JoinAsync("maya", await bot.Get<IInvitations>().CreateOwnAsync(address, maya.Name, null, Cancel), Cancel);
        await bot.SettleAsync();
        await bot.Script.PlayAsync("maya< ...\nmaya> who opened\nmaya< opened the first link to your chat, in the browser with the code");
        var text = (await bot.Script.HistoryAsync("maya"))[^1].Text;
        var code = Regex.Match(text, "first link to your chat, in the browser with the code (?<code>[A-Z0-9]{4})", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["code"].Value;
        await bot.Script.PlayAsync($"maya> that was not me {code}\nmaya< It is shut");
        Assert.DoesNotContain("Hello", await ReadAsync(bot, first["conversations"]![0]!), StringComparison.Ordinal);
        await bot.Script.PlayAsync("maya> help\nmaya< ...");
    }

    /// <summary>A room has a first browser too, but that one is none of the person's own: shutting it from another browser leaves theirs in, and their words good.</summary>
    [Theory]
    [InlineData("waits")]
    [InlineData("by a chat")]
    [InlineData("by words")]
    public async Task Shutting_a_room_from_a_second_browser_shuts_nothing_of_the_persons_own(string confirmed)
    {
        await using var bot = await TestBot.StartAsync();
        var (maya, address) = await MayaAsync(bot);
        var (invitations, recovery) = (bot.Get<IInvitations>(), bot.Get<Recovery>());
        var (firstBody, first) = await JoinAsync(bot, await invitations.CreateAsync(address, maya.Name, Cancel));
        var words = (string)firstBody["recovery"]!;
        await bot.Chat.JoinAsync("maya", await invitations.CreateOwnAsync(address, maya.Name, null, Cancel), Cancel);
        var (body, room) = await JoinAsync(bot, await invitations.CreateAsync(address, maya.Name, Cancel));
        var code = (string)body["room"]!["code"]!;
        await bot.SettleAsync();
        await bot.Script.PlayAsync("maya< ...");
        if (confirmed == "by a chat")
        {
            await bot.Script.PlayAsync($"maya> that was me {code}\nmaya< is confirmed");
        }
        else if (confirmed == "by words")
        {
            using var proved = await PageAsync(bot, "/web/recover", new { words }, room);
            await bot.SettleAsync();
            await bot.Script.PlayAsync("maya< is confirmed");
        }

        await bot.Script.PlayAsync($"maya> that was not me {code}\nmaya< It is shut: whoever opened that link is out. So is whoever came in by a link that was made there.");
        using var own = await PageAsync(bot, "/web/session", null, first);
        using var shut = await PageAsync(bot, "/web/session", null, room);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (own.StatusCode, shut.StatusCode));
        Assert.Equal(confirmed != "by words", await recovery.TryAsync(maya.Person, "room", words, Cancel) is RecoveryAnswer.Right);
    }

    /// <summary>What was made in the first browser carries no mark, so all go but the one that shuts it: nobody who sat there keeps a way in.</summary>
    [Fact]
    public async Task Shutting_the_first_browser_leaves_nobody_in_who_came_by_a_link_or_words_made_there()
    {
        await using var bot = await TestBot.StartAsync();
        var (maya, address) = await MayaAsync(bot);
        var invitations = bot.Get<IInvitations>();
        var (_, first) = await JoinAsync(bot, await invitations.CreateAsync(address, maya.Name, Cancel));
        var words = await bot.Get<Recovery>().MakeFirstAsync(maya.Person, null, Cancel);
        var unused = await invitations.CreateOwnAsync(address, maya.Name, null, Cancel);
        var (_, theirs) = await JoinAsync(bot, await invitations.CreateOwnAsync(address, maya.Name, null, Cancel));
        await bot.Chat.JoinAsync("maya", await invitations.CreateOwnAsync(address, maya.Name, null, Cancel), Cancel);
        await bot.SettleAsync();
        await bot.Script.PlayAsync("maya< ...\nmaya> my link\nmaya< A private link");
        var mine = Regex.Match((await bot.Script.HistoryAsync("maya"))[^1].Text, "https?://[^\\s]+#invite=[^\\s]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        await bot.Script.PlayAsync("maya> who opened\nmaya< opened the first link to your chat, in the browser with the code");
        var text = (await bot.Script.HistoryAsync("maya"))[^1].Text;
        var code = Regex.Match(text, "first link to your chat, in the browser with the code (?<code>[A-Z0-9]{4})", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["code"].Value;

        await bot.Script.PlayAsync($"maya> that was not me {code}\nmaya< It was the first browser, so every other one is out too, but the one you are in");
        foreach (var cookie in (string[])[first, theirs])
        {
            using var session = await PageAsync(bot, "/web/session", null, cookie);
            Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
        }

        using var refused = await PageAsync(bot, "/web/join", new { invite = unused.Fragment["#invite=".Length..] }, null);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.IsType<RecoveryAnswer.Wrong>(await bot.Get<Recovery>().TryAsync(maya.Person, "room", words!, Cancel));
        await bot.Script.PlayAsync("maya> help\nmaya< ...");
        var (_, phone) = await JoinAsync(bot, new Uri(mine)); // Made in the browser that stays.
        using var joined = await PageAsync(bot, "/web/session", null, phone);
        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
    }

    /// <summary>Somebody who has only the web chat, and has not been in yet.</summary>
    private static async Task<(Member Maya, ChatAddress Address)> MayaAsync(TestBot bot)
    {
        await bot.Script.PlayAsync("""
            ana> person add "Maya Brooks" with a link
            ana< It works once
            """);
        var maya = (await bot.Get<ProjectStore>().MembersAsync("tryouthousing", Cancel)).Single(m => m.Name == "Maya Brooks");
        return (maya, new ChatAddress("web", "tryout", maya.Person));
    }
}
