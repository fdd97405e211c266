using CsCheck;
using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Tests.Teams;

namespace ReflectionBot.Tests.Slack;

/// <summary>Addresses that come from outside: the bot speaks to Slack's own, never with its token, and names none of them.</summary>
public sealed class SlackApiAddressTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Hostile =>
    [
        "https://hooks.slack.com.evil.example/actions/permission", "https://evil.example/https://hooks.slack.com/", "https://evil.example?https://hooks.slack.com/", "https://evil.example#hooks.slack.com/",
        "https://hooks.slack.com@evil.example/x", "https://user:pass@hooks.slack.com/x", "https://@hooks.slack.com/x", "https://hooks.slack.com:443@evil.example/", "https://hooks.slack.com%40evil.example/",
        "http://hooks.slack.com/x", "HTTPS://hooks.slack.com/x", "https://HOOKS.slack.com/x", "https://hooks.slack.com:443/x", "https://hooks.slack.com:8443/x", "https://hooks.slack.com./x",
        "https://evilslack.com/x", "https://evil-slack.com/x", "https://slack.com/x", "https://.slack.com/x", "https://a..slack.com/x", "https://-a.slack.com/x", "https://slack.com.evil.example/x",
        "https://hooks.slack.co/x", "https://hooks.slack.comm/x", "https://hooks.slаck.com/x", "https://hооks.slack.com/x", "https://xn--hks-5cda.slack.com.evil/x", "https://hooks。slack。com/x",
        "https:\\\\hooks.slack.com\\x", "https://evil.example\\@hooks.slack.com/x", "https://hooks.slack.com\\@evil.example/x", "https:/hooks.slack.com/x", "https:hooks.slack.com/x", "//hooks.slack.com/x",
        " https://hooks.slack.com/x", "https://hooks.slack.com/x ", "https://hooks.slack.com/x\n", "https://hooks.slack.com/x\r\nHost: evil.example", "https://hooks.\tslack.com/x", "https://hooks.slack.com/x#part", "https://hooks.slack.com",
        "https://127.0.0.1/x", "http://127.0.0.1/x", "http://localhost/x", "http://[::1]/x", "https://169.254.169.254/latest/meta-data", "https://0x7f000001/x", "https://2130706433/x", "https://10.0.0.1/x",
        "ftp://hooks.slack.com/x", "file:///etc/passwd", "javascript:alert(1)", "wss://hooks.slack.com/x", "hooks.slack.com/x", "/x", "x", "", "https://", "https:///hooks.slack.com/x",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Nothing_is_sent_to_what_is_not_Slacks_own(string address)
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        Assert.False(await bot.Api.RespondAsync(address, "text", Cancel));
        Assert.Empty(bot.Server.Requests);
        bot.Ok(new() { ["upload_url"] = address, ["file_id"] = "F1" });
        Assert.Equal(new SlackResult<string>.Failed(SlackFailure.Other, "strange_upload_url"), await bot.Api.UploadAsync(ApiBot.Access, "a.txt", null, "x"u8.ToArray(), "C1", null, Cancel));
        Assert.Equal("/api/files.getUploadURLExternal", Assert.Single(bot.Server.Requests).Path);
        Assert.DoesNotContain(bot.Log.Lines, l => l.Contains("evil", StringComparison.Ordinal) || l.Contains("permission", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://hooks.slack.com/actions/T1/2/permission")]
    [InlineData("https://files.slack.com/upload/v1/CwABAAAAXAoAAYvA-8_c?a=b&c=%20")]
    [InlineData("https://eu.hooks.slack.com/")]
    [InlineData("https://hooks.slack.com/@evil.example")]
    public void Slacks_own_are_known(string address) => Assert.Equal(address, Addresses("https://slack.com/api/").Known(address)?.AbsoluteUri);

    [Fact]
    public void An_address_has_a_length() => Assert.Null(Addresses("https://slack.com/api/").Known("https://hooks.slack.com/" + new string('x', 2000)));

    [Theory]
    [InlineData("http://localhost:3000/api/", "http://127.0.0.1:4000/upload/1", true)]
    [InlineData("http://127.0.0.1:3000/api/", "http://localhost:3000/upload/1", true)]
    [InlineData("http://[::1]:3000/api/", "http://[::1]:3000/upload/1", true)]
    [InlineData("http://localhost:3000/api/", "https://files.slack.com/upload/1", true)]
    [InlineData("http://localhost:3000/api/", "http://localhost:99999/x", false)]
    [InlineData("http://localhost:3000/api/", "http://localhost.evil.example/x", false)]
    [InlineData("http://localhost:3000/api/", "http://localhost@evil.example/x", false)]
    [InlineData("http://localhost:3000/api/", "http://loopback/x", false)]
    [InlineData("http://localhost:3000/api/", "http://127.0.0.2/x", false)]
    [InlineData("http://localhost:3000/api/", "http://files.slack.com/x", false)]
    [InlineData("https://localhost.example/api/", "http://localhost:3000/x", false)]
    [InlineData("https://slack.com/api/", "http://localhost:3000/x", false)]
    public void This_machine_is_known_only_where_the_API_is_on_it(string api, string address, bool known) => Assert.Equal(known, Addresses(api).Known(address) is not null);

    [Theory]
    [InlineData("https://slack.com/api/", "wss://wss-primary.slack.com/link/?ticket=1", true)]
    [InlineData("https://slack.com/api/", "ws://wss-primary.slack.com/link/?ticket=1", false)]
    [InlineData("https://slack.com/api/", "https://wss-primary.slack.com/link/?ticket=1", false)]
    [InlineData("https://slack.com/api/", "wss://u@wss-primary.slack.com/link/", false)]
    [InlineData("https://slack.com/api/", "ws://127.0.0.1:3000/link", false)]
    [InlineData("https://slack.com/api/", "wss://127.0.0.1:3000/link", false)]
    [InlineData("http://127.0.0.1:3000/api/", "ws://127.0.0.1:3000/link?ticket=1", true)]
    [InlineData("http://127.0.0.1:3000/api/", "ws://localhost:3000", true)]
    [InlineData("http://127.0.0.1:3000/api/", "ws://evil.example/link", false)]
    public void A_socket_is_encrypted_or_on_this_machine(string api, string address, bool known) => Assert.Equal(known, Addresses(api).Socket(address) is not null);

    /// <summary>Addresses put together from tempting pieces: whichever is known leads below slack.com.</summary>
    [Fact]
    public void Whatever_is_known_leads_to_Slack()
    {
        string[] pieces = ["https://", "http://", "hooks.slack.com", "slack.com", ".slack.com", "evil.example", "/", "\\", "@", ":", "443", "#", "?", "%2e", "%40", ".", "-", "\t", "\n", " ", "ü", "x", "[::1]"];
        var (addresses, known) = (Addresses("https://slack.com/api/"), 0);
        Gen.Int[0, pieces.Length - 1].Array[1, 8].Select(i => string.Concat(i.Select(n => pieces[n]))).Sample(
            rest =>
            {
                foreach (var address in (string[])[rest, "https://" + rest, "https://hooks.slack.com" + rest])
                {
                    if (addresses.Known(address) is { } url)
                    {
                        Interlocked.Increment(ref known);
                        Assert.True(url.Scheme == "https" && url.Host.EndsWith(".slack.com", StringComparison.Ordinal) && url.UserInfo == "" && url.IsDefaultPort && url.AbsoluteUri.StartsWith($"https://{url.Host}/", StringComparison.Ordinal), address);
                    }
                }
            },
            iter: 20_000);
        Assert.True(known > 100, $"{known}");
    }

    [Fact]
    public async Task On_this_machine_the_whole_way_stays_there()
    {
        await using var bot = await ApiBot.LocalAsync(Cancel);
        var here = bot.Server.Url.Replace("/_connector", "/upload/1", StringComparison.Ordinal);
        bot.Ok(new() { ["upload_url"] = here, ["file_id"] = "F1" });
        bot.Server.Script(StubAnswers.Status(200));
        bot.Ok();
        Assert.IsType<SlackResult<string>.Done>(await bot.Api.UploadAsync(ApiBot.Access, "a.txt", null, "x"u8.ToArray(), "C1", null, Cancel));
        bot.Server.Script(StubAnswers.Text(200, "ok"));
        Assert.True(await bot.Api.RespondAsync(here, "text", Cancel));
        Assert.Equal(["/api/files.getUploadURLExternal", "/upload/1", "/api/files.completeUploadExternal", "/upload/1"], bot.Server.Requests.Select(r => r.Path));
        Assert.Equal(["Bearer " + ApiBot.Token, "", "Bearer " + ApiBot.Token, ""], bot.Server.Requests.Select(r => r.Authorization));
    }

    [Fact]
    public async Task An_upload_that_is_not_taken_is_not_shared()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        foreach (var (status, expected) in ((int, SlackResult<string>?)[])[(404, new SlackResult<string>.Failed(SlackFailure.Other, "upload_404")), (429, new SlackResult<string>.Busy(null)), (302, null), (500, null)])
        {
            bot.Ok(new() { ["upload_url"] = "https://files.slack.com/upload/v1/permission", ["file_id"] = "F1" });
            bot.Server.Script(StubAnswers.Status(status));
            var upload = bot.Api.UploadAsync(ApiBot.Access, "a.txt", null, "x"u8.ToArray(), "C1", null, Cancel);
            if (expected is null)
            {
                Assert.DoesNotContain("permission", (await Assert.ThrowsAsync<HttpRequestException>(() => upload)).ToString(), StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal(expected, await upload);
            }
        }

        bot.Refuse("file_uploads_disabled");
        Assert.Equal(new SlackResult<string>.Failed(SlackFailure.Other, "file_uploads_disabled"), await bot.Api.UploadAsync(ApiBot.Access, "a.txt", null, "x"u8.ToArray(), "C1", null, Cancel));
        bot.Server.Script(StubAnswers.Throttled("7"));
        Assert.Equal(new SlackResult<string>.Busy(TimeSpan.FromSeconds(7)), await bot.Api.UploadAsync(ApiBot.Access, "a.txt", null, "x"u8.ToArray(), "C1", null, Cancel));
        Assert.DoesNotContain(bot.Server.Requests, r => r.Path.EndsWith("completeUploadExternal", StringComparison.Ordinal));
        var before = bot.Server.Requests.Count;
        Assert.Equal(new SlackResult<string>.Failed(SlackFailure.Other, "empty_file"), await bot.Api.UploadAsync(ApiBot.Access, "a.txt", null, default, "C1", null, Cancel));
        Assert.Equal(before, bot.Server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_by_response_url_never_throws()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        foreach (var answer in new[] { StubAnswers.Status(404), StubAnswers.Status(500), StubAnswers.Throttled("7"), StubAnswers.Cut(), StubAnswers.Huge(200, 2 * SlackHttp.MostOfAnAnswer), ApiBot.Refusal("expired_url"), ApiBot.Refusal("used_url", 404) })
        {
            bot.Server.Script(answer);
            Assert.False(await bot.Api.RespondAsync("https://hooks.slack.com/actions/permission", "text", Cancel));
        }

        Assert.Equal(7, bot.Server.Requests.Count); // Each once.
        foreach (var answer in new[] { StubAnswers.Text(200, "ok"), StubAnswers.Status(200), StubAnswers.Text(200, """{"ok":true}"""), StubAnswers.Text(200, "<html>") })
        {
            bot.Server.Script(answer);
            Assert.True(await bot.Api.RespondAsync("https://hooks.slack.com/actions/permission", "text", Cancel));
        }

        bot.Server.Script(StubAnswers.Slow(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Cancel)));
        for (var i = 0; i < 11; i++)
        {
            await bot.Server.ReceivedAsync(Cancel); // Those before.
        }

        var slow = bot.Api.RespondAsync("https://hooks.slack.com/actions/permission", "text", Cancel);
        await bot.Server.ReceivedAsync(Cancel);
        bot.Time.Advance(TimeSpan.FromSeconds(3));
        await ApiBot.Soon(slow);
        Assert.False(await slow);
        Assert.DoesNotContain(bot.Log.Lines, l => l.Contains("permission", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_secrets_and_given_addresses_show_nowhere()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        var said = new List<string>();
        Func<Task>[] calls =
        [
            () => bot.Api.UpdateAsync(ApiBot.Access, "1.2", new("C1", "private-words", []), Cancel), () => bot.Api.ExchangeAsync("1.2", "secret-of-client", "secret-code", new("https://bot.example/"), Cancel),
            () => bot.Api.OpenConnectionAsync("xapp-secret-token", Cancel),
        ];
        var answers = new[] { StubAnswers.Status(500), StubAnswers.Text(200, "<secret-token>"), StubAnswers.Redirect("https://evil.example/secret-token"), ApiBot.Refusal("invalid_auth"), StubAnswers.Text(200, """{"ok":true,"url":"http://secret-token/"}"""), StubAnswers.Cut() };
        foreach (var call in calls)
        {
            foreach (var answer in answers)
            {
                bot.Server.Script(answer);
                said.Add($"{await Record.ExceptionAsync(call)}");
            }
        }

        said.AddRange([$"{ApiBot.Access}", $"{new SlackGrant("T1", null, "xoxb-secret-token", "", "", "", [], false)}", .. bot.Log.Lines]);
        Assert.All(said, s => Assert.DoesNotContain("secret", s, StringComparison.Ordinal));
        Assert.All(said, s => Assert.DoesNotContain("private-words", s, StringComparison.Ordinal));
        Assert.All(bot.Server.Requests, r => Assert.Equal("", r.Query));
        Assert.DoesNotContain(bot.Server.Requests, r => System.Text.Encoding.UTF8.GetString(r.Body) is var body && (body.Contains("secret-token", StringComparison.Ordinal) || body.Contains("secret-of-client", StringComparison.Ordinal)));
    }

    private static SlackAddresses Addresses(string api) => new(Options.Create(new SlackOptions { ApiUrl = api }));
}
