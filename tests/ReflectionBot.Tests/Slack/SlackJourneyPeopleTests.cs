using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Who is added to a project, by each way in which people name each other in Slack.</summary>
public sealed class SlackJourneyPeopleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is typed after <c>/reflect</c>, where {amir} is what Slack's clients make of <c>@Amir</c>.</summary>
    [Theory]
    [InlineData("person add {amir}")]
    [InlineData("person add \"{amir}\"")]
    [InlineData("person add “{amir}” as collaborator")]
    [InlineData("person add \"Amir Khan\"")]
    [InlineData("person add “Amir Khan”")]
    [InlineData("person add amir khan")]
    [InlineData("add person amir@housing.example")]
    [InlineData("person add <mailto:amir@housing.example|amir@housing.example>")]
    [InlineData("people add \"AMIR@housing.example\"")]
    [InlineData("person add “amir@housing.example”")]
    [InlineData("person add „amir@housing.example“ as collaborator")]
    [InlineData("person add 'amir@housing.example'")]
    public async Task Somebody_is_added_and_asked_in_their_own_chat(string typed)
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var (ana, amir, bea) = (round.People["ana"], round.People["amir"], round.People["bea"]);
        var place = await round.SetUpAsync("Stroke pathway", amir, bea);
        await round.CommandAsync(ana, typed.Replace("{amir}", $"<@{amir.Id}|amir>", StringComparison.Ordinal), place);
        Assert.Contains("Amir Khan is on Stroke pathway as collaborator.", ana.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("http", ana.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("Amir", bea.All(place), StringComparison.Ordinal);
        Assert.Equal(["Amir Khan", "Ana Silva"], (await round.MembersAsync(place)).Keys.Order());
        Assert.Equal(("Amir Khan", amir.Id), ((await round.PersonAsync(amir))!.Name, (await round.PersonAsync(amir))!.Address!.User));
    }

    [Fact]
    public async Task Guests_and_people_of_other_organisations_are_added_like_others_and_can_be_asked()
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var guest = round.Team.AddPerson("gwen", u => u with { RealName = "Gwen Hall", IsGuest = true, IsSingleChannelGuest = true });
        var partner = round.Team.AddPerson("pia", u => u with { RealName = "Pia Roy", Team = "T0OTHERORG", Email = null });
        var place = await round.SetUpAsync("Stroke pathway", guest, partner);
        place.IsShared = true;
        var ana = round.People["ana"];
        await round.CommandAsync(ana, "person add \"Gwen Hall\"", place);
        await round.CommandAsync(ana, $"person add <@{partner.Id}>", place);
        Assert.Contains("Pia Roy is on Stroke pathway", ana.Last(), StringComparison.Ordinal);
        await StartAsync(round, ana, place);
        foreach (var person in (StubPerson[])[guest, partner])
        {
            Assert.Contains("Before you start", person.Last(), StringComparison.Ordinal);
            await round.PressAsync(person, "I agree");
            await round.PressAsync(person, "One at a time");
            await round.SayAsync(person, "We met.");
            Assert.Equal("We met.", await round.AnswerAsync(person, Core.Reflections.QuestionId.Description));
        }
    }

    [Theory]
    [InlineData("person add <@{zap}>")]
    [InlineData("person add \"<@{zap}|zap>\" as collaborator")]
    public async Task An_app_is_nobody_to_be_asked(string typed)
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var app = round.Team.AddPerson("zap", u => u with { RealName = "Zap", BotId = "B0ZAP" });
        var place = await round.SetUpAsync("Stroke pathway", app);
        var ana = round.People["ana"];
        typed = typed.Replace("{zap}", app.Id, StringComparison.Ordinal);
        await round.CommandAsync(ana, typed, place);
        Assert.Contains("That is an app", ana.Last(place), StringComparison.Ordinal);
        await round.WriteAsync(ana, typed, place);
        await round.Stub.UntilAsync(() => ana.Hears(place).Count(m => m.Read().Contains("That is an app", StringComparison.Ordinal)) == 2, Cancel);
        await round.WriteAsync(ana, $"person add <@{round.Team.BotUser}>", place);
        Assert.Equal(["Ana Silva"], (await round.MembersAsync(place)).Keys);
    }

    /// <summary>Whoever sets a project up can read what its people write: by whichever spelling the grammar takes.</summary>
    [Theory]
    [InlineData("setup \"Housing\"")]
    [InlineData(": setup \"Housing\"")]
    [InlineData(", set up \"Housing\"")]
    [InlineData("`setup \"Housing\"`")]
    [InlineData("SETUP Housing")]
    public async Task Somebody_of_another_organisation_sets_up_nothing(string typed)
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var partner = round.Team.AddPerson("pia", u => u with { RealName = "Pia Roy", Team = "T0OTHERORG" });
        var place = round.Team.AddChannel("stroke", [partner]);
        await round.WriteAsync(partner, typed, place);
        await round.CommandAsync(partner, typed, place);
        Assert.Null(await round.Bot.Get<ProjectStore>().AtAsync(new("slack", round.Team.Id, place.Id, true), Cancel));
        Assert.Contains("A project is set up by somebody of this workspace", partner.All(place), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_Slack_does_not_say_whose_somebody_is_that_is_what_they_are_told()
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var ana = round.People["ana"];
        var place = round.Team.AddChannel("stroke", [ana]);
        var nobodys = $$$"""{"ok":true,"user":{"id":"{{{ana.Id}}}","name":"ana","real_name":"Ana Silva","profile":{"display_name":"Ana Silva"},"is_bot":false,"deleted":false}}""";
        round.Stub.Next("users.info", StubSlackAnswer.Text(nobodys), StubSlackAnswer.Text(nobodys));
        await round.CommandAsync(ana, "setup \"Stroke pathway\"", place);
        Assert.Contains("Slack does not tell me which workspace you belong to", ana.All(place), StringComparison.Ordinal);
        Assert.Null(await round.ProjectAsync(place));
    }

    [Fact]
    public async Task Where_Slack_does_not_say_who_somebody_is_they_set_up_nothing_yet()
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var ana = round.People["ana"];
        var place = round.Team.AddChannel("stroke", [ana]);
        round.Stub.Next("users.info", StubSlackAnswer.Refused("user_not_visible"), StubSlackAnswer.Refused("user_not_visible"));
        await round.CommandAsync(ana, "setup \"Stroke pathway\"", place);
        Assert.Contains("Please try again in a minute.", ana.All(place), StringComparison.Ordinal);
        Assert.Null(await round.Bot.Get<ProjectStore>().AtAsync(new("slack", round.Team.Id, place.Id, true), Cancel));
        await round.CommandAsync(ana, "setup \"Stroke pathway\"", place);
        Assert.NotNull(await round.Bot.Get<ProjectStore>().AtAsync(new("slack", round.Team.Id, place.Id, true), Cancel));
    }

    [Theory]
    [InlineData("People add work late; write to bea@housing.example about it.")]
    [InlineData("People add too much to the agenda, as <@{zap}> showed.")]
    public async Task An_answer_that_begins_like_a_command_is_kept_as_it_was_typed(string typed)
    {
        await using var round = await SlackRound.StartAsync();
        var app = round.Team.AddPerson("zap", u => u with { RealName = "Zap", BotId = "B0ZAP" });
        await round.Script.PlayAsync(SlackRound.AmirIsAsked);
        await round.SayAsync("amir", "one at a time");
        var amir = round.People["amir"];
        await round.WriteAsync(amir, typed.Replace("{zap}", app.Id, StringComparison.Ordinal));
        Assert.Equal(typed.Replace("<@{zap}>", "Zap", StringComparison.Ordinal), await round.AnswerAsync(amir, Core.Reflections.QuestionId.Description));
    }

    [Fact]
    public async Task Who_is_deactivated_or_not_in_the_channel_gets_a_link_only_after_a_question()
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var gone = round.Team.AddPerson("gus", u => u with { RealName = "Gus Hart", IsDeleted = true });
        var place = await round.SetUpAsync("Stroke pathway", gone);
        var ana = round.People["ana"];
        await round.CommandAsync(ana, $"person add <@{gone.Id}>", place);
        Assert.Contains("The account of Gus Hart is deactivated", ana.Last(place), StringComparison.Ordinal);
        foreach (var name in (string[])["Gus Hart", "Zoe West"])
        {
            await round.CommandAsync(ana, $"person add \"{name}\"", place);
            Assert.Contains($"Nobody here is called {name}. Make a private link for them?", ana.Last(), StringComparison.Ordinal);
            Assert.DoesNotContain("#invite=", ana.Last(), StringComparison.Ordinal);
            Assert.Equal(name == "Gus Hart" ? 1 : 2, (await round.MembersAsync(place)).Count);
            await round.PressAsync(ana, "Yes");
            Assert.Contains("#invite=", ana.Last(), StringComparison.Ordinal);
            Assert.DoesNotContain("#invite=", ana.All(place), StringComparison.Ordinal);
        }

        Assert.Equal(["Ana Silva", "Gus Hart", "Zoe West"], (await round.MembersAsync(place)).Keys.Order());
    }

    [Theory]
    [InlineData("person add {amir} {bea}")]
    [InlineData("person add {amir} and {bea}")]
    [InlineData("person add {amir}, {bea} as collaborator")]
    [InlineData("person add {amir}, and {bea}.")]
    [InlineData("person add \"Amir Khan\" and \"Bea Novak\"")]
    [InlineData("person add Amir Khan and Bea Novak as collaborator")]
    [InlineData("person add Amir Khan, {bea}")]
    [InlineData("person add amir@housing.example and {bea}")]
    public async Task Several_are_added_at_once_and_each_is_said(string typed)
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        var (ana, amir, bea) = (round.People["ana"], round.People["amir"], round.People["bea"]);
        var place = await round.SetUpAsync("Stroke pathway", amir, bea);
        await round.WriteAsync(ana, typed.Replace("{amir}", $"<@{amir.Id}>", StringComparison.Ordinal).Replace("{bea}", $"<@{bea.Id}|bea>", StringComparison.Ordinal), place);
        foreach (var name in (string[])["Amir Khan", "Bea Novak"])
        {
            Assert.Contains($"{name} is on Stroke pathway as collaborator.", ana.Last(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("#invite=", ana.All(), StringComparison.Ordinal);
        Assert.Equal(["Amir Khan", "Ana Silva", "Bea Novak"], (await round.MembersAsync(place)).Keys.Order());
    }

    [Fact]
    public async Task Part_of_a_name_is_asked_about_and_the_roster_is_read_page_by_page()
    {
        await using var round = await SlackRound.StartAsync(moved: false);
        StubPerson[] many = [.. Enumerable.Range(1, 17).Select(i => round.Team.AddPerson($"person{i}", u => u with { RealName = $"Person Number{i}" }))];
        var place = await round.SetUpAsync("Stroke pathway", [.. many, .. round.People.Values.Where(p => p.User.Name != "ana")]);
        var ana = round.People["ana"];
        await round.CommandAsync(ana, "person add \"Bea\"", place);
        Assert.Contains("Do you mean Bea Novak, who is in the project's channel?", ana.Last(), StringComparison.Ordinal);
        await round.PressAsync(ana, "Yes");
        Assert.Contains("Bea Novak is on Stroke pathway", ana.Last(), StringComparison.Ordinal);
        await round.CommandAsync(ana, "person add \"Person Number17\" as lead", place);
        Assert.Equal(Roles.Lead, (await round.MembersAsync(place))["Person Number17"].Roles);
    }

    internal static async Task StartAsync(SlackRound round, StubPerson ana, StubChannel place)
    {
        await round.CommandAsync(ana, "milestone add \"Kick-off\"", place);
        await round.CommandAsync(ana, "start \"Kick-off\"", place);
    }
}
