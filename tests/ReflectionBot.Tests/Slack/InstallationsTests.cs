using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Slack;

/// <summary>In which workspaces the bot is: the rows, how long they are remembered, and the one token of the configuration.</summary>
public sealed class InstallationsTests : IAsyncLifetime
{
    private static readonly SlackInstallation Housing = new("T0HOUSE", "Housing", "xoxb-house", "U0BOT");

    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-install-").FullName;
    private readonly InMemoryTables _tables = new();
    private InstallSlack _slack = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _slack = await InstallSlack.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _slack.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_is_kept_is_found_replaced_and_forgotten_at_once()
    {
        await using var host = await SeveralAsync();
        var installations = host.Installations;
        Assert.Null(await installations.FindAsync("T0HOUSE", Cancel));
        await installations.KeepAsync(Housing, "U0ANA", ["chat:write"], Cancel);
        Assert.Equal(Housing, await installations.FindAsync("T0HOUSE", Cancel));
        Assert.Null(await installations.FindAsync("T0OTHER", Cancel));
        await installations.KeepAsync(Housing with { Token = "xoxb-new" }, "U0ANA", ["chat:write"], Cancel);
        Assert.Equal("xoxb-new", (await installations.FindAsync("T0HOUSE", Cancel))!.Token);
        await installations.ForgetAsync("T0HOUSE", null, Cancel);
        Assert.Null(await installations.FindAsync("T0HOUSE", Cancel));
        Assert.Null(await _tables.GetAsync(Keys.Workspace("slack", "T0HOUSE"), "installation", Cancel));
        await installations.ForgetAsync("T0HOUSE", null, Cancel); // Slack says it twice: uninstalled, and the tokens revoked.
    }

    [Fact]
    public async Task Another_instances_change_is_seen_after_a_few_seconds_and_events_in_between_cost_no_read()
    {
        await using var one = await SeveralAsync();
        await using var two = await SeveralAsync();
        await one.Installations.KeepAsync(Housing, "U0ANA", [], Cancel);
        Assert.NotNull(await two.Installations.FindAsync("T0HOUSE", Cancel));
        await one.Installations.ForgetAsync("T0HOUSE", null, Cancel);
        Assert.NotNull(await two.Installations.FindAsync("T0HOUSE", Cancel));
        two.Time.Advance(StoredInstallations.CachedFor);
        Assert.Null(await two.Installations.FindAsync("T0HOUSE", Cancel));
    }

    [Fact]
    public async Task What_is_read_while_it_is_forgotten_is_not_remembered()
    {
        var held = new HeldTables(_tables);
        var time = new FakeTimeProvider();
        var stored = new StoredInstallations(held, new TokenSeal(new EphemeralDataProtectionProvider()), time, NullLogger<StoredInstallations>.Instance);
        await stored.KeepAsync(Housing, "U0ANA", [], Cancel);
        held.Hold();
        var reading = stored.FindAsync("T0HOUSE", Cancel); // Has the row in its hand ...
        await stored.ForgetAsync("T0HOUSE", null, Cancel);
        held.Release(); // ... and comes back with it.
        Assert.NotNull(await reading);
        Assert.Null(await stored.FindAsync("T0HOUSE", Cancel));
    }

    [Fact]
    public async Task A_row_copied_to_another_workspace_is_not_believed_and_it_is_said_once()
    {
        await using var host = await SeveralAsync();
        await host.Installations.KeepAsync(Housing, "U0ANA", [], Cancel);
        var row = await _tables.GetAsync(Keys.Workspace("slack", "T0HOUSE"), "installation", Cancel);
        await _tables.PutAsync(Keys.Workspace("slack", "T0THIEF"), "installation", row!.Columns.With("Team", "T0THIEF"), Cancel);
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<SlackCallException>(() => host.Installations.FindAsync("T0THIEF", Cancel));
            host.Time.Advance(StoredInstallations.CachedFor);
        }

