using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>From nothing: the bot comes to a channel, which becomes a project's home, and its settings are filled in.</summary>
public sealed class SlackJourneySetUpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bot_greets_a_channel_once_and_its_slash_command_answers_only_whoever_typed_it()
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var (ana, bea) = (round.People["ana"], round.People["bea"]);
        var place = round.Team.AddChannel("stroke", [ana, bea], withBot: false);
        var came = await round.ActAsync(() => ana.InviteBotAsync(place, Cancel));
        Assert.Contains("I am ReflectionBot.", bea.Last(place), StringComparison.Ordinal);
        await round.ActAsync(() => round.Stub.Deliveries.RedeliverAsync(came, Cancel, "http_timeout"));
        await round.HappensAsync(came.Payload["event"]!.DeepClone().AsObject());
        Assert.Single(bea.Hears(place));

        var typed = await round.CommandAsync(ana, "setup \"Housing\"", place);
        Assert.Empty(typed.Body);
        Assert.Contains("Housing is set up", ana.Last(place), StringComparison.Ordinal);
        Assert.Equal(ana.Id, ana.Hears(place)[^1].OnlyFor);
        Assert.Single(bea.Hears(place));
        var project = await round.ProjectAsync(place);
        Assert.Equal(("Housing", "slack", round.Team.Id, null), (project!.Name, project.Home.Channel, project.Workspace, project.Home.Thread));
        Assert.Equal(Roles.Facilitator, (await round.MembersAsync(place))["Ana Silva"].Roles);
        Assert.Empty(round.Stub.Problems);
    }

    [Theory]
    [InlineData(StubChannelKind.Public)]
    [InlineData(StubChannelKind.Private)]
    public async Task Where_the_bot_is_not_in_the_channel_nothing_is_set_up_and_it_says_how_it_comes_there(StubChannelKind kind)
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var ana = round.People["ana"];
        var place = round.Team.AddChannel("stroke", [ana], withBot: false, kind);
        await round.CommandAsync(ana, "setup \"Housing\"", place);
        Assert.Contains("/invite @ReflectionBot", ana.Last(place), StringComparison.Ordinal);
        Assert.Null(await round.ProjectAsync(place));
        Assert.Null(await round.PersonAsync(ana));
        await round.ActAsync(() => ana.InviteBotAsync(place, Cancel));
        await round.CommandAsync(ana, "set up \"Housing\"", place);
        Assert.Equal("Housing", (await round.ProjectAsync(place))?.Name);
        Assert.Contains("Housing is set up", ana.Last(place), StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_mention_it_is_set_up_in_front_of_all_in_the_thread_and_the_settings_are_filled_in_in_a_window()
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var (ana, bea) = (round.People["ana"], round.People["bea"]);
        var place = round.Team.AddChannel("stroke", [ana, bea]);
        var asked = await round.ActAsync(() => ana.MentionAsync(place, "setup “Stroke pathway”", Cancel));
        Assert.Contains("Stroke pathway is set up", bea.SeesThread(asked.Message!)[^1].Read(), StringComparison.Ordinal);
        await round.PressAsync(ana, "Settings", place);
        Assert.Contains("The answer comes in your own chat", ana.Last(place), StringComparison.Ordinal);
        Assert.DoesNotContain("I have written", bea.All(place), StringComparison.Ordinal);
        await round.PressAsync(ana, "Open the form");
        Assert.Equal(SlackJourneySteps.Filled.Count + 10, ana.Modal!.Json["blocks"]!.AsArray().Count(b => (string?)b!["type"] == "input"));
        await round.SubmitAsync(ana, [.. SlackJourneySteps.Filled.Select(f => (f.Key, f.Value))]);
        Assert.Null(ana.Modal);
        Assert.Contains("Nothing is missing now.", ana.Last(), StringComparison.Ordinal);
        var settings = (await round.ProjectAsync(place))!.Settings;
        Assert.Empty(settings.Gaps);
        Assert.Equal(("https://example.org/notice", "ana@example.org"), (settings.Notice, settings.Contact));

        // Bea is no facilitator: she may press what stands in the channel, and nothing comes of it.
        await round.PressAsync(bea, "Settings", place);
        Assert.Contains("facilitator", bea.Last(place) + bea.Last(), StringComparison.Ordinal);
        Assert.Null(bea.Modal);
        Assert.Empty(round.Stub.Problems);
    }

    [Fact]
    public async Task From_milestone_to_the_first_answer_of_people_who_never_wrote_to_the_bot()
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var (ana, amir, bea) = (round.People["ana"], round.People["amir"], round.People["bea"]);
        var place = await round.SetUpAsync("Stroke pathway", amir, bea);
        await round.CommandAsync(ana, "person add \"Amir Khan\"", place);
        await round.CommandAsync(ana, "person add “Bea Novak” as lead", place);
        await round.CommandAsync(ana, "set lead \"Bea Novak\"", place);
        await round.CommandAsync(ana, "milestone add \"Kick-off\"", place);
        await round.CommandAsync(ana, "start \"Kick-off\"", place);
        Assert.Contains("Reflection on Kick-off is open until", amir.Last(place), StringComparison.Ordinal);
        Assert.Contains("Before you start", amir.Last(), StringComparison.Ordinal);
        Assert.Contains("made you lead of Stroke pathway", Assert.Single(bea.Hears()).Read(), StringComparison.Ordinal);
        var card = ana.Hears().Single(m => m.Read().Contains("Round open: Kick-off", StringComparison.Ordinal));
        Assert.Contains("Invited 1, started 0", card.Read(), StringComparison.Ordinal);

        await round.PressAsync(amir, "I agree");
        await round.PressAsync(amir, "One at a time");
        await round.SayAsync(amir, "We met the ward team.");
        Assert.Contains("Saved.", amir.Last(), StringComparison.Ordinal);
        Assert.Equal("We met the ward team.", await round.AnswerAsync(amir, Core.Reflections.QuestionId.Description));
        var now = ana.Hears().Single(m => m.Ts == card.Ts);
        Assert.Contains("started 1", now.Read(), StringComparison.Ordinal);
        Assert.DoesNotContain("started", amir.All(place) + bea.All(place), StringComparison.Ordinal);
        Assert.Empty(round.Stub.Problems);
    }
}
