using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>The connector refuses, hangs or breaks: what becomes of a message, by way of the real outbox.</summary>
public sealed class FailureSendTests
{
    private static readonly string Ana = TeamsChatDriver.Chat("ana");
    private static readonly string Amir = TeamsChatDriver.Chat("amir");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_throttled_message_waits_as_told_and_others_go_on()
    {
        await using var round = await TeamsRound.StartAsync();
        round.Stub.Script(StubAnswers.Throttled("40"), FailureRound.Posts(Ana));
        var from = round.Bot.Clock.GetUtcNow();
        await round.SayAsync("ana", "help");
        await round.SayAsync("amir", "help");
        await round.SayAsync("ana", "hello");
        Assert.Single(round.PostsTo(Ana)); // What follows for the same chat waits behind it.
        Assert.Single(round.PostsTo(Amir));
        while (round.Bot.Clock.GetUtcNow() < from.AddSeconds(39))
        {
            await round.Bot.PassAsync("3 seconds");
            Assert.Single(round.PostsTo(Ana));
        }

        await round.UntilAsync(() => round.PostsTo(Ana).Count == 3, minutes: 2);
        await round.Bot.PassAsync("30 minutes");
        Assert.Equal(3, round.PostsTo(Ana).Count);
        Assert.Equal(2, round.Stub.Activities(Ana).Count);
        Assert.True(JsonNode.DeepEquals(round.PostsTo(Ana)[0].Json, round.PostsTo(Ana)[1].Json));
    }

    public static TheoryData<string> Passing => ["429", "401", "408", "412", "500", "502", "503", "504", "cut"];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_passes_is_tried_again(string failure)
    {
        await using var round = await TeamsRound.StartAsync();
        round.Stub.Script(failure == "cut" ? StubAnswers.Cut() : StubAnswers.Refuses(int.Parse(failure, null), "Whatever"), FailureRound.Posts(Ana));
        await round.SayAsync("ana", "help");
        await round.UntilAsync(() => round.PostsTo(Ana).Count == 2, minutes: 2);
        await round.Bot.PassAsync("30 minutes");
        Assert.Equal(2, round.PostsTo(Ana).Count);
        Assert.Single(round.Stub.Activities(Ana));
    }

    [Fact]
    public async Task A_request_that_hangs_ends_and_is_tried_again()
    {
        await using var round = await TeamsRound.StartAsync();
        var never = new TaskCompletionSource();
        round.Stub.Script(StubAnswers.Slow(never.Task), FailureRound.Posts(Ana));
        while (round.Stub.Requests.Count > 0 && (await round.Stub.ReceivedAsync(Cancel)) != round.Stub.Requests[^1])
        {
            // Those of the start.
        }

        await round.Chat.SayAsync(new Seat("ana"), "help", 0, Cancel);
        await round.Stub.ReceivedAsync(Cancel);
        round.Bot.Clock.Advance(ConnectorHttp.Limit + TimeSpan.FromSeconds(1));
        await round.UntilAsync(() => round.PostsTo(Ana).Count == 2, minutes: 2);
        Assert.Single(round.Stub.Activities(Ana));
    }

    [Theory]
    [InlineData(400, "BadSyntax")]
    [InlineData(403, "NotEnoughPermissions")]
    [InlineData(413, "MessageSizeTooBig")]
    public async Task What_will_never_be_taken_is_dropped_and_said_to_have_been_there_and_the_next_goes_out(int status, string code)
    {
        var log = new Logged();
        await using var round = await TeamsRound.StartAsync(change: s => FailureRound.LogInto(s, log));
        round.Stub.Script(StubAnswers.Refuses(status, code), FailureRound.Posts(Ana));
        await round.SayAsync("ana", "help");
        await round.SayAsync("ana", "hello");
        await round.Bot.PassAsync("60 minutes");
        Assert.Equal(3, round.PostsTo(Ana).Count);
        Assert.Equal(2, round.Stub.Activities(Ana).Count);
        Assert.Contains("could not be shown here", round.Standing(Ana), StringComparison.Ordinal);
        Assert.Single(log.Lines, l => l.Contains("was refused by the channel and is dropped", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, l => l.Contains("private words", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a:opened-anew", 1)]
    [InlineData(null, 0)]
    public async Task A_personal_chat_that_is_gone_is_opened_anew_once_and_left_where_it_is_the_same(string? anew, int there)
    {
        await using var round = await TeamsRound.StartAsync();
        round.Stub.Script(StubAnswers.Refuses(404, "ConversationNotFound"), FailureRound.Posts(Ana));
        if (anew is not null)
        {
            round.Stub.Script(StubAnswers.Json(201, new JsonObject { ["id"] = anew }), r => r.Method == "POST" && r.Path.EndsWith("/v3/conversations", StringComparison.Ordinal));
        }

        await round.SayAsync("ana", "help");
        await round.Bot.PassAsync("1 minute");
        Assert.Single(round.PostsTo(Ana));
        Assert.Equal(there, round.Stub.Activities(anew ?? Ana).Count);
    }

    [Fact]
    public async Task Where_the_thread_is_gone_it_goes_to_the_channel()
    {
        await using var round = await TeamsRound.StartAsync();
        var home = TeamsChatDriver.Channel("housing");
        var before = round.Stub.Activities(home).Count;
        round.Stub.Script(StubAnswers.Refuses(404, "ConversationNotFound"), r => r.Path.Contains("messageid", StringComparison.Ordinal));
        await round.Chat.SayAsync(new Seat("ana", "housing"), "help", 0, Cancel);
        await round.Bot.SettleAsync();
        Assert.Equal(before + 1, round.Stub.Activities(home).Count);
        Assert.Single(round.Stub.Requests, r => r.Path.Contains("messageid", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_is_gone_is_not_changed_and_not_posted_anew()
    {
        await using var round = await TeamsRound.StartAsync();
        await round.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< ...
            bea< ...
            carys< ...
            dele< ...
            ewa< ...
            finn< ...
            grace< ...
            """);
        var posted = round.PostsTo(Ana).Count;
        round.Stub.Script(StubAnswers.Refuses(404, "ActivityNotFoundInConversation"), r => r.Method == "PUT" && r.Path.Contains(Uri.EscapeDataString(Ana), StringComparison.Ordinal));
        foreach (var words in (string[])["agree", "one at a time", "We met."])
        {
            await round.SayAsync("amir", words); // The numbers in the facilitator's chat move.
        }

        await round.Bot.PassAsync("60 minutes");
        Assert.Equal(posted, round.PostsTo(Ana).Count);
        Assert.Contains(round.Stub.Requests, r => r.KeptAs is null && r.Method == "PUT" && r.Path.Contains(Uri.EscapeDataString(Ana), StringComparison.Ordinal));
    }
}
