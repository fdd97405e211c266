using Microsoft.Extensions.Logging;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Inbound.SocketMode;
using static ReflectionBot.Tests.Slack.Patience;
using static ReflectionBot.Tests.Slack.SocketWorld;

namespace ReflectionBot.Tests.Slack;

/// <summary>How connections come and go.</summary>
public sealed class SocketLifeTests
{
    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    [InlineData("a reason of next year")]
    public async Task The_new_connection_is_there_before_the_old_one_is_left(string reason)
    {
        await using var world = new SocketWorld().StartSlot();
        var old = await world.GreetedAsync();
        await world.LiveAWhileAsync();
        old.Disconnect(reason);
        var fresh = await world.OpenedAsync();
        old.Event("in between");
        Assert.Equal("""{"envelope_id":"in between"}""", await old.SentAsync());
        Assert.False(old.Left.IsCompleted || old.WasPolite);
        fresh.Hello();
        await old.Left;
        Assert.True(old.WasPolite);
        fresh.Event("after");
        Assert.Equal("""{"envelope_id":"after"}""", await fresh.SentAsync());
        Assert.Equal((1, (string?)null), (world.State.Now.Connected, world.State.Now.Problem));
        Assert.Equal(0, world.Log.Count(LogLevel.Warning) + world.Log.Count(LogLevel.Error));
    }

    [Fact]
    public async Task The_old_connection_is_left_only_after_its_envelopes_are_acknowledged_on_it()
    {
        var go = new TaskCompletionSource();
        await using var world = new SocketWorld { Receive = async (a, cancel) => { await go.Task.WaitAsync(cancel); return SlackAck.Ok; } }.StartSlot();
        var old = await world.GreetedAsync();
        await world.LiveAWhileAsync();
        old.Press("slow");
        await EventuallyAsync(() => world.Arrived.Count == 1);
        old.Disconnect("warning");
        var fresh = await world.GreetedAsync();
        Assert.False(old.WasPolite);
        go.SetResult();
        Assert.Equal("""{"envelope_id":"slow"}""", await old.SentAsync());
        await old.Left;
        Assert.True(old.WasPolite);
        Assert.False(fresh.HasSent);
    }

    [Fact]
    public async Task A_connection_that_is_sent_away_as_soon_as_it_came_is_replaced_a_little_later()
    {
        await using var world = new SocketWorld().StartSlot();
        var old = await world.GreetedAsync();
        old.Disconnect("refresh_requested");
        Assert.Equal(Wait(2), await world.RestingAsync());
        Assert.False(world.HasOpened || old.Left.IsCompleted);
        world.Time.Advance(Wait(2));
        await world.GreetedAsync();
        await old.Left;
    }

    [Fact]
    public async Task A_silent_death_is_followed_by_another_connection()
    {
        await using var world = new SocketWorld().StartSlot();
        var old = await world.GreetedAsync();
        old.Break();
        Assert.Equal(Wait(2), await world.RestingAsync());
        await EventuallyAsync(() => old.Left.IsCompleted);
        Assert.Equal(new SlackSocketStatus(0, world.Time.GetUtcNow(), "broken"), world.State.Now);
        world.Time.Advance(Wait(2));
        await world.GreetedAsync();
        Assert.Equal(new SlackSocketStatus(1, world.Time.GetUtcNow(), null), world.State.Now);
    }

    [Fact]
    public async Task A_connection_that_Slack_closes_is_closed_and_followed_by_another()
    {
        await using var world = new SocketWorld().StartSlot();
        var old = await world.GreetedAsync();
        old.Frame(null);
        await world.RestAsync();
        await world.GreetedAsync();
        Assert.True(old.WasPolite && old.Left.IsCompleted);
    }

    [Fact]
    public async Task Without_a_hello_it_is_no_connection()
    {
        await using var world = new SocketWorld().StartSlot();
        var mute = await world.OpenedAsync();
        await world.Time.AskedAsync(SlackSocketConnection.HelloWithin);
        world.Time.Advance(SlackSocketConnection.HelloWithin);
        Assert.Equal(Wait(2), await world.RestingAsync());
        Assert.Equal((0, "no_hello"), (world.State.Now.Connected, world.State.Now.Problem));
        await mute.Left;
        world.Time.Advance(Wait(2));
        await world.GreetedAsync();
    }

    [Fact]
    public async Task Waits_grow_while_it_fails_and_begin_again_after_a_connection_that_lived_a_while()
    {
        await using var world = new SocketWorld();
        foreach (var _ in Enumerable.Range(0, 7))
        {
            world.Answers.Enqueue(() => throw new HttpRequestException("no route to wss-host-nobody-may-read"));
        }

        world.StartSlot();
        foreach (var most in (double[])[2, 4, 8, 16, 32, 60, 60])
        {
            Assert.Equal(Wait(most), await world.RestingAsync());
            world.Time.Advance(Wait(most));
        }

        var short1 = await world.GreetedAsync();
        short1.Break();
        Assert.Equal(Wait(60), await world.RestingAsync()); // It did not last.
        world.Time.Advance(Wait(60));
        var good = await world.GreetedAsync();
        await world.LiveAWhileAsync();
        good.Break();
        Assert.Equal(Wait(2), await world.RestingAsync());
        Assert.Equal(2, world.Log.Count(LogLevel.Warning) - 1); // Said once for each kind since the hello, not each time.
    }

