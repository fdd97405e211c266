using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Web;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;
using static ReflectionBot.Tests.Web.WebHost;

namespace ReflectionBot.Tests.Web;

/// <summary>Every way a token, the store or a setting can be wrong: a clear refusal, and nothing reaches the bot.</summary>
public sealed class WrongTests
{
    internal const string Activities = "/v3/directline/conversations/d-ana/activities";

    public static TheoryData<string, string> Endpoints => new()
    {
        { "POST", "/v3/directline/tokens/refresh" },
        { "POST", "/v3/directline/conversations" },
        { "GET", "/v3/directline/conversations/d-ana" },
        { "GET", Activities },
        { "POST", Activities },
        { "POST", "/v3/directline/conversations/d-ana/upload" },
        { "GET", "/v3/directline/conversations/d-ana/stream" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Nothing_opens_without_a_token_or_with_a_wrong_one(string method, string path)
    {
        await using var host = await WebHost.StartAsync();
        await using var elsewhere = await WebHost.StartAsync();
        var good = await host.TokenAsync();
        var ofAnotherKey = await elsewhere.TokenAsync();
        var invitation = await host.InviteAsync();
        string?[] wrong =
        [
            null, "", "x", ".", "a.b", good[..^1], good + "A", "A" + good, good.Replace('.', '!'), good.Split('.')[0], good.Split('.')[0] + ".",
            Tampered(good), ofAnotherKey, invitation, new string('a', 100_000),
        ];

        foreach (var token in wrong)
        {
            var response = await host.SendAsync(new(method), path, token, method == "POST" ? JsonContent.Create(Message("x")) : null, token is "" ? r => r.Headers.TryAddWithoutValidation("Authorization", "Basic x") : null);
            await RefusedAsync(response, 403, "BadToken");
        }

        Assert.Empty(host.Turns.Events);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task An_expired_token_says_so(string method, string path)
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var stream = (string)(await JsonAsync(await host.SendAsync(HttpMethod.Get, "/v3/directline/conversations/d-ana", token)))["streamUrl"]!;
        host.Time.Advance(TimeSpan.FromMinutes(30));

        var address = path.EndsWith("/stream", StringComparison.Ordinal) ? new Uri(stream).PathAndQuery : path;
        var response = await host.SendAsync(new(method), address, token, method == "POST" ? JsonContent.Create(Message("x")) : null);

        await RefusedAsync(response, 403, "TokenExpired");
    }

    [Fact]
    public async Task A_token_of_one_purpose_is_worthless_for_every_other()
    {
        await using var host = await WebHost.StartAsync();
        var tokens = host.Get<WebTokens>();
        foreach (var made in Enum.GetValues<TokenPurpose>())
        {
            var text = tokens.Write(new(made, "ana", ["d-ana"], host.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), "id", 1));
            foreach (var wanted in Enum.GetValues<TokenPurpose>())
            {
                Assert.Equal(made == wanted, tokens.Read(text, wanted) is TokenReading.Good);
            }
        }
    }

    [Fact]
    public async Task One_persons_token_does_not_open_anothers_conversation_nor_a_channel_they_are_not_in()
    {
        await using var host = await WebHost.StartAsync();
        var (ana, _) = (await host.TokenAsync("ana"), await host.TokenAsync("ben"));
        await host.Get<WebDirectory>().AddChannelAsync("team", "home", "Home", Cancel);
        await host.Get<WebDirectory>().AddMemberAsync("home", "ana", Cancel);
        var home = await host.TokenAsync("ana", "home");
        await JsonAsync(await host.PostAsync(home, "home", Message("hello")));
        await host.Get<WebDirectory>().RemoveMemberAsync("home", "ana", Cancel);

        await RefusedAsync(await host.PostAsync(ana, "d-ben", Message("x")), 403, "BadToken");
        await RefusedAsync(await host.PostAsync(ana, "home", Message("x")), 403, "BadToken");
        await RefusedAsync(await host.PostAsync(ana, "d-nobody", Message("x")), 403, "BadToken");
        await RefusedAsync(await host.PostAsync(home, "home", Message("x")), 403, "BadToken");
        await RefusedAsync(await host.SendAsync(HttpMethod.Get, "/v3/directline/conversations/d-ben/activities", ana), 403, "BadToken");
        Assert.Single(host.Turns.Events);
    }

    [Fact]
    public async Task A_conversation_that_is_gone_is_a_404()
    {
        await using var host = await WebHost.StartAsync();
        var user = await host.TokenAsync() is not null ? await host.Get<WebDirectory>().FindUserAsync("ana", Cancel) : null;
        var token = host.Get<WebGate>().Token(new(user!, new(new("web", "team", "ended", true), "Ended"), null));

        await RefusedAsync(await host.PostAsync(token, "ended", Message("x")), 404, "ConversationNotFound");
        await RefusedAsync(await host.SendAsync(HttpMethod.Get, "/v3/directline/elsewhere", token), 404, "NotFound");
    }

    [Fact]
    public async Task What_was_not_stored_is_not_acknowledged_and_the_person_is_told_the_bots_sentence()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        host.Turns.Instead = _ => Task.FromResult<TurnOutcome>(new TurnOutcome.NotStored("I could not save that. Please send it again."));

        var response = await host.PostAsync(token, "d-ana", Message("x"));

        Assert.Contains("I could not save that. Please send it again.", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await RefusedAsync(response, 503, "NotSaved");
    }

    [Fact]
    public async Task A_turn_that_takes_ten_seconds_is_given_up_and_not_acknowledged()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var begun = new TaskCompletionSource();
        host.Turns.Instead = async _ =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, host.Time, host.Turns.LastCancel);
            return new TurnOutcome.Stored();
        };

        var post = host.PostAsync(token, "d-ana", Message("x"));
        Assert.Same(begun.Task, await Task.WhenAny(begun.Task, post));
        host.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(host.Turns.LastCancel.IsCancellationRequested);
        host.Time.Advance(TimeSpan.FromSeconds(0.1));

        await RefusedAsync(await post, 503, "NotSaved");
    }

    [Theory]
    [InlineData(typeof(StoreUnavailableException), 503, "NotSaved")]
    [InlineData(typeof(TableLimitException), 413, "MessageSizeTooBig")]
    [InlineData(typeof(InvalidOperationException), 500, "ServiceError")]
    public async Task A_failure_is_a_sentence_and_neither_answer_nor_log_holds_what_was_written(Type failure, int status, string code)
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        host.Turns.Instead = e => throw (Exception)Activator.CreateInstance(failure, "secret words of " + ((MessagePosted)e).Text)!;

        var response = await host.PostAsync(token, "d-ana", Message("my own secret"));

        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await RefusedAsync(response, status, code);
        Assert.DoesNotContain("secret", host.Log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain(token, host.Log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_store_is_away_everything_answers_503()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        host.Tables.IsAway = true;

        await RefusedAsync(await host.PostAsync(token, "d-ana", Message("x")), 503, "NotSaved");
        await RefusedAsync(await host.SendAsync(HttpMethod.Get, Activities, token), 503, "NotSaved");
        await RefusedAsync(await host.PageAsync("/web/join", new { invite = await AwayInvitationAsync(host) }), 503, "NotSaved");
    }

    [Fact]
    public async Task A_flood_is_slowed_down_and_goes_on_after_a_minute()
    {
        await using var host = await WebHost.StartAsync();
        var (ana, ben) = (await host.TokenAsync("ana"), await host.TokenAsync("ben"));
        for (var i = 0; i < PostLimit.Posts; i++)
        {
            await JsonAsync(await host.PostAsync(ana, "d-ana", new { type = "typing" }));
        }

        var refused = await host.PostAsync(ana, "d-ana", Message("x"));
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter?.Delta);
        await RefusedAsync(refused, 429, "TooManyRequests");
        await JsonAsync(await host.PostAsync(ben, "d-ben", Message("x")));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await JsonAsync(await host.PostAsync(ana, "d-ana", Message("x")));
    }

    [Theory]
    [InlineData("Web:SigningKey", "c2hvcnQ=")]
    [InlineData("Web:SigningKey", "not base64 at all but long enough to be a key")]
    [InlineData("PublicUrl", "reflect.example.org")]
    [InlineData("PublicUrl", "ftp://reflect.example.org")]
    [InlineData("PublicUrl", "https://reflect.example.org/path")]
    [InlineData("Web:InvitationDays", "0")]
    [InlineData("Web:SessionDays", "366")]
    [InlineData("Web:TokenMinutes", "10")]
    [InlineData("Web:TranscriptDays", "-1")]
    public async Task A_wrong_setting_stops_the_start_and_names_its_key(string key, string value)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => WebHost.StartAsync((key, value)));

        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<string> AwayInvitationAsync(WebHost host)
    {
        await Task.CompletedTask;
        return host.Get<WebTokens>().Write(new(TokenPurpose.Invitation, "ana", [], host.Time.GetUtcNow().AddDays(1).ToUnixTimeSeconds(), "i", 1));
    }

    /// <summary>The same token with another user inside and the old signature.</summary>
    private static string Tampered(string token)
    {
        var parts = token.Split('.');
        var json = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0])).Replace("ana", "ben", StringComparison.Ordinal);
        return $"{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json))}.{parts[1]}";
    }
}
