using System.Net;
using System.Net.Http.Json;
using System.Text;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Checks;
using static ReflectionBot.Tests.Web.WebHost;

namespace ReflectionBot.Tests.Web;

/// <summary>Personal links: the first browser that opens one owns it, and nobody gets further than their own chat.</summary>
public sealed class InvitationTests
{
    [Fact]
    public async Task A_link_lets_a_browser_in_and_it_stays_in()
    {
        await using var host = await WebHost.StartAsync();
        var link = await host.Get<IInvitations>().CreateAsync(Who("ana"), "Ana", Cancel);

        var joined = await host.PageAsync("/web/join", new { invite = link.Fragment["#invite=".Length..] });
        var cookie = CookieOf(joined);
        var body = await JsonAsync(joined);

        Assert.Equal("/", link.AbsolutePath);
        Assert.Equal(("ana", "Ana"), ((string?)body["user"]!["id"], (string?)body["user"]!["name"]));
        var own = Assert.Single(body["conversations"]!.AsArray())!;
        Assert.Equal(("d-ana", false), ((string?)own["id"], (bool?)own["shared"]));
        await JsonAsync(await host.PostAsync((string)own["token"]!, "d-ana", Message("hello")));
        host.Time.Advance(TimeSpan.FromDays(179));
        var later = await host.PageAsync("/web/session", null, cookie);
        host.Time.Advance(TimeSpan.FromDays(179));
        Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/session", null, CookieOf(later))).StatusCode);
        await RefusedAsync(await host.PageAsync("/web/session", null, cookie), 401, "NoSession");
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        await using var host = await WebHost.StartAsync();
        await using var secure = await WebHost.StartAsync(("PublicUrl", "https://reflect.example.org"));

        var plain = (await host.PageAsync("/web/join", new { invite = await host.InviteAsync() })).Headers.GetValues("Set-Cookie").Single();
        var encrypted = (await secure.PageAsync("/web/join", new { invite = await secure.InviteAsync() }, origin: "https://reflect.example.org")).Headers.GetValues("Set-Cookie").Single();

        foreach (var wanted in new[] { "path=/", "httponly", "samesite=lax", "max-age=15552000" })
        {
            Assert.Contains(wanted, plain, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(wanted, encrypted, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain("secure", plain, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; secure", encrypted, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("reflectionbot-session=", plain, StringComparison.Ordinal);
        Assert.StartsWith("__Host-reflectionbot-session=", encrypted, StringComparison.Ordinal); // No other host of the domain can plant it.
    }

    [Fact]
    public async Task A_used_link_opens_again_in_its_own_browser_only()
    {
        await using var host = await WebHost.StartAsync();
        var invite = await host.InviteAsync();
        var cookie = CookieOf(await host.PageAsync("/web/join", new { invite }));
        var stranger = CookieOf(await host.PageAsync("/web/join", new { invite = await host.InviteAsync("ben") }));
        var otherLink = CookieOf(await host.PageAsync("/web/join", new { invite = await host.InviteAsync() }));

        Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/join", new { invite }, cookie)).StatusCode);
        foreach (var wrong in new[] { null, stranger, otherLink, "reflectionbot-session=forged" })
        {
            var refused = await host.PageAsync("/web/join", new { invite }, wrong);
            Assert.Null(CookieOf(refused));
            Assert.Contains("used already", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            await RefusedAsync(refused, 403, "InvitationUsed");
        }
    }

    [Fact]
    public async Task Of_two_browsers_at_the_same_instant_one_gets_in()
    {
        await using var host = await WebHost.StartAsync();
        var invite = await host.InviteAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.PageAsync("/web/join", new { invite })));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(11, answers.Count(a => a.StatusCode == HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task An_expired_forged_cut_or_empty_link_is_refused_with_what_to_do()
    {
        await using var host = await WebHost.StartAsync();
        await using var elsewhere = await WebHost.StartAsync();
        var invite = await host.InviteAsync();
        var forged = await elsewhere.InviteAsync();
        var directLine = await host.TokenAsync();
        var cookie = CookieOf(await host.PageAsync("/web/join", new { invite = await host.InviteAsync("ben") }))!.Split('=', 2)[1];

        foreach (var wrong in new[] { invite[..^2], invite + "A", "", "x", null, directLine, cookie, "ana.", $".{invite.Split('.')[1]}", $"a:b.{invite.Split('.')[1]}" })
        {
            await RefusedAsync(await host.PageAsync("/web/join", new { invite = wrong }), 403, "BadInvitation");
        }

        // A secret that was guessed, or made elsewhere, is no different from one that was stopped.
        foreach (var wrong in new[] { forged, $"ben.{invite.Split('.')[1]}", $"ana.{new string('A', 22)}", $"nobody.{invite.Split('.')[1]}" })
        {
            await RefusedAsync(await host.PageAsync("/web/join", new { invite = wrong }), 403, "InvitationRevoked");
        }

        host.Time.Advance(TimeSpan.FromDays(14));
        await RefusedAsync(await host.PageAsync("/web/join", new { invite }), 403, "InvitationExpired");
    }

    /// <summary>It is copied by hand and read by a camera; and whoever reads the store has no link.</summary>
    [Fact]
    public async Task A_link_is_short_and_its_secret_is_stored_nowhere()
    {
        await using var host = await WebHost.StartAsync(("PublicUrl", "https://reflect.example.org"));
        var user = Ids.New(host.Time);
        var link = await host.Get<IInvitations>().CreateAsync(Who(user), "Ana", Cancel);

        Assert.InRange(link.AbsoluteUri.Length, 1, 100);
        var secret = link.Fragment[^22..];
        var row = Assert.Single(await host.Get<ITableStore>().ListAsync(WebKeys.User(user), "invite:", Cancel));
        Assert.DoesNotContain(secret, row.Key, StringComparison.Ordinal);
        Assert.DoesNotContain(row.Columns.Values, c => c.Value is string text && text.Contains(secret, StringComparison.Ordinal));
        Assert.NotEqual(secret, (await host.InviteAsync(user))[^22..]);
    }

    /// <summary>Links that were handed over while they were signed tokens go on working, once, until their day.</summary>
    [Fact]
    public async Task A_link_from_before_still_works()
    {
        await using var host = await WebHost.StartAsync();
        var stopped = await OldLinkAsync(host);
        await host.Get<IInvitations>().RevokeAsync(Who("ana"), Cancel);
        await RefusedAsync(await host.PageAsync("/web/join", new { invite = stopped }), 403, "InvitationRevoked");

        var invite = await OldLinkAsync(host);
        var late = await OldLinkAsync(host);
        await RefusedAsync(await host.PageAsync("/web/join", new { invite = invite[..^2] }), 403, "BadInvitation");
        Assert.Equal("ana", (string?)(await JsonAsync(await host.PageAsync("/web/join", new { invite })))["user"]!["id"]);
        await RefusedAsync(await host.PageAsync("/web/join", new { invite }), 403, "InvitationUsed");
        host.Time.Advance(TimeSpan.FromDays(14));
        await RefusedAsync(await host.PageAsync("/web/join", new { invite = late }), 403, "InvitationExpired");
    }

    private static async Task<string> OldLinkAsync(WebHost host)
    {
        await host.Get<WebDirectory>().AddUserAsync("team", "ana", "ANA", Cancel);
        var user = (await host.Get<WebDirectory>().FindUserAsync("ana", Cancel))!;
        var token = new WebToken(TokenPurpose.Invitation, "ana", [], (host.Time.GetUtcNow() + TimeSpan.FromDays(14)).ToUnixTimeSeconds(), WebTokens.NewId(), user.Generation);
        await host.Get<ITableStore>().PutAsync(WebKeys.User("ana"), WebKeys.Invitation(token.Id), Columns.Empty.With("ExpiresAt", token.Expires).With("Code", "ABCD"), Cancel);
        return host.Get<WebTokens>().Write(token);
    }

    [Fact]
    public async Task Revoking_ends_the_link_the_session_and_the_token_and_a_new_link_works()
    {
        await using var host = await WebHost.StartAsync();
        var open = await host.InviteAsync();
        var joined = await host.PageAsync("/web/join", new { invite = await host.InviteAsync() });
        var token = (string)(await JsonAsync(joined))["conversations"]![0]!["token"]!;

        await host.Get<IInvitations>().RevokeAsync(Who("ana"), Cancel);

        await RefusedAsync(await host.PageAsync("/web/join", new { invite = open }), 403, "InvitationRevoked");
        await RefusedAsync(await host.PageAsync("/web/session", null, CookieOf(joined)), 401, "NoSession");
        await RefusedAsync(await host.PostAsync(token, "d-ana", Message("x")), 403, "BadToken");
        await RefusedAsync(await host.SendAsync(HttpMethod.Post, "/v3/directline/tokens/refresh", token), 403, "BadToken");
        Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/join", new { invite = await host.InviteAsync() })).StatusCode);
    }

    [Fact]
    public async Task Leaving_ends_the_session_and_its_tokens_on_this_browser_only()
    {
        await using var host = await WebHost.StartAsync();
        var here = await host.PageAsync("/web/join", new { invite = await host.InviteAsync() });
        var there = await host.PageAsync("/web/join", new { invite = await host.InviteAsync() });
        var token = (string)(await JsonAsync(here))["conversations"]![0]!["token"]!;

        var left = await host.PageAsync("/web/leave", null, CookieOf(here));

        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        Assert.Equal("reflectionbot-session=", CookieOf(left));
        await RefusedAsync(await host.PageAsync("/web/session", null, CookieOf(here)), 401, "NoSession");
        await RefusedAsync(await host.PostAsync(token, "d-ana", Message("x")), 403, "BadToken");
        Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/session", null, CookieOf(there))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.PageAsync("/web/leave")).StatusCode);
    }

    [Theory]
    [InlineData("/web/join")]
    [InlineData("/web/session")]
    [InlineData("/web/leave")]
    public async Task Another_site_gets_nothing(string path)
    {
        await using var host = await WebHost.StartAsync();
        var invite = await host.InviteAsync();
        var cookie = CookieOf(await host.PageAsync("/web/join", new { invite = await host.InviteAsync() }));

        foreach (var origin in new[] { "http://evil.example", "https://localhost", "http://localhost:81", "http://localhost.evil.example", "null" })
        {
            await RefusedAsync(await host.PageAsync(path, new { invite }, cookie, origin), 403, "BadOrigin");
        }

        await RefusedAsync(await host.SendAsync(HttpMethod.Post, path, null, JsonContent.Create(new { invite }), r => r.Headers.Add("Cookie", cookie)), 403, "BadOrigin");
        Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/session", null, cookie)).StatusCode);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task A_forms_content_type_gets_nothing(string type)
    {
        await using var host = await WebHost.StartAsync();
        foreach (var path in new[] { "/web/join", "/web/session", "/web/leave" })
        {
            using var body = new StringContent("{\"invite\":\"x\"}");
            body.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
            await RefusedAsync(await host.SendAsync(HttpMethod.Post, path, null, body, r => r.Headers.Add("Origin", Origin)), 400, "BadSyntax");
        }
    }

    [Fact]
    public async Task A_token_is_generated_for_a_link_or_a_session_of_the_own_page_and_nothing_else()
    {
        await using var host = await WebHost.StartAsync();
        const string generate = "/v3/directline/tokens/generate";
        var cookie = CookieOf(await host.PageAsync("/web/join", new { invite = await host.InviteAsync() }))!;
        var invite = await host.InviteAsync("ben");

        Assert.Equal("d-ana", (string?)(await JsonAsync(await host.PageAsync(generate, null, cookie)))["conversationId"]);
        var bens = await JsonAsync(await host.SendAsync(HttpMethod.Post, generate, invite));
        await JsonAsync(await host.PostAsync((string)bens["token"]!, "d-ben", Message("x")));

        await RefusedAsync(await host.SendAsync(HttpMethod.Post, generate, invite), 403, "InvitationUsed");
        await RefusedAsync(await host.SendAsync(HttpMethod.Post, generate), 403, "BadToken");
        await RefusedAsync(await host.SendAsync(HttpMethod.Post, generate, await host.TokenAsync()), 403, "BadInvitation");
        await RefusedAsync(await host.PageAsync(generate, null, cookie, "http://evil.example"), 403, "BadToken");
        await RefusedAsync(await host.SendAsync(HttpMethod.Post, generate, null, null, r => r.Headers.Add("Cookie", cookie)), 403, "BadToken");
    }

    [Fact]
    public async Task Links_carry_the_public_address_where_there_is_one()
    {
        await using var host = await WebHost.StartAsync(("PublicUrl", "https://reflect.example.org"));

        var link = await host.Get<IInvitations>().CreateAsync(Who("ana"), "Ana", Cancel);

        Assert.StartsWith("https://reflect.example.org/#invite=", link.ToString(), StringComparison.Ordinal);
        var body = await JsonAsync(await host.SendAsync(HttpMethod.Post, "/v3/directline/conversations", await host.TokenAsync()));
        Assert.StartsWith("wss://reflect.example.org/v3/directline/", (string?)body["streamUrl"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_only_made_for_the_web_chat_and_never_for_an_id_of_another_workspace()
    {
        await using var host = await WebHost.StartAsync();
        await host.InviteAsync();
        var links = host.Get<IInvitations>();

        await Assert.ThrowsAsync<ArgumentException>(() => links.CreateAsync(new("slack", "team", "u"), "U", Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => links.CreateAsync(new("web", "other", "ana"), "Ana", Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => links.CreateAsync(new("web", "team", "a:b"), "Ana", Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => links.CreateAsync(new("web", "team", new string('a', 65)), "Ana", Cancel));
    }

    [Fact]
    public async Task The_key_file_is_made_once_for_its_owner_only_and_a_damaged_one_stops_the_start()
    {
        await using var host = await WebHost.StartAsync();
        var file = Path.Combine(host.Folder, "web-signing.key");

        Assert.Equal(32, (await File.ReadAllBytesAsync(file, Cancel)).Length);
        Assert.Single(Directory.GetFiles(host.Folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        await using (var again = await WebHost.StartAsync(("Web:DataFolder", host.Folder)))
        {
            Assert.IsType<TokenReading.Good>(again.Get<WebTokens>().Read(await host.TokenAsync(), TokenPurpose.DirectLine));
        }

        await File.WriteAllTextAsync(file, "short", Cancel);
        var failure = await Assert.ThrowsAsync<ReflectionBot.Checks.CannotStartException>(() => WebHost.StartAsync(("Web:DataFolder", host.Folder)));
        Assert.Contains("web-signing.key", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_from_the_settings_is_used_and_no_file_is_made()
    {
        var key = Convert.ToBase64String(Encoding.UTF8.GetBytes("a key of thirty-two bytes, or so."));
        await using var one = await WebHost.StartAsync(("Web:SigningKey", key));
        await using var two = await WebHost.StartAsync(("Web:SigningKey", key));

        Assert.IsType<TokenReading.Good>(two.Get<WebTokens>().Read(await one.TokenAsync(), TokenPurpose.DirectLine));
        Assert.Empty(Directory.GetFiles(one.Folder));
    }
}
