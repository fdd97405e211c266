using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Slack.Doctor;
using ReflectionBot.Checks;
using ReflectionBot.Operations;
using ReflectionBot.Tests.Diagnostics;

namespace ReflectionBot.Tests.Slack;

/// <summary><c>doctor slack</c>: each thing that can be wrong has its sentence, and no sentence has a secret.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-doctor-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal) { ["Slack:AppToken"] = InstallSlack.AppToken, ["Slack:BotToken"] = InstallSlack.BotToken };

    /// <summary>What the bot's public address answers; by method and path.</summary>
    private readonly Dictionary<string, (int Status, string Body)> _bot = new(StringComparer.Ordinal)
    {
        ["GET /health"] = (200, "Healthy"), ["POST /slack/events"] = (401, ""), ["POST /slack/interactions"] = (401, ""), ["POST /slack/commands"] = (401, ""), ["GET /slack/install"] = (302, ""),
    };

    private InstallSlack _slack = null!;
    private SocketError? _unreachable;

    public async ValueTask InitializeAsync()
    {
        _slack = await InstallSlack.StartAsync();
        _slack.Date = _time.GetUtcNow();
        _settings["Slack:ApiUrl"] = _slack.ApiUrl;
    }

    public async ValueTask DisposeAsync()
    {
        await _slack.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Socket_Mode_where_all_is_well()
    {
        var (isWell, said) = await LookAsync();
        Assert.True(isWell, said);
        Assert.Equal(["Settings", "Slack", "AppToken", "BotToken", "Scopes", "Store"], Subjects(said));
        Assert.Contains("in the workspace Housing (T0HOUSE)", said, StringComparison.Ordinal);
        Assert.Contains("what it needs and no more", said, StringComparison.Ordinal);
        Assert.Contains("Nothing is wrong. What is left to do", said, StringComparison.Ordinal);
        Assert.DoesNotContain("the-ticket", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HTTP_where_all_is_well()
    {
        Http();
        var (isWell, said) = await LookAsync();
        Assert.True(isWell, said);
        Assert.Equal(["Settings", "Slack", "Clock", "BotToken", "Scopes", "Address", "Endpoint", "Store"], Subjects(said));
        Assert.Contains("slack-app --public-url https://reflect.test", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_workspaces_where_all_is_well()
    {
        Several();
        var (isWell, said) = await LookAsync();
        Assert.True(isWell, said);
        Assert.Equal(["Settings", "Slack", "Clock", "Address", "Endpoint", "Install", "Store"], Subjects(said));
        Assert.Contains("Open https://reflect.test/slack/install for each workspace", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_setting_it_says_how_to_begin()
    {
        using var host = new HostProcess();
        var (code, output, errors) = await host.RunAsync("doctor", "slack");
        Assert.Equal((1, ""), (code, errors));
        Assert.All((string[])["\"From a manifest\"", "slack-app", "Slack__AppToken", "connections:write", "Slack__BotToken", "/invite", "docs/slack.md"], word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Slack:BotToken is missing", "Slack:BotToken", "")]
    [InlineData("Slack:AppToken must be", "Slack:AppToken", "the-secret")]
    [InlineData("Slack:SigningSecret is missing", "Slack:Transport", "Http")]
    public async Task Wrong_settings_are_named(string sentence, string key, string value)
    {
        _settings[key] = value;
        var said = await WrongAsync(sentence);
        Assert.Contains("ok           Store", said, StringComparison.Ordinal);
        Assert.Empty(_slack.Asked);
    }

    [Theory]
    [InlineData("apps.connections.open", "invalid_auth", "Slack does not know Slack:AppToken (invalid_auth)")]
    [InlineData("apps.connections.open", "missing_scope", "with the scope connections:write")]
    [InlineData("apps.connections.open", "not_allowed_token_type", "may not open connections")]
    [InlineData("apps.connections.open", "forbidden_team", "\"Socket Mode\" is on")]
    [InlineData("auth.test", "invalid_auth", "Slack does not know Slack:BotToken (invalid_auth)")]
    [InlineData("auth.test", "account_inactive", "Slack does not know Slack:BotToken (account_inactive)")]
    [InlineData("auth.test", "something_new", "Slack does not take Slack:BotToken (something_new)")]
    public async Task A_token_that_Slack_refuses_is_named(string method, string error, string sentence)
    {
        _slack.Refuse(method, error);
        await WrongAsync(sentence);
    }

    [Fact]
    public async Task A_token_of_a_whole_organisation_is_named()
    {
        _slack.Answer("auth.test", """{ "ok": true, "team": "Housing", "team_id": "T0HOUSE", "user_id": "U0BOT", "is_enterprise_install": true }""");
        await WrongAsync("Enterprise Grid");
    }

    [Fact]
    public async Task Missing_scopes_are_named_and_further_ones_are_not_wrong()
    {
        _slack.Scopes = InstallSlack.AllScopes.Replace("im:history,", "", StringComparison.Ordinal);
        await WrongAsync("may not do all it needs: im:history");
        _slack.Scopes = InstallSlack.AllScopes + ",channels:history";
        var (isWell, said) = await LookAsync();
        Assert.True(isWell, said);
        Assert.Contains("more than that: channels:history", said, StringComparison.Ordinal);
        _slack.Scopes = "";
        (isWell, said) = await LookAsync();
        Assert.True(isWell, said);
        Assert.Contains("cannot tell  Scopes", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "")]
    [InlineData(404, "<html>")]
    public async Task A_method_that_does_not_answer_is_not_called_wrong(int status, string body)
    {
        _slack.Answer("auth.test", body, status);
        var (isWell, said) = await LookAsync();
        Assert.True(isWell, said);
        Assert.Contains("cannot tell  BotToken", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxys_own_page_is_not_Slack()
    {
        _slack.Answer("api.test", "<html>Sign in to the network</html>");
        await WrongAsync("is not Slack");
    }

    [Fact]
    public async Task A_Slack_that_cannot_be_reached_is_named()
    {
        _settings["Slack:ApiUrl"] = "http://127.0.0.1:9/api/"; // "Discard": nothing listens.
        await WrongAsync("cannot be reached (nothing listens there)");
    }

    [Fact]
    public async Task A_wrong_clock_counts_with_HTTP()
    {
        _time.Advance(TimeSpan.FromMinutes(7));
        Assert.True((await LookAsync()).IsWell);
        Http();
        await WrongAsync("7 minutes ahead");
    }

    [Theory]
    [InlineData("", "PublicUrl is not set")]
    [InlineData("http://reflect.test", "PublicUrl is no https address that Slack can reach")]
    [InlineData("https://localhost:3978", "PublicUrl is no https address that Slack can reach")]
    public async Task A_public_address_that_Slack_cannot_use_is_named(string address, string sentence)
    {
        Http();
        _settings["PublicUrl"] = address;
        await WrongAsync(sentence);
    }

    [Theory]
    [InlineData("GET /health", 502, "", "A proxy answers at https://reflect.test, but the bot behind it does not (502)")]
    [InlineData("GET /health", 503, "Unhealthy", "its store is away")]
    [InlineData("GET /health", 200, "Welcome to nginx!", "is not the bot")]
    [InlineData("GET /health", 301, "", "does not follow")]
    [InlineData("POST /slack/events", 404, "", "/slack/events answers 404")]
    [InlineData("POST /slack/interactions", 405, "", "must let POST through")]
    [InlineData("POST /slack/commands", 403, "", "web application firewall")]
    [InlineData("POST /slack/events", 200, "", "takes a request without a signature (200)")]
    [InlineData("POST /slack/events", 500, "", "answers 500 instead of 401")]
    [InlineData("GET /slack/install", 404, "", "/slack/install answers 404")]
    [InlineData("GET /slack/install", 200, "", "does not lead to Slack")]
    public async Task An_address_that_answers_otherwise_is_named(string request, int status, string body, string sentence)
    {
        Several();
        _bot[request] = (status, body);
        await WrongAsync(sentence);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "Nothing listens at reflect.test")]
    [InlineData(SocketError.HostNotFound, "There is no host reflect.test")]
    public async Task A_bot_that_cannot_be_reached_is_named(SocketError error, string sentence)
    {
        Http();
        _unreachable = error;
        await WrongAsync(sentence);
    }

    [Fact]
    public async Task No_secret_goes_to_the_bots_address_and_tokens_go_to_their_methods_only()
    {
        await LookAsync();
        Assert.Equal([$"api.test  ", $"apps.connections.open Bearer {InstallSlack.AppToken} ", $"auth.test Bearer {InstallSlack.BotToken} "], _slack.Asked.Select(a => a).Order(StringComparer.Ordinal));
    }

    private void Http()
    {
        _settings["Slack:Transport"] = "Http";
        _settings["Slack:SigningSecret"] = Secret;
        _settings["PublicUrl"] = "https://reflect.test";
    }

    private void Several()
    {
        Http();
        _settings.Remove("Slack:BotToken");
        _settings["Slack:ClientId"] = "12.34";
        _settings["Slack:ClientSecret"] = Secret;
    }

    private async Task<string> WrongAsync(string sentence)
    {
        var (isWell, said) = await LookAsync();
        Assert.False(isWell, said);
        Assert.Contains(said.Split('\n'), l => l.StartsWith("wrong  ", StringComparison.Ordinal) && l.Contains(sentence, StringComparison.Ordinal));
        Assert.Contains("Something is wrong.", said, StringComparison.Ordinal);
        return said;
    }

    private async Task<(bool IsWell, string Said)> LookAsync()
    {
        await using var app = Bot.Build([.. _settings.SelectMany(s => (string[])[$"--{s.Key}", s.Value]), "--Storage:Folder", _folder, "--Web:DataFolder", _folder, "--Logging:LogLevel:Default", "None"], builder =>
        {
            InstallHost.Register(builder);
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time));
        });
        using var http = Connections.Open(new PublicAddress(this, new SocketsHttpHandler { AllowAutoRedirect = false }));
        var output = new StringWriter();
        var isWell = await new SlackDoctor(app.Services, http).LookAsync(output, TestContext.Current.CancellationToken);
        var said = output.ToString();
        Assert.All((string[])["xoxb-", "the-app-token", Secret, "the-secret"], secret => Assert.DoesNotContain(secret, said.Replace("xoxb- ", "", StringComparison.Ordinal), StringComparison.Ordinal));
        return (isWell, said);
    }

    private static IEnumerable<string> Subjects(string said) => said.Split('\n').Where(l => l.StartsWith("ok  ", StringComparison.Ordinal)).Select(l => l[13..22].TrimEnd());

    /// <summary>Answers for the bot's public address; everything else goes its way.</summary>
    private sealed class PublicAddress(DoctorTests test, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host != "reflect.test")
            {
                return base.SendAsync(request, cancellationToken);
            }

            if (test._unreachable is { } error)
            {
                var kind = error == SocketError.HostNotFound ? HttpRequestError.NameResolutionError : HttpRequestError.ConnectionError;
                throw new HttpRequestException(kind, "no", new SocketException((int)error));
            }

            var (status, body) = test._bot[$"{request.Method} {request.RequestUri.AbsolutePath}"];
            var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
            answer.Headers.Location = status == 302 ? new Uri("https://slack.com/oauth/v2/authorize?state=x") : null;
            return Task.FromResult(answer);
        }
    }
}
