using System.Net;
using System.Net.Http.Json;
using ReflectionBot.Channels.Web;
using static ReflectionBot.Tests.Web.WebHost;

namespace ReflectionBot.Tests.Web;

/// <summary>The try-out exists on this machine only, for its own workspace only.</summary>
public sealed class TryOutTests
{
    [Fact]
    public async Task On_this_machine_one_browser_can_be_anybody_of_the_try_out()
    {
        await using var host = await SeededAsync();

        var listed = await JsonAsync(await PeopleAsync(host));
        var direct = await JsonAsync(await TokenAsync(host, new { user = "fay" }));
        var channel = await JsonAsync(await TokenAsync(host, new { user = "fay", conversation = "try-home" }));

        Assert.Equal("Housing priorities", (string?)listed["project"]);
        Assert.Equal([("fay", "Fay", "Facilitator"), ("lou", "Lou", "")], listed["people"]!.AsArray().Select(p => ((string)p!["id"]!, (string)p["name"]!, (string)p["role"]!)));
        Assert.Equal("try-home", (string?)Assert.Single(listed["channels"]!.AsArray())!["id"]);
        await JsonAsync(await host.PostAsync((string)direct["token"]!, "d-fay", Message("hello")));
        await JsonAsync(await host.PostAsync((string)channel["token"]!, "try-home", Message("hello")));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task Every_loopback_address_is_this_machine(string ip)
    {
        await using var host = await SeededAsync();
        host.RemoteIp = IPAddress.Parse(ip);

        foreach (var name in new[] { "localhost", "127.0.0.1", "[::1]", "localhost:3978" })
        {
            Assert.Equal(HttpStatusCode.OK, (await PeopleAsync(host, r => r.Headers.Host = name)).StatusCode);
        }
    }

    [Theory]
    [InlineData("192.168.1.7")]
    [InlineData("10.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData(null)]
    public async Task From_elsewhere_there_is_none(string? ip)
    {
        await using var host = await SeededAsync();
        host.RemoteIp = ip is null ? null : IPAddress.Parse(ip);

        await NothingAsync(host);
    }

    [Theory]
    [InlineData("Host", "reflect.example.org")]
    [InlineData("Host", "localhost.evil.example")]
    [InlineData("Host", "127.0.0.2")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Anything", "x")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("X-Request-Id", "b6a1")]
    [InlineData("CF-Ray", "7d1")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Through_a_proxy_another_name_or_another_site_there_is_none(string header, string value)
    {
        await using var host = await SeededAsync();

        await NothingAsync(host, r =>
        {
            r.Headers.Remove(header);
            r.Headers.Add(header, value);
        }, post: header != "Sec-Fetch-Site");
    }

    /// <summary>As nginx asks unless told otherwise: HTTP/1.0, no header of its own, the Host of the address it passes on to.</summary>
    [Fact]
    public async Task Through_a_bare_proxy_there_is_none()
    {
        await using var host = await SeededAsync();
        await NothingAsync(host, r => (r.Version, r.VersionPolicy) = (HttpVersion.Version10, HttpVersionPolicy.RequestVersionExact));
    }

    [Fact]
    public async Task It_is_off_where_a_public_address_is_set_and_where_it_is_switched_off()
    {
        await using var published = await SeededAsync(("PublicUrl", "https://reflect.example.org"));
        await using var off = await SeededAsync(("TryOut:Enabled", "false"));
        await using var on = await SeededAsync(("PublicUrl", "https://reflect.example.org"), ("TryOut:Enabled", "true"));

        await NothingAsync(published);
        await NothingAsync(off);
        Assert.Equal(HttpStatusCode.OK, (await PeopleAsync(on)).StatusCode);
    }

    [Fact]
    public async Task People_of_other_workspaces_cannot_be_tried_out()
    {
        await using var host = await SeededAsync();
        await host.TokenAsync("ana");
        await host.Get<WebDirectory>().AddChannelAsync("team", "home", "Home", Cancel);

        await RefusedAsync(await TokenAsync(host, new { user = "ana" }), 404, "NotFound");
        await RefusedAsync(await TokenAsync(host, new { user = "nobody" }), 404, "NotFound");
        await RefusedAsync(await TokenAsync(host, new { }), 404, "NotFound");
        await RefusedAsync(await TokenAsync(host, new { user = "fay", conversation = "home" }), 403, "BadToken");
        await RefusedAsync(await TokenAsync(host, new { user = "fay", conversation = "d-lou" }), 403, "BadToken");
        await RefusedAsync(await TokenAsync(host, new { user = "lou", conversation = "try-home" }), 403, "BadToken");
        Assert.DoesNotContain("ana", (await JsonAsync(await PeopleAsync(host))).ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<WebHost> SeededAsync(params (string, string)[] settings)
    {
        var host = await WebHost.StartAsync(settings);
        var directory = host.Get<WebDirectory>();
        await directory.NameWorkspaceAsync("tryout", "Housing priorities", Cancel);
        await directory.AddUserAsync("tryout", "fay", "Fay", "Facilitator", "", Cancel);
        await directory.AddUserAsync("tryout", "lou", "Lou", Cancel);
        await directory.AddChannelAsync("tryout", "try-home", "Home", Cancel);
        await directory.AddMemberAsync("try-home", "fay", Cancel);
        return host;
    }

    private static Task<HttpResponseMessage> PeopleAsync(WebHost host, Action<HttpRequestMessage>? more = null) =>
        host.SendAsync(HttpMethod.Get, "/tryout/people", null, null, more);

    private static Task<HttpResponseMessage> TokenAsync(WebHost host, object body, Action<HttpRequestMessage>? more = null) =>
        host.SendAsync(HttpMethod.Post, "/tryout/token", null, JsonContent.Create(body), r =>
        {
            r.Headers.Add("Origin", Origin);
            more?.Invoke(r);
        });

    private static async Task NothingAsync(WebHost host, Action<HttpRequestMessage>? more = null, bool post = true)
    {
        await RefusedAsync(await PeopleAsync(host, more), 404, "NotFound");
        if (post)
        {
            await RefusedAsync(await TokenAsync(host, new { user = "fay" }, more), 404, "NotFound");
        }
    }
}
