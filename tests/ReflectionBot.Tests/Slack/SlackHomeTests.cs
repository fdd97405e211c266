using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>The App Home: what each person finds there, and what the buttons on it do. And the first opening of the chat with the bot.</summary>
public sealed class SlackHomeTests
{
    private const string Milestone = "Focus groups complete";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stranger_reads_what_the_bot_is_and_nothing_of_anybody()
    {
        await using var round = await SlackRound.StartAsync();
        var zoe = round.Team.AddPerson("Zoe");
        await OpenAsync(round, zoe);
        Assert.Contains("I don't know you yet.", zoe.Home!.Read(), StringComparison.Ordinal);
        Assert.DoesNotContain("Housing", zoe.Home.Read(), StringComparison.Ordinal);
        Assert.Null(await round.PersonAsync(zoe));
        Assert.Empty(zoe.Hears());
    }

    [Fact]
    public async Task A_collaborator_begins_goes_on_and_hands_in_from_there()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        await OpenAsync(round, amir);
        Assert.Contains("Nothing to answer now.", amir.Home!.Read(), StringComparison.Ordinal);
        await round.CommandAsync(ana, $"start \"{Milestone}\"", round.Home);
        await OpenAsync(round, amir);
        Assert.Contains($"Housing priorities: {Milestone}", amir.Home!.Read(), StringComparison.Ordinal);
        Assert.Contains("nothing written yet", amir.Home.Read(), StringComparison.Ordinal);

        // Pressed there, the question comes in the direct chat, and the page is made anew.
        var (heard, hash) = (amir.Hears().Count, amir.Home!.Hash);
        await round.ActAsync(() => amir.PressInHomeAsync("Begin", Cancel));
        Assert.Equal(heard + 1, amir.Hears().Count);
        Assert.Contains("Before you start", amir.Last(), StringComparison.Ordinal);
        Assert.NotEqual(hash, amir.Home!.Hash);
        await round.PressAsync(amir, "I agree");
        await round.PressAsync(amir, "One at a time");
        await round.SayAsync(amir, "We met.");
        await OpenAsync(round, amir);
        Assert.Contains("begun, 1 answer", amir.Home.Read(), StringComparison.Ordinal);
        await round.ActAsync(() => amir.PressInHomeAsync("Go on", Cancel));
        Assert.Contains("We met.", amir.Last(), StringComparison.Ordinal);
        await round.SayAsync(amir, "review");
        await round.PressAsync(amir, "Submit");
        await OpenAsync(round, amir);
        Assert.Contains("handed in, 1 answer", amir.Home.Read(), StringComparison.Ordinal);
        await round.ActAsync(() => amir.PressInHomeAsync("Show", Cancel));
        Assert.Contains("Your reflection", amir.Last(), StringComparison.Ordinal);

