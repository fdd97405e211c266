using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>What stands there is changed or deleted: in all its pieces, whatever became of some of them.</summary>
public sealed class SendingChangeTests
{
    private static readonly NoticeMessage Taken = NoticeMessage.Of("This was taken back.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(40, 1)]
    [InlineData(40, 20)]
    [InlineData(20, 40)]
    [InlineData(1, 40)]
    [InlineData(1, 1)]
    public async Task It_becomes_as_many_pieces_as_it_needs(int before, int after)
    {
        await using var bot = await SendingBot.StartAsync();
        var ts = await bot.SentAsync(bot.ToHome, "m1", SendingSamples.Notice(before, "old"));
        Assert.Equal(new SendOutcome.Sent(ts), await UpdateAsync(bot, ts, SendingSamples.Notice(after)));
        Assert.DoesNotContain("old", bot.Everything(), StringComparison.Ordinal);
        Assert.Equal(ts, bot.Standing(bot.Home)[0].Ts);
        Assert.All(bot.Standing(bot.Home).Skip(1), m => Assert.Equal(ts, m.Thread));
        Assert.Equal(bot.Standing(bot.Home).Count == 1 ? 0 : 1, bot.Rows("pieces").Count);
        var posts = bot.Posts;
        await UpdateAsync(bot, ts, SendingSamples.Notice(after)); // Once more changes nothing.
        Assert.Equal(posts, bot.Posts);
        if (bot.Standing(bot.Home).Count > 1)
        {
            SendingPiecesTests.AssertWhole(bot, after);
        }

        await bot.Channel.DeleteAsync(bot.ToHome, ts, "d1", Cancel);
        Assert.Empty(bot.Home.Messages);
        Assert.Empty(bot.Rows("pieces"));
    }

    [Fact]
    public async Task A_quote_that_is_taken_back_leaves_every_piece()
    {
        await using var bot = await SendingBot.StartAsync();
        var digest = SendingSamples.Digest(40);
        var ts = await bot.SentAsync(bot.ToHome, "m1", digest);
        var theme = digest.Sections[0].Themes[0];
        Assert.Contains("secret33 ", bot.Everything(), StringComparison.Ordinal);
        var without = digest with { Sections = [digest.Sections[0] with { Themes = [theme with { Quotes = [.. theme.Quotes.Where((_, i) => i != 32)] }] }] };
        Assert.IsType<SendOutcome.Sent>(await UpdateAsync(bot, ts, without));
        Assert.DoesNotContain("secret33 ", bot.Everything(), StringComparison.Ordinal);
        Assert.Contains("secret34 ", bot.Everything(), StringComparison.Ordinal);
        Assert.IsType<SendOutcome.Sent>(await UpdateAsync(bot, ts, digest with { Sections = [] }));
        Assert.DoesNotContain("secret", bot.Everything(), StringComparison.Ordinal);
        Assert.Single(bot.Home.Messages);
    }

    [Theory]
    [InlineData("chat.update", 1)]
    [InlineData("chat.update", 3)]
    [InlineData("chat.delete", 1)]
    [InlineData("chat.delete", 2)]
    public async Task Held_back_in_the_middle_a_change_is_finished_later(string method, int at)
    {
        await using var bot = await SendingBot.StartAsync();
        var (ts, count) = (await bot.SentAsync(bot.ToHome, "m1", SendingSamples.Notice(60, "old")), 0);
        bot.Stub.NextWhere(method, _ => ++count == at, StubSlackAnswer.RateLimited(9));
        Assert.Equal(new SendOutcome.Later(TimeSpan.FromSeconds(9)), await UpdateAsync(bot, ts, SendingSamples.Notice(20)));
        bot.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.IsType<SendOutcome.Sent>(await UpdateAsync(bot, ts, SendingSamples.Notice(20)));
        Assert.DoesNotContain("old", bot.Everything(), StringComparison.Ordinal);
        SendingPiecesTests.AssertWhole(bot, 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Of_what_somebody_deleted_in_part_the_rest_is_changed(int gone)
    {
        await using var bot = await SendingBot.StartAsync();
        var ts = await bot.SentAsync(bot.ToHome, "m1", SendingSamples.Notice(60));
        var piece = bot.Standing(bot.Home)[gone];
        bot.Home.Messages.Remove(piece);
        var posts = bot.Posts;
        var delivery = await UpdateAsync(bot, ts, Taken);
        Assert.Equal(gone == 0, delivery is SendOutcome.Refused); // Nothing is left of it then.
        Assert.DoesNotContain("secret", bot.Everything(), StringComparison.Ordinal);
        Assert.Equal(gone == 0 ? 0 : 1, bot.Home.Messages.Count);
        Assert.Equal(posts, bot.Posts);
        await bot.Channel.DeleteAsync(bot.ToHome, ts, "d1", Cancel);
        Assert.Empty(bot.Home.Messages);
    }

    [Theory]
    [InlineData("message_not_found", true)]
    [InlineData("thread_not_found", true)]
    [InlineData("channel_not_found", false)]
    [InlineData("is_inactive", false)]
    public async Task A_message_that_is_gone_is_not_posted_anew(string code, bool refused)
    {
        await using var bot = await SendingBot.StartAsync();
        var ts = await bot.SentAsync(bot.ToHome, "m1", NoticeMessage.Of("Words."));
        bot.Stub.Next("chat.update", StubSlackAnswer.Refused(code));
        var delivery = await UpdateAsync(bot, ts, Taken);
        Assert.Equal(refused, delivery is SendOutcome.Refused);
        Assert.Equal(!refused, delivery is SendOutcome.Unreachable); // The outbox keeps it, for when the bot is let in again.
        Assert.Equal(1, bot.Posts);
    }

    [Theory]
    [InlineData("edit_window_closed")]
    [InlineData("cant_update_message")]
    public async Task What_cannot_be_changed_any_more_is_posted_anew_and_deleted(string code)
    {
        await using var bot = await SendingBot.StartAsync();
        var ts = await bot.SentAsync(bot.ToHome, "m1", SendingSamples.Notice(40));
        bot.Stub.NextWhere("chat.update", r => r["ts"] == ts, StubSlackAnswer.Refused(code));
        Assert.Equal(new SendOutcome.Sent(ts), await UpdateAsync(bot, ts, Taken));
        Assert.DoesNotContain("secret", bot.Everything(), StringComparison.Ordinal);
        var anew = Assert.Single(bot.Standing(bot.Home), m => m.Subtype is null);
        Assert.NotEqual(ts, anew.Ts);
        Assert.IsType<SendOutcome.Sent>(await UpdateAsync(bot, ts, SendingSamples.Notice(40, "later"))); // The name it is known by leads to the new one.
        Assert.Equal(anew.Ts, bot.Standing(bot.Home).First(m => m.Words.Contains("later1 ", StringComparison.Ordinal)).Thread ?? anew.Ts);
        await bot.Channel.DeleteAsync(bot.ToHome, ts, "d1", Cancel);
        Assert.DoesNotContain(bot.Standing(bot.Home), m => m.Subtype is null);
        Assert.Empty(bot.Rows("pieces"));
    }

    [Fact]
    public async Task What_was_posted_anew_and_could_not_be_deleted_at_once_is_deleted_by_the_next_attempt()
    {
        await using var bot = await SendingBot.StartAsync();
        var ts = await bot.SentAsync(bot.ToHome, "m1", NoticeMessage.Of("The secret words."));
        bot.Stub.Next("chat.update", StubSlackAnswer.Refused("edit_window_closed"));
        bot.Stub.Next("chat.delete", StubSlackAnswer.RateLimited(null));
        Assert.IsType<SendOutcome.Later>(await UpdateAsync(bot, ts, Taken));
        Assert.IsType<SendOutcome.Sent>(await UpdateAsync(bot, ts, Taken));
        Assert.DoesNotContain("secret", bot.Everything(), StringComparison.Ordinal);
        Assert.Single(bot.Home.Messages);
        Assert.Equal(2, bot.Posts);
    }

    [Fact]
    public async Task A_rounds_numbers_stay_as_they_are_where_they_cannot_be_changed()
    {
        await using var bot = await SendingBot.StartAsync();
        var ts = await bot.SentAsync(bot.ToAna, "m1", new RoundStatusMessage("Round open", ["Invited 7"], []));
        bot.Stub.Next("chat.update", StubSlackAnswer.Refused("edit_window_closed"));
        Assert.IsType<SendOutcome.Refused>(await bot.Channel.UpdateAsync(bot.ToAna, ts, "u1", new RoundStatusMessage("Round open", ["Invited 8"], []), Cancel));
        Assert.Equal(1, bot.Posts);
        Assert.Contains("Invited 7", bot.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_is_over_and_too_old_to_be_changed_is_not_posted_anew()
    {
        await using var bot = await SendingBot.StartAsync();
        var ts = await bot.SentAsync(bot.ToAna, "m1", NoticeMessage.Of("A question"));
        bot.Stub.Next("chat.update", StubSlackAnswer.Refused("edit_window_closed"));
        Assert.IsType<SendOutcome.Refused>(await bot.Channel.UpdateAsync(bot.ToAna, ts, "u1", NoticeMessage.Of("You chose: next.") with { IsOver = true }, Cancel));
        Assert.Equal(1, bot.Posts);
    }

    [Theory]
    [InlineData("cant_delete_message")]
    [InlineData("compliance_exports_prevent_deletion")]
    public async Task Of_what_must_not_be_deleted_the_words_go(string code)
    {
        await using var bot = await SendingBot.StartAsync();
        var ts = await bot.SentAsync(bot.ToHome, "m1", SendingSamples.Notice(40));
        bot.Stub.Next("chat.delete", Enumerable.Repeat(StubSlackAnswer.Refused(code), bot.Home.Messages.Count));
        Assert.Equal(new SendOutcome.Sent(ts), await bot.Channel.DeleteAsync(bot.ToHome, ts, "d1", Cancel));
        Assert.DoesNotContain("secret", bot.Everything(), StringComparison.Ordinal);
        Assert.Contains("This message was taken back.", bot.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_gone_already_counts_as_deleted_and_what_only_one_saw_cannot_be()
    {
        await using var bot = await SendingBot.StartAsync();
        Assert.IsType<SendOutcome.Sent>(await bot.Channel.DeleteAsync(bot.ToHome, "1.000001", "d1", Cancel));
        Assert.IsType<SendOutcome.Refused>(await bot.Channel.DeleteAsync(bot.ToHome, "", "d1", Cancel));
        Assert.IsType<SendOutcome.Refused>(await UpdateAsync(bot, "", Taken));
    }

    private static Task<SendOutcome> UpdateAsync(SendingBot bot, string ts, OutboundMessage message) => bot.Channel.UpdateAsync(bot.ToHome, ts, "u1", message, Cancel);
}
