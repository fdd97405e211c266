using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Operations;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Slack;

/// <summary>The bot with its real registrations and addresses on a real server on loopback; Slack is <see cref="InstallSlack"/>, the clock the test's.</summary>
internal sealed class InstallHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InstallHost(InstallSlack slack, ITableStore? tables, string folder, (string Key, string Value)[] settings)
    {
        string[] args = ["--Urls", "http://127.0.0.1:0", "--Storage:Folder", folder, "--Web:DataFolder", folder, "--Slack:ApiUrl", slack.ApiUrl, .. settings.SelectMany(s => (string[])[$"--{s.Key}", s.Value])];
        _app = Bot.Build(args, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(Log);
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            if (tables is not null)
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(tables));
            }

            Register(builder);
        });
        if (!IsMapped)
        {
            _app.MapSlackInstall();
        }
    }

    /// <summary>For one workspace.</summary>
    public static (string Key, string Value)[] OneWorkspace { get; } = [("Slack:AppToken", InstallSlack.AppToken), ("Slack:BotToken", InstallSlack.BotToken)];

    /// <summary>For several workspaces, at a public address.</summary>
    public static (string Key, string Value)[] Several { get; } =
        [("Slack:AppToken", InstallSlack.AppToken), ("Slack:ClientId", "12.34"), ("Slack:ClientSecret", "the-client-secret"), ("PublicUrl", "https://reflect.example.org")];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    public LogRecorder Log { get; } = new();

    public SlackInstallations Installations => Get<SlackInstallations>();

    public Uri Address => new(_app.Urls.Single());

    private bool IsMapped => ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).Any(e => e.DisplayName?.Contains(InstallAddresses.InstallPath, StringComparison.Ordinal) == true);

    /// <summary>What the bot itself registers may be there already.</summary>
    public static void Register(WebApplicationBuilder builder)
    {
        if (builder.Services.Any(s => s.ServiceType == typeof(SlackApi)))
        {
            return;
        }

        builder.Services.AddOptions<SlackOptions>().Bind(builder.Configuration.GetSection(SlackOptions.Section)).ValidateOnStart();
        builder.Services.AddSlackApi().AddSlackInstall(builder.Configuration);
    }

    public static async Task<InstallHost> StartAsync(InstallSlack slack, string folder, ITableStore? tables = null, params (string Key, string Value)[] settings)
    {
        var host = new InstallHost(slack, tables, folder, settings);
        await host._app.Services.GetRequiredService<ITableStore>().PrepareAsync(TestContext.Current.CancellationToken);
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}

/// <summary>A browser that keeps cookies as one would at the bot's public address, and follows nothing by itself.</summary>
internal sealed class InstallBrowser(InstallHost host) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>Names and values.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    public async Task<(HttpResponseMessage Answer, string Body)> GetAsync(string path, HttpMethod? method = null, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(host.Address, path));
        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        if (header is { } more)
        {
            request.Headers.Add(more.Name, more.Value);
        }

        var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, value) = (cookie.Split('=')[0], cookie.Split('=', 2)[1].Split(';')[0]);
            if (value.Length > 0)
            {
                Cookies[name] = value;
            }
            else
            {
                Cookies.Remove(name);
            }
        }

        return (answer, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Goes to <c>/slack/install</c>.</summary>
    /// <returns>The state that Slack would send back.</returns>
    public async Task<string> BeginAsync()
    {
        var (answer, _) = await GetAsync(InstallAddresses.InstallPath);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["state"]!;
    }

    /// <summary>Comes back from Slack.</summary>
    public Task<(HttpResponseMessage Answer, string Body)> FinishAsync(string state, string query = "code=the-code") => GetAsync($"{InstallAddresses.RedirectPath}?{query}&state={state}");

    public void Dispose() => _http.Dispose();
}
