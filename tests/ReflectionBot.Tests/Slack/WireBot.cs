using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api.Pace;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>A whole bot in one workspace of the test's Slack, which the samples are about.</summary>
internal sealed class WireBot : IAsyncDisposable
{
    private WireBot(TestBot bot, SlackStub stub, StubWorkspace team, WireTables store)
    {
        (Bot, Stub, Team, Store) = (bot, stub, team, store);
        (Lena, Amir) = (team.AddPerson("Lena Park"), team.AddPerson("Amir Khan", u => u with { Id = "U0AMIR02" }));
    }

    public TestBot Bot { get; }

    public SlackStub Stub { get; }

    public StubWorkspace Team { get; }

    public WireTables Store { get; }

    /// <summary>Nobody of the samples.</summary>
    public StubPerson Lena { get; }

    /// <summary>Who writes most of the samples.</summary>
    public StubPerson Amir { get; }

    /// <summary>What the bot posted past its outbox or by it, as the stub took it.</summary>
    public IReadOnlyList<StubRequest> Posts => Stub.RequestsOf("chat.postMessage");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts one.</summary>
    /// <param name="transport">By which way Slack reaches it.</param>
    /// <param name="several">Installed by a row and not by the configuration's token.</param>
    /// <param name="change">Registrations that replace the real ones.</param>
    public static async Task<WireBot> StartAsync(SlackTransport transport = SlackTransport.Http, bool several = false, Action<IServiceCollection>? change = null)
    {
        var stub = await SlackStub.StartAsync(Cancel, time: new FakeTimeProvider(TestBot.Start));
        var team = stub.AddWorkspace("Acme", WireSamples.Team);
        string[] installed = several
            ? [$"--Slack:ClientId={stub.App.ClientId}", $"--Slack:ClientSecret={stub.App.ClientSecret}", "--PublicUrl=https://bot.example"]
            : [$"--Slack:BotToken={team.Token}"];
        WireTables store = null!;
        var bot = await TestBot.StartAsync(
            [$"--Slack:Transport={transport}", $"--Slack:SigningSecret={stub.App.SigningSecret}", $"--Slack:AppToken={stub.App.AppToken}", $"--Slack:ApiUrl={stub.ApiUrl}", .. installed],
            inProcess: false, null, services =>
            {
                services.AddSingleton(new SlackRateLimiter(new Leaping(TestBot.Start))); // The clock stands still; the pace has tests of its own.
                store = WireTables.In(services);
                change?.Invoke(services);
            });
        if (several)
        {
            await bot.Get<SlackInstallations>().KeepAsync(new SlackInstallation(team.Id, team.Name, team.Token, team.BotUser), "U0ANA001", team.Scopes, Cancel);
        }

        var wire = new WireBot(bot, stub, team, store);
        if (transport == SlackTransport.Http)
        {
            stub.Deliveries.ByHttp(bot.Http);
        }
        else
        {
            stub.Deliveries.BySocket();
            await stub.Sockets.ConnectedAsync(1, Cancel);
        }

        return wire;
    }

    /// <summary>A sample's text with this workspace's bot in it, and its addresses on this machine.</summary>
    public string Adapt(string sample) => sample.Replace(WireSamples.Bot, Team.BotUser, StringComparison.Ordinal).Replace("BBOT01", Team.BotId, StringComparison.Ordinal).Replace("https://hooks.slack.com/", Stub.Url + "/", StringComparison.Ordinal);

    /// <summary>A sample for this workspace.</summary>
    public JsonObject Sample(string name) => JsonNode.Parse(Adapt(WireSamples.Json(name).ToJsonString()))!.AsObject();

    /// <summary>Posts a sample, rightly signed.</summary>
    public Task<(int Status, string Body)> PostAsync(string sample, int retry = 0) => PostAsync(WireSamples.Kind(sample), Sample(sample).ToJsonString(), retry);

    /// <summary>Posts something, rightly signed.</summary>
    public Task<(int Status, string Body)> PostAsync(SlackArrivalKind kind, string json, int retry = 0) => SendAsync(kind, WireSamples.Body(kind, json), request =>
    {
        if (retry > 0)
        {
            request.Headers.Add("X-Slack-Retry-Num", retry.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("X-Slack-Retry-Reason", "http_error");
        }
    });

    /// <summary>Posts a body, rightly signed unless the change spoils it.</summary>
    public async Task<(int Status, string Body)> SendAsync(SlackArrivalKind kind, string body, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, WireSamples.Address(kind)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(kind == SlackArrivalKind.Event ? "application/json" : "application/x-www-form-urlencoded");
        var at = Stub.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add(SlackSignature.TimestampHeader, at);
        request.Headers.Add(SlackSignature.Header, StubHttp.Sign(Stub.App.SigningSecret, at, body));
        change?.Invoke(request);
        using var response = await Bot.Http.SendAsync(request, Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Somebody writes to the bot, which answers; then all is done.</summary>
    public async Task<IReadOnlyList<StubMessage>> SayAsync(StubPerson person, string text)
    {
        Assert.True((await person.SayAsync(text, Cancel)).IsAcknowledged);
        await Bot.SettleAsync();
        return person.Hears();
    }

    /// <summary>A sentence that somebody was told by their <c>response_url</c>.</summary>
    public async Task<string> ToldByUrlAsync()
    {
        await Stub.UntilAsync(() => Stub.RequestsOf("response_url").Count > 0, Cancel);
        return Assert.Single(Stub.RequestsOf("response_url"))["text"]!;
    }

    public async ValueTask DisposeAsync()
    {
        Store.Be(StoreState.Good);
        await Bot.DisposeAsync();
        await Stub.DisposeAsync();
    }

    /// <summary>A clock that goes on by a minute at each look.</summary>
    private sealed class Leaping(DateTimeOffset from) : TimeProvider
    {
        private long _looks;

        public override DateTimeOffset GetUtcNow() => from.AddMinutes(Interlocked.Increment(ref _looks));
    }
}
