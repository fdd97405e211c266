using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Slack refuses, hangs or breaks: what becomes of a message, by way of the real outbox.</summary>
public sealed class FailureSendTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_throttled_message_waits_as_told_and_others_go_on()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        round.Stub.NextWhere("chat.postMessage", FailureRound.To(ana), StubSlackAnswer.RateLimited(40));
        var from = round.Bot.Clock.GetUtcNow();
        await round.SayAsync("ana", "help");
        await round.SayAsync("amir", "help");
        await round.SayAsync("ana", "hello");
        Assert.Single(round.PostsTo(ana.Direct)); // What follows for the same chat waits behind it.
        Assert.Single(round.PostsTo(amir.Direct));
        while (round.Bot.Clock.GetUtcNow() < from.AddSeconds(39))
        {
            await round.Bot.PassAsync("3 seconds");
            Assert.Single(round.PostsTo(ana.Direct));
        }

        await round.UntilAsync(() => round.PostsTo(ana.Direct).Count == 3, minutes: 2);
        await round.Bot.PassAsync("30 minutes");
        Assert.Equal(3, round.PostsTo(ana.Direct).Count);
        Assert.Equal(2, round.Count(ana.Direct));
        Assert.Equal(round.PostsTo(ana.Direct)[0].Arguments.ToJsonString(), round.PostsTo(ana.Direct)[1].Arguments.ToJsonString());
    }

    [Theory]
    [InlineData("429", 1)]
    [InlineData("ratelimited", 1)]
    [InlineData("service_unavailable", 1)]
    [InlineData("missing_scope", 1)]
    [InlineData("500", 1)]
    [InlineData("503", 1)]
    [InlineData("internal_error", 1)]
    [InlineData("cut", 1)]
    [InlineData("lost", 2)]
    public async Task What_passes_is_tried_again_and_stands_twice_only_where_the_answer_was_lost(string failure, int stands)
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        round.Stub.NextWhere("chat.postMessage", FailureRound.To(ana), failure switch
        {
            "429" => StubSlackAnswer.RateLimited(null),
            "500" or "503" => StubSlackAnswer.Status(int.Parse(failure, null)),
            "cut" => StubSlackAnswer.Cut(),
            "lost" => StubSlackAnswer.Lost(),
            _ => StubSlackAnswer.Refused(failure),
        });
        await round.SayAsync("ana", "help");
        await round.UntilAsync(() => round.PostsTo(ana.Direct).Count == 2, minutes: 2);
        await round.Bot.PassAsync("30 minutes");
        Assert.Equal((2, stands), (round.PostsTo(ana.Direct).Count, round.Count(ana.Direct)));
    }

    [Fact]
    public async Task A_request_that_hangs_ends_and_is_tried_again()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, never) = (round.People["ana"], new TaskCompletionSource());
        round.Stub.NextWhere("chat.postMessage", FailureRound.To(ana), StubSlackAnswer.Slow(never.Task));
        Assert.True((await ana.SayAsync("help", Cancel)).IsAcknowledged);
        await round.Stub.UntilAsync(() => round.PostsTo(ana.Direct).Count == 1, Cancel);
        round.Bot.Clock.Advance(SlackHttp.Limit + TimeSpan.FromSeconds(1));
        await round.UntilAsync(() => round.PostsTo(ana.Direct).Count == 2, minutes: 2);
        Assert.Equal(1, round.Count(ana.Direct));
    }

    [Theory]
    [InlineData("msg_blocks_too_long")]
    [InlineData("invalid_blocks")]
    [InlineData("restricted_action")]
    public async Task What_will_never_be_taken_is_dropped_and_said_to_have_been_there_and_the_next_goes_out(string code)
    {
        var log = new SlackLog();
        await using var round = await SlackRound.StartAsync(change: s => Teams.FailureRound.LogInto(s, log));
        var ana = round.People["ana"];
        round.Stub.NextWhere("chat.postMessage", FailureRound.To(ana), StubSlackAnswer.Refused(code));
        await round.SayAsync("ana", "help");
        await round.SayAsync("ana", "hello");
        await round.Bot.PassAsync("60 minutes");
        Assert.Equal((3, 2), (round.PostsTo(ana.Direct).Count, round.Count(ana.Direct)));
        Assert.Contains("could not be shown here", round.Standing(ana.Direct), StringComparison.Ordinal);
        Assert.Equal(2, log.Lines.Split("was refused by the channel and is dropped").Length);
    }

    [Fact]
    public async Task Where_not_even_the_notice_is_taken_the_next_still_goes_out()
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        round.Stub.NextWhere("chat.postMessage", FailureRound.To(ana), StubSlackAnswer.Refused("msg_blocks_too_long"), StubSlackAnswer.Refused("msg_blocks_too_long"));
        await round.SayAsync("ana", "help");
        await round.SayAsync("ana", "hello");
        Assert.Equal((3, 1), (round.PostsTo(ana.Direct).Count, round.Count(ana.Direct)));
    }

    [Fact]
    public async Task Where_the_configured_token_is_revoked_everything_waits_and_comes_when_it_is_good_again()
    {
        var log = new SlackLog();
        await using var round = await SlackRound.StartAsync(change: s => Teams.FailureRound.LogInto(s, log));
        var ana = round.People["ana"];
        await round.SayAsync("ana", "help");
        round.Team.TokenState = StubTokenState.Revoked;
        await round.SayAsync("ana", "hello");
        await round.Bot.PassAsync("6 hours");
        Assert.Equal(1, round.Count(ana.Direct));
        Assert.Contains("check Slack:BotToken", log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain(round.Team.Token, log.Lines, StringComparison.Ordinal);
        round.Team.TokenState = StubTokenState.Good;
        await round.UntilAsync(() => round.Count(ana.Direct) == 2);
        await round.Script.PlayAsync("""
            ana< ...
            ana> people
            ana< Amir Khan: collaborator
            ! not reachable
            """);
    }

    [Fact]
    public async Task A_button_that_only_one_person_saw_works()
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        var button = new Button("Help", new ButtonAction("run", Item: "help"));
        Assert.Equal(new SendOutcome.Sent(""), await round.Bot.Get<SlackChannel>().SendAsync(SlackNames.Only(round.Team.Id, round.Home.Id, ana.Id), "m1", new NoticeMessage(["Press it."], [button]), Cancel));
        var shown = ana.Sees(round.Home)[^1];
        Assert.Equal(ana.Id, shown.OnlyFor);
        var press = await ana.PressAsync(shown, "Help", Cancel);
        Assert.True(press.IsAcknowledged);
        await round.Bot.SettleAsync();
        var answer = ana.Sees(round.Home)[^1];
        Assert.NotEqual(shown.Ts, answer.Ts);
        Assert.Equal(ana.Id, answer.OnlyFor); // What was asked for in private is answered in private.
        Assert.DoesNotContain(round.People["amir"].Sees(round.Home), m => m.BotId is not null);
    }
}
