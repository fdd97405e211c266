using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Tests.Teams;

namespace ReflectionBot.Tests.Slack;

/// <summary>Where Slack does not answer, or not as it should: whether a message was taken is unknown, and an exception says so.</summary>
public sealed class SlackApiFailureTests
{
    private static readonly SlackPost Hello = new("C1", "Somebody's private words", []);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"ok":tru""")]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"ok":null}""")]
    [InlineData("""{"ok":"true"}""")]
    [InlineData("""{"ok":true,"ts":{"a":1}}""")]
    [InlineData("""{"ok":true,"ts":"\ud800"}""")]
    [InlineData("""{"ok":true} and more""")]
    public async Task An_answer_that_cannot_be_read_is_an_exception_without_its_words(string body)
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(StubAnswers.Text(200, body));
        var e = await Assert.ThrowsAsync<InvalidDataException>(() => bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel));
        Assert.Equal("Slack's answer to chat.update cannot be read", e.Message);
        Assert.Null(e.InnerException);
        Assert.Single(bot.Server.Requests);
    }

    [Fact]
    public async Task An_answer_without_what_was_asked_for_cannot_be_read()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        Func<Task>[] calls =
        [
            () => bot.Api.UserAsync(ApiBot.Access, "U1", Cancel), () => bot.Api.ConversationAsync(ApiBot.Access, "C1", Cancel), () => bot.Api.OpenAsync(ApiBot.Access, "U1", Cancel),
            () => bot.Api.IdentifyAsync(ApiBot.Token, Cancel), () => bot.Api.OpenConnectionAsync("xapp-1", Cancel),
            () => bot.Api.UploadAsync(ApiBot.Access, "a", null, "x"u8.ToArray(), null, null, Cancel),
        ];
        foreach (var call in calls)
        {
            bot.Ok();
            await Assert.ThrowsAsync<InvalidDataException>(call);
        }
    }

    [Fact]
    public async Task What_changes_something_is_sent_once()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        foreach (var status in (int[])[500, 502, 503, 504, 302, 307, 404, 418])
        {
            bot.Server.Script(StubAnswers.Status(status));
            var e = await Assert.ThrowsAsync<HttpRequestException>(() => ApiBot.Soon(bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel)));
            Assert.Equal(status, (int?)e.StatusCode);
        }

        bot.Server.Script(StubAnswers.Json(500, new JsonObject { ["ok"] = true, ["ts"] = "1.2" }));
        await Assert.ThrowsAsync<HttpRequestException>(() => ApiBot.Soon(bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel)));
        bot.Server.Script(StubAnswers.Cut());
        var cut = await Assert.ThrowsAnyAsync<Exception>(() => ApiBot.Soon(bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel)));
        Assert.True(cut is IOException or HttpRequestException, $"{cut}");
        bot.Server.Script(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await Assert.ThrowsAsync<HttpRequestException>(() => ApiBot.Soon(bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel)));
        bot.Server.Script(StubAnswers.Huge(200, SlackHttp.MostOfAnAnswer));
        await Assert.ThrowsAsync<InvalidDataException>(() => ApiBot.Soon(bot.Api.UpdateAsync(ApiBot.Access, "1.2", Hello, Cancel)));
        Assert.Equal(12, bot.Server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_just_below_the_limit_is_read()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Ok(new() { ["members"] = new JsonArray("U1"), ["more"] = new string('x', SlackHttp.MostOfAnAnswer - 100) });
        Assert.Single(await bot.Api.MembersAsync(ApiBot.Access, "C1", Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_not_even_to_Slack()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(StubAnswers.Redirect("https://slack.com/api/other"));
        await Assert.ThrowsAsync<HttpRequestException>(() => bot.Api.PostAsync(ApiBot.Access, Hello, Cancel));
        bot.Server.Script(StubAnswers.Redirect("https://evil.example/"));
        await Assert.ThrowsAsync<HttpRequestException>(() => bot.Api.UserAsync(ApiBot.Access, "U1", Cancel));
        bot.Server.Script(StubAnswers.Redirect("https://evil.example/"));
        Assert.False(await bot.Api.RespondAsync("https://hooks.slack.com/x", "text", Cancel));
        Assert.Equal(["/api/chat.postMessage", "/api/users.info", "/x"], bot.Server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task A_question_is_asked_again_twice()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(StubAnswers.Status(503));
        bot.Server.Script(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        bot.Ok(new() { ["user"] = new JsonObject { ["id"] = "U1" } });
        var asked = bot.Api.UserAsync(ApiBot.Access, "U1", Cancel);
        await PassPausesAsync(bot, 2);
        Assert.IsType<SlackResult<SlackUser>.Done>(await asked);
        Assert.Equal(3, bot.Server.Requests.Count);
        Assert.All(bot.Server.Requests, r => Assert.Equal("U1", ApiBot.Form(r)["user"]));

        for (var i = 0; i < 3; i++)
        {
            bot.Server.Script(StubAnswers.Status(500));
        }

        asked = bot.Api.UserAsync(ApiBot.Access, "U1", Cancel);
        await PassPausesAsync(bot, 2);
        await Assert.ThrowsAsync<HttpRequestException>(() => asked);
        Assert.Equal(6, bot.Server.Requests.Count);
    }

    [Fact]
    public async Task A_write_is_waited_for_10_seconds()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Server.Script(StubAnswers.Slow(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Cancel)));
        var post = bot.Api.PostAsync(ApiBot.Access, Hello, Cancel);
        await bot.Server.ReceivedAsync(Cancel);
        bot.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(post.IsCompleted);
        bot.Time.Advance(TimeSpan.FromSeconds(0.1));
        await Assert.ThrowsAsync<TimeoutException>(() => post);
    }

    [Fact]
    public async Task A_question_is_waited_for_10_seconds_with_all_its_repetitions()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        for (var i = 0; i < 3; i++)
        {
            bot.Server.Script(StubAnswers.Slow(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Cancel)));
        }

        var asked = bot.Api.UserAsync(ApiBot.Access, "U1", Cancel);
        await bot.Server.ReceivedAsync(Cancel);
        bot.Time.Advance(TimeSpan.FromSeconds(4));
        await PassPausesAsync(bot, 1);
        await bot.Server.ReceivedAsync(Cancel);
        bot.Time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<TimeoutException>(() => asked);
    }

    [Fact]
    public async Task An_upload_is_waited_for_16_seconds_in_all()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        bot.Ok(new() { ["upload_url"] = "https://files.slack.com/upload/v1/x", ["file_id"] = "F1" });
        bot.Server.Script(StubAnswers.Slow(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Cancel)));
        var upload = bot.Api.UploadAsync(ApiBot.Access, "a.txt", null, "x"u8.ToArray(), "C1", null, Cancel);
        await bot.Server.ReceivedAsync(Cancel);
        await bot.Server.ReceivedAsync(Cancel);
        bot.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.False(upload.IsCompleted);
        bot.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => upload);
    }

    [Fact]
    public async Task Being_cancelled_is_not_a_timeout()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        Func<CancellationToken, Task>[] calls =
        [
            c => bot.Api.PostAsync(ApiBot.Access, Hello, c), c => bot.Api.UserAsync(ApiBot.Access, "U1", c), c => bot.Api.RespondAsync("https://hooks.slack.com/x", "text", c),
            c => bot.Api.UploadAsync(ApiBot.Access, "a.txt", null, "x"u8.ToArray(), "C1", null, c),
        ];
        foreach (var call in calls)
        {
            using var stop = new CancellationTokenSource();
            bot.Server.Script(StubAnswers.Slow(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Cancel)));
            var calling = call(stop.Token);
            await bot.Server.ReceivedAsync(Cancel);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        }
    }

    /// <summary>Lets so many pauses between attempts go by: each is shorter than the limit of an attempt.</summary>
    private static async Task PassPausesAsync(ApiBot bot, int pauses)
    {
        for (var i = 0; i < pauses; i++)
        {
            var pause = await bot.Time.TimerAsync(t => t > TimeSpan.Zero && t < TimeSpan.FromSeconds(4), Cancel);
            bot.Time.Advance(pause);
        }
    }
}
