using System.Net;
using System.Text.Json.Nodes;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using static ReflectionBot.Tests.Web.WebHost;

namespace ReflectionBot.Tests.Web;

/// <summary>A link to a chat that somebody has been in already: whoever holds it is taken for nobody until the person says so.</summary>
public sealed class RenewedLinkTests
{
    [Fact]
    public async Task A_first_link_opens_the_chat_and_a_later_one_an_empty_room()
    {
        await using var host = await WebHost.StartAsync();
        await KnownAsync(host);
        var links = host.Get<IInvitations>();
        var kept = await host.InviteAsync(); // Made before anybody was there, and kept for later.
        var joined = await host.PageAsync("/web/join", new { invite = await host.InviteAsync() });
        var token = (string)(await JsonAsync(joined))["conversations"]![0]!["token"]!;
        await JsonAsync(await host.PostAsync(token, "d-ana", Message("something private")));
        Assert.True(await links.HasJoinedAsync(Who("ana"), Cancel));

        foreach (var later in new[] { kept, await host.InviteAsync() })
        {
            var anew = await host.PageAsync("/web/join", new { invite = later });
            var body = await JsonAsync(anew);
            var own = Assert.Single(body["conversations"]!.AsArray())!;
            Assert.StartsWith("d-room-", (string)own["id"]!, StringComparison.Ordinal);
            Assert.DoesNotContain("private", (await host.ReadAsync((string)own["token"]!, (string)own["id"]!)).ToJsonString(), StringComparison.Ordinal);
            Assert.Null(body["recovery"]);
            await RefusedAsync(await host.SendAsync(HttpMethod.Get, "/v3/directline/conversations/d-ana/activities", (string)own["token"]!), 403, "BadToken");
            await RefusedAsync(await host.PageAsync("/web/join", new { invite = later }), 403, "InvitationUsed");
            Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/join", new { invite = later }, CookieOf(anew))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/session", null, CookieOf(joined))).StatusCode);
        var opened = host.Turns.Events.OfType<LinkOpened>().ToList();
        Assert.Equal([LinkOpens.FirstChat, LinkOpens.Room, LinkOpens.Room], opened.Select(o => o.Opens));
        Assert.All(opened, o => Assert.Equal(Who("ana"), o.Whose));
    }

    /// <summary>Somebody who is in Slack or Teams has a chat: a link that anybody else holds opens nothing of it, seen or not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_is_in_another_chat_is_known(bool seen)
    {
        await using var host = await WebHost.StartAsync();
        var people = host.Get<PeopleStore>();
        await people.AddAsync(new Person("p1", "team", "Ana", new ChatAddress("slack", "team", "U1"), SeenAt: seen ? host.Time.GetUtcNow() : null), Cancel);
        Assert.True(await people.LinkAsync("p1", Who("ana"), Cancel));
        await host.PageAsync("/web/join", new { invite = await host.InviteAsync() });
        Assert.Equal(LinkOpens.Room, Assert.Single(host.Turns.Events.OfType<LinkOpened>()).Opens);
    }

    [Fact]
    public async Task A_link_that_the_person_asked_for_opens_the_same_chat_for_a_day()
    {
        await using var host = await WebHost.StartAsync();
        await KnownAsync(host);
        await JsonAsync(await host.PageAsync("/web/join", new { invite = await host.InviteAsync() }));
        var links = host.Get<IInvitations>();
        var own = await links.CreateOwnAsync(Who("ana"), "Ana", null, Cancel);
        var late = await links.CreateOwnAsync(Who("ana"), "Ana", null, Cancel);

        var second = await host.PageAsync("/web/join", new { invite = Token(own) });
        Assert.Equal("d-ana", (string?)(await JsonAsync(second))["conversations"]![0]!["id"]);
        var opened = host.Turns.Events.OfType<LinkOpened>().Last();
        Assert.Equal(LinkOpens.Browser, opened.Opens);

        Assert.True(await links.EndBrowserAsync(Who("ana"), opened.Code, Cancel));
        Assert.False(await links.EndBrowserAsync(Who("ana"), opened.Code, Cancel));
        await RefusedAsync(await host.PageAsync("/web/session", null, CookieOf(second)), 401, "NoSession");
        host.Time.Advance(TimeSpan.FromHours(24));
        await RefusedAsync(await host.PageAsync("/web/join", new { invite = Token(late) }), 403, "InvitationExpired");
    }

    [Fact]
    public async Task Nothing_is_used_by_looking_whose_a_link_is()
    {
        await using var host = await WebHost.StartAsync();
        var invite = await host.InviteAsync();
        var bens = CookieOf(await host.PageAsync("/web/join", new { invite = await host.InviteAsync("ben") }));
        foreach (var cookie in new[] { null, bens })
        {
            var look = await JsonAsync(await host.PageAsync("/web/link", new { invite }, cookie));
            Assert.Equal(("ANA", false, cookie is null ? null : "BEN"), ((string?)look["name"], (bool)look["open"]!, (string?)look["hereAs"]));
        }

        await host.SendAsync(HttpMethod.Get, $"/?invite={invite}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.SendAsync(HttpMethod.Get, "/web/join")).StatusCode);
        await RefusedAsync(await host.PageAsync("/web/link", new { invite = "x" }), 403, "BadInvitation");
        await RefusedAsync(await host.PageAsync("/web/link", new { invite }, bens, "http://evil.example"), 403, "BadOrigin");
        var joined = await host.PageAsync("/web/join", new { invite });
        Assert.True((bool)(await JsonAsync(await host.PageAsync("/web/link", new { invite }, CookieOf(joined))))["open"]!);
        await RefusedAsync(await host.PageAsync("/web/link", new { invite }, bens), 403, "InvitationUsed");
    }

    /// <summary>Two projects may each have added somebody by the same name: those are two chats, and nothing of one shows in the other.</summary>
    [Fact]
    public async Task A_link_to_another_chat_under_the_same_name_says_that_it_is_another_one()
    {
        await using var host = await WebHost.StartAsync();
        var first = CookieOf(await host.PageAsync("/web/join", new { invite = await host.InviteAsync() }));
        var asked = await host.PageAsync("/web/join", new { invite = await host.InviteAsync("Ana") }, first);
        Assert.Contains("A chat of ANA's is open here already, and this link opens another one, apart from it.", JsonNode.Parse(await asked.Content.ReadAsStringAsync(Cancel))!.ToString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        await RefusedAsync(asked, 409, "SomebodyElse");
    }

    [Fact]
    public async Task Where_somebody_elses_chat_is_open_a_link_lets_in_only_who_says_so_and_the_other_chat_stays()
    {
        await using var host = await WebHost.StartAsync();
        var bens = CookieOf(await host.PageAsync("/web/join", new { invite = await host.InviteAsync("ben") }));
        var invite = await host.InviteAsync();

        var asked = await host.PageAsync("/web/join", new { invite }, bens);
        Assert.Contains("You are in this chat as BEN, and this link is for ANA. Are you ANA?", await asked.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await RefusedAsync(asked, 409, "SomebodyElse");

        var joined = await host.PageAsync("/web/join", new { invite, instead = true }, bens);
        var cookies = string.Join("; ", joined.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        var body = await JsonAsync(joined);
        Assert.Equal(("ANA", "BEN"), ((string?)body["user"]!["name"], (string?)body["before"]));

        var back = await host.PageAsync("/web/back", null, cookies);
        var ben = await JsonAsync(back);
        Assert.Equal(("BEN", "ANA"), ((string?)ben["user"]!["name"], (string?)ben["before"]));
        await RefusedAsync(await host.PageAsync("/web/back", null, bens), 401, "NoSession");

        // Leaving is leaving as who one is here; who was here before is here again.
        Assert.Equal(HttpStatusCode.NoContent, (await host.PageAsync("/web/leave", null, cookies)).StatusCode);
        var left = cookies.Split("; ").Single(c => c.StartsWith("reflectionbot-before", StringComparison.Ordinal));
        Assert.Equal("BEN", (string?)(await JsonAsync(await host.PageAsync("/web/session", null, left)))["user"]!["name"]);
    }

    [Fact]
    public async Task Unused_links_can_be_stopped_and_whoever_is_in_stays_in()
    {
        await using var host = await WebHost.StartAsync();
        var links = host.Get<IInvitations>();
        var used = await host.InviteAsync();
        var cookie = CookieOf(await host.PageAsync("/web/join", new { invite = used }));
        var open = await host.InviteAsync();
        var others = await host.InviteAsync("ben");

        Assert.Equal(1, await links.RevokeLinksAsync(Who("ana"), Cancel));

        Assert.Equal(0, await links.RevokeLinksAsync(Who("ana"), Cancel));
        await RefusedAsync(await host.PageAsync("/web/join", new { invite = open }), 403, "InvitationRevoked");
        Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/session", null, cookie)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/join", new { invite = used }, cookie)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/join", new { invite = others })).StatusCode);
    }

    /// <summary>Six plain words, shown once, kept as a slow hash; five tries a day, however many come at once.</summary>
    [Fact]
    public async Task Recovery_words_are_shown_once_and_guessing_them_ends_after_five_tries()
    {
        await using var host = await WebHost.StartAsync();
        await KnownAsync(host);
        var joined = await host.PageAsync("/web/join", new { invite = await host.InviteAsync() });
        var words = (string)(await JsonAsync(joined))["recovery"]!;
        Assert.Equal(6, words.Split(' ').Length);
        Assert.Null((await JsonAsync(await host.PageAsync("/web/session", null, CookieOf(joined))))["recovery"]);
        Assert.DoesNotContain(words.Split(' ')[0], string.Join('\n', host.Tables.All.Select(r => r.ToString())), StringComparison.Ordinal);

        var recovery = host.Get<Recovery>();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => recovery.TryAsync("p1", "K7M4", $"apple {i}", Cancel))));
        Assert.Equal((5, 7), (answers.OfType<RecoveryAnswer.Wrong>().Count(), answers.OfType<RecoveryAnswer.Locked>().Count()));
        Assert.IsType<RecoveryAnswer.Locked>(await recovery.TryAsync("p1", "K7M4", words, Cancel));
        Assert.Equal(4, Assert.IsType<RecoveryAnswer.Wrong>(await recovery.TryAsync("p1", "B2C3", "", Cancel)).Left); // Who has another link is not shut out by that.
        host.Time.Advance(TimeSpan.FromHours(24));
        Assert.IsType<RecoveryAnswer.Right>(await recovery.TryAsync("p1", "K7M4", $" {words.ToUpperInvariant().Replace(' ', '-')}.", Cancel));
        Assert.Equal(4, Assert.IsType<RecoveryAnswer.Wrong>(await recovery.TryAsync("p1", "K7M4", "", Cancel)).Left);
    }

    [Fact]
    public async Task However_many_rooms_there_are_the_tries_of_a_day_have_an_end()
    {
        await using var host = await WebHost.StartAsync();
        await KnownAsync(host);
        var recovery = host.Get<Recovery>();
        await recovery.MakeFirstAsync("p1", null, Cancel);
        await RowChange.RunAsync(host.Tables, Keys.Person("p1"), Recovery.Key, row => row!.With("Failed", Recovery.TriesOfAll - 1L).With("FailedSince", host.Time.GetUtcNow()), Cancel);
        Assert.IsType<RecoveryAnswer.Wrong>(await recovery.TryAsync("p1", "A1", "apple", Cancel));
        Assert.IsType<RecoveryAnswer.Locked>(await recovery.TryAsync("p1", "B2", "apple", Cancel));
        host.Time.Advance(TimeSpan.FromHours(24));
        Assert.IsType<RecoveryAnswer.Wrong>(await recovery.TryAsync("p1", "B2", "apple", Cancel));
    }

    private static Task<Person> KnownAsync(WebHost host) => host.Get<PeopleStore>().AddAsync(new Person("p1", "team", "Ana", Who("ana")), Cancel);

    private static string Token(Uri link) => link.Fragment["#invite=".Length..];
}
