using System.Text.RegularExpressions;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Api.Pace;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Messages that are several of Slack's: posted in order, each piece once, whatever comes between.</summary>
public sealed class SendingPiecesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["notice", "review", "digest"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_first_has_all_buttons_and_its_thread_every_word(string kind)
    {
        await using var bot = await SendingBot.StartAsync();
        OutboundMessage message = kind switch { "notice" => SendingSamples.Notice(40), "review" => SendingSamples.Review(), _ => SendingSamples.Digest(40) };
        var ts = await bot.SentAsync(bot.ToHome, "m1", message);
        var stand = bot.Standing(bot.Home);
        Assert.True(stand.Count > 2);
        Assert.Equal((ts, (string?)null), (stand[0].Ts, stand[0].Thread));
        Assert.All(stand.Skip(1), m => Assert.Equal(ts, m.Thread));
        Assert.Equal([BlockSamples.Buttons(message).Count(), .. stand.Skip(1).Select(_ => 0)], stand.Select(m => m.Blocks!.ToJsonString().Split("\"type\":\"button\"").Length - 1));
        var thread = string.Concat(stand.Skip(1).Select(m => m.Words + " "));
        Assert.All(SendingSamples.Words(kind == "review" ? 6 : 40), word => Assert.Contains(word + " ", thread, StringComparison.Ordinal));
        Assert.All(stand, m => Assert.Equal(message.Summary, m.Text));
        Assert.Empty(bot.Rows("sending"));
        Assert.Single(bot.Rows("pieces"));
        Assert.Empty(bot.Stub.Problems);
    }

    [Fact]
    public async Task Held_back_in_the_middle_it_goes_on_there_and_other_channels_go_on_meanwhile()
    {
        await using var bot = await SendingBot.StartAsync();
        bot.Stub.NextWhere("chat.postMessage", IsReply, StubSlackAnswer.RateLimited(7));
        Assert.Equal(new SendOutcome.Later(TimeSpan.FromSeconds(7)), await bot.SendAsync(bot.ToHome, "m1", SendingSamples.Notice(40)));
        Assert.Single(bot.Standing(bot.Home));
        var asked = bot.Posts;
        bot.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(new SendOutcome.Later(TimeSpan.FromSeconds(4)), await bot.SendAsync(bot.ToHome, "m1", SendingSamples.Notice(40)));
        Assert.Equal(asked, bot.Posts); // Slack is not even asked before its time.
        await bot.SentAsync(bot.ToAna, "m2", NoticeMessage.Of("Hello."));
        bot.Clock.Advance(TimeSpan.FromSeconds(4));
        var first = bot.Standing(bot.Home)[0].Ts;
        Assert.Equal(first, await bot.SentAsync(bot.ToHome, "m1", SendingSamples.Notice(40)));
        AssertWhole(bot);
    }

    [Fact]
    public async Task Without_Retry_After_it_is_tried_again_when_the_outbox_says()
    {
        await using var bot = await SendingBot.StartAsync();
        bot.Stub.NextWhere("chat.postMessage", IsReply, StubSlackAnswer.RateLimited(null), StubSlackAnswer.Refused("ratelimited"));
        Assert.Equal(new SendOutcome.Later(null), await bot.SendAsync(bot.ToHome, "m1", SendingSamples.Notice(40)));
        Assert.Equal(new SendOutcome.Later(null), await bot.SendAsync(bot.ToHome, "m1", SendingSamples.Notice(40)));
        await bot.SentAsync(bot.ToHome, "m1", SendingSamples.Notice(40));
        AssertWhole(bot);
    }

    public static TheoryData<string> Cuts => ["500", "503", "cut", "internal_error", "fatal_error"];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Cut_short_between_pieces_another_process_goes_on_there(string failure)
    {
        await using var bot = await SendingBot.StartAsync();
        bot.Stub.NextWhere("chat.postMessage", IsReply, failure switch { "cut" => StubSlackAnswer.Cut(), "500" or "503" => StubSlackAnswer.Status(int.Parse(failure, null)), _ => StubSlackAnswer.Refused(failure) });
        await Assert.ThrowsAnyAsync<Exception>(() => bot.SendAsync(bot.ToHome, "m1", SendingSamples.Notice(40)));
        Assert.Single(bot.Standing(bot.Home));
        await After(bot).SendAsync(bot.Access, bot.ToHome, "m1", SendingSamples.Notice(40), Cancel);
        AssertWhole(bot);
    }

    [Fact]
    public async Task Only_the_piece_whose_answer_was_lost_stands_twice()
    {
        await using var bot = await SendingBot.StartAsync();
        bot.Stub.NextWhere("chat.postMessage", IsReply, StubSlackAnswer.Lost());
        await Assert.ThrowsAnyAsync<Exception>(() => bot.SendAsync(bot.ToHome, "m1", SendingSamples.Notice(40)));
        await After(bot).SendAsync(bot.Access, bot.ToHome, "m1", SendingSamples.Notice(40), Cancel);
        var stand = bot.Standing(bot.Home);
        Assert.Equal(stand[1].Words, stand[2].Words);
        Assert.Equal(stand.Count - 1, stand.Select(m => m.Words).Distinct().Count());
    }

    [Fact]
    public async Task A_message_of_very_many_pieces_does_not_outlive_its_lease()
    {
        await using var bot = await SendingBot.StartAsync();
        var slow = new SlackSending(bot.Get<SlackApi>(), bot.Get<SlackDirectory>(), bot.Get<FileStore>(), new Slow());
        var attempts = 1;
        while (await Record.ExceptionAsync(() => slow.SendAsync(bot.Access, bot.ToHome, "m1", SendingSamples.Notice(100), Cancel)) is { } later)
        {
            Assert.Equal((null, SlackRateLimiter.Step), (Assert.IsType<SlackCallException>(later).Failure, ((SlackCallException)later).After));
            attempts++;
        }

        Assert.InRange(attempts, 2, 6);
        AssertWhole(bot, 100);
    }

    [Theory]
    [InlineData("msg_blocks_too_long")]
    [InlineData("invalid_blocks")]
    [InlineData("restricted_action")]
    public async Task What_is_refused_in_the_middle_leaves_nothing_and_the_short_notice_in_its_place_is_posted(string code)
    {
        await using var bot = await SendingBot.StartAsync();
        bot.Stub.NextWhere("chat.postMessage", IsReply, StubSlackAnswer.Refused(code));
        Assert.IsType<SendOutcome.Refused>(await bot.SendAsync(bot.ToAna, "m1", SendingSamples.Notice(40)));
        Assert.DoesNotContain("secret", bot.Everything(), StringComparison.Ordinal);
        Assert.Empty(bot.Rows("sending"));
        await bot.SentAsync(bot.ToAna, "m1", NoticeMessage.Of("There was a message for you.")); // Under the same id, as the outbox does it.
        Assert.Contains("There was a message for you.", bot.Everything(), StringComparison.Ordinal);
        Assert.Empty(bot.Rows("sending").Concat(bot.Rows("pieces")));
    }

    [Fact]
    public async Task Where_taking_it_back_has_to_wait_it_is_taken_back_later()
    {
        await using var bot = await SendingBot.StartAsync();
        bot.Stub.NextWhere("chat.postMessage", IsReply, StubSlackAnswer.Refused("msg_blocks_too_long"), StubSlackAnswer.Refused("msg_blocks_too_long"));
        bot.Stub.Next("chat.delete", StubSlackAnswer.RateLimited(5));
        Assert.Equal(new SendOutcome.Later(TimeSpan.FromSeconds(5)), await bot.SendAsync(bot.ToHome, "m1", SendingSamples.Notice(40)));
        bot.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.IsType<SendOutcome.Refused>(await bot.SendAsync(bot.ToHome, "m1", SendingSamples.Notice(40)));
        Assert.DoesNotContain("secret", bot.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_is_gone_in_the_middle_gets_the_whole_message_anew()
    {
        await using var bot = await SendingBot.StartAsync();
        await bot.Get<SlackDirectory>().NoteDirectAsync(bot.Team.Id, bot.Ana.Id, bot.Ana.Direct.Id, Cancel);
        var (old, to) = (bot.Ana.Direct, bot.ToAna);
        bot.Stub.NextWhere("chat.postMessage", r => IsReply(r) && Gone(), StubSlackAnswer.Refused("channel_not_found"));
        await bot.SentAsync(to, "m1", SendingSamples.Notice(40));
        Assert.NotEqual(old, bot.Ana.Direct);
        AssertWhole(bot, at: bot.Ana.Direct);

        bool Gone()
        {
            bot.Team.Channels.Remove(old);
            return true;
        }
    }

    [Fact]
    public async Task In_a_thread_all_pieces_go_to_that_thread_and_where_it_is_gone_to_their_own()
    {
        await using var bot = await SendingBot.StartAsync();
        var asked = await bot.SentAsync(bot.ToHome, "m0", NoticeMessage.Of("Asked here."));
        await bot.SentAsync(bot.ToHome with { Thread = asked }, "m1", SendingSamples.Notice(40));
        Assert.All(bot.Standing(bot.Home).Skip(1), m => Assert.Equal(asked, m.Thread));
        Assert.All(bot.Stub.RequestsOf("chat.postMessage").Skip(1), r => Assert.Equal(asked, r["thread_ts"]));
        var before = bot.Standing(bot.Home).Count;
        var ts = await bot.SentAsync(bot.ToHome with { Thread = "1.000002" }, "m2", SendingSamples.Notice(40, "other"));
        Assert.Equal([null, .. Enumerable.Repeat(ts, before - 2)], bot.Standing(bot.Home).Skip(before).Select(m => m.Thread));
    }

    internal static bool IsReply(StubRequest request) => request["thread_ts"] is not null;

    /// <summary>Every piece stands there once, in the thread of the first, and nothing is left to be done.</summary>
    internal static void AssertWhole(SendingBot bot, int words = 40, StubChannel? at = null)
    {
        var stand = bot.Standing(at ?? bot.Home);
        Assert.All(stand.Skip(1), m => Assert.Equal(stand[0].Ts, m.Thread));
        var thread = string.Join('\n', stand.Skip(1).Select(m => m.Words));
        Assert.Equal(SendingSamples.Words(words), Regex.Matches(thread, @"secret\d+").Select(m => m.Value));
        Assert.Empty(bot.Rows("sending"));
        Assert.Single(bot.Rows("pieces"));
    }

    /// <summary>What another process would send with: nothing is left in memory.</summary>
    private static SlackSending After(SendingBot bot) => new(bot.Get<SlackApi>(), new SlackDirectory(bot.Tables, bot.Clock), bot.Get<FileStore>(), bot.Clock);

    /// <summary>Five seconds pass from look to look.</summary>
    private sealed class Slow : TimeProvider
    {
        private int _looks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(5 * Interlocked.Increment(ref _looks));
    }
}
