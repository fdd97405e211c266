using System.Net;
using System.Net.Http.Json;
using static ReflectionBot.Tests.Web.WebHost;

namespace ReflectionBot.Tests.Web;

/// <summary>What a browser is told, and which names are answered, where people reach the bot by https.</summary>
public sealed class PublicAddressTests
{
    private static readonly (string, string) Https = ("PublicUrl", "https://reflect.example.org");

    [Fact]
    public async Task Behind_https_no_browser_tries_http_again()
    {
        await using var host = await WebHost.StartAsync(Https);
        await using var local = await WebHost.StartAsync();
        Assert.Equal("max-age=31536000", Assert.Single((await AskAsync(host, "reflect.example.org")).Headers.GetValues("Strict-Transport-Security")));
        Assert.False((await AskAsync(local, "localhost")).Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("reflect.example.org", true)]
    [InlineData("REFLECT.example.org:443", true)]
    [InlineData("localhost:3978", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("bot.internal", true)]
    [InlineData("evil.example", false)]
    [InlineData("reflect.example.org.evil.example", false)]
    [InlineData("10.0.0.7", false)]
    public async Task Other_names_than_its_own_are_not_answered(string name, bool isAnswered)
    {
        await using var host = await WebHost.StartAsync(Https, ("AllowedHosts", "bot.internal"));
        using var answer = await AskAsync(host, name);
        Assert.Equal(isAnswered, answer.StatusCode != HttpStatusCode.MisdirectedRequest);
        Assert.Equal(!isAnswered, host.Log.Lines.Contains("AllowedHosts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_public_address_every_name_is_answered()
    {
        await using var host = await WebHost.StartAsync();
        Assert.NotEqual(HttpStatusCode.MisdirectedRequest, (await AskAsync(host, "pi.local")).StatusCode);
    }

    private static Task<HttpResponseMessage> AskAsync(WebHost host, string name) =>
        host.SendAsync(HttpMethod.Post, "/web/session", null, JsonContent.Create(new { }), r => r.Headers.Host = name);
}
