using Azure.Identity;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams.Connector;

namespace ReflectionBot.Tests.Teams;

/// <summary>The bot's token goes to Teams and nowhere else.</summary>
public sealed class ConnectorTokenTests
{
    private static readonly Activity Hello = new() { Type = "message", Text = "Hello" };
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://evil.com/v3/conversations")]
    [InlineData("https://smba.trafficmanager.net.evil.com/v3/conversations")]
    [InlineData("https://smba.trafficmanager.net:8443/v3/conversations")]
    [InlineData("https://user@smba.trafficmanager.net/v3/conversations")]
    [InlineData("http://smba.trafficmanager.net/v3/conversations")]
    [InlineData("http://localhost:5000/v3/conversations")]
    [InlineData("https://contoso.sharepoint.com/x")]
    public async Task A_request_to_any_other_host_is_stopped_before_it_is_sent(string url)
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        foreach (var client in (string[])[ConnectorSetup.Writes, ConnectorSetup.Reads])
        {
            using var http = bot.Http.CreateClient(client);
            await Assert.ThrowsAsync<InvalidOperationException>(() => http.GetAsync(new Uri(url), Cancel));
        }

        Assert.Empty(bot.Stub.Requests);
        Assert.Equal(0, bot.Credential.Made);
    }

    [Theory]
    [InlineData("https://evil.com/steal")]
    [InlineData("http://evil.com/steal")]
    [InlineData("https://smba.trafficmanager.net/amer/v3/elsewhere")]
    public async Task A_redirect_is_not_followed(string to)
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.Script(StubAnswers.Redirect(to));
        Assert.Equal(new ConnectorAnswer.Refused("307"), await bot.Client.PostAsync(OutboundBot.Service, "a", Hello, Cancel));
        bot.Stub.Script(StubAnswers.Redirect(to));
        await Assert.ThrowsAsync<ConnectorException>(() => bot.Client.MemberAsync(OutboundBot.Service, "a", "29:x", Cancel));
        bot.Stub.Script(StubAnswers.Redirect(to));
        Assert.Equal(new ConnectorAnswer.Refused("307"), await bot.Client.UploadAsync(new Uri("https://contoso.sharepoint.com/x"), "x"u8.ToArray(), Cancel));
        Assert.Equal(["smba.trafficmanager.net", "smba.trafficmanager.net", "contoso.sharepoint.com"], bot.Stub.Requests.Select(r => r.Host));
        Assert.DoesNotContain(bot.Stub.Requests, r => r.Path.Contains("elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once_and_the_message_goes_out_once()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.Script(StubAnswers.Refuses(401, "Unauthorized"));
        var done = Assert.IsType<ConnectorAnswer.Done>(await bot.Client.PostAsync(OutboundBot.Service, "a", Hello, Cancel));
        Assert.Equal("Hello", (string?)Assert.Single(bot.Stub.Activities("a")).Value["text"]);
        Assert.NotEqual("", done.Id);
        Assert.Equal(["Bearer secret-token-1", "Bearer secret-token-2"], bot.Stub.Requests.Select(r => r.Authorization));
    }

    [Fact]
    public async Task A_wrong_registration_is_said_and_asks_Entra_at_most_once_a_minute()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        for (var i = 0; i < 20; i++)
        {
            bot.Stub.Script(StubAnswers.Refuses(401, "Unauthorized"));
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(new ConnectorAnswer.Busy(null), await bot.Client.PostAsync(OutboundBot.Service, "a", Hello, Cancel));
        }

        Assert.Equal((2, 6), (bot.Credential.Made, bot.Stub.Requests.Count));
        Assert.Contains(bot.Log.Lines, l => l.StartsWith("Error", StringComparison.Ordinal) && l.Contains("Teams:AppId", StringComparison.Ordinal));
        bot.Time.Advance(BotTokens.LeastBetweenRenewals);
        await bot.Client.PostAsync(OutboundBot.Service, "a", Hello, Cancel);
        Assert.Equal((3, 8), (bot.Credential.Made, bot.Stub.Requests.Count));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent_and_the_message_waits()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Credential.Failure = new AuthenticationFailedException("AADSTS7000215: Invalid client secret for 'app'");
        Assert.Equal(new ConnectorAnswer.Busy(null), await bot.Client.PostAsync(OutboundBot.Service, "a", Hello, Cancel));
        var refused = await Assert.ThrowsAsync<ConnectorException>(() => bot.Client.MemberAsync(OutboundBot.Service, "a", "29:x", Cancel));
        Assert.Equal(new ConnectorAnswer.Busy(null), refused.Answer);
        Assert.Empty(bot.Stub.Requests);
        Assert.Contains(bot.Log.Lines, l => l.Contains("AADSTS7000215", StringComparison.Ordinal));
        Assert.DoesNotContain(bot.Log.Lines, l => l.Contains("Invalid client secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_development_nothing_on_this_machine_gets_a_token()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel, o => o.DangerouslyBelieveUnsignedRequestsFromThisMachine = true);
        Assert.IsType<ConnectorAnswer.Done>(await bot.Client.PostAsync(new Uri(bot.Stub.Url), "a", Hello, Cancel));
        var post = Assert.Single(bot.Stub.Requests);
        Assert.Equal(("/_connector/v3/conversations/a/activities", ""), (post.Path, post.Authorization));
        Assert.Equal(0, bot.Credential.Made);
    }
}
