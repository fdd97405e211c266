using System.Text.Json.Nodes;
using ReflectionBot.Channels.Teams.Connector;

namespace ReflectionBot.Tests.Teams;

/// <summary>Reading who is in a team or chat.</summary>
public sealed class ConnectorMemberTests
{
    private const string Team = "19:team@thread.tacv2";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_pages_are_read_guests_included_each_member_once()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.SetMembers(Team, [Member(1), Member(2)], [], [Member(2), Member(3, "guest")], [new JsonObject { ["id"] = "29:4" }]);
        var members = await bot.Client.MembersAsync(OutboundBot.Service, Team, Cancel).ToListAsync(Cancel);
        Assert.Equal(["29:1", "29:2", "29:3", "29:4"], members.Select(m => m.Id));
        Assert.Equal(["entra-1", "entra-2", "entra-3", null], members.Select(m => m.EntraId));
        Assert.Equal([false, false, true, false], members.Select(m => m.IsGuest));
        Assert.Equal(("Name 1", "Given", "Sur", "m1@x", "u1@x", "tenant"), (members[0].Name, members[0].GivenName, members[0].Surname, members[0].Email, members[0].UserPrincipalName, members[0].TenantId));
        Assert.Equal("member(29:1)", $"{members[0]}");
        Assert.Equal(4, bot.Stub.Requests.Count);
        Assert.Equal(("/amer/v3/conversations/19%3Ateam%40thread.tacv2/pagedmembers", "?pageSize=200"), (bot.Stub.Requests[0].Path, bot.Stub.Requests[0].Query));
        Assert.StartsWith("?pageSize=200&continuationToken=p%261%26", bot.Stub.Requests[1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_has_its_channels_members()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.SetMembers(Team, [Member(1)]);
        Assert.Single(await bot.Client.MembersAsync(OutboundBot.Service, Team + ";messageid=17", Cancel).ToListAsync(Cancel));
        Assert.NotNull(await bot.Client.MemberAsync(OutboundBot.Service, Team + ";messageid=17", "29:1", Cancel));
    }

    [Fact]
    public async Task Pages_that_go_in_circles_end()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.SetMembers(Team, [Member(1)], [Member(2)]);
        bot.Stub.RepeatContinuation = true;
        Assert.Equal(["29:1", "29:2"], (await bot.Client.MembersAsync(OutboundBot.Service, Team, Cancel).ToListAsync(Cancel)).Select(m => m.Id));
        Assert.Equal(2, bot.Stub.Requests.Count);
        Assert.Contains(bot.Log.Lines, l => l.Contains("circles", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(501)]
    public async Task An_emulator_without_pages_is_asked_the_older_way(int status)
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.SetMembers(Team, [Member(1)], [Member(2)]);
        bot.Stub.PagedMembersStatus = status;
        Assert.Equal(["entra-1", "entra-2"], (await bot.Client.MembersAsync(OutboundBot.Service, Team, Cancel).ToListAsync(Cancel)).Select(m => m.EntraId));
    }

    [Fact]
    public async Task Half_a_list_is_never_taken_for_the_whole()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.SetMembers(Team, [Member(1)], [Member(2)]);
        bot.Stub.Script(StubAnswers.Refuses(403, "BotNotInConversationRoster"), r => r.Query.Contains("continuationToken", StringComparison.Ordinal));
        var read = new List<TeamsMember>();
        var e = await Assert.ThrowsAsync<ConnectorException>(async () =>
        {
            await foreach (var member in bot.Client.MembersAsync(OutboundBot.Service, Team, Cancel))
            {
                read.Add(member);
            }
        });
        Assert.IsType<ConnectorAnswer.Blocked>(e.Answer);
        Assert.Single(read);
    }

