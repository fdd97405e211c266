using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Who is in a channel, and what people are called: page by page, all or nothing, and never in the way of an answer.</summary>
public sealed class FailureRosterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_hundred_on_pages_of_three_with_people_from_elsewhere_and_without_bots_and_deactivated()
    {
        await using var bot = await SendingBot.StartAsync();
        var people = Enumerable.Range(1, 290).Select(i => bot.Team.AddPerson($"Person{i}")).ToList();
        var elsewhere = Enumerable.Range(1, 10).Select(i => bot.Team.AddPerson($"Guest{i}", u => u with { Team = "T0ELSEWHERE", RealName = $"Guest {i}" })).ToList();
        var robot = bot.Team.AddPerson("Robot", u => u with { BotId = "B0ROBOT" });
        var left = bot.Team.AddPerson("Left", u => u with { IsDeleted = true });
        var hidden = bot.Team.AddPerson("Hidden", u => u with { IsHidden = true });
        var place = bot.Team.AddChannel("everybody", [.. people, .. elsewhere, robot, left, hidden]);
        var found = await bot.Channel.MembersAsync(SlackNames.Shared(bot.Team.Id, place.Id, null), Cancel).ToListAsync(Cancel);
        Assert.Equal([.. people.Concat(elsewhere).Select(p => p.Id)], found.Select(m => m.Address.User));
        Assert.Contains(found, m => m.Name == "Guest 3");
        Assert.All(found, m => Assert.Equal((bot.Team.Id, "slack"), (m.Address.Workspace, m.Address.Channel)));
        Assert.Equal(102, bot.Stub.RequestsOf("conversations.members").Count);
        Assert.Equal(11, bot.Stub.RequestsOf("users.info").Count); // Those whom the workspace's own list does not have.
        await bot.Channel.MembersAsync(SlackNames.Shared(bot.Team.Id, place.Id, null), Cancel).ToListAsync(Cancel);
        Assert.Equal(12, bot.Stub.RequestsOf("users.info").Count); // Who is hidden is asked for again; the others are known.
    }

    [Theory]
    [InlineData("conversations.members", "429")]
    [InlineData("conversations.members", "token_revoked")]
    [InlineData("conversations.members", "500")]
    [InlineData("users.info", "429")]
    [InlineData("users.info", "missing_scope")]
    [InlineData("users.info", "500")]
    public async Task Half_a_list_is_none(string method, string failure)
    {
        await using var bot = await SendingBot.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            bot.Home.Members.Add(bot.Team.AddPerson($"Person{i}").Id);
        }

        var answer = failure switch { "429" => StubSlackAnswer.RateLimited(9), "500" => StubSlackAnswer.Status(500), _ => StubSlackAnswer.Refused(failure) };
        bot.Stub.NextWhere(method, r => r["cursor"] is not null || r["user"] == bot.Home.Members[^1], Enumerable.Repeat(answer, 3));
        var reading = Record.ExceptionAsync(async () => await bot.Channel.MembersAsync(bot.ToHome, Cancel).ToListAsync(Cancel));
        while (!reading.IsCompleted)
        {
            bot.Clock.Advance(TimeSpan.FromMilliseconds(100)); // Questions are asked again a little.
            await Task.Yield();
        }

        Assert.NotNull(await reading);
    }

    [Fact]
    public async Task Names_are_kept_for_six_hours()
    {
        await using var bot = await SendingBot.StartAsync();
        var people = bot.Get<SlackPeople>();
        Assert.Equal("Ana", (await people.FindAsync(bot.Access, bot.Ana.Id, Cancel))!.Name);
        bot.Team.Change(bot.Ana.Id, u => u with { DisplayName = "Ana Silva" });
        bot.Clock.Advance(TimeSpan.FromHours(6) - TimeSpan.FromSeconds(1));
        Assert.Equal("Ana", (await people.SoonAsync(bot.Access, bot.Ana.Id, Cancel))!.Name);
        Assert.Single(bot.Stub.RequestsOf("users.info"));
        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Ana Silva", (await people.SoonAsync(bot.Access, bot.Ana.Id, Cancel))!.Name);
        Assert.Equal("Ana Silva", (await bot.Channel.FindAsync(SlackNames.Person(bot.Team.Id, bot.Ana.Id), Cancel))!.Name);
    }

    [Fact]
    public async Task Where_Slack_does_not_say_who_it_is_an_answer_waits_less_than_a_second_and_the_next_not_at_all()
    {
        await using var round = await SlackRound.StartAsync();
        await round.Script.PlayAsync(SlackRound.AmirIsAsked);
        await round.Bot.PassAsync("7 hours"); // Names are forgotten.
        var (amir, never) = (round.People["amir"], new TaskCompletionSource());
        var before = round.Stub.RequestsOf("users.info").Count;
        round.Stub.Next("users.info", Enumerable.Repeat(StubSlackAnswer.Slow(never.Task), 9));
        var said = amir.SayAsync("one at a time", Cancel);
        await round.Stub.UntilAsync(() => round.Stub.RequestsOf("users.info").Count > before, Cancel);
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(0.79));
        Assert.False(said.IsCompleted);
        round.Bot.Clock.Advance(TimeSpan.FromSeconds(0.01));
        Assert.True((await said).IsAcknowledged);
        Assert.True((await amir.SayAsync("We met the council.", Cancel)).IsAcknowledged); // The clock stands still: nobody waits.
        Assert.Equal(before + 1, round.Stub.RequestsOf("users.info").Count);
        await round.Bot.SettleAsync();
        Assert.Contains("Saved.", round.Standing(amir.Direct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_addresses_of_mail_are_not_waited_for_one_after_the_other()
    {
        await using var bot = await SendingBot.StartAsync();
        var (people, never) = (bot.Get<SlackPeople>(), new TaskCompletionSource());
        bot.Stub.Next("users.lookupByEmail", StubSlackAnswer.Slow(never.Task));
        var first = people.ByEmailAsync(bot.Access, "ana@housing.example", Cancel);
        await bot.Stub.UntilAsync(() => bot.Stub.RequestsOf("users.lookupByEmail").Count == 1, Cancel);
        bot.Clock.Advance(TimeSpan.FromSeconds(0.8));
        Assert.Null(await first);
        Assert.Null(await people.ByEmailAsync(bot.Access, "amir@housing.example", Cancel));
        Assert.Null(await people.SoonAsync(bot.Access, bot.Ana.Id, Cancel));
        Assert.Single(bot.Stub.RequestsOf("users.lookupByEmail"));
        bot.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(bot.Amir.Id, (await people.ByEmailAsync(bot.Access, "amir@housing.example", Cancel))!.Id);
    }
}
