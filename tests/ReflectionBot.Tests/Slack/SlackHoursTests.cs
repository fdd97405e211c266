using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Working hours are each person's own from the first message on: Slack says where they are before they have written anything.</summary>
public sealed class SlackHoursTests
{
    private const string Start = "start \"Focus groups complete\"";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_invitation_comes_in_the_persons_own_hours_and_the_channel_reads_until_when_all_are_asked()
    {
        await using var round = await SlackRound.StartAsync();
        await WithHoursAsync(round);
        var (ana, amir, bea, carys) = (round.People["ana"], round.People["amir"], round.People["bea"], round.People["carys"]);
        round.Team.Change(amir.Id, u => u with { TimeZone = "Pacific/Auckland" });
        round.Team.Change(bea.Id, u => u with { TimeZone = "US/Pacific" });
        round.Team.Change(carys.Id, u => u with { TimeZone = null });
        await round.SayAsync(ana, "hello");
        await round.CommandAsync(ana, Start, round.Home);

        // Tuesday 09:00 in London: 22:00 in Auckland, 01:00 in Los Angeles.
        Assert.Contains("Before you start", carys.Last(), StringComparison.Ordinal);
        Assert.Empty(amir.Hears());
        Assert.Empty(bea.Hears());
        Assert.Contains("In the working hours of each collaborator, for the last on Tuesday 24 November at 20:00, I write to whoever has not begun or said no by then.", carys.All(round.Home), StringComparison.Ordinal);
        Assert.Contains("Invited 5, to be asked 2", ana.All(), StringComparison.Ordinal);
        Assert.Contains("the first on Tuesday 24 November at 17:00, the last on Tuesday 24 November at 20:00", ana.All(), StringComparison.Ordinal);
        await round.Bot.PassAsync("2026-11-24 16:59");
        Assert.Empty(bea.Hears());
        await round.Bot.PassAsync("2026-11-24 17:00");
        Assert.Contains("Before you start", Assert.Single(bea.Hears()).Read(), StringComparison.Ordinal);
        await round.Bot.PassAsync("2026-11-24 19:59");
        Assert.Empty(amir.Hears());
        await round.Bot.PassAsync("2026-11-24 20:01");
        Assert.Contains("Before you start", Assert.Single(amir.Hears()).Read(), StringComparison.Ordinal);
        Assert.Contains("Invited 7, started 0", ana.All(), StringComparison.Ordinal);
        Assert.Equal("Pacific/Auckland", (await round.PersonAsync(amir))!.TimeZone);
    }

    /// <summary>Who comes in the middle of their night wants to be served.</summary>
    [Fact]
    public async Task Somebody_who_comes_before_their_hours_is_served_and_not_asked_again()
    {
        await using var round = await SlackRound.StartAsync();
        await WithHoursAsync(round);
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        round.Team.Change(amir.Id, u => u with { TimeZone = "Pacific/Auckland" });
        await round.CommandAsync(ana, Start, round.Home);
        Assert.Empty(amir.Hears());
        await round.SayAsync(amir, "hello");
        Assert.Contains("Before you start", amir.Last(), StringComparison.Ordinal);
        var heard = amir.Hears().Count;
        await round.Bot.PassAsync("2026-11-25 12:00");
        Assert.Equal(heard, amir.Hears().Count);
    }

    /// <summary>10:00 in London on the last working day is 23:00 in Auckland.</summary>
    [Fact]
    public async Task The_last_call_for_a_draft_comes_in_its_authors_own_hours()
    {
        await using var round = await SlackRound.StartAsync();
        await WithHoursAsync(round);
        var amir = round.People["amir"];
        round.Team.Change(amir.Id, u => u with { TimeZone = "Pacific/Auckland" });
        await round.CommandAsync(round.People["ana"], Start, round.Home);
        await round.SayAsync(amir, "hello");
        await round.PressAsync(amir, "I agree");
        await round.PressAsync(amir, "One at a time");
        await round.SayAsync(amir, "We met.");
        await round.Bot.PassAsync("2026-12-07 19:59");
        Assert.DoesNotContain("Submit what I have", amir.Last(), StringComparison.Ordinal);
        await round.Bot.PassAsync("2026-12-07 20:00");
        Assert.Contains("Submit what I have", amir.Last(), StringComparison.Ordinal);
    }

    private static async Task WithHoursAsync(SlackRound round)
    {
        var project = (await round.ProjectAsync(round.Home))!;
        await round.Bot.Get<ITableStore>().CommitAsync(Keys.Project(project.Id), [ProjectRows.Put(project with { Settings = project.Settings with { AnyHour = false } })], Cancel);
    }
}
