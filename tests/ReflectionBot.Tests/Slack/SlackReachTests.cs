using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Who can be reached in Slack, and who is told that somebody cannot.</summary>
public sealed class SlackReachTests
{
    private const string Start = "start \"Focus groups complete\"";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("user_disabled")]
    [InlineData("user_not_found")]
    [InlineData("user_not_visible")]
    [InlineData("cannot_dm_bot")]
    [InlineData("invalid_user_combination")]
    [InlineData("messages_tab_disabled")]
    public async Task Who_cannot_be_written_to_is_not_reachable_and_a_private_link_leads_them_to_the_web_chat(string code)
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        var place = await round.SetUpAsync("Stroke pathway", amir);
        await round.CommandAsync(ana, "person add \"Amir Khan\"", place);
        await round.CommandAsync(ana, "milestone add \"Kick-off\"", place);
        round.Stub.Next("conversations.open", StubSlackAnswer.Refused(code));
        await round.CommandAsync(ana, "start \"Kick-off\"", place);
        Assert.Contains("I cannot reach Amir Khan here.", ana.All(), StringComparison.Ordinal);
        Assert.Contains("I cannot reach 1 person here", ana.All(), StringComparison.Ordinal);
        Assert.DoesNotContain("Amir", ana.All(place), StringComparison.Ordinal);
        Assert.DoesNotContain(code, ana.All(), StringComparison.Ordinal);
        Assert.True((await round.MembersAsync(place))["Amir Khan"].Unreachable);

        await round.PressAsync(ana, "Send a private link");
        Assert.Contains("A personal link for Amir Khan, for them alone.", ana.Last(), StringComparison.Ordinal);
        await round.Script.PlayAsync("ana< ...\namir> joins");
        var web = (await round.MembersAsync(place))["Amir Khan"].Person;
        Assert.NotEqual((await round.PersonAsync(amir))!.Id, web);
        await OpenPageAsync(round, web);
        await round.Script.PlayAsync("""
            amir< Hello, Amir Khan.
            amir< Before you start
            amir< Hello, Amir Khan.
            amir> agree
            amir< Six questions
            amir> one at a time
            amir< 1 of 6
            amir> We met.
            amir< Saved.
            """);
        Assert.Equal("We met.", (await round.Bot.Get<ReflectionStore>().LoadAsync(web, Cancel)).Reflections.Values.Single().Of(QuestionId.Description)?.Text);

        // Whoever writes from the account one day is apart from it.
        await round.SayAsync(amir, "review");
        Assert.DoesNotContain("We met.", amir.All(), StringComparison.Ordinal);
        Assert.Contains("all can be reached", ana.All(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_deactivated_is_not_reachable_and_is_again_when_they_write()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        await round.SayAsync(amir, "hello");
        await round.SayAsync(ana, "hello");

        // The chat with somebody who is deactivated is as good as archived.
        round.Team.Change(amir.Id, u => u with { IsDeleted = true });
        amir.Direct.IsArchived = true;
        await round.CommandAsync(ana, Start, round.Home);
        Assert.Contains("I cannot reach Amir Khan here.", ana.All(), StringComparison.Ordinal);
        Assert.Equal(1, ana.All().Split("I cannot reach Amir Khan here.").Length - 1);
        Assert.Contains("7 people, 6 can be reached.", ana.All(), StringComparison.Ordinal);
        Assert.DoesNotContain("Amir", round.People["bea"].All(round.Home), StringComparison.Ordinal);

        amir.Direct.IsArchived = false;
        round.Team.Change(amir.Id, u => u with { IsDeleted = false });
        await round.SayAsync(amir, "hello");
        Assert.Contains("Before you start", amir.Last(), StringComparison.Ordinal);
        Assert.Contains("7 people, all can be reached.", ana.All(), StringComparison.Ordinal);
        await round.PressAsync(amir, "I agree");
        await round.PressAsync(amir, "One at a time");
        await round.SayAsync(amir, "We met.");
        Assert.Equal("We met.", await round.AnswerAsync(amir, QuestionId.Description));
    }

    [Fact]
    public async Task A_direct_chat_that_is_gone_is_opened_anew_once()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        await round.SayAsync(amir, "hello");
        lock (round.Stub.Gate)
        {
            round.Team.Channels.RemoveAll(c => c.With == amir.Id);
        }

        await round.CommandAsync(ana, Start, round.Home);
        Assert.Contains("Before you start", amir.Last(), StringComparison.Ordinal);
        Assert.Contains("7 people, all can be reached.", ana.All(), StringComparison.Ordinal);
        await round.SayAsync(amir, "agree");
        Assert.Contains("Six questions", amir.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reminders_come_at_ten_where_somebody_is_by_their_Slack_profile()
    {
        await using var round = await SlackRound.StartAsync();
        var (amir, bea) = (round.People["amir"], round.People["bea"]);
        round.Team.Change(amir.Id, u => u with { TimeZone = "America/New_York" });
        await round.CommandAsync(round.People["ana"], Start, round.Home);
        await round.PressAsync(amir, "I agree");
        await round.PressAsync(amir, "One at a time");
        await round.SayAsync(amir, "We met.");
        Assert.Equal("America/New_York", (await round.PersonAsync(amir))!.TimeZone);
        await round.Bot.PassAsync("2026-11-30 10:00");
        Assert.Equal((0, 1), (Reminders(amir), Reminders(bea)));
        await round.Bot.PassAsync("2026-11-30 14:59");
        Assert.Equal(0, Reminders(amir));
        await round.Bot.PassAsync("2026-11-30 15:00"); // 10:00 in New York.
        Assert.Equal(1, Reminders(amir));
        await round.Bot.PassAsync("2026-12-04 15:00");
        Assert.Equal((2, 2), (Reminders(amir), Reminders(bea)));

        static int Reminders(StubPerson person) => person.Hears().Count(m => m.Read().Contains("questions are open until", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_configured_token_is_refused_everything_waits_and_comes_when_it_works_again()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        await round.SayAsync(ana, "hello");
        round.Team.TokenState = StubTokenState.Revoked;
        await round.CommandAsync(ana, Start, round.Home);
        await round.Bot.PassAsync("3 hours");
        Assert.Empty(amir.Hears());
        Assert.DoesNotContain((await round.MembersAsync(round.Home)).Values, m => m.Unreachable);
        round.Team.TokenState = StubTokenState.Good;
        await round.Bot.PassAsync("20 minutes");
        await round.SettleAsync();
        Assert.Contains("Before you start", Assert.Single(amir.Hears()).Read(), StringComparison.Ordinal);
        Assert.Contains("7 people, all can be reached.", ana.All(), StringComparison.Ordinal);
        Assert.Contains("Reflection on Focus groups complete is open", amir.All(round.Home), StringComparison.Ordinal);
    }

    /// <summary>Of the configuration's token, too, Slack tells that it is revoked: somebody has to put in the new one and start the bot again.</summary>
    [Fact]
    public async Task When_Slack_tells_that_the_configured_token_is_revoked_nobody_becomes_unreachable_for_it()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        await round.CommandAsync(ana, "milestone add \"Kick-off\" on 25 November", round.Home);
        await round.ActAsync(() => ana.RevokeAsync(Cancel));
        await round.Bot.PassAsync("2 days");
        Assert.DoesNotContain((await round.MembersAsync(round.Home)).Values, m => m.Unreachable);
        Assert.Empty(amir.Hears());
        var dropped = await round.CommandAsync(ana, "status", round.Home);
        Assert.True(dropped.IsAcknowledged);
        var slack = round.Bot.Services.GetServices<IChatChannel>().Single(c => c.Name == "slack");
        Assert.IsType<SendOutcome.Later>(await slack.SendAsync(new("slack", round.Team.Id, amir.Direct.Id, false), "one", NoticeMessage.Of("Hello."), Cancel));
        await Assert.ThrowsAsync<ChannelBusyException>(() => slack.OpenDirectAsync(new("slack", round.Team.Id, amir.Id), Cancel));
    }

    /// <summary>Somebody opens the page to which a link led them.</summary>
    private static async Task OpenPageAsync(SlackRound round, string person)
    {
        var web = (await round.Bot.Get<WebDirectory>().FindUserAsync(person, Cancel))!;
        await round.Bot.Get<ITurnHandler>().HandleAsync(new MemberJoined($"the page is open {person}", web.Address, web.Direct, round.Bot.Clock.GetUtcNow(), web.Address, web.Name), [], Cancel);
        await round.SettleAsync();
    }
}
