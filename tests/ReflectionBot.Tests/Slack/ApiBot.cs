using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Api.Pace;
using ReflectionBot.Tests.Teams;
using WatchedTime = ReflectionBot.Tests.Teams.WatchedTime;

namespace ReflectionBot.Tests.Slack;

/// <summary>
/// The real registrations of Slack's client, with one server for all hosts that answers as it is told, and a clock that tests hold. By default
/// the API is at its real address, so that tokens and hosts are what they would be.
/// </summary>
internal sealed class ApiBot : IAsyncDisposable
{
    /// <summary>What must never show anywhere but in the header.</summary>
    public const string Token = "xoxb-secret-token";

    private readonly ServiceProvider _services;

    private ApiBot(StubConnector server, string? apiUrl)
    {
        Server = server;
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton<TimeProvider>(Time);
        services.AddOptions<SlackOptions>().Configure(o => o.ApiUrl = apiUrl ?? o.ApiUrl);
        services.AddSlackApi();
        server.Reach(services);
        _services = services.BuildServiceProvider();
    }

    public static SlackAccess Access { get; } = new("T1", Token);

    public StubConnector Server { get; }

    public WatchedTime Time { get; } = new();

    public Logged Log { get; } = new();

    public SlackApi Api => _services.GetRequiredService<SlackApi>();

    public SlackRateHolds Holds => _services.GetRequiredService<SlackRateHolds>();

    public static async Task<ApiBot> StartAsync(CancellationToken cancel, string? apiUrl = null) => new(await StubConnector.StartAsync(cancel), apiUrl);

    /// <summary>The API is on this machine.</summary>
    public static async Task<ApiBot> LocalAsync(CancellationToken cancel)
    {
        var server = await StubConnector.StartAsync(cancel);
        return new(server, server.Url.Replace("_connector", "api/", StringComparison.Ordinal));
    }

    /// <summary>The next request is answered by <c>ok: true</c> and this.</summary>
    public void Ok(JsonObject? with = null)
    {
        var answer = with ?? [];
        answer["ok"] = true;
        Server.Script(StubAnswers.Json(200, answer));
    }

    /// <summary>The next request is refused.</summary>
    public void Refuse(string code, int status = 200) => Server.Script(Refusal(code, status));

    public static Func<HttpContext, Task> Refusal(string code, int status = 200) => StubAnswers.Json(status, new JsonObject { ["ok"] = false, ["error"] = code });

    /// <summary>What must not wait for the tests' clock: it fails instead of standing still.</summary>
    public static Task Soon(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

    /// <summary>The arguments of a form.</summary>
    public static Dictionary<string, string> Form(ConnectorRequest request) =>
        System.Text.Encoding.UTF8.GetString(request.Body).Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=')).ToDictionary(p => Uri.UnescapeDataString(p[0]), p => Uri.UnescapeDataString(p[1].Replace('+', ' ')));

    public async ValueTask DisposeAsync()
    {
        var gone = _services.DisposeAsync().AsTask();
        while (!gone.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1)); // A test that failed may have left a call behind, and that waits on this clock.
            await Task.Yield();
        }

        await gone;
        await Server.DisposeAsync();
    }
}
