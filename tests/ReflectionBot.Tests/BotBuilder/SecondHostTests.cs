using System.Text.Json.Nodes;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.BotBuilder;
using ReflectionBot.Tests.Rounds;
using ReflectionBot.Tests.Teams;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.BotBuilder;

/// <summary>The bot inside a Bot Framework adapter: the same conversations, and nobody else gets in.</summary>
public sealed class SecondHostTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("whole-round")]
    [InlineData("taking-back")]
    [InlineData("adding-people")]
    [InlineData("several-projects")]
    public async Task A_script_plays_as_on_the_main_host(string script)
    {
        var (text, start) = await ScriptTests.ReadAsync(script);
        await using var round = await TeamsRound.StartAsync(start, change: s => s.AddBotBuilder());
        await round.Script.PlayAsync(text);
    }

    [Fact]
    public async Task A_signed_message_is_taken_and_answered_with_the_bots_token()
    {
        await using var bot = await SignedBot.StartAsync([], s => s.AddBotBuilder());
        Assert.Equal(200, await bot.SayAsync(SignedBot.Amir, "hello"));
        var answer = Assert.Single(bot.Stub.Requests, r => r.Method == "POST");
        Assert.Equal(("Bearer secret-token-1", "smba.trafficmanager.net"), (answer.Authorization, answer.Host));
    }

    /// <summary>At the endpoint and, for an organisation that maps one of its own, at the framework's seam.</summary>
    [Fact]
    public async Task Every_wrong_token_is_refused()
    {
        await using var bot = await SignedBot.StartAsync([], s => s.AddBotBuilder());
        var framework = bot.Bot.Get<BotFrameworkAuthentication>();
        foreach (var wrong in WrongToken.All)
        {
            var header = wrong.Make(bot.OpenId.Address);
            Assert.True(await bot.PostWithAsync(Forge.Activity().ToJsonString(), header) == (401, ""), wrong.Name);
            await Assert.ThrowsAsync<UnauthorizedAccessException>(() => framework.AuthenticateRequestAsync(Framework(Forge.Activity()), header, Cancel));
        }

        foreach (var (name, _, token, change) in TeamsActivityClaimsTests.Wrong)
        {
            var activity = Forge.Activity();
            change(activity);
            Assert.True(await bot.PostAsync(activity.ToJsonString(), token) == (403, ""), name);
            await Assert.ThrowsAsync<UnauthorizedAccessException>(() => framework.AuthenticateRequestAsync(Framework(activity), $"Bearer {token}", Cancel));
        }

        Assert.Empty(bot.Stub.Requests);
        Assert.Empty(await bot.DirectoryAsync(Forge.TenantId));
        Assert.Equal(0, bot.OpenId.OtherRequests);
    }

    [Fact]
    public async Task What_middleware_throws_is_not_acknowledged_and_its_words_are_not_logged()
    {
        var log = new Web.LogRecorder();
        await using var bot = await SignedBot.StartAsync([], s =>
        {
            FailureRound.LogInto(s, log);
            s.AddBotBuilder();
        });
        bot.Bot.Get<ReflectionAdapter>().Use(new Throwing());
        Assert.Equal(503, await bot.SayAsync(SignedBot.Amir, "words nobody else may see"));
        Assert.Contains("InvalidTimeZoneException", log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain("words nobody", log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_for_middleware_speaks_to_known_services_alone()
    {
        await using var bot = await SignedBot.StartAsync([], s => s.AddBotBuilder());
        var factory = bot.Bot.Services.GetRequiredService<ConnectorFactory>();
        foreach (var url in (string?[])[null, "", "https://evil.example/", "http://127.0.0.1:1/", "https://smba.trafficmanager.net.evil.example/"])
        {
            await Assert.ThrowsAsync<UnauthorizedAccessException>(() => factory.CreateAsync(url, "", Cancel));
        }

        using var client = await factory.CreateAsync(Forge.ServiceUrl, "", Cancel);
        await client.Conversations.SendToConversationAsync("a:1", new Microsoft.Bot.Schema.Activity("message", text: "hi"), Cancel);
        Assert.Equal("Bearer secret-token-1", Assert.Single(bot.Stub.Requests).Authorization);
    }

    private static Microsoft.Bot.Schema.Activity Framework(JsonObject activity) => WireActivities.Read(System.Text.Encoding.UTF8.GetBytes(activity.ToJsonString()))!;

    private sealed class Throwing : Microsoft.Bot.Builder.IMiddleware
    {
        public Task OnTurnAsync(Microsoft.Bot.Builder.ITurnContext turnContext, Microsoft.Bot.Builder.NextDelegate next, CancellationToken cancellationToken = default) =>
            throw new InvalidTimeZoneException(turnContext.Activity.Text);
    }
}
