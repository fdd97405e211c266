using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Application.Stores;
using ReflectionBot.Channels.Slack.Api.Pace;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Two workspaces that install the app themselves: a wall between them, and each comes and goes by itself.</summary>
public sealed class SlackReachWorkspaceTests : IAsyncLifetime
{
    private readonly SlackRound.Following _clock = new(TestBot.Start);
    private SlackStub _stub = null!;
    private TestBot _bot = null!;
    private HttpClient _browser = null!;
    private House _one = null!;
    private House _two = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stub = await SlackStub.StartAsync(Cancel, time: _clock);
        string[] settings =
        [
            "--Slack:Transport=Http", $"--Slack:SigningSecret={_stub.App.SigningSecret}", $"--Slack:ClientId={_stub.App.ClientId}", $"--Slack:ClientSecret={_stub.App.ClientSecret}",
            $"--Slack:ApiUrl={_stub.ApiUrl}", "--PublicUrl=https://reflect.example.org",
        ];
        _bot = await TestBot.StartAsync(settings, inProcess: false, TestBot.Start, services => services.AddSingleton(new SlackRateLimiter(new SlackRound.Leaping(TestBot.Start))));
        _clock.To = _bot.Clock;
        _stub.Deliveries.ByHttp(_bot.Http);
        _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _bot.Http.BaseAddress };
        _one = await MovedInAsync("Housing", "Ana", "Amir");
        _two = await MovedInAsync("Stroke", "Olga", "Otto");
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _bot.DisposeAsync();
        await _stub.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_of_one_workspace_reaches_the_other()
    {
        await CommandAsync(_one, "person add \"Amir\"");
        Assert.Contains("Amir is on Project of Housing", _one.Lead.Last(), StringComparison.Ordinal);

        // Ids and addresses of the other workspace are nobody's here.
        await CommandAsync(_one, $"person add <@{_two.Member.Id}>");
        await CommandAsync(_one, "person add otto@stroke.example");
        Assert.DoesNotContain("#invite=", _one.Lead.All(), StringComparison.Ordinal);
        Assert.Equal(["Amir", "Ana"], (await MembersAsync(_one)).Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Null(await PersonAsync(_two.Member));
        await CommandAsync(_one, "milestone add \"Kick-off\"");
        await CommandAsync(_one, "start \"Kick-off\"");
        Assert.Contains("Before you start", _one.Member.Last(), StringComparison.Ordinal);
        Assert.Empty(_two.Member.Hears());
        Assert.DoesNotContain("Kick-off", _two.Member.All(_two.Channel) + _two.Lead.All(), StringComparison.Ordinal);
        Assert.Equal(["Olga"], (await MembersAsync(_two)).Select(m => m.Name));

        // The same person in both is two people.
        Assert.NotEqual((await PersonAsync(_one.Lead))!.Id, (await PersonAsync(_two.Lead))!.Id);
        Assert.Equal((_one.Team.Id, _two.Team.Id), ((await PersonAsync(_one.Lead))!.Workspace, (await PersonAsync(_two.Lead))!.Workspace));
        Assert.Empty(_stub.Problems);
    }

    [Fact]
    public async Task Uninstalled_in_one_its_token_is_forgotten_its_people_are_not_reachable_and_the_other_goes_on()
    {
        await CommandAsync(_one, "person add \"Amir\"");
        await CommandAsync(_two, "person add \"Otto\"");
        await CommandAsync(_one, "milestone add \"Kick-off\" on 25 November");
        await CommandAsync(_two, "milestone add \"Kick-off\" on 25 November");
        Assert.NotNull(await FindAsync(_one));
        await _one.Lead.UninstallAsync(Cancel);
        await SettleAsync();
        Assert.Null(await FindAsync(_one));
        Assert.NotNull(await FindAsync(_two));
        await _bot.PassAsync("1 day");
        await SettleAsync();
        Assert.Contains("Before you start", _two.Member.Last(), StringComparison.Ordinal);
        Assert.Empty(_one.Member.Hears());
        Assert.True((await MembersAsync(_one)).Single(m => m.Name == "Amir").Unreachable);
        Assert.DoesNotContain(await MembersAsync(_two), m => m.Unreachable);

        // Installed again, whoever writes is asked.
        await InstallAsync(_one.Team);
        Assert.NotNull(await FindAsync(_one));
        await ActAsync(() => _one.Member.SayAsync("hello", Cancel));
        Assert.Contains("Before you start", _one.Member.Last(), StringComparison.Ordinal);
        Assert.False((await MembersAsync(_one)).Single(m => m.Name == "Amir").Unreachable);
        await CommandAsync(_one, "status");
        Assert.Contains("1 person, who can be reached", _one.Lead.All(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_token_is_forgotten_when_Slack_tells_it_and_when_Slack_refuses_it()
    {
        await ActAsync(() => _one.Lead.RevokeAsync(Cancel));
        Assert.Null(await FindAsync(_one));
        await CommandAsync(_two, "person add \"Otto\"");
        await CommandAsync(_two, "milestone add \"Kick-off\"");
        _two.Team.TokenState = StubTokenState.Revoked;
        await CommandAsync(_two, "start \"Kick-off\"");
        Assert.Null(await FindAsync(_two));
        await InstallAsync(_one.Team);
        Assert.NotNull(await FindAsync(_one));
        await CommandAsync(_one, "status");
        Assert.Null(await FindAsync(_two));
    }

    /// <summary>Of a person's own token, such as other apps have, <c>tokens_revoked</c> says nothing about the bot's.</summary>
    [Fact]
    public async Task Somebodys_own_token_that_is_revoked_changes_nothing()
    {
        var happened = new JsonObject { ["type"] = "tokens_revoked", ["tokens"] = new JsonObject { ["oauth"] = new JsonArray(_one.Lead.Id), ["bot"] = new JsonArray() }, ["event_ts"] = _stub.NextTs() };
        await ActAsync(() => _stub.Deliveries.SendEventAsync(_one.Team, happened, Cancel));
        Assert.NotNull(await FindAsync(_one));
    }

    [Fact]
    public async Task What_comes_from_a_workspace_without_the_app_is_dropped()
    {
        var third = _stub.AddWorkspace("Third", installed: false);
        var zoe = third.AddPerson("Zoe");
        var sent = await ActAsync(() => zoe.SayAsync("hello", Cancel));
        Assert.True(sent.IsAcknowledged);
        Assert.Empty(zoe.Hears());
    }

    private async Task<House> MovedInAsync(string name, string lead, string member)
    {
        var team = _stub.AddWorkspace(name, installed: false);
        var house = new House(team, team.AddPerson(lead, u => u with { IsAdmin = true }), team.AddPerson(member), null!);
        await InstallAsync(team);
        house = house with { Channel = team.AddChannel("home", [house.Lead, house.Member]) };
        await CommandAsync(house, $"setup \"Project of {name}\"");
        await ActAsync(() => house.Lead.PressAsync(house.Lead.Hears(house.Channel)[^1], "Settings", Cancel));
        await ActAsync(() => house.Lead.PressAsync(house.Lead.Hears()[^1], "Open the form", Cancel));
        await ActAsync(() => house.Lead.SubmitAsync(new Dictionary<string, string>(SlackJourneySteps.Filled) { ["Readers"] = lead, ["Helper2"] = lead }, Cancel));
        Assert.Contains("Nothing is missing now.", house.Lead.Last(), StringComparison.Ordinal);
        return house;
    }

    /// <summary>As a browser does it.</summary>
    private async Task InstallAsync(StubWorkspace team)
    {
        using var begun = await _browser.GetAsync("/slack/install", Cancel);
        var cookie = begun.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var allowed = await _browser.GetAsync(new Uri($"{begun.Headers.Location}&team={team.Id}"), Cancel);
        using var back = new HttpRequestMessage(HttpMethod.Get, allowed.Headers.Location!.PathAndQuery);
        back.Headers.Add("Cookie", cookie);
        using var done = await _browser.SendAsync(back, Cancel);
        Assert.True(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync(Cancel));
    }

    private async Task<StubDelivery> ActAsync(Func<Task<StubDelivery>> act)
    {
        _bot.Clock.Advance(TimeSpan.FromSeconds(6)); // Longer than an installation is kept in mind.
        var sent = await act();
        await SettleAsync();
        return sent;
    }

    private async Task SettleAsync()
    {
        await _bot.SettleAsync();
        await _stub.Deliveries.SettleAsync(Cancel);
        await _bot.SettleAsync();
    }

    private Task<StubDelivery> CommandAsync(House house, string text) => ActAsync(() => house.Lead.CommandAsync("/reflect", text, Cancel, house.Channel));

    private Task<SlackInstallation?> FindAsync(House house) => _bot.Get<SlackInstallations>().FindAsync(house.Team.Id, Cancel);

    private Task<Person?> PersonAsync(StubPerson person) => _bot.Get<PeopleStore>().FindAsync(new("slack", person.Team.Id, person.Id), Cancel);

    private async Task<IReadOnlyList<Member>> MembersAsync(House house)
    {
        var projects = _bot.Get<ProjectStore>();
        var project = await projects.AtAsync(new ConversationAddress("slack", house.Team.Id, house.Channel.Id, true), Cancel);
        return await projects.MembersAsync(project!.Id, Cancel);
    }

    /// <summary>A workspace, whoever runs its project, somebody else, and the project's channel.</summary>
    private sealed record House(StubWorkspace Team, StubPerson Lead, StubPerson Member, StubChannel Channel);
}