    [Fact]
    public async Task Slack_is_not_asked_again_before_the_time_it_named()
    {
        await using var world = new SocketWorld();
        world.Answers.Enqueue(() => new SlackResult<Uri>.Busy(TimeSpan.FromSeconds(33.5)));
        world.Answers.Enqueue(() => new SlackResult<Uri>.Busy(null));
        world.Answers.Enqueue(() => new SlackResult<Uri>.Busy(TimeSpan.FromSeconds(0.5)));
        world.StartSlot();
        Assert.Equal(TimeSpan.FromSeconds(33.5), await world.RestingAsync());
        world.Time.Advance(TimeSpan.FromSeconds(33.4));
        Assert.Equal(1, world.Asked);
        world.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(Wait(4), await world.RestingAsync());
        world.Time.Advance(Wait(4));
        Assert.Equal(Wait(8), await world.RestingAsync());
        Assert.Equal("busy", world.State.Now.Problem);
    }

    [Theory]
    [InlineData(1, "invalid_auth", "begins with xapp-")]
    [InlineData(0, "not_allowed_token_type", "another kind")]
    [InlineData(2, "missing_scope", "connections:write")]
    [InlineData(0, "an_error_of_next_year", "Socket Mode is on")]
    public async Task What_Slack_refuses_is_said_once_with_advice_and_tried_slowly(int failure, string code, string advice)
    {
        await using var world = new SocketWorld();
        for (var i = 0; i < 3; i++)
        {
            world.Answers.Enqueue(() => new SlackResult<Uri>.Failed((SlackFailure)failure, code));
        }

        world.StartSlot();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Wait(60, 30), await world.RestingAsync());
            Assert.Equal(code, world.State.Now.Problem);
            world.Time.Advance(Wait(60, 30));
        }

        await world.GreetedAsync();
        Assert.Equal(1, world.Log.Count(LogLevel.Error));
        Assert.Contains(advice, world.Log.Lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("link_disabled", "Socket Mode was switched off")]
    [InlineData("too_many_websockets", "other copies of the bot")]
    public async Task Where_another_connection_would_not_help_it_is_left_and_tried_slowly(string reason, string advice)
    {
        await using var world = new SocketWorld().StartSlot();
        var old = await world.GreetedAsync();
        await world.LiveAWhileAsync();
        old.Disconnect(reason);
        Assert.Equal(Wait(60, 30), await world.RestingAsync());
        await old.Left;
        Assert.Equal((0, reason), (world.State.Now.Connected, world.State.Now.Problem));
        world.Time.Advance(Wait(60, 30));
        var next = await world.OpenedAsync();
        next.Disconnect(reason); // In the hello's place, as it has been seen.
        Assert.Equal(Wait(60, 30), await world.RestingAsync());
        await next.Left;
        Assert.Equal(1, world.Log.Count(LogLevel.Error));
        Assert.Contains(advice, world.Log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_slept_connects_anew_at_once()
    {
        await using var world = new SocketWorld { Make = () => new ScriptedSocket { IsDeaf = true } }.StartSlot();
        var old = await world.GreetedAsync();
        world.Time.AdjustTime(world.Time.GetUtcNow() + TimeSpan.FromHours(8)); // No timer fires while it sleeps.
        world.Time.Advance(SlackSleep.Every);
        var fresh = await world.OpenedAsync();
        Assert.False(old.Left.IsCompleted);
        fresh.Hello();
        await world.Time.AskedAsync(SlackSocketConnection.SendWithin);
        world.Time.Advance(SlackSocketConnection.SendWithin); // The old one does not answer the goodbye.
        await old.Left;
        await EventuallyAsync(() => world.State.Now.Connected == 1);
    }

    [Fact]
    public async Task A_day_awake_is_no_sleep()
    {
        await using var world = new SocketWorld().StartSlot();
        var socket = await world.GreetedAsync();
        for (var looks = 0; looks < 100; looks++)
        {
            world.Time.Advance(SlackSleep.Every);
            await world.Time.AskedAsync(SlackSleep.Every);
        }

        socket.Event("still here");
        await socket.SentAsync();
        Assert.Equal(1, world.Asked);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(30, false)]
    [InlineData(31, true)]
    [InlineData(28800, true)]
    [InlineData(-28800, false)]
    public void A_leap_of_the_clock_is_a_sleep(int seconds, bool slept) => Assert.Equal(slept, SlackSleep.Slept(SignatureTests.Now, SignatureTests.Now.AddSeconds(seconds)));
}
