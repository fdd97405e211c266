using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Answers for one person's eyes in a channel.</summary>
public sealed class SendingOnlyTests
{
    private static readonly NoticeMessage Hello = NoticeMessage.Of("Hello.");

    [Fact]
    public async Task Only_they_see_it_and_nothing_of_it_is_remembered()
    {
        await using var bot = await SendingBot.StartAsync();
        Assert.Equal("", await bot.SentAsync(ToOnly(bot, bot.Home), "m1", Hello));
        Assert.Equal((bot.Ana.Id, "Hello."), (bot.Home.Messages.Single().OnlyFor, bot.Home.Messages.Single().Words));
        Assert.Empty(bot.Amir.Sees(bot.Home));
        Assert.Empty(bot.Tables.All);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_bot_or_they_are_not_in_the_channel_it_goes_to_their_own_chat(bool withoutBot)
    {
        await using var bot = await SendingBot.StartAsync();
        var place = bot.Team.AddChannel("elsewhere", withoutBot ? [bot.Ana] : [bot.Amir], withBot: !withoutBot);
        Assert.Equal("", await bot.SentAsync(ToOnly(bot, place), "m1", Hello));
        Assert.Equal("Hello.", Assert.Single(bot.Standing(bot.Ana.Direct)).Words);
        Assert.Empty(place.Messages);
        Assert.Empty(bot.Turns.Heard); // The bot was never there: nobody is told.
        Assert.Empty(bot.Rows("sending").Concat(bot.Rows("pieces")).Concat(bot.Rows("place")));
    }

    [Fact]
    public async Task Who_has_no_chat_with_the_bot_either_is_not_reachable()
    {
        await using var bot = await SendingBot.StartAsync();
        var place = bot.Team.AddChannel("elsewhere", [bot.Ana], withBot: false);
        bot.Stub.Next("conversations.open", StubSlackAnswer.Refused("user_disabled"));
        Assert.IsType<SendOutcome.Unreachable>(await bot.SendAsync(ToOnly(bot, place), "m1", Hello));
    }

    [Fact]
    public async Task Several_pieces_are_each_shown_once_though_held_back_in_the_middle()
    {
        await using var bot = await SendingBot.StartAsync();
        var count = 0;
        bot.Stub.NextWhere("chat.postEphemeral", _ => ++count == 2, StubSlackAnswer.RateLimited(3));
        Assert.Equal(new SendOutcome.Later(TimeSpan.FromSeconds(3)), await bot.SendAsync(ToOnly(bot, bot.Home), "m1", SendingSamples.Notice(40)));
        bot.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("", await bot.SentAsync(ToOnly(bot, bot.Home), "m1", SendingSamples.Notice(40)));
        Assert.Equal(bot.Home.Messages.Count, bot.Home.Messages.Select(m => m.Words).Distinct().Count());
        Assert.True(bot.Home.Messages.Count > 2);
        Assert.Empty(bot.Tables.All);
    }

    [Fact]
    public async Task Taken_out_in_the_middle_they_get_the_whole_in_their_own_chat()
    {
        await using var bot = await SendingBot.StartAsync();
        var count = 0;
        bot.Stub.NextWhere("chat.postEphemeral", _ => ++count == 2, StubSlackAnswer.Refused("user_not_in_channel"));
        Assert.Equal("", await bot.SentAsync(ToOnly(bot, bot.Home), "m1", SendingSamples.Notice(40)));
        SendingPiecesTests.AssertWhole(bot, at: bot.Ana.Direct);
        Assert.Empty(bot.Stub.RequestsOf("chat.delete"));
    }

    private static ConversationAddress ToOnly(SendingBot bot, StubChannel place) => SlackNames.Only(bot.Team.Id, place.Id, bot.Ana.Id);
}
