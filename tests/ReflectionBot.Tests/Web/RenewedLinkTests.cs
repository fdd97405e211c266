using System.Net;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using static ReflectionBot.Tests.Web.WebHost;

namespace ReflectionBot.Tests.Web;

/// <summary>A link to a chat that somebody has been in already: whoever holds it is taken for them.</summary>
public sealed class RenewedLinkTests
{
    private static readonly NodaTime.DateTimeZone London = NodaTime.DateTimeZoneProviders.Tzdb["Europe/London"];

    [Fact]
    public async Task A_first_link_works_at_once_and_a_later_one_after_a_day()
    {
        await using var host = await WebHost.StartAsync();
        var links = host.Get<IInvitations>();
        var first = await links.InviteAsync(Who("ana"), "Ana", London, false, Cancel);
        Assert.Null(first.WorksFrom);
        Assert.False(await links.HasJoinedAsync(Who("ana"), Cancel));
        var joined = await host.PageAsync("/web/join", new { invite = Token(first) });
        var token = (string)(await JsonAsync(joined))["conversations"]![0]!["token"]!;
        await JsonAsync(await host.PostAsync(token, "d-ana", Message("something private")));

        var second = await links.InviteAsync(Who("ana"), "Ana", London, false, Cancel);

        Assert.Equal(host.Time.GetUtcNow().AddHours(24), second.WorksFrom);
        var early = await host.PageAsync("/web/join", new { invite = Token(second) });
        Assert.Contains("This link works from Wednesday 25 November 09:00 (Europe/London).", await early.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await RefusedAsync(early, 403, "InvitationTooEarly");
        Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/session", null, CookieOf(joined))).StatusCode);

        host.Time.Advance(TimeSpan.FromHours(24));
        var anew = await host.PageAsync("/web/join", new { invite = Token(second) });
        var body = await JsonAsync(anew);
        var fresh = (string)body["conversations"]![0]!["token"]!;
        Assert.Empty((await host.ReadAsync(fresh, "d-ana"))["activities"]!.AsArray());
        Assert.Empty((await host.ReadAsync(fresh, "d-ana", "0"))["activities"]!.AsArray());
        await RefusedAsync(await host.PageAsync("/web/session", null, CookieOf(joined)), 401, "NoSession");
        await RefusedAsync(await host.PageAsync("/web/join", new { invite = Token(first) }, CookieOf(joined)), 403, "InvitationRevoked");
        Assert.Equal(HttpStatusCode.OK, (await host.PageAsync("/web/join", new { invite = Token(second) }, CookieOf(anew))).StatusCode);
        await RefusedAsync(await host.PageAsync("/web/join", new { invite = Token(second) }), 403, "InvitationUsed");
        await JsonAsync(await host.PostAsync(fresh, "d-ana", Message("here again")));
        Assert.Contains("here again", (await host.ReadAsync(fresh, "d-ana")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_wrote_without_a_link_has_been_there_too()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        Assert.False(await host.Get<IInvitations>().HasJoinedAsync(Who("ana"), Cancel));
        await JsonAsync(await host.PostAsync(token, "d-ana", Message("hello")));
        Assert.True(await host.Get<IInvitations>().HasJoinedAsync(Who("ana"), Cancel));
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

    private static string Token(Invitation invitation) => invitation.Link.Fragment["#invite=".Length..];
}