    [Fact]
    public async Task A_conversation_that_is_gone_is_said()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.PagedMembersStatus = 404;
        bot.Stub.Script(StubAnswers.Refuses(404, "ConversationNotFound"), r => r.Path.EndsWith("/members", StringComparison.Ordinal));
        var e = await Assert.ThrowsAsync<ConnectorException>(async () => await bot.Client.MembersAsync(OutboundBot.Service, "gone", Cancel).ToListAsync(Cancel));
        Assert.IsType<ConnectorAnswer.Gone>(e.Answer);
    }

    [Fact]
    public async Task One_member_is_found_by_either_id_or_is_not_there()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.SetMembers(Team, [Member(1)]);
        Assert.Equal("29:1", (await bot.Client.MemberAsync(OutboundBot.Service, Team, "29:1", Cancel))?.Id);
        Assert.Equal("29:1", (await bot.Client.MemberAsync(OutboundBot.Service, Team, "entra-1", Cancel))?.Id);
        Assert.Null(await bot.Client.MemberAsync(OutboundBot.Service, Team, "29:2", Cancel));
        await Assert.ThrowsAsync<ConnectorException>(() => bot.Client.MemberAsync(OutboundBot.Service, Team, "..", Cancel));
    }

    [Fact]
    public async Task A_question_is_asked_again_while_the_connector_is_busy()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.SetMembers(Team, [Member(1)]);
        bot.Stub.Script(StubAnswers.Throttled("0"));
        bot.Stub.Script(StubAnswers.Throttled("0", 503));
        Assert.Single(await bot.Client.MembersAsync(OutboundBot.Service, Team, Cancel).ToListAsync(Cancel));
        Assert.Equal(3, bot.Stub.Requests.Count);
    }

    [Fact]
    public async Task A_question_is_asked_four_times_in_all()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        for (var i = 0; i < 10; i++)
        {
            bot.Stub.Script(StubAnswers.Throttled("0"));
        }

        var e = await Assert.ThrowsAsync<ConnectorException>(() => bot.Client.MemberAsync(OutboundBot.Service, Team, "29:1", Cancel));
        Assert.Equal(new ConnectorAnswer.Busy(TimeSpan.Zero), e.Answer);
        Assert.Equal(4, bot.Stub.Requests.Count);
    }

    [Fact]
    public async Task A_long_wait_is_handed_on_instead_of_waited()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        bot.Stub.Script(StubAnswers.Throttled("30"));
        var e = await Assert.ThrowsAsync<ConnectorException>(() => bot.Client.MemberAsync(OutboundBot.Service, Team, "29:1", Cancel));
        Assert.Equal(new ConnectorAnswer.Busy(TimeSpan.FromSeconds(30)), e.Answer);
        Assert.Single(bot.Stub.Requests);
    }

    [Fact]
    public async Task A_question_that_hangs_is_asked_again_and_the_whole_has_an_end()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        var never = new TaskCompletionSource();
        for (var i = 0; i < 5; i++)
        {
            bot.Stub.Script(StubAnswers.Slow(never.Task));
        }

        var question = bot.Client.MemberAsync(OutboundBot.Service, Team, "29:1", Cancel);
        await bot.Stub.ReceivedAsync(Cancel);
        bot.Time.Advance(TimeSpan.FromSeconds(6)); // The first attempt ends; the next begins after a pause, whose length is left to chance.
        bot.Time.Advance(await bot.Time.TimerAsync(due => due > TimeSpan.Zero && due < TimeSpan.FromSeconds(5), Cancel));
        await bot.Stub.ReceivedAsync(Cancel);
        bot.Time.Advance(ConnectorHttp.Limit);
        await Assert.ThrowsAsync<TimeoutException>(() => question);
    }

    private static JsonObject Member(int number, string role = "user") => new()
    {
        ["id"] = $"29:{number}",
        ["name"] = $"Name {number}",
        ["givenName"] = "Given",
        ["surname"] = "Sur",
        ["email"] = $"m{number}@x",
        ["userPrincipalName"] = $"u{number}@x",
        ["tenantId"] = "tenant",
        ["userRole"] = role,
        ["aadObjectId"] = $"entra-{number}",
        ["unknown"] = new JsonObject(),
    };
}
