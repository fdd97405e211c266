using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Slack.Stub;
using static ReflectionBot.Tests.Slack.SlackJourneyPeopleTests;

namespace ReflectionBot.Tests.Slack;

/// <summary>People are added by mention: the id says who is meant, and nobody is added in another one's place.</summary>
public sealed class SlackJourneyMentionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_mention_in_the_channel_whoever_is_mentioned_is_meant_whoever_else_has_the_name()
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var (one, two) = (round.Team.AddPerson("sam1", Sam), round.Team.AddPerson("sam2", Sam));
        var place = await round.SetUpAsync("Stroke pathway", one, two);
        var ana = round.People["ana"];
        await round.CommandAsync(ana, "person add \"Sam Lee\"", place);
        Assert.Contains("2 people in the channel are called Sam Lee. Mention the one you mean", ana.Last(), StringComparison.Ordinal);
        Assert.Contains("Sam Lee (@sam1)", ana.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("@sam1", ana.All(place), StringComparison.Ordinal);
        await round.WriteAsync(ana, $"person add <@{two.Id}> as collaborator", place);
        Assert.Contains("Sam Lee is on Stroke pathway as collaborator.", ana.Last(), StringComparison.Ordinal);
        Assert.NotNull(await round.PersonAsync(two));
        Assert.Null(await round.PersonAsync(one));
        await StartAsync(round, ana, place);
        Assert.Contains("Before you start", two.Last(), StringComparison.Ordinal);
        Assert.Empty(one.Hears());

        static StubUser Sam(StubUser user) => user with { RealName = "Sam Lee", DisplayName = "" };
    }

    [Theory]
    [InlineData("person add <@U0NOBODY>")]
    [InlineData("person add <@U0NOBODY>, please")]
    [InlineData("person add <@{bea}> <@U0NOBODY>")]
    public async Task Where_Slack_cannot_say_who_is_mentioned_nobody_is_added_in_their_place(string typed)
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var place = await round.SetUpAsync();
        var ana = round.People["ana"];
        await round.CommandAsync(ana, typed.Replace("{bea}", round.People["bea"].Id, StringComparison.Ordinal), place);
        Assert.Contains("I have added nobody", ana.Last(place), StringComparison.Ordinal);
        Assert.Equal(["Ana Silva"], (await round.MembersAsync(place)).Keys);
    }

    /// <summary>The id says who is meant, whoever else has or had the name; equal names are told apart by the handle.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_with_one_name_the_mentioned_id_is_added_and_both_are_told_apart(bool removedBefore)
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var (one, two) = (round.Team.AddPerson("maya1", Maya), round.Team.AddPerson("maya2", Maya));
        var place = await round.SetUpAsync("Stroke pathway", one, two);
        var ana = round.People["ana"];
        await round.WriteAsync(ana, $"person add <@{one.Id}>", place);
        if (removedBefore)
        {
            await round.TakeOffAsync(ana, $"<@{one.Id}>", "Maya Brooks", place);
        }

        await round.WriteAsync(ana, $"person add <@{two.Id}>", place);
        var members = await round.MembersAsync(place);
        var second = (await round.PersonAsync(two))!.Id;
        if (removedBefore)
        {
            Assert.Equal(second, members["Maya Brooks"].Person);
            return;
        }

        Assert.Equal(["Ana Silva", "Maya Brooks (@maya1)", "Maya Brooks (@maya2)"], members.Keys.Order());
        Assert.Equal(second, members["Maya Brooks (@maya2)"].Person);
        Assert.Contains("Maya Brooks (@maya2) is on Stroke pathway", ana.Last(), StringComparison.Ordinal);
        await round.CommandAsync(ana, "person remove \"Maya Brooks\"", place);
        Assert.Contains("Near it: Maya Brooks (@maya1) and Maya Brooks (@maya2).", ana.Last(place), StringComparison.Ordinal);
        await round.WriteAsync(ana, $"person role <@{two.Id}> lead", place);
        await round.TakeOffAsync(ana, $"<@{one.Id}>", "Maya Brooks (@maya1)", place);
        Assert.Equal([("Ana Silva", Roles.Facilitator), ("Maya Brooks (@maya2)", Roles.Lead)], (await round.MembersAsync(place)).Values.Select(m => (m.Name, m.Roles)).Order());

        static StubUser Maya(StubUser user) => user with { RealName = "Maya Brooks", DisplayName = "" };
    }

    [Theory]
    [InlineData("person add <!here>", "@here is a group or a channel")]
    [InlineData("person add <!channel>", "@channel is a group or a channel")]
    [InlineData("person add <!everyone> as collaborator", "@everyone is a group or a channel")]
    [InlineData("person add <!subteam^S1|@co-leads>", "@co-leads is a group or a channel")]
    [InlineData("person add <!subteam^S1>", "is a group or a channel")]
    [InlineData("person add <#C1|general>", "#general is a group or a channel")]
    [InlineData("person add {amir} and <!subteam^S1|@co-leads>", "@co-leads is a group or a channel")]
    public async Task A_group_or_channel_is_nobody_to_be_added(string typed, string said)
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        var place = await round.SetUpAsync("Stroke pathway", amir);
        await round.WriteAsync(ana, typed.Replace("{amir}", $"<@{amir.Id}>", StringComparison.Ordinal), place);
        Assert.Contains(said, ana.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("#invite=", ana.All(), StringComparison.Ordinal);
        Assert.Equal(typed.Contains("{amir}", StringComparison.Ordinal) ? ["Amir Khan", "Ana Silva"] : ["Ana Silva"], (await round.MembersAsync(place)).Keys.Order());
    }

    [Fact]
    public async Task A_name_of_two_alphabets_is_not_added_by_its_mention_either()
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var fake = round.Team.AddPerson("fake", u => u with { RealName = "\u0410na Silva", DisplayName = "" });
        var place = await round.SetUpAsync("Stroke pathway", fake);
        await round.WriteAsync(round.People["ana"], $"person add <@{fake.Id}> as facilitator", place);
        Assert.Contains("mixes letters of two alphabets", round.People["ana"].Last(), StringComparison.Ordinal);
        var other = round.Team.AddChannel("fakes", [fake], withBot: false);
        await round.ActAsync(() => fake.InviteBotAsync(other, Cancel));
        await round.CommandAsync(fake, "setup \"Fake\"", other);
        Assert.Contains("mixes letters of two alphabets", fake.All(other), StringComparison.Ordinal);
        Assert.Null(await round.ProjectAsync(other));
    }
}
