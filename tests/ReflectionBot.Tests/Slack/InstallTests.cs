using System.Net;
using System.Web;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Slack;

/// <summary>Installing by OAuth: only the browser that began can finish, once, in time, and what is not whole is not kept.</summary>
public sealed class InstallTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-install-").FullName;
    private readonly InMemoryTables _tables = new();
    private InstallSlack _slack = null!;
    private InstallHost _host = null!;
    private InstallBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _slack = await InstallSlack.StartAsync();
        _host = await InstallHost.StartAsync(_slack, _folder, _tables, InstallHost.Several);
        _browser = new(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
        await _slack.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_way_leads_to_Slack_with_all_that_is_needed_and_the_cookie_is_this_browsers_alone()
    {
        var (answer, _) = await _browser.GetAsync(InstallAddresses.InstallPath);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var to = answer.Headers.Location!;
        Assert.Equal(new Uri(new Uri(_slack.ApiUrl), "/oauth/v2/authorize"), new Uri(to.GetLeftPart(UriPartial.Path)));
        var query = HttpUtility.ParseQueryString(to.Query);
        Assert.Equal(["client_id", "redirect_uri", "scope", "state"], query.AllKeys.Order());
        Assert.Equal(("12.34", "https://reflect.example.org/slack/oauth_redirect", InstallSlack.AllScopes), (query["client_id"], query["redirect_uri"], query["scope"]));
        Assert.Equal(43, query["state"]!.Length); // 32 bytes.
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-slack-install=", cookie, StringComparison.Ordinal);
        Assert.Equal(["httponly", "max-age=600", "path=/", "samesite=lax", "secure"], cookie.Split("; ").Skip(1).Order());
        Assert.DoesNotContain(query["state"]!, cookie, StringComparison.Ordinal);
        Guarded(answer);
    }

    [Fact]
    public void Without_a_stand_in_it_is_Slacks_own_page()
    {
        var to = new InstallAddresses(new SlackOptions { ClientId = "1.2" }, new Uri("https://reflect.example.org")).Authorize("s");
        Assert.Equal("https://slack.com/oauth/v2/authorize", to.GetLeftPart(UriPartial.Path));
    }

    [Fact]
    public async Task Who_comes_back_is_installed_and_the_token_stands_nowhere_to_be_read()
    {
        var (answer, body) = await _browser.FinishAsync(await _browser.BeginAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("ReflectionBot is in Housing", body, StringComparison.Ordinal);
        Assert.Contains("/reflect setup", body, StringComparison.Ordinal);
        Guarded(answer);
        Assert.Empty(_browser.Cookies);
        var asked = Assert.Single(_slack.Asked, a => a.StartsWith("oauth.v2.access ", StringComparison.Ordinal));
        Assert.Contains("code=the-code", asked, StringComparison.Ordinal);
        Assert.Contains("redirect_uri=https%3A%2F%2Freflect.example.org%2Fslack%2Foauth_redirect", asked, StringComparison.Ordinal);

        var found = await _host.Installations.FindAsync(InstallSlack.Team, TestContext.Current.CancellationToken);
        Assert.Equal(new SlackInstallation(InstallSlack.Team, "Housing", InstallSlack.BotToken, "U0BOT"), found);
        var row = await _tables.GetAsync(Keys.Workspace("slack", InstallSlack.Team), "installation", TestContext.Current.CancellationToken);
        Assert.Equal(["BotUser", "InstalledAt", "InstalledBy", "Scopes", "Team", "TeamName", "Token"], row!.Columns.Values.Keys);
        Assert.DoesNotContain(row.Columns.Values.Values, v => v.ToString()!.Contains("xoxb", StringComparison.Ordinal));
        Assert.Equal(("U0ANA", _host.Time.GetUtcNow()), (row.Columns.Text("InstalledBy"), row.Columns.NeedTime("InstalledAt")));
        Silent();
    }

    [Fact]
    public async Task The_same_way_back_does_not_work_twice()
    {
        var state = await _browser.BeginAsync();
        var kept = _browser.Cookies.ToDictionary();
        await _browser.FinishAsync(state);
        foreach (var (name, value) in kept)
        {
            _browser.Cookies[name] = value; // As if the browser had not taken the cookie away.
        }

        await RefusedAsync(_browser, state);
        Assert.Equal(1, _slack.Times("oauth.v2.access"));
    }

    [Fact]
    public async Task Another_browser_cannot_finish_what_this_one_began()
    {
        var state = await _browser.BeginAsync();
        using var victim = new InstallBrowser(_host);
        await RefusedAsync(victim, state);
        await victim.BeginAsync(); // Nor with a cookie of its own.
        await RefusedAsync(victim, state);
        Assert.Equal(0, _slack.Times("oauth.v2.access"));
        Assert.Contains("was not begun in this browser", _host.Log.Lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%00%FF")]
    public async Task A_made_up_state_is_refused(string state)
    {
        await _browser.BeginAsync();
        await RefusedAsync(_browser, state);
    }

    [Fact]
    public async Task A_made_up_or_changed_cookie_is_refused()
    {
        var state = await _browser.BeginAsync();
        var (name, value) = _browser.Cookies.Single();
        foreach (var bad in (string[])["x", "AAAA", value[..^2], value[..^3] + (value[^3] == 'A' ? 'B' : 'A') + value[^2..]])
        {
            _browser.Cookies[name] = bad;
            await RefusedAsync(_browser, state);
        }
    }

    [Fact]
    public async Task After_ten_minutes_it_is_too_late()
    {
        var state = await _browser.BeginAsync();
        _host.Time.Advance(InstallState.Lasts);
        await RefusedAsync(_browser, state);
    }

    [Fact]
    public async Task Somebody_who_says_no_gets_a_kind_page_and_nothing_is_asked()
    {
        var (answer, body) = await _browser.FinishAsync(await _browser.BeginAsync(), "error=access_denied");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Nothing was installed", body, StringComparison.Ordinal);
        Assert.Equal(0, _slack.Times("oauth.v2.access"));
    }

    [Theory]
    [InlineData("error=invalid_scope", "invalid_scope")]
    [InlineData("error=%3Cb%3Eboo", "no_code")]
    [InlineData("x=1", "no_code")]
    public async Task Another_answer_of_Slacks_page_is_said(string query, string code)
    {
        var (answer, body) = await _browser.FinishAsync(await _browser.BeginAsync(), query);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains(code, body, StringComparison.Ordinal);
        Assert.DoesNotContain("boo", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_organisation_is_told_to_choose_one_workspace()
    {
        foreach (var grant in (string[])[InstallSlack.Grant("null", organisation: true), InstallSlack.Grant("null"), InstallSlack.Grant(organisation: true)])
        {
            _slack.Answer("oauth.v2.access", grant);
            await NotKeptAsync(400, "one workspace at a time");
        }
    }

    [Fact]
    public async Task Too_few_scopes_are_refused_by_name()
    {
        _slack.Answer("oauth.v2.access", InstallSlack.Grant(scopes: "commands,chat:write"));
        var body = await NotKeptAsync(400, "im:history");
        Assert.DoesNotContain("chat:write", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad_client_secret", "Slack:ClientSecret is not this app")]
    [InlineData("bad_redirect_uri", "is not among the \"Redirect URLs\"")]
    [InlineData("invalid_client_id", "Slack:ClientId is no app")]
    [InlineData("invalid_code", "invalid_code")]
    public async Task What_Slack_refuses_is_said_and_the_log_says_which_setting(string error, string words)
    {
        _slack.Refuse("oauth.v2.access", error);
        await NotKeptAsync(502, error);
        Assert.Contains(words, _host.Log.Lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "")]
    [InlineData(200, "<html>")]
    [InlineData(429, "")]
    public async Task A_Slack_that_is_away_is_asked_again_later(int status, string body)
    {
        _slack.Answer("oauth.v2.access", body, status);
        await NotKeptAsync(503, "a few minutes");
    }

    [Fact]
    public async Task The_name_of_a_workspace_is_no_markup()
    {
        _slack.Answer("oauth.v2.access", InstallSlack.Grant($$"""{ "id": "{{InstallSlack.Team}}", "name": "<script>alert(1)</script>&\"" }"""));
        var (_, body) = await _browser.FinishAsync(await _browser.BeginAsync());
        Assert.DoesNotContain("<script", body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_page_can_neither_post_nor_begin_it_unseen()
    {
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _browser.GetAsync(InstallAddresses.InstallPath, HttpMethod.Post)).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _browser.GetAsync(InstallAddresses.RedirectPath, HttpMethod.Post)).Answer.StatusCode);
        foreach (var destination in (string[])["image", "iframe", "empty", "script"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync(InstallAddresses.InstallPath, header: ("Sec-Fetch-Dest", destination))).Answer.StatusCode);
        }

        Assert.Empty(_browser.Cookies);
        Assert.Equal(HttpStatusCode.Redirect, (await _browser.GetAsync(InstallAddresses.InstallPath, header: ("Sec-Fetch-Dest", "document"))).Answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_client_there_is_nothing_to_install()
    {
        var folder = Directory.CreateTempSubdirectory("reflectionbot-install-").FullName;
        await using (var host = await InstallHost.StartAsync(_slack, folder, new InMemoryTables(), InstallHost.OneWorkspace))
        {
            using var browser = new InstallBrowser(host);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(InstallAddresses.InstallPath)).Answer.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(InstallAddresses.RedirectPath + "?code=x&state=y")).Answer.StatusCode);
            Assert.False(Path.Exists(Path.Combine(folder, "keys"))); // No keys without a need.
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> NotKeptAsync(int status, string words)
    {
        var (answer, body) = await _browser.FinishAsync(await _browser.BeginAsync());
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(words, WebUtility.HtmlDecode(body), StringComparison.Ordinal);
        Assert.Null(await _tables.GetAsync(Keys.Workspace("slack", InstallSlack.Team), "installation", TestContext.Current.CancellationToken));
        Guarded(answer);
        Silent();
        return body;
    }

    private static async Task RefusedAsync(InstallBrowser browser, string state)
    {
        var (answer, body) = await browser.FinishAsync(state);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("https://reflect.example.org/slack/install", body, StringComparison.Ordinal);
        Guarded(answer);
    }

    private static void Guarded(HttpResponseMessage answer)
    {
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
    }

    /// <summary>Nothing of it is logged but ids and reasons.</summary>
    private void Silent() => Assert.All((string[])["xoxb", "the-code", "the-client-secret", "state=", "Housing"], word => Assert.DoesNotContain(word, _host.Log.Lines, StringComparison.Ordinal));
}
