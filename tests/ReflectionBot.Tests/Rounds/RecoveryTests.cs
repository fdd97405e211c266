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
            ewa< That room takes no more tries for a day; other rooms do.
            ewa> who opened
            ewa< Somebody typed wrong recovery words in the room with the code
            """);
        var seen = (await bot.Script.HistoryAsync("ewa"))[^1].Text;
        Assert.Equal(5, seen.Split("typed wrong recovery words").Length - 1);
    }

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
            await bot.Get<Dispatcher>().WhenIdleAsync().WaitAsync(Cancel);
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

    [Fact]
    public async Task The_first_browser_has_a_code_by_which_another_one_of_the_person_shuts_it()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            ana> person add "Maya Brooks" with a link
            ana< It works once
            """);
        var maya = (await bot.Get<ProjectStore>().MembersAsync("tryouthousing", Cancel)).Single(m => m.Name == "Maya Brooks");
        var address = new ChatAddress("web", "tryout", maya.Person);
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

    private static async Task<(JsonNode Body, string Cookie)> JoinAsync(TestBot bot, Uri link)
    {
        using var joined = await PageAsync(bot, "/web/join", new { invite = link.Fragment["#invite=".Length..] }, null);
        var text = await joined.Content.ReadAsStringAsync(Cancel);
        Assert.True(joined.IsSuccessStatusCode, text);
        return (JsonNode.Parse(text)!, joined.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private static Task<HttpResponseMessage> PageAsync(TestBot bot, string path, object? body, string? cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Origin", bot.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return bot.Http.SendAsync(request, Cancel);
    }

    private static async Task<Uri> LastLinkAsync(TestBot bot) =>
        new(Regex.Matches((await bot.Script.HistoryAsync("ewa"))[^1].Text, @"http\S+#invite=[\w.-]+")[^1].Value);

    private static async Task<string> LastCodeAsync(TestBot bot) =>
        Regex.Match((await bot.Script.HistoryAsync("ewa"))[^1].Text, "that was not me ([A-Z0-9]{4})").Groups[1].Value;

    private static async Task SayAsync(TestBot bot, JsonNode conversation, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{conversation["id"]}/activities") { Content = JsonContent.Create(new { type = "message", text }) };
        request.Headers.Authorization = new("Bearer", (string)conversation["token"]!);
        using var response = await bot.Http.SendAsync(request, Cancel);
        Assert.True(response.IsSuccessStatusCode);
    }

    private static async Task<string> ReadAsync(TestBot bot, JsonNode conversation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{conversation["id"]}/activities");
        request.Headers.Authorization = new("Bearer", (string)conversation["token"]!);
        using var response = await bot.Http.SendAsync(request, Cancel);
        return await response.Content.ReadAsStringAsync(Cancel);
    }
}
