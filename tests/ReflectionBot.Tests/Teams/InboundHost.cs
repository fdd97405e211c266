using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Teams.Inbound;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Teams;

/// <summary>The real registrations behind a real server on loopback, with an endpoint that only counts what gets through to it.</summary>
public sealed class InboundHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private InboundHost(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log).AddFilter("Microsoft", LogLevel.Warning); // As the bot does.
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddOptions<TeamsOptions>().Bind(builder.Configuration.GetSection(TeamsOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<TimeProvider>(Time).AddTeamsAuthentication();
        _app = builder.Build();
        _app.MapPost("/api/messages", AnswerAsync);
    }

    public FakeTimeProvider Time { get; } = new(Forge.Now);

    public LogRecorder Log { get; } = new();

    /// <summary>How many bodies were read.</summary>
    public int Read { get; private set; }

    /// <summary>How many activities were let through.</summary>
    public int Handled { get; private set; }

    public Uri Address => new(_app.Urls.Single() + "/api/messages");

    public static Task<InboundHost> StartAsync(OpenIdServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return StartAsync(("AppId", Forge.AppId), ("TenantId", Forge.TenantId), ("ClientSecret", "a-secret"), ("OpenIdMetadata", server.Metadata));
    }

    public static async Task<InboundHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var host = new InboundHost(settings.ToDictionary(s => $"Teams:{s.Key}", s => (string?)s.Value));
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Posts an activity.</summary>
    /// <returns>The status: 200, 401 or 403.</returns>
    public async Task<int> PostAsync(string? authorization, JsonObject? activity = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address);
        request.Content = new StringContent((activity ?? Forge.Activity()).ToJsonString(), Encoding.UTF8, "application/json");
        if (authorization is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", authorization));
        }

        change?.Invoke(request);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    public Task<int> PostTokenAsync(string token, JsonObject? activity = null) => PostAsync($"Bearer {token}", activity);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task<IResult> AnswerAsync(HttpContext context, TeamsAuthentication authentication)
    {
        if (await authentication.AuthenticateAsync(context, context.RequestAborted) is not { } token)
        {
            return Results.StatusCode(401);
        }

        Read++;
        var activity = await JsonSerializer.DeserializeAsync(context.Request.Body, ActivityJson.Wire.Activity, context.RequestAborted);
        if (!authentication.Covers(token, activity!))
        {
            return Results.StatusCode(403);
        }

        Handled++;
        return Results.Ok();
    }
}
