using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Inbound.SocketMode;

namespace ReflectionBot.Tests.Slack;

/// <summary>The real WebSocket, with a real server on loopback, and the real registrations.</summary>
public sealed class SocketRealTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Envelopes_are_acknowledged_over_real_WebSockets()
    {
        var sockets = Channel.CreateUnbounded<WebSocket>();
        await using var server = await ServeAsync(sockets.Writer);
        var address = new Uri(server.Urls.Single().Replace("http:", "ws:", StringComparison.Ordinal) + "/link");
        var log = new SlackLog();
        using var host = Bot(server.Urls.Single() + "/api/", address, log);
        await host.StartAsync(Cancel);
        var health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Degraded, (await health.CheckHealthAsync(Cancel)).Status);
        var (one, two) = (await sockets.Reader.ReadAsync(Cancel), await sockets.Reader.ReadAsync(Cancel));
        foreach (var socket in (WebSocket[])[one, two])
        {
            await SendAsync(socket, """{"type":"hello"}""");
            await socket.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, true, Cancel);
            await SendAsync(socket, $$"""{"x":"{{new string('x', SlackFrame.MostBytes)}}"}""");
            await SendAsync(socket, $$$"""{"envelope_id":"large","type":"events_api","payload":{"x":"{{{new string('x', 900_000)}}}"}}""");
            Assert.Equal("""{"envelope_id":"large"}""", await ReadAsync(socket));
        }

        Assert.Equal(2, host.Services.GetRequiredService<SlackSocketState>().Now.Connected);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(Cancel)).Status);
        await one.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancel); // Returns when the bot has answered.
        var third = await sockets.Reader.ReadAsync(Cancel);
        await SendAsync(third, """{"type":"hello"}""");
        await SendAsync(third, """{"envelope_id":"again","type":"interactive","payload":{},"accepts_response_payload":true}""");
        Assert.Equal("""{"envelope_id":"again","payload":{"text":"there"}}""", await ReadAsync(third));

        var stopping = host.StopAsync(Cancel);
        foreach (var socket in (WebSocket[])[two, third])
        {
            Assert.Null(await ReadAsync(socket));
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        }

        await stopping;
        Assert.Contains("it is no text", log.Lines, StringComparison.Ordinal);
        Assert.Contains("it is too large", log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain(address.Authority, log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_no_ping_any_more_is_noticed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connecting = SlackClientSocket.ConnectAsync(new Uri($"ws://{listener.LocalEndpoint}/"), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), Cancel);
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        await ShakeHandsAsync(client.GetStream());
        await using var socket = await connecting;
        await Assert.ThrowsAsync<IOException>(() => socket.ReceiveAsync(Cancel));
        await Assert.ThrowsAsync<IOException>(() => socket.SendAsync(new byte[] { 1 }, Cancel));
    }

    [Fact]
    public async Task Where_no_WebSocket_is_it_says_so_without_the_address()
    {
        await using var server = await ServeAsync(Channel.CreateUnbounded<WebSocket>().Writer);
        var failure = await Assert.ThrowsAsync<IOException>(() => SlackClientSocket.ConnectAsync(new Uri(server.Urls.Single().Replace("http:", "ws:", StringComparison.Ordinal) + "/none?ticket=secret"), Cancel));
        Assert.DoesNotContain("127.0.0.1", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    private static IHost Bot(string api, Uri address, SlackLog log)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.Configure<SlackOptions>(o => (o.AppToken, o.ApiUrl) = ("xapp-1", api));
        builder.Services.AddSingleton(TimeProvider.System).AddSlackInbound();
        builder.Services.AddSingleton<SlackOpenConnection>(_ => Task.FromResult<SlackResult<Uri>>(new SlackResult<Uri>.Done(address)));
        builder.Services.AddSingleton<SlackReceive>((arrival, _) => Task.FromResult(new SlackAck(true, new() { ["text"] = "there" })));
        return builder.Build();
    }

    private static async Task<WebApplication> ServeAsync(ChannelWriter<WebSocket> sockets)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseWebSockets();
        app.MapGet("/link", async (HttpContext context, IHostApplicationLifetime life) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            sockets.TryWrite(socket);
            var over = new TaskCompletionSource();
            using var _ = life.ApplicationStopping.Register(over.SetResult);
            await over.Task; // The test speaks.
        });
        await app.StartAsync(Cancel);
        return app;
    }

    private static Task SendAsync(WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancel);

    /// <summary>The next text; null for a goodbye.</summary>
    private static async Task<string?> ReadAsync(WebSocket socket)
    {
        var buffer = new byte[4096];
        var part = await socket.ReceiveAsync(buffer, Cancel);
        return part.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, part.Count);
    }

    /// <summary>As a server does by RFC 6455, and then never a word more.</summary>
    private static async Task ShakeHandsAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var key = "";
        while (await reader.ReadLineAsync(Cancel) is { Length: > 0 } line)
        {
            key = line.StartsWith("Sec-WebSocket-Key: ", StringComparison.OrdinalIgnoreCase) ? line[19..].Trim() : key;
        }

        var accept = Convert.ToBase64String(AcceptHash(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"), Cancel);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "RFC 6455 prescribes SHA-1 for the handshake; nothing is protected by it.")]
    private static byte[] AcceptHash(byte[] key) => SHA1.HashData(key);
}
