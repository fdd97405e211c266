using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Tests.Teams;

namespace ReflectionBot.Tests.Slack;

/// <summary>Lists over several pages, and lists that do not end well.</summary>
public sealed class SlackApiListTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_are_followed_by_their_cursors_also_past_an_empty_one()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        Page(bot, "dXNlcjpVMDYx=", "U1", "U2");
        Page(bot, "second");
        Page(bot, "", "U3");
        Assert.Equal(["U1", "U2", "U3"], await bot.Api.MembersAsync(ApiBot.Access, "C1", Cancel).ToListAsync(Cancel));
        Assert.Equal([null, "dXNlcjpVMDYx=", "second"], bot.Server.Requests.Select(r => ApiBot.Form(r).GetValueOrDefault("cursor")));
        Assert.All(bot.Server.Requests, r => Assert.Equal(("C1", "200", ""), (ApiBot.Form(r)["channel"], ApiBot.Form(r)["limit"], r.Query)));
    }

    [Theory]
    [InlineData("same", "same")]
    [InlineData("one", "two", "one")]
    public async Task A_cursor_that_comes_again_ends_the_list(params string[] cursors)
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        foreach (var cursor in cursors)
        {
            Page(bot, cursor, "U1");
        }

        var e = await Assert.ThrowsAsync<SlackCallException>(async () => await bot.Api.MembersAsync(ApiBot.Access, "C1", Cancel).ToListAsync(Cancel));
        Assert.Equal((SlackFailure.Other, "endless_list"), (e.Failure, e.Code));
        Assert.Equal(cursors.Length, bot.Server.Requests.Count);
    }

    [Fact]
    public async Task A_list_without_end_ends()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        for (var i = 0; i <= SlackApi.MostPages; i++)
        {
            Page(bot, $"page {i}");
        }

        await Assert.ThrowsAsync<SlackCallException>(async () => await bot.Api.UsersAsync(ApiBot.Access, Cancel).ToListAsync(Cancel));
        Assert.Equal(SlackApi.MostPages, bot.Server.Requests.Count);
    }

    [Fact]
    public async Task A_refusal_in_the_midst_is_no_end()
    {
        await using var bot = await ApiBot.StartAsync(Cancel);
        Page(bot, "more", "U1");
        bot.Refuse("channel_not_found");
        var seen = new List<string>();
        var e = await Assert.ThrowsAsync<SlackCallException>(() => CollectAsync(bot, seen));
        Assert.Equal((SlackFailure.ChannelGone, "channel_not_found", null), (e.Failure, e.Code, e.After));
        Assert.Equal(["U1"], seen);

        Page(bot, "more", "U1");
        bot.Server.Script(StubAnswers.Throttled("7"));
        e = await Assert.ThrowsAsync<SlackCallException>(() => CollectAsync(bot, seen));
        Assert.Equal((null, "busy", TimeSpan.FromSeconds(7)), (e.Failure, e.Code, e.After));

        e = await Assert.ThrowsAsync<SlackCallException>(() => CollectAsync(bot, seen));
        Assert.Equal("busy", e.Code);
        Assert.Equal(4, bot.Server.Requests.Count); // Not asked while Slack wants to be left alone.
    }

    private static async Task CollectAsync(ApiBot bot, List<string> seen)
    {
        await foreach (var member in bot.Api.MembersAsync(ApiBot.Access, "C1", Cancel))
        {
            seen.Add(member);
        }
    }

    private static void Page(ApiBot bot, string next, params string[] members) =>
        bot.Ok(new() { ["members"] = new JsonArray([.. members.Select(m => (JsonNode)m)]), ["response_metadata"] = new JsonObject { ["next_cursor"] = next } });
}
