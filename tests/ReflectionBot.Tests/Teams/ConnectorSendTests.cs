using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams.Connector;

namespace ReflectionBot.Tests.Teams;

/// <summary>Writing to Teams: what is sent, and what each answer means.</summary>
public sealed class ConnectorSendTests
{
    private const string Thread = "19:a/b@thread.tacv2;messageid=17";
    private static readonly Activity Hello = new() { Type = "message", Text = "Somebody's private words ü" };
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_posted_changed_and_deleted()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        var posted = Assert.IsType<ConnectorAnswer.Done>(await bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel));
        Assert.Equal(Hello.Text, (string?)bot.Stub.Activities(Thread)[posted.Id]["text"]);
        Assert.Equal(posted, await bot.Client.UpdateAsync(OutboundBot.Service, Thread, posted.Id, Hello with { Text = "New" }, Cancel));
        Assert.Equal("New", (string?)bot.Stub.Activities(Thread)[posted.Id]["text"]);
        Assert.IsType<ConnectorAnswer.Done>(await bot.Client.DeleteAsync(OutboundBot.Service, Thread, posted.Id, Cancel));
        Assert.Empty(bot.Stub.Activities(Thread));
        Assert.IsType<ConnectorAnswer.Gone>(await bot.Client.DeleteAsync(OutboundBot.Service, Thread, posted.Id, Cancel));

        var first = bot.Stub.Requests[0];
        Assert.Equal(("POST", "smba.trafficmanager.net", "/amer/v3/conversations/19%3Aa%2Fb%40thread.tacv2%3Bmessageid%3D17/activities"), (first.Method, first.Host, first.Path));
        Assert.Equal("application/json; charset=utf-8", first.Headers.ContentType);
        Assert.All(bot.Stub.Requests, r => Assert.Equal("Bearer secret-token-1", r.Authorization));
        Assert.Equal(1, bot.Credential.Made);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task An_id_that_would_lead_elsewhere_is_not_sent(string id)
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        Assert.IsType<ConnectorAnswer.Refused>(await bot.Client.PostAsync(OutboundBot.Service, id, Hello, Cancel));
        Assert.IsType<ConnectorAnswer.Refused>(await bot.Client.DeleteAsync(OutboundBot.Service, "a", id, Cancel));
        Assert.Empty(bot.Stub.Requests);
    }

    [Fact]
    public async Task A_personal_chat_is_opened()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.NewServiceUrl = "https://smba.trafficmanager.net/emea/";
        var chat = new NewConversation(new ChannelAccount("28:app"), [new ChannelAccount("29:x")], "tenant", JsonSerializer.SerializeToElement(new { tenant = new { id = "tenant" } }));
        var done = Assert.IsType<ConnectorAnswer.Done>(await bot.Client.CreateAsync(OutboundBot.Service, chat, Cancel));
        Assert.Equal(("a:chat-with-29:x", "https://smba.trafficmanager.net/emea"), (done.Id, done.ServiceUrl?.AbsoluteUri));
        Assert.Equal("""{"bot":{"id":"28:app"},"members":[{"id":"29:x"}],"tenantId":"tenant","channelData":{"tenant":{"id":"tenant"}},"isGroup":false}""", bot.Stub.Requests[0].Json.ToJsonString());

        bot.Stub.NewServiceUrl = "https://evil.com/";
        Assert.Null(Assert.IsType<ConnectorAnswer.Done>(await bot.Client.CreateAsync(OutboundBot.Service, chat, Cancel)).ServiceUrl);
        bot.Stub.Script(StubAnswers.Status(201));
        await Assert.ThrowsAsync<InvalidDataException>(() => bot.Client.CreateAsync(OutboundBot.Service, chat, Cancel));
    }

    public static TheoryData<int, string, string> Answers => new()
    {
        { 403, "MessageWritesBlocked", "Blocked" },
        { 403, "ConversationBlockedByUser", "Blocked" },
        { 403, "BotNotInConversationRoster", "Blocked" },
        { 404, "BotNotInConversationRoster", "Blocked" },
        { 403, "BotDisabledByAdmin", "Blocked" },
        { 403, "ForbiddenOperationException", "Blocked" },
        { 403, "InvalidBotApiHost", "Refused(403 InvalidBotApiHost)" },
        { 403, "NotEnoughPermissions", "Refused(403 NotEnoughPermissions)" },
        { 403, "Her name: <b>Ann</b> \r\n" + "x", "Refused(403 HernamebAnnbx)" },
        { 404, "ConversationNotFound", "Gone" },
        { 404, "ActivityNotFoundInConversation", "Gone" },
        { 410, "Whatever", "Gone" },
        { 413, "MessageSizeTooBig", "TooLarge" },
        { 400, "MessageSizeTooBig", "TooLarge" },
        { 400, "BadSyntax", "Refused(400 BadSyntax)" },
        { 405, "MethodNotAllowed", "Refused(405 MethodNotAllowed)" },
        { 501, "NotImplemented", "Refused(501 NotImplemented)" },
        { 401, "BotNotRegistered", "Busy()" },
        { 412, "PreconditionFailed", "Busy()" },
        { 429, "Throttled", "Busy()" },
        { 500, "ServiceError", "Busy()" },
        { 502, "ServiceError", "Busy()" },
        { 503, "x", "Busy()" },
        { 504, "x", "Busy()" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Each_refusal_has_its_meaning_and_nobodys_words(int status, string code, string meaning)
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.Script(StubAnswers.Refuses(status, code));
        if (status == 401)
        {
            bot.Stub.Script(StubAnswers.Refuses(status, code)); // The fresh token is refused as well.
        }

        Assert.Equal(meaning, Said(await bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel)));
        Assert.Empty(bot.Stub.Activities(Thread)); // Not asked again in here.
        Assert.DoesNotContain(bot.Log.Lines, l => l.Contains("words", StringComparison.Ordinal) || l.Contains("19:", StringComparison.Ordinal) || l.Contains("19%3A", StringComparison.Ordinal) || l.Contains("secret-token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"error": "MessageWritesBlocked"}""", "Blocked")]
    [InlineData("""{"code": "ConversationBlockedByUser"}""", "Blocked")]
    [InlineData("""{"error": {"code": "Forbidden", "message": "{\"subCode\": \"MessageWritesBlocked\"}"}}""", "Blocked")]
    [InlineData("""{"errorCode": 209, "message": "unreadable {"}""", "Blocked")]
    [InlineData("""{"message": "{\"subCode\": [}"}""", "Refused(403)")]
    [InlineData("<html>403</html>", "Refused(403)")]
    [InlineData("[1, 2]", "Refused(403)")]
    [InlineData("null", "Refused(403)")]
    [InlineData("", "Refused(403)")]
    public async Task An_error_code_is_found_in_every_shape(string body, string meaning)
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.Script(StubAnswers.Text(403, body));
        Assert.Equal(meaning, Said(await bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel)));
    }

    [Fact]
    public async Task The_documented_answer_of_somebody_who_uninstalled_the_bot_is_understood()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.Script(StubAnswers.Blocked());
        Assert.IsType<ConnectorAnswer.Blocked>(await bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("date 90", 90)]
    [InlineData("date -90", 0)]
    [InlineData("999999", 3600)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData(null, null)]
    public async Task Retry_After_is_seconds_or_a_date_within_reason(string? header, int? seconds)
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Time.SetUtcNow(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var sent = header?.StartsWith("date ", StringComparison.Ordinal) == true ? bot.Time.GetUtcNow().AddSeconds(int.Parse(header[5..], null)).ToString("R") : header;
        foreach (var status in (int[])[429, 412, 503])
        {
            bot.Stub.Script(StubAnswers.Throttled(sent, status));
            var busy = Assert.IsType<ConnectorAnswer.Busy>(await bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel));
            Assert.Equal(seconds, (int?)busy.After?.TotalSeconds);
        }

        Assert.Equal(3, bot.Stub.Requests.Count);
    }

    [Fact]
    public async Task Where_acceptance_is_unknown_an_exception_says_so()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.Script(StubAnswers.Cut());
        var cut = await Assert.ThrowsAnyAsync<Exception>(() => bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel));
        Assert.True(cut is IOException or HttpRequestException, $"{cut}");
        bot.Stub.Script(StubAnswers.Text(201, "<html>"));
        Assert.Equal(new ConnectorAnswer.Done(""), await bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel)); // Taken; a second one would be one too many.
        bot.Stub.Script(StubAnswers.Huge(201, 2 * ConnectorHttp.MostOfAnAnswer));
        await Assert.ThrowsAsync<InvalidDataException>(() => bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel));
        bot.Stub.Script(StubAnswers.Huge(404, 2 * ConnectorHttp.MostOfAnAnswer));
        Assert.IsType<ConnectorAnswer.Gone>(await bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel));
        bot.Stub.Script(StubAnswers.Status(202));
        Assert.Equal(new ConnectorAnswer.Done(""), await bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel));
        Assert.Equal(5, bot.Stub.Requests.Count); // None was sent twice.
    }

    [Fact]
    public async Task A_connector_that_says_nothing_is_waited_for_15_seconds()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        var released = new TaskCompletionSource();
        bot.Stub.Script(StubAnswers.Slow(released.Task));
        var post = bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel);
        await bot.Stub.ReceivedAsync(Cancel);
        bot.Time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(post.IsCompleted);
        bot.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => post);
        released.SetResult();
    }

    [Fact]
    public async Task A_body_that_trickles_is_waited_for_no_longer()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        var begun = new TaskCompletionSource();
        bot.Stub.Script(async context =>
        {
            await context.Response.WriteAsync(" ");
            await context.Response.Body.FlushAsync();
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var post = bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel);
        await begun.Task;
        bot.Time.Advance(ConnectorHttp.Limit);
        await Assert.ThrowsAsync<TimeoutException>(() => post);
    }

    [Fact]
    public async Task Being_cancelled_is_not_a_timeout()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        using var stop = new CancellationTokenSource();
        bot.Stub.Script(StubAnswers.Slow(new TaskCompletionSource().Task));
        var post = bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, stop.Token);
        await bot.Stub.ReceivedAsync(Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
    }

    [Fact]
    public async Task Faster_than_Teams_allows_is_busy_before_it_is_sent()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        for (var i = 0; i < 60; i++)
        {
            bot.Time.Advance(TimeSpan.FromMilliseconds(251));
            Assert.IsType<ConnectorAnswer.Done>(await bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel));
        }

        var busy = Assert.IsType<ConnectorAnswer.Busy>(await bot.Client.PostAsync(OutboundBot.Service, Thread, Hello, Cancel));
        Assert.InRange(busy.After!.Value, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        Assert.Equal(60, bot.Stub.Requests.Count);
    }

    [Fact]
    public async Task A_file_goes_where_its_consent_says_without_a_token_and_unlogged()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        var url = new Uri("https://contoso-my.sharepoint.com/personal/ann/uploadSession?guid='1'&tempauth=permission");
        Assert.IsType<ConnectorAnswer.Done>(await bot.Client.UploadAsync(url, "héllo"u8.ToArray(), Cancel));
        var put = Assert.Single(bot.Stub.Requests);
        Assert.Equal(("PUT", "contoso-my.sharepoint.com", "/personal/ann/uploadSession", "?guid='1'&tempauth=permission"), (put.Method, put.Host, put.Path, Uri.UnescapeDataString(put.Query)));
        Assert.Equal(("bytes 0-5/6", "6", "application/octet-stream"), (put.Headers.ContentRange.ToString(), put.Headers.ContentLength.ToString(), put.Headers.ContentType.ToString()));
        Assert.Equal("héllo"u8.ToArray(), put.Body);
        Assert.Equal("", put.Authorization);
        Assert.DoesNotContain(bot.Log.Lines, l => l.Contains("tempauth", StringComparison.Ordinal) || l.Contains("ann", StringComparison.Ordinal));

        bot.Stub.Script(StubAnswers.Status(404));
        Assert.IsType<ConnectorAnswer.Gone>(await bot.Client.UploadAsync(url, "x"u8.ToArray(), Cancel));
        Assert.IsType<ConnectorAnswer.Refused>(await bot.Client.UploadAsync(new Uri("https://evil.com/x"), "x"u8.ToArray(), Cancel));
        Assert.IsType<ConnectorAnswer.Refused>(await bot.Client.UploadAsync(url, default, Cancel));
        Assert.Equal(2, bot.Stub.Requests.Count);
    }

    private static string Said(ConnectorAnswer answer) => answer switch
    {
        ConnectorAnswer.Refused refused => $"Refused({refused.Reason})",
        ConnectorAnswer.Busy busy => $"Busy({busy.After})",
        _ => answer.GetType().Name,
    };
}