        Assert.Single(host.Log.Lines.Split('\n'), l => l.Contains("T0THIEF cannot be decrypted", StringComparison.Ordinal));
        Assert.NotNull(await host.Installations.FindAsync("T0HOUSE", Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    public async Task A_damaged_token_is_no_proof_that_the_bot_is_not_installed(string token)
    {
        await using var host = await SeveralAsync();
        await host.Installations.KeepAsync(Housing, "U0ANA", [], Cancel);
        var row = await _tables.GetAsync(Keys.Workspace("slack", "T0HOUSE"), "installation", Cancel);
        await _tables.PutAsync(Keys.Workspace("slack", "T0HOUSE"), "installation", row!.Columns.With("Token", token), Cancel);
        await Assert.ThrowsAsync<SlackCallException>(() => host.Installations.FindAsync("T0HOUSE", Cancel));
        Assert.Contains("open /slack/install again", host.Log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configurations_token_serves_its_own_workspace_and_Slack_is_asked_once()
    {
        await using var host = await OneAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(new SlackInstallation(InstallSlack.Team, "Housing", InstallSlack.BotToken, "U0BOT"), await host.Installations.FindAsync(InstallSlack.Team, Cancel));
            Assert.Null(await host.Installations.FindAsync("T0OTHER", Cancel));
        }

        Assert.Equal(1, _slack.Times("auth.test"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Installations.KeepAsync(Housing, "U0ANA", [], Cancel));
    }

    [Fact]
    public async Task Forgotten_Slack_is_asked_anew_because_news_of_it_may_be_late()
    {
        await using (var host = await OneAsync())
        {
            Assert.NotNull(await host.Installations.FindAsync(InstallSlack.Team, Cancel));
            await host.Installations.ForgetAsync("T0OTHER", null, Cancel);
            Assert.NotNull(await host.Installations.FindAsync(InstallSlack.Team, Cancel));
            await host.Installations.ForgetAsync(InstallSlack.Team, null, Cancel);
            Assert.NotNull(await host.Installations.FindAsync(InstallSlack.Team, Cancel));
            Assert.Equal(2, _slack.Times("auth.test"));
        }

    }

    [Fact]
    public async Task A_refused_token_is_no_answer_and_is_tried_again_after_a_while()
    {
        _slack.Refuse("auth.test", "invalid_auth");
        await using var host = await OneAsync();
        await Assert.ThrowsAsync<SlackCallException>(() => host.Installations.FindAsync(InstallSlack.Team, Cancel));
        await Assert.ThrowsAsync<SlackCallException>(() => host.Installations.FindAsync(InstallSlack.Team, Cancel));
        Assert.Equal(1, _slack.Times("auth.test"));
        Assert.Contains("Slack refuses Slack:BotToken (invalid_auth)", host.Log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain(InstallSlack.BotToken, host.Log.Lines, StringComparison.Ordinal);
        _slack.Answer("auth.test", $$"""{ "ok": true, "team": "Housing", "team_id": "{{InstallSlack.Team}}", "user_id": "U0BOT" }""");
        host.Time.Advance(ConfiguredInstallation.AfterRefusal);
        Assert.NotNull(await host.Installations.FindAsync(InstallSlack.Team, Cancel));
    }

    [Fact]
    public async Task A_token_of_a_whole_organisation_is_refused()
    {
        _slack.Answer("auth.test", $$"""{ "ok": true, "team": "Housing", "team_id": "{{InstallSlack.Team}}", "user_id": "U0BOT", "is_enterprise_install": true }""");
        await using var host = await OneAsync();
        await Assert.ThrowsAsync<SlackCallException>(() => host.Installations.FindAsync(InstallSlack.Team, Cancel));
        Assert.Contains("enterprise_install", host.Log.Lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "")]
    [InlineData(404, "<html>")]
    [InlineData(200, """{ "ok": false, "error": "service_unavailable" }""")]
    [InlineData(200, """{ "ok": false, "error": "something_new" }""")]
    public async Task A_Slack_that_cannot_say_is_no_proof_that_the_bot_is_not_installed(int status, string body)
    {
        _slack.Answer("auth.test", body, status);
        await using var host = await OneAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => host.Installations.FindAsync(InstallSlack.Team, Cancel));
        var asked = _slack.Times("auth.test");
        await Assert.ThrowsAsync<SlackCallException>(() => host.Installations.FindAsync(InstallSlack.Team, Cancel)); // Of what is remembered.
        Assert.Equal(asked, _slack.Times("auth.test"));
        _slack.Answer("auth.test", $$"""{ "ok": true, "team": "Housing", "team_id": "{{InstallSlack.Team}}", "user_id": "U0BOT" }""");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await host.Installations.FindAsync(InstallSlack.Team, Cancel));
    }

    [Fact]
    public async Task With_nothing_set_nothing_is_installed()
    {
        await using var host = await InstallHost.StartAsync(_slack, _folder, _tables);
        Assert.Null(await host.Installations.FindAsync("T0HOUSE", Cancel));
        await host.Installations.ForgetAsync("T0HOUSE", null, Cancel);
    }

    private Task<InstallHost> SeveralAsync() => InstallHost.StartAsync(_slack, _folder, _tables, InstallHost.Several);

    private Task<InstallHost> OneAsync() => InstallHost.StartAsync(_slack, _folder, _tables, InstallHost.OneWorkspace);

    /// <summary>Hands a row over only when told to.</summary>
    private sealed class HeldTables(ITableStore inner) : ITableStore
    {
        private TaskCompletionSource? _held;

        public void Hold() => _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release()
        {
            _held!.SetResult();
            _held = null;
        }

        public async Task<Row?> GetAsync(string partition, string key, CancellationToken cancel)
        {
            var row = await inner.GetAsync(partition, key, cancel);
            await (_held?.Task ?? Task.CompletedTask);
            return row;
        }

        public IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel) => inner.RangeAsync(range, cancel);

        public Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel) => inner.CommitAsync(partition, writes, cancel);

        public Task PrepareAsync(CancellationToken cancel) => inner.PrepareAsync(cancel);
    }
}
