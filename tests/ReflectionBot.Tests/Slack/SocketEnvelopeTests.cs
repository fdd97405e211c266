using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Inbound.SocketMode;
using static ReflectionBot.Tests.Slack.Patience;

namespace ReflectionBot.Tests.Slack;

/// <summary>What happens to envelopes on a connection.</summary>
public sealed class SocketEnvelopeTests
{
    [Fact]
    public async Task An_envelope_is_handed_on_and_acknowledged_by_its_id()
    {
        await using var world = new SocketWorld().StartSlot();
        var socket = await world.GreetedAsync();
        socket.Say(new { envelope_id = "e-1", type = "events_api", payload = new { type = "event_callback", event_id = "Ev1" }, retry_attempt = 2, retry_reason = "timeout" });
        Assert.Equal("""{"envelope_id":"e-1"}""", await socket.SentAsync());
        var arrival = Assert.Single(world.Arrived);
        Assert.Equal((SlackArrivalKind.Event, 2, """{"type":"event_callback","event_id":"Ev1"}"""), (arrival.Kind, arrival.Retry, arrival.Payload.GetRawText()));
    }

    [Theory]
    [InlineData("events_api", 0)]
    [InlineData("interactive", 1)]
    [InlineData("slash_commands", 2)]
    public async Task Each_type_has_its_kind(string type, int kind)
    {
        await using var world = new SocketWorld().StartSlot();
        var socket = await world.GreetedAsync();
        socket.Say(new { envelope_id = "e", type, payload = new { x = 1 } });
        await socket.SentAsync();
        Assert.Equal(kind, (int)Assert.Single(world.Arrived).Kind);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    [InlineData("\"true\"", false)]
    [InlineData("1", false)]
    public async Task A_payload_goes_along_only_where_Slack_takes_one(string accepts, bool goes)
    {
        await using var world = new SocketWorld { Receive = (_, _) => Task.FromResult(new SlackAck(true, new JsonObject { ["text"] = "é\"" })) }.StartSlot();
        var socket = await world.GreetedAsync();
        socket.Raw($$$"""{"envelope_id":"e\"1","type":"slash_commands","payload":{},"accepts_response_payload":{{{accepts}}}}""");
        var ack = JsonNode.Parse(await socket.SentAsync())!.AsObject();
        Assert.Equal("e\"1", (string?)ack["envelope_id"]);
        Assert.Equal(goes ? "é\"" : null, (string?)ack["payload"]?["text"]);
        Assert.Equal(goes ? 2 : 1, ack.Count);
    }

    [Fact]
    public async Task What_is_not_taken_is_not_acknowledged()
    {
        await using var world = new SocketWorld { Receive = (a, _) => Task.FromResult(a.Payload.Part("good") is null ? new SlackAck(false, []) : SlackAck.Ok) }.StartSlot();
        var socket = await world.GreetedAsync();
        socket.Event("bad");
        await EventuallyAsync(() => world.Log.Count(LogLevel.Error) == 1);
        socket.Event("good", new { good = true });
        Assert.Equal("""{"envelope_id":"good"}""", await socket.SentAsync());
        Assert.Contains("not acknowledged (Event: not stored)", world.Log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dispatcher_that_throws_costs_one_envelope_and_no_connection()
    {
        await using var world = new SocketWorld { Receive = (a, _) => a.Payload.Part("good") is null ? throw new InvalidOperationException("words of somebody") : Task.FromResult(SlackAck.Ok) }.StartSlot();
        var socket = await world.GreetedAsync();
        socket.Event("bad");
        socket.Event("good", new { good = true });
        Assert.Equal("""{"envelope_id":"good"}""", await socket.SentAsync());
        await EventuallyAsync(() => world.Log.Count(LogLevel.Error) == 1);
        Assert.DoesNotContain("words of", world.Log.Lines, StringComparison.Ordinal);
        Assert.Equal(1, world.Asked);
    }

    [Fact]
    public async Task Envelopes_are_worked_on_at_once_but_not_too_many()
    {
        var (running, go) = (0, new TaskCompletionSource());
        await using var world = new SocketWorld
        {
            Receive = async (_, cancel) =>
            {
                Interlocked.Increment(ref running);
                await go.Task.WaitAsync(cancel);
                return SlackAck.Ok;
            },
        }.StartSlot();
        var socket = await world.GreetedAsync();
        for (var i = 0; i < 40; i++)
        {
            socket.Event($"e{i}");
        }

        await EventuallyAsync(() => Volatile.Read(ref running) == SlackSocketConnection.MostAtOnce);
        Assert.False(socket.HasSent);
        go.SetResult();
        var acks = new HashSet<string>();
        for (var i = 0; i < 40; i++)
        {
            Assert.True(acks.Add(await socket.SentAsync()));
        }

        Assert.Equal((40, false), (running, socket.Overlapped));
    }

    [Fact]
    public async Task Acknowledgements_are_sent_one_after_the_other()
    {
        await using var world = new SocketWorld().StartSlot();
        var socket = await world.GreetedAsync();
        var may = new TaskCompletionSource();
        socket.MaySend = may.Task;
        socket.Event("one");
        socket.Event("two");
        await EventuallyAsync(() => world.Arrived.Count == 2);
        may.SetResult();
        await socket.SentAsync();
        await socket.SentAsync();
        Assert.False(socket.Overlapped);
    }

    [Fact]
    public async Task An_acknowledgement_for_which_the_socket_is_gone_is_dropped()
    {
        await using var world = new SocketWorld().StartSlot();
        var socket = await world.GreetedAsync();
        socket.StopListening();
        socket.Event("lost");
        await EventuallyAsync(() => world.Log.Lines.Contains("Slack sends it again", StringComparison.Ordinal));
        Assert.Equal(0, world.Log.Count(LogLevel.Error));
    }

    [Fact]
    public async Task Nobody_waits_for_a_frame_that_cannot_be_sent()
    {
        await using var world = new SocketWorld().StartSlot();
        var socket = await world.GreetedAsync();
        socket.MaySend = new TaskCompletionSource().Task;
        socket.Event("stuck");
        await world.Time.AskedAsync(SlackSocketConnection.SendWithin);
        world.Time.Advance(SlackSocketConnection.SendWithin);
        await EventuallyAsync(() => world.Log.Lines.Contains("Slack sends it again", StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Odd => new()
    {
        { "", "it is no JSON object" },
        { "{", "it is no JSON object" },
        { "[]", "it is no JSON object" },
        { "null", "it is no JSON object" },
        { "\"hello\"", "it is no JSON object" },
        { new string('[', 100_000), "it is no JSON object" },
        { string.Concat(Enumerable.Repeat("{\"a\":", 70)) + "1" + new string('}', 70), "it is no JSON object" },
        { "{}", "its type is not known" },
        { """{"type":5}""", "its type is not known" },
        { """{"type":"HELLO"}""", "its type is not known" },
        { """{"type":"\ud800"}""", "its type is not known" },
        { """{"\ud800":1,"type":"unheard of","envelope_id":"e","payload":{}}""", "its type is not known" },
        { """{"type":"events_api","payload":{}}""", "its envelope has no id" },
        { """{"type":"events_api","envelope_id":"","payload":{}}""", "its envelope has no id" },
        { """{"type":"events_api","envelope_id":5,"payload":{}}""", "its envelope has no id" },
        { """{"type":"events_api","envelope_id":"\udc00","payload":{}}""", "its envelope has no id" },
        { $$$"""{"type":"events_api","envelope_id":"{{{new string('x', 201)}}}","payload":{}}""", "its envelope has no id" },
        { """{"type":"events_api","envelope_id":"e"}""", "its envelope has no payload" },
        { """{"type":"interactive","envelope_id":"e","payload":null}""", "its envelope has no payload" },
        { """{"type":"slash_commands","envelope_id":"e","payload":"command=x"}""", "its envelope has no payload" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task A_frame_that_is_not_understood_is_ignored_in_fixed_words(string text, string why)
    {
        await using var world = new SocketWorld().StartSlot();
        var socket = await world.GreetedAsync();
        socket.Raw(text);
        socket.Event("next");
        Assert.Equal("""{"envelope_id":"next"}""", await socket.SentAsync());
        Assert.Single(world.Arrived);
        Assert.Contains($"Warning: A frame of Slack's Socket Mode is ignored: {why} ", world.Log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain("unheard", world.Log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_that_are_no_text_or_too_large_are_ignored()
    {
        await using var world = new SocketWorld().StartSlot();
        var socket = await world.GreetedAsync();
        socket.Frame(new SlackFrame(SlackFrameKind.Binary, default));
        socket.Frame(new SlackFrame(SlackFrameKind.Oversize, default));
        socket.Frame(new SlackFrame(SlackFrameKind.Text, new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}' }));
        socket.Event("next");
        await socket.SentAsync();
        Assert.All(["it is no text", "it is too large", "it is no JSON object"], why => Assert.Contains($"ignored: {why}", world.Log.Lines, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("0", 0)]
    [InlineData("-1", 0)]
    [InlineData("1.5", 0)]
    [InlineData("1e1", 0)]
    [InlineData("\"2\"", 0)]
    [InlineData("100", 0)]
    [InlineData("null", 0)]
    public void The_count_of_repeats_is_read_as_a_small_number(string count, int retry)
    {
        var message = SocketMessage.Read(System.Text.Encoding.UTF8.GetBytes($$$"""{"type":"events_api","envelope_id":"e","payload":{},"retry_attempt":{{{count}}}}"""));
        Assert.Equal(retry, Assert.IsType<SocketMessage.Envelope>(message).Arrival.Retry);
    }
}
