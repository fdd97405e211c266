using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Inbound;

namespace ReflectionBot.Tests.Slack;

/// <summary>The three addresses on a real server on loopback, before a dispatcher that only writes down what gets through to it.</summary>
internal sealed class HttpHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private HttpHost(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log).AddFilter("Microsoft", LogLevel.Warning); // As the bot does.
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddOptions<SlackOptions>().Bind(builder.Configuration.GetSection(SlackOptions.Section));
        builder.Services.AddSingleton<TimeProvider>(Time).AddSingleton<SlackReceive>((arrival, cancel) =>
        {
            Arrived.Enqueue(arrival);
            return Receive(arrival, cancel);
        });
        _app = builder.Build();
        SlackHttpEndpoints.Map(_app);
    }

    public FakeTimeProvider Time { get; } = new(SignatureTests.Now);

    public SlackLog Log { get; } = new();

    /// <summary>What got through.</summary>
    public ConcurrentQueue<SlackArrival> Arrived { get; } = new();

    /// <summary>What the dispatcher says; at first: taken.</summary>
    public SlackReceive Receive { get; set; } = (_, _) => Task.FromResult(SlackAck.Ok);

    public Uri Address => new(_app.Urls.Single());

    public static Task<HttpHost> StartAsync() => StartAsync(("Transport", "Http"), ("SigningSecret", SignatureTests.Secret));

    public static async Task<HttpHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var host = new HttpHost(settings.ToDictionary(s => $"Slack:{s.Key}", s => (string?)s.Value));
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public Task<(int Status, string? Type, string Body)> PostAsync(string path, string body, string? type = null, Action<HttpRequestMessage>? change = null) =>
        PostAsync(path, Encoding.UTF8.GetBytes(body), type, change);

    /// <summary>Posts with a right signature, unless the change takes it away.</summary>
    public async Task<(int Status, string? Type, string Body)> PostAsync(string path, byte[] body, string? type = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type ?? (path == SlackHttpEndpoints.Events ? "application/json" : "application/x-www-form-urlencoded"));
        var time = Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add(SlackSignature.TimestampHeader, time);
        request.Headers.Add(SlackSignature.Header, SignatureTests.Sign(SignatureTests.Secret, time, body));
        change?.Invoke(request);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
