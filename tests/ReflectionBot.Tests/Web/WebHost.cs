using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Files;

namespace ReflectionBot.Tests.Web;

/// <summary>The web chat's real registrations and endpoints in process; only the store, the clock and the turn handler are the tests'.</summary>
public sealed class WebHost : IAsyncDisposable
{
    public const string Origin = "http://localhost";

    private readonly WebApplication _app;
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-web").FullName;

    private WebHost(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Web:DataFolder"] = _folder, ["Web:AssetsFolder"] = Path.Combine(_folder, "page") });
        builder.Configuration.AddInMemoryCollection(settings);
        Turns = new(() => Get<WebChannel>());
        builder.Services.AddSingleton<ITableStore>(Tables).AddSingleton<TimeProvider>(Time).AddSingleton<ITurnHandler>(Turns).AddSingleton<PeopleStore>().AddSingleton<RoomStore>().AddSingleton<Recovery>();
        builder.Services.AddFiles(builder.Configuration);
        builder.Services.AddWebChat(builder.Configuration);
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = RemoteIp;
            return next();
        });
        _app.MapWebChat();
    }

    public InMemoryTables Tables { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    public RecordingTurns Turns { get; }

    public LogRecorder Log { get; } = new();

    public IPAddress? RemoteIp { get; set; } = IPAddress.Loopback;

    public string Folder => _folder;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TestServer Server => _app.GetTestServer();

    public static async Task<WebHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var host = new WebHost(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        await host._app.StartAsync(Cancel);
        return host;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static ChatAddress Who(string user) => new("web", "team", user);

    /// <summary>Makes a user known, and a token for their direct conversation or another one.</summary>
    public async Task<string> TokenAsync(string user = "ana", string? conversation = null)
    {
        await Get<WebDirectory>().AddUserAsync("team", user, user.ToUpperInvariant(), Cancel);
        var known = await Get<WebDirectory>().FindUserAsync(user, Cancel);
        var place = await Get<WebDirectory>().FindConversationAsync(conversation ?? $"d-{user}", Cancel);
        return Get<WebGate>().Token(new(known!, place!, null));
    }

    /// <summary>A new link for a person, and the token in it.</summary>
    public async Task<string> InviteAsync(string user = "ana") =>
        (await Get<IInvitations>().CreateAsync(Who(user), user.ToUpperInvariant(), Cancel)).Fragment["#invite=".Length..];

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? body = null, Action<HttpRequestMessage>? more = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        more?.Invoke(request);
        return Server.CreateClient().SendAsync(request, Cancel);
    }

    public Task<HttpResponseMessage> PostAsync(string token, string conversation, object activity) =>
        SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities", token, JsonContent.Create(activity));

    /// <summary>A POST of the page: same origin, JSON, perhaps a cookie.</summary>
    public Task<HttpResponseMessage> PageAsync(string path, object? body = null, string? cookie = null, string origin = Origin) =>
        SendAsync(HttpMethod.Post, path, null, body is null ? null : JsonContent.Create(body), request =>
        {
            request.Headers.Add("Origin", origin);
            if (cookie is not null)
            {
                request.Headers.Add("Cookie", cookie);
            }
        });

    public async Task<JsonNode> ReadAsync(string token, string conversation, string watermark = "") =>
        await JsonAsync(await SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities?watermark={watermark}", token));

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Checks a refusal: its status, its code, and that its message is a sentence.</summary>
    public static async Task RefusedAsync(HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} instead of {status}: {text}");
        var error = JsonNode.Parse(text)!["error"]!;
        Assert.Equal(code, (string?)error["code"]);
        Assert.EndsWith(".", (string?)error["message"], StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    public static string? CookieOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Set-Cookie", out var values) ? values.Single().Split(';')[0] : null;

    public async Task<WebSocket> OpenAsync(string token, string conversation, string watermark = "")
    {
        var body = await JsonAsync(await SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}?watermark={watermark}", token));
        return await Server.CreateWebSocketClient().ConnectAsync(new Uri((string)body["streamUrl"]!), Cancel);
    }

    public static async Task<JsonNode> FrameAsync(WebSocket socket)
    {
        var buffer = new byte[1024 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), Cancel);
            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            length += part.Count;
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, length))!;
            }
        }
    }

    public static async Task<WebSocketCloseStatus?> ClosedAsync(WebSocket socket)
    {
        var part = await socket.ReceiveAsync(new ArraySegment<byte>(new byte[1024]), Cancel);
        Assert.Equal(WebSocketMessageType.Close, part.MessageType);
        return socket.CloseStatus;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static object Message(string text, string? clientId = null) =>
        new { type = "message", text, from = new { id = "somebody-else" }, channelData = new { clientActivityID = clientId } };
}

/// <summary>Keeps every logged line, so that a test can look for what must not be there.</summary>
public sealed class LogRecorder : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public string Lines => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
