using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Web;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Channels.Web.Transcripts;
using ReflectionBot.Core.Chat;
using static ReflectionBot.Tests.Web.WebHost;

namespace ReflectionBot.Tests.Web;

/// <summary>The WebSocket: history, then what is new, in order, once, and only while one is welcome.</summary>
public sealed class StreamTests
{
    private static readonly ConversationAddress Ana = WebKeys.DirectAddress("team", "ana");

    [Fact]
    public async Task A_stream_begins_with_what_was_there_and_goes_on_with_what_is_new()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        await SayAsync(host, "one");
        await SayAsync(host, "two");

        using var socket = await host.OpenAsync(token, "d-ana");

        Assert.Equal(("one|two", "2"), Told(await FrameAsync(socket)));
        await SayAsync(host, "three");
        Assert.Equal(("three", "3"), Told(await FrameAsync(socket)));
    }

    [Fact]
    public async Task A_stream_honours_its_watermark_and_one_from_before_an_erasure_reads_all()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        await SayAsync(host, "one");
        await SayAsync(host, "two");

        using (var socket = await host.OpenAsync(token, "d-ana", "1"))
        {
            Assert.Equal(("two", "2"), Told(await FrameAsync(socket)));
        }

        await host.Get<WebTranscript>().EraseAsync("d-ana", Cancel);
        await SayAsync(host, "anew");
        using var later = await host.OpenAsync(token, "d-ana", "2");
        Assert.Equal(("anew", "1"), Told(await FrameAsync(later)));
    }

    [Fact]
    public async Task All_of_a_persons_windows_get_everything_and_nobody_else_does()
    {
        await using var host = await WebHost.StartAsync();
        var (ana, ben) = (await host.TokenAsync("ana"), await host.TokenAsync("ben"));
        using var one = await host.OpenAsync(ana, "d-ana");
        using var two = await host.OpenAsync(ana, "d-ana");
        using var bens = await host.OpenAsync(ben, "d-ben");

        await JsonAsync(await host.PostAsync(ana, "d-ana", Message("for both")));
        await host.Get<WebChannel>().SendAsync(WebKeys.DirectAddress("team", "ben"), "b", NoticeMessage.Of("for ben"), Cancel);

        Assert.Equal("for both", Told(await FrameAsync(one)).Texts);
        Assert.Equal("for both", Told(await FrameAsync(two)).Texts);
        Assert.Equal("for ben", Told(await FrameAsync(bens)).Texts);
    }

    [Fact]
    public async Task Pings_and_nonsense_from_the_client_change_nothing()
    {
        await using var host = await WebHost.StartAsync();
        using var socket = await host.OpenAsync(await host.TokenAsync(), "d-ana");

        await socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, true, Cancel);
        await socket.SendAsync(new byte[5000], WebSocketMessageType.Binary, true, Cancel);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"type\":\"message\"}"), WebSocketMessageType.Text, true, Cancel);
        await SayAsync(host, "still here");

        Assert.Equal("still here", Told(await FrameAsync(socket)).Texts);
        Assert.Empty(host.Turns.Events);
    }

    [Fact]
    public async Task A_long_history_comes_in_frames_of_a_hundred_without_gap_or_repeat()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        for (var i = 1; i <= 250; i++)
        {
            await SayAsync(host, $"{i}");
        }

        using var socket = await host.OpenAsync(token, "d-ana");
        var texts = new List<string>();
        while (texts.Count < 250)
        {
            texts.AddRange(Told(await FrameAsync(socket)).Texts.Split('|'));
        }

        Assert.Equal(Enumerable.Range(1, 250).Select(i => $"{i}"), texts);
        var page = await host.ReadAsync(token, "d-ana", "240");
        Assert.Equal((10, "250"), (page["activities"]!.AsArray().Count, (string?)page["watermark"]));
    }

    [Fact]
    public async Task Revoking_closes_open_streams_before_they_see_another_word()
    {
        await using var host = await WebHost.StartAsync();
        using var socket = await host.OpenAsync(await host.TokenAsync(), "d-ana");

        await host.Get<IInvitations>().RevokeAsync(Who("ana"), Cancel);
        await SayAsync(host, "not for this window");

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await ClosedAsync(socket));
    }

    /// <summary>Between the stream's looking at the pass and its reading there is a moment; what is posted in it after the revoking is not for this window.</summary>
    [Fact]
    public async Task Revoking_while_the_stream_reads_closes_it_too()
    {
        await using var host = await WebHost.StartAsync();
        using var socket = await host.OpenAsync(await host.TokenAsync(), "d-ana");

        host.Tables.Before = ("a:", async () =>
        {
            await host.Get<IInvitations>().RevokeAsync(Who("ana"), Cancel);
            await SayAsync(host, "not for this window");
        });
        host.Get<TranscriptSignals>().Wake("d-ana");

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await ClosedAsync(socket));
    }

    [Fact]
    public async Task Somebody_taken_out_of_a_channel_sees_nothing_more_of_it()
    {
        await using var host = await WebHost.StartAsync();
        await host.TokenAsync();
        await host.Get<WebDirectory>().AddChannelAsync("team", "home", "Home", Cancel);
        await host.Get<WebDirectory>().AddMemberAsync("home", "ana", Cancel);
        using var socket = await host.OpenAsync(await host.TokenAsync("ana", "home"), "home");

        await host.Get<WebDirectory>().RemoveMemberAsync("home", "ana", Cancel);
        await host.Get<WebChannel>().SendAsync(new("web", "team", "home", true), "b", NoticeMessage.Of("inside"), Cancel);

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await ClosedAsync(socket));
    }

    [Fact]
    public async Task When_the_store_fails_the_stream_closes_so_that_the_client_connects_again()
    {
        await using var host = await WebHost.StartAsync();
        using var socket = await host.OpenAsync(await host.TokenAsync(), "d-ana");

        host.Tables.IsAway = true;
        host.Get<TranscriptSignals>().Wake("d-ana");

        Assert.Equal(WebSocketCloseStatus.InternalServerError, await ClosedAsync(socket));
    }

    [Fact]
    public async Task A_client_that_leaves_is_let_go()
    {
        await using var host = await WebHost.StartAsync();
        var signals = host.Get<TranscriptSignals>();
        var token = await host.TokenAsync();
        await SayAsync(host, "hello");
        using var socket = await host.OpenAsync(token, "d-ana");
        await FrameAsync(socket);
        Assert.Equal(1, signals.Count("d-ana"));

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);

        // The server answers the close after it has stopped listening to new messages.
        Assert.Equal(0, signals.Count("d-ana"));
    }

    private static async Task SayAsync(WebHost host, string text) =>
        Assert.IsType<SendOutcome.Sent>(await host.Get<WebChannel>().SendAsync(Ana, $"bot-{text}", NoticeMessage.Of(text), Cancel));

    private static (string Texts, string Watermark) Told(JsonNode frame) =>
        (string.Join('|', frame["activities"]!.AsArray().Select(a => (string)a!["text"]!)), (string)frame["watermark"]!);
}
