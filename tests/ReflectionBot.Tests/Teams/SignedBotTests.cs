using System.Text.Json.Nodes;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>The whole bot, registered: what gets in, what does not, and with what it answers.</summary>
public sealed class SignedBotTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_message_is_taken_and_answered_with_the_bots_token()
    {
        await using var bot = await SignedBot.StartAsync();
        Assert.Equal(200, await bot.SayAsync(SignedBot.Amir, "hello"));
        var answer = Assert.Single(bot.Stub.Requests, r => r.Method == "POST");
        Assert.Equal("Bearer secret-token-1", answer.Authorization);
        Assert.Equal("smba.trafficmanager.net", answer.Host);
        Assert.Equal($"/emea/{Forge.TenantId}/v3/conversations/a%3A2/activities", answer.Path);
        Assert.Equal("28:" + Forge.AppId, (string?)answer.Json["from"]!["id"]);
    }

    [Fact]
    public async Task Without_a_token_nothing_gets_in()
    {
        await using var bot = await SignedBot.StartAsync();
        foreach (var token in (string?[])[null, "x.y.z", Forge.Token(key: Forge.Evil), Forge.Token(Forge.Claims("aud", "somebody-else"))])
        {
            var activity = bot.Activity("message", SignedBot.Amir);
            activity["text"] = "hello";
            Assert.Equal((401, ""), await bot.PostAsync(activity.ToJsonString(), token));
        }

        Assert.Empty(bot.Stub.Requests);
        Assert.Empty(await bot.DirectoryAsync(Forge.TenantId));
    }

    [Theory]
    [InlineData("conversation")]
    [InlineData("channelData")]
    public async Task Another_tenant_is_refused_and_nothing_of_it_is_kept(string where)
    {
        await using var bot = await SignedBot.StartAsync();
        const string other = "99999999-9999-4999-8999-999999999999";
        var activity = bot.Activity("message", SignedBot.Amir);
        activity["text"] = "hello";
        (where == "conversation" ? activity["conversation"]! : activity["channelData"]!["tenant"]!)[where == "conversation" ? "tenantId" : "id"] = other;
        Assert.Equal((403, ""), await bot.PostAsync(activity));
        Assert.Empty(bot.Stub.Requests);
        Assert.Empty(await bot.DirectoryAsync(other));
        Assert.Empty(await bot.DirectoryAsync(Forge.TenantId));
    }

    [Theory]
    [InlineData("serviceUrl", "https://evil.example/")]
    [InlineData("channelId", "webchat")]
    public async Task What_the_token_does_not_cover_is_refused(string field, string value)
    {
        await using var bot = await SignedBot.StartAsync();
        var activity = bot.Activity("message", SignedBot.Amir);
        activity[field] = value;
        Assert.Equal((403, ""), await bot.PostAsync(activity));
        Assert.Empty(bot.Stub.Requests);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_one_below_is_taken()
    {
        await using var bot = await SignedBot.StartAsync();
        var activity = bot.Activity("message", SignedBot.Amir);
        activity["text"] = "hello";
        activity["pad"] = new string('x', 1024 * 1024);
        Assert.Equal(413, (await bot.PostAsync(activity)).Status);
        Assert.Empty(bot.Stub.Requests);
        activity["pad"] = new string('x', (1024 * 1024) - 2000);
        Assert.Equal(200, (await bot.PostAsync(activity)).Status);
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/json; charset=\"utf-8\"", 200)]
    public async Task Only_json_is_read(string contentType, int status)
    {
        await using var bot = await SignedBot.StartAsync();
        var activity = bot.Activity("message", SignedBot.Amir);
        activity["text"] = "hello";
        Assert.Equal(status, (await bot.PostAsync(activity.ToJsonString(), Forge.Token(), contentType)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"type":"message","text":"\ud800"}""")]
    [InlineData("""{"type":7}""")]
    public async Task What_is_no_activity_is_refused(string body)
    {
        await using var bot = await SignedBot.StartAsync();
        Assert.Equal((400, ""), await bot.PostAsync(body, Forge.Token()));
    }

    [Fact]
    public async Task With_nothing_configured_everything_is_refused()
    {
        await using var bot = await TestBot.StartAsync([], inProcess: false);
        foreach (var authorization in (string?[])[null, $"Bearer {Forge.Token()}", "Basic eDp5"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages");
            request.Content = new StringContent(Forge.Activity().ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            if (authorization is not null)
            {
                Assert.True(request.Headers.TryAddWithoutValidation("Authorization", authorization));
            }

            using var response = await bot.Http.SendAsync(request, Cancel);
            Assert.Equal(401, (int)response.StatusCode);
        }
    }
}
