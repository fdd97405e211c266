using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Api.Pace;
using ReflectionBot.Tests.Teams;

namespace ReflectionBot.Tests.Slack;

/// <summary>Slack's limits: what it says of them is kept to, and messages go out at its pace.</summary>
public sealed class SlackApiBusyTests
{
    private static readonly SlackPost Hello = new("C1", "A new message", []);
    private static readonly SlackAccess Elsewhere = new("T2", "xoxb-other");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("7", 7)]
    [InlineData("date 90", 90)]
    [InlineData("date -90", 0)]
    [InlineData("0", 0)]
    [InlineData("999999", 3600)]
    [InlineData("99999999999999999999", null)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("1.5", null)]
    [InlineData(null, null)]
    public async Task Retry_After_is_seconds_or_a_date_within_reason(string? header, int? seconds)
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Time.SetUtcNow(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var sent = header?.StartsWith("date ", StringComparison.Ordinal) == true ? bot.Time.GetUtcNow().AddSeconds(int.Parse(header[5..], null)).ToString("R") : header;
        bot.Server.Script(StubAnswers.Throttled(sent));
        Assert.Equal(seconds, After(await bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel)));
        bot.Server.Script(StubAnswers.Throttled(sent));
        Assert.Equal(seconds, After(await bot.Api.UserAsync(ApiBot.Access, "U1", Cancel))); // A question is not asked again: this is its answer.
        Assert.Equal(2, bot.Server.Requests.Count);
    }

    [Fact]
    public async Task A_429_holds_back_its_method_in_its_workspace_and_nothing_else()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(StubAnswers.Throttled("30"));
        Assert.Equal(30, After(await bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel)));
        bot.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(20, After(await bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello with { Channel = "C2" }, Cancel)));
        Assert.Single(bot.Server.Requests);

        bot.Ok();
        Assert.IsType<SlackResult<SlackPosted>.Done>(await bot.Api.DeleteAsync(ApiBot.Access, "C1", "1.2", Cancel));
        bot.Ok();
        Assert.IsType<SlackResult<SlackPosted>.Done>(await bot.Api.UpdateAsync(Elsewhere, "1.2", Hello, Cancel));
        bot.Time.Advance(TimeSpan.FromSeconds(20));
        bot.Ok();
        Assert.IsType<SlackResult<SlackPosted>.Done>(await bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel));
        Assert.Equal(4, bot.Server.Requests.Count);
        Assert.Equal(0, bot.Holds.Remembered);
    }

    [Fact]
    public async Task Without_Retry_After_nothing_is_held_back()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(StubAnswers.Throttled(null));
        Assert.Null(After(await bot.Api.PostAsync(ApiBot.Access, Hello, Cancel)));
        bot.Time.Advance(SlackRateLimiter.Step);
        bot.Ok();
        Assert.IsType<SlackResult<SlackPosted>.Done>(await bot.Api.PostAsync(ApiBot.Access, Hello, Cancel));
    }

    [Fact]
    public async Task A_refusal_with_Retry_After_is_kept_to_as_well()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(context =>
        {
            context.Response.Headers.RetryAfter = "5";
            return ApiBot.Refusal("ratelimited")(context);
        });
        Assert.Equal(5, After(await bot.Api.PostAsync(ApiBot.Access, Hello, Cancel)));
        Assert.Equal(5, After(await bot.Api.PostAsync(ApiBot.Access, Hello, Cancel)));
        Assert.Single(bot.Server.Requests);
    }

    [Fact]
    public async Task A_429_of_posting_holds_back_its_channel_and_a_second_channels_the_workspace()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(StubAnswers.Throttled("30"));
        Assert.Equal(30, After(await bot.Api.PostAsync(ApiBot.Access, Hello, Cancel)));
        bot.Ok();
        Assert.IsType<SlackResult<SlackPosted>.Done>(await bot.Api.PostAsync(ApiBot.Access, Hello with { Channel = "C2" }, Cancel));
        Assert.Equal(30, After(await bot.Api.PostAsync(ApiBot.Access, Hello, Cancel)));
        bot.Server.Script(StubAnswers.Throttled("20"));
        Assert.Equal(20, After(await bot.Api.PostAsync(ApiBot.Access, Hello with { Channel = "C3" }, Cancel)));
        Assert.Equal(20, After(await bot.Api.PostAsync(ApiBot.Access, Hello with { Channel = "C4" }, Cancel)));
        Assert.Equal(30, After(await bot.Api.PostAsync(ApiBot.Access, Hello, Cancel)));
        Assert.Equal(3, bot.Server.Requests.Count);
        bot.Ok();
        Assert.IsType<SlackResult<SlackPosted>.Done>(await bot.Api.PostAsync(Elsewhere, Hello, Cancel));
        bot.Time.Advance(TimeSpan.FromSeconds(20));
        bot.Ok();
        Assert.IsType<SlackResult<SlackPosted>.Done>(await bot.Api.PostAsync(ApiBot.Access, Hello with { Channel = "C4" }, Cancel));
    }

    [Fact]
    public async Task A_429_with_an_endless_body_is_still_a_429()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(StubAnswers.Huge(429, 2 * SlackHttp.MostOfAnAnswer));
        Assert.Null(After(await bot.Api.PostAsync(ApiBot.Access, Hello, Cancel)));
    }

    [Fact]
    public async Task One_tokens_limit_does_not_hold_back_anothers_where_no_workspace_is_known()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(StubAnswers.Throttled("30"));
        Assert.Equal(30, After(await bot.Api.IdentifyAsync(ApiBot.Token, Cancel)));
        Assert.Equal(30, After(await bot.Api.IdentifyAsync(ApiBot.Token, Cancel)));
        bot.Ok(new() { ["team_id"] = "T2", ["user_id"] = "UB" });
        Assert.IsType<SlackResult<SlackIdentity>.Done>(await bot.Api.IdentifyAsync(Elsewhere.Token, Cancel));
        Assert.Equal(2, bot.Server.Requests.Count);
    }

    [Fact]
    public async Task Whoever_waits_while_a_429_comes_is_not_sent_after_it()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        for (var i = 0; i < SlackRateLimiter.Burst; i++)
        {
            bot.Ok();
            Assert.IsType<SlackResult<SlackPosted>.Done>(await bot.Api.PostAsync(ApiBot.Access, Hello, Cancel));
        }

        var waiting = bot.Api.PostAsync(ApiBot.Access, Hello, Cancel);
        bot.Holds.Keep("chat.postMessage", ApiBot.Access.Team, TimeSpan.FromSeconds(30), Hello.Channel);
        Assert.False(waiting.IsCompleted);
        bot.Time.Advance(SlackRateLimiter.Step);
        Assert.Equal(29, After(await waiting));
        Assert.Equal(SlackRateLimiter.Burst, bot.Server.Requests.Count);
    }

    [Fact]
    public async Task What_has_passed_is_forgotten()
    {
        var time = new FakeTimeProvider();
        var (pace, holds) = (new SlackRateLimiter(time), new SlackRateHolds(time));
        for (var i = 0; i < 3 * SlackRateHolds.Most; i++)
        {
            holds.Keep("users.info", $"T{i}", TimeSpan.FromSeconds(30));
        }

        Assert.Equal(SlackRateHolds.Most, holds.Remembered);
        for (var i = 0; i < SlackRateLimiter.Many; i++)
        {
            Assert.Null(await pace.WaitAsync($"T{i}", "C", Cancel));
        }

        time.Advance(TimeSpan.FromMinutes(1));
        holds.Keep("users.info", "T", TimeSpan.FromSeconds(30));
        Assert.Null(await pace.WaitAsync("T1", "C", Cancel));
        Assert.Equal((1, 2), (holds.Remembered, pace.Remembered));
    }

    private static int? After<T>(SlackResult<T> result) => (int?)Assert.IsType<SlackResult<T>.Busy>(result).After?.TotalSeconds;
}
