using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Teams.Inbound;
using ReflectionBot.Checks;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Teams;

/// <summary>The development switch: what it believes, and everything that turns it off.</summary>
public sealed class TeamsBypassTests
{
    private static Task<InboundHost> StartAsync() => InboundHost.StartAsync((nameof(TeamsOptions.DangerouslyBelieveUnsignedRequestsFromThisMachine), "true"));

    /// <summary>As the Agents Playground sends it.</summary>
    private static JsonObject FromPlayground(string serviceUrl = "http://localhost:56150/_connector")
    {
        var activity = Forge.Activity();
        activity["serviceUrl"] = serviceUrl;
        activity["recipient"]!["id"] = "00000000-0000-0000-0000-00000000000011";
        activity["conversation"]!["tenantId"] = "00000000-0000-0000-0000-0000000000001";
        return activity;
    }

    [Fact]
    public async Task What_the_Playground_sends_is_believed_and_the_start_says_so()
    {
        await using var host = await StartAsync();
        Assert.Equal(200, await host.PostAsync(null, FromPlayground(), r => r.Headers.Add("x-ms-agents-playground", "true")));
        Assert.Contains("DANGER: Teams:DangerouslyBelieveUnsignedRequestsFromThisMachine is on", host.Log.Lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("x-forwarded-host", "localhost")]
    [InlineData("X-Forwarded-Proto", "http")]
    [InlineData("X-Forwarded", "for=127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Original-Host", "bot.example")]
    [InlineData("X-Original-For", "127.0.0.1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("True-Client-IP", "127.0.0.1")]
    [InlineData("CF-Connecting-IP", "127.0.0.1")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:3000")]
    [InlineData("Referer", "https://evil.example/")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "localhost.evil.example")]
    [InlineData("Host", "127.0.0.1.nip.example")]
    [InlineData("Host", "0.0.0.0")]
    [InlineData("Authorization", "Bearer x.y.z")]
    [InlineData("Authorization", "Bearer")]
    [InlineData("Authorization", "Basic eDp5")]
    [InlineData("X-Request-Id", "b6a1")]
    public async Task A_header_turns_it_off(string name, string value)
    {
        await using var host = await StartAsync();
        Assert.Equal(401, await host.PostAsync(null, FromPlayground(), r => Assert.True(r.Headers.TryAddWithoutValidation(name, value))));
        Assert.Equal((0, 0), (host.Read, host.Handled));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    [InlineData(null)]
    public async Task What_a_form_could_post_is_not_believed(string? contentType)
    {
        await using var host = await StartAsync();
        Assert.Equal(401, await host.PostAsync(null, FromPlayground(), r => r.Content!.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType)));
        Assert.Equal(0, host.Read);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:3978")]
    [InlineData("127.0.0.1:3978")]
    [InlineData("[::1]:3978")]
    public async Task Each_name_of_this_machine_will_do(string name)
    {
        await using var host = await StartAsync();
        Assert.Equal(200, await host.PostAsync(null, FromPlayground(), r => r.Headers.Host = name));
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/")]
    [InlineData("http://evil.example/")]
    [InlineData("http://localhost.evil.example/")]
    [InlineData("http://localhost@evil.example/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//localhost/x")]
    [InlineData("")]
    public async Task Replies_to_unsigned_requests_stay_on_this_machine(string serviceUrl)
    {
        await using var host = await StartAsync();
        Assert.Equal(403, await host.PostAsync(null, FromPlayground(serviceUrl)));
        Assert.Equal(0, host.Handled);
    }

    [Fact]
    public async Task Another_channel_than_Teams_is_refused()
    {
        await using var host = await StartAsync();
        var activity = FromPlayground();
        activity["channelId"] = "emulator";
        Assert.Equal(403, await host.PostAsync(null, activity));
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("::ffff:127.0.0.1", "::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.7", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "10.0.0.7", false)]
    [InlineData("10.0.0.7", "10.0.0.7", false)]
    [InlineData("::ffff:10.0.0.7", "127.0.0.1", false)]
    [InlineData("fe80::1", "fe80::1", false)]
    [InlineData(null, "127.0.0.1", false)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData(null, null, false)]
    public void Both_ends_of_the_connection_must_be_loopback(string? remote, string? local, bool isBelieved)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new("localhost", 3978);
        context.Request.ContentType = "application/json; charset=utf-8";
        (context.Connection.RemoteIpAddress, context.Connection.LocalIpAddress) = (remote is null ? null : IPAddress.Parse(remote), local is null ? null : IPAddress.Parse(local));
        Assert.Equal(isBelieved, ThisMachine.Sent(context));
    }

    [Theory]
    [InlineData("http://0.0.0.0:3978")]
    [InlineData("http://[::]:3978")]
    [InlineData("http://*:3978")]
    [InlineData("http://+:3978")]
    [InlineData("http://10.0.0.7:3978")]
    [InlineData("http://bot.example:3978")]
    [InlineData("http://unix:/tmp/bot.sock")]
    public async Task The_start_fails_where_the_bot_really_listens_elsewhere(string address)
    {
        var log = new LogRecorder();
        using var server = new BoundServer("http://localhost:3979", address);
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        var warning = new TeamsBypassWarning(Options.Create(new TeamsOptions { DangerouslyBelieveUnsignedRequestsFromThisMachine = true }), server, factory.CreateLogger<TeamsBypassWarning>());
        var failure = await Assert.ThrowsAsync<CannotStartException>(() => warning.StartedAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Switch it off", failure.Message, StringComparison.Ordinal);

        var off = new TeamsBypassWarning(Options.Create(new TeamsOptions()), server, factory.CreateLogger<TeamsBypassWarning>());
        await off.StartedAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", log.Lines);
    }

    /// <summary>Says where it listens, and does not: no test listens on an open network.</summary>
    private sealed class BoundServer : IServer
    {
        public BoundServer(params string[] addresses)
        {
            var feature = new ServerAddressesFeature();
            Array.ForEach(addresses, feature.Addresses.Add);
            Features.Set<IServerAddressesFeature>(feature);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
