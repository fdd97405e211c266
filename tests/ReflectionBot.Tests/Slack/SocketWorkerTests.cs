using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Inbound.SocketMode;
using static ReflectionBot.Tests.Slack.Patience;

namespace ReflectionBot.Tests.Slack;

/// <summary>The worker with its two connections, and how all of it stops.</summary>
public sealed class SocketWorkerTests
{
    [Fact]
    public async Task A_stop_takes_nothing_new_and_lets_what_runs_end()
    {
        var go = new TaskCompletionSource();
        await using var world = new SocketWorld { Receive = async (a, cancel) => { await go.Task.WaitAsync(cancel); return SlackAck.Ok; } }.StartSlot();
        var socket = await world.GreetedAsync();
        socket.Event("running");
        await EventuallyAsync(() => world.Arrived.Count == 1);
        var stopped = world.StopAsync();
        await world.Time.AskedAsync(SlackSocketConnection.DrainWithin);
        socket.Event("too late");
        Assert.False(stopped.IsCompleted);
        go.SetResult();
        Assert.Equal("""{"envelope_id":"running"}""", await socket.SentAsync());
        await stopped;
        Assert.True(socket.WasPolite && socket.Left.IsCompleted && !socket.HasSent);
        Assert.Single(world.Arrived);
        Assert.Equal(0, world.State.Now.Connected);
    }

    [Fact]
    public async Task A_stop_waits_five_seconds_for_what_does_not_end()
    {
        var (hangs, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var world = new SocketWorld
        {
            Receive = async (_, cancel) =>
            {
                using var told = cancel.UnsafeRegister(_ => cancelled.SetResult(), null);
                hangs.SetResult();
                await cancelled.Task;
                throw new OperationCanceledException();
            },
        }.StartSlot();
        var socket = await world.GreetedAsync();
        socket.Event("hangs");
        await hangs.Task;
        var stopped = world.StopAsync();
        await world.Time.AskedAsync(SlackSocketConnection.DrainWithin);
        world.Time.Advance(SlackSocketConnection.DrainWithin - TimeSpan.FromMilliseconds(1));
        Assert.False(cancelled.Task.IsCompleted);
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        await stopped;
        Assert.True(cancelled.Task.IsCompleted, "it was not told");
        Assert.True(socket.WasPolite && socket.Left.IsCompleted && !socket.HasSent);
    }

    [Fact]
    public async Task A_stop_ends_every_wait()
    {
        await using var resting = new SocketWorld();
        resting.Answers.Enqueue(() => new SlackResult<Uri>.Busy(TimeSpan.FromHours(9)));
        resting.StartSlot();
        await resting.Time.AskedAsync(TimeSpan.FromHours(1)); // More is not believed.
        await resting.StopAsync();

        await using var waiting = new SocketWorld().StartSlot();
        var mute = await waiting.OpenedAsync();
        await waiting.Time.AskedAsync(SlackSocketConnection.HelloWithin);
        await waiting.StopAsync();
        Assert.True(mute.Left.IsCompleted);
        Assert.Equal(1, resting.Asked);
    }

    [Fact]
    public async Task The_worker_keeps_two_connections()
    {
        await using var world = new SocketWorld();
        using var worker = world.Worker();
        await worker.StartAsync(TestContext.Current.CancellationToken);
        var (one, two) = (await world.OpenedAsync(), await world.OpenedAsync());
        one.Hello();
        two.Hello();
        await EventuallyAsync(() => world.State.Now.Connected == 2);
        one.Event("by one");
        two.Event("by two");
        Assert.Equal(("""{"envelope_id":"by one"}""", """{"envelope_id":"by two"}"""), (await one.SentAsync(), await two.SentAsync()));
        await worker.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(one.WasPolite && two.WasPolite && one.Left.IsCompleted && two.Left.IsCompleted);
        Assert.Equal((2, 0), (world.Asked, world.State.Now.Connected));
    }

    [Theory]
    [InlineData("Http", "xapp-1")]
    [InlineData("Socket", "")]
    [InlineData("Socket", "  ")]
    public async Task The_worker_does_nothing_where_Socket_Mode_is_not_configured(string transport, string token)
    {
        await using var world = new SocketWorld();
        using var worker = world.Worker(o => (o.Transport, o.AppToken) = (Enum.Parse<SlackTransport>(transport), token));
        await worker.StartAsync(TestContext.Current.CancellationToken);
        await worker.ExecuteTask!;
        Assert.Equal(0, world.Asked);
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }
}