        await round.CommandAsync(ana, "close", round.Home);
        await round.SayAsync(ana, "yes");
        await OpenAsync(round, amir);
        Assert.Contains($"Housing priorities: {Milestone} - handed in, 1 answer", amir.Home.Read(), StringComparison.Ordinal);
        Assert.False(amir.Home.Has("Show"));
        await round.ActAsync(() => amir.PressInHomeAsync("Take answers back", Cancel));
        await round.SayAsync(amir, "withdraw all");
        await round.SayAsync(amir, "yes");
        await OpenAsync(round, amir);
        Assert.Contains("taken back", amir.Home.Read(), StringComparison.Ordinal);
        Assert.Empty(round.Stub.Problems);
    }

    [Fact]
    public async Task Only_the_facilitator_sees_numbers_and_starts_and_reminds_from_there()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir, lena) = (round.People["ana"], round.People["amir"], round.People["lena"]);
        await OpenAsync(round, ana);
        Assert.Contains("You run Housing priorities", ana.Home!.Read(), StringComparison.Ordinal);
        Assert.Contains(Milestone, ana.Home.Read(), StringComparison.Ordinal);
        await round.ActAsync(() => ana.PressInHomeAsync("Start the next round", Cancel));
        Assert.Contains("Before you start", amir.Last(), StringComparison.Ordinal);
        Assert.False(ana.Home.Has("Start the next round"));
        await OpenAsync(round, ana);
        Assert.Contains("Invited 7, started 0, submitted 0", ana.Home.Read(), StringComparison.Ordinal);
        Assert.False(ana.Home.Has("Start the next round"));
        await round.PressAsync(amir, "I agree");
        await round.PressAsync(amir, "One at a time");
        await round.SayAsync(amir, "We met.");
        await round.ActAsync(() => ana.PressInHomeAsync("Status", Cancel));
        Assert.Contains("started 1", ana.Home.Read(), StringComparison.Ordinal);
        Assert.Contains("started 1", ana.Last(), StringComparison.Ordinal);

        var heard = round.People["bea"].Hears().Count;
        await round.ActAsync(() => ana.PressInHomeAsync("Remind once more", Cancel));
        Assert.Equal(heard + 1, round.People["bea"].Hears().Count);
        await OpenAsync(round, amir);
        await OpenAsync(round, lena);
        foreach (var person in (StubPerson[])[amir, lena])
        {
            var read = person.Home!.Read();
            Assert.DoesNotContain("Invited", read, StringComparison.Ordinal);
            Assert.DoesNotContain("started", read, StringComparison.Ordinal);
            Assert.DoesNotContain("people", read, StringComparison.Ordinal);
            Assert.False(person.Home.Has("Remind once more") || person.Home.Has("Status") || person.Home.Has("People"));
        }

        Assert.DoesNotContain("We met.", ana.Home.Read(), StringComparison.Ordinal);
        Assert.Empty(round.Stub.Problems);
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("amir")]
    [InlineData("lena")]
    public async Task The_global_shortcut_shows_the_same_as_a_window_and_its_buttons_work(string name)
    {
        await using var round = await SlackRound.StartAsync();
        var person = round.People[name];
        await round.CommandAsync(round.People["ana"], $"start \"{Milestone}\"", round.Home);
        await OpenAsync(round, person);
        var sent = await round.ActAsync(() => person.ShortcutAsync("overview", Cancel));
        Assert.True(sent.IsAcknowledged);
        Assert.Equal(person.Home!.Read(), (string?)person.Modal!.Json["title"]!["text"] + person.Modal.Read());
        await round.ActAsync(() => person.PressInModalAsync("My choices", Cancel));
        Assert.NotEmpty(person.Last());
        Assert.Empty(round.Stub.Problems);
    }

    [Fact]
    public async Task The_first_opening_of_the_chat_greets_once()
    {
        await using var round = await SlackRound.StartAsync();
        var zoe = round.Team.AddPerson("Zoe");
        for (var i = 0; i < 3; i++)
        {
            await OpenAsync(round, zoe, "messages");
        }

        Assert.Contains("I don't know you yet.", Assert.Single(zoe.Hears()).Read(), StringComparison.Ordinal);
        await OpenAsync(round, zoe);
        Assert.Single(zoe.Hears());

        // Who was written to before has been greeted by that.
        var amir = round.People["amir"];
        await round.CommandAsync(round.People["ana"], $"start \"{Milestone}\"", round.Home);
        await OpenAsync(round, amir, "messages");
        Assert.Single(amir.Hears());
    }

    [Fact]
    public async Task Who_could_not_be_reached_finds_the_open_questions_when_they_open_the_chat()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        round.Team.Change(amir.Id, u => u with { IsHidden = true });
        await round.CommandAsync(ana, $"start \"{Milestone}\"", round.Home);
        Assert.Contains("I cannot reach Amir Khan here.", ana.All(), StringComparison.Ordinal);
        Assert.Empty(amir.Hears());
        round.Team.Change(amir.Id, u => u with { IsHidden = false });
        await OpenAsync(round, amir, "messages");
        Assert.Contains("Before you start", amir.Last(), StringComparison.Ordinal);
        Assert.Contains("all can be reached", ana.All(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_facilitator_makes_a_milestone_of_a_message()
    {
        await using var round = await SlackRound.StartAsync();
        var ana = round.People["ana"];
        await round.ActAsync(() => Marked(round, ana, "The survey is out!\nMore tomorrow."));
        Assert.Contains("The survey is out!", ana.Modal!.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("tomorrow", ana.Modal.Json.ToJsonString(), StringComparison.Ordinal);

        // As long as the name may be where it is typed.
        Assert.Equal(NameLimits.Milestone, (int)Assert.Single(BlockText.All(ana.Modal.Json, "plain_text_input"))["max_length"]!);

        // Without a name it stays open, and says why.
        var sent = await round.SubmitAsync(ana, ("name", " "));
        Assert.Equal(("errors", "A milestone needs a name."), ((string?)sent.Answer!["response_action"], (string?)sent.Answer["errors"]!["name"]));
        Assert.NotNull(ana.Modal);
        sent = await round.SubmitAsync(ana, ("name", "Survey \"out\""));
        Assert.Null(ana.Modal);
        await round.AgainAsync(sent);
        var milestones = await round.Bot.Get<ProjectStore>().MilestonesAsync("tryouthousing", Cancel);
        Assert.Single(milestones, m => m.Name == "Survey \"out\"");
        Assert.Contains("Survey \"out\"", ana.All(round.Home), StringComparison.Ordinal);
        Assert.Empty(round.People["bea"].Hears(round.Home));
        Assert.Empty(round.Stub.Problems);
    }

    [Fact]
    public async Task Nobody_else_makes_one_and_nowhere_else()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        await round.ActAsync(() => Marked(round, amir, "The survey is out!"));
        await round.SubmitAsync(amir);
        Assert.Contains("Only a facilitator", amir.Last(round.Home), StringComparison.Ordinal);

        var elsewhere = round.Team.AddChannel("elsewhere", [ana]);
        await round.ActAsync(() => Marked(round, ana, "The survey is out!", elsewhere));
        await round.SubmitAsync(ana);
        Assert.Contains("This channel is not set up yet.", ana.Last(elsewhere), StringComparison.Ordinal);

        var without = round.Team.AddChannel("without", [ana], withBot: false);
        await round.ActAsync(() => Marked(round, ana, "The survey is out!", without));
        await round.SubmitAsync(ana);
        Assert.Contains("This channel is not set up yet.", ana.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain(await round.Bot.Get<ProjectStore>().MilestonesAsync("tryouthousing", Cancel), m => m.Name.Contains("survey", StringComparison.Ordinal));
    }

    private static Task<StubDelivery> OpenAsync(SlackRound round, StubPerson person, string tab = "home") => round.ActAsync(() => person.OpenHomeAsync(Cancel, tab));

    private static async Task<StubDelivery> Marked(SlackRound round, StubPerson person, string text, StubChannel? channel = null)
    {
        var place = channel ?? round.Home;
        await person.SayInAsync(place, text, Cancel);
        return await person.MessageShortcutAsync("mark_milestone", person.Sees(place).Last(m => m.BotId is null), Cancel);
    }
}
