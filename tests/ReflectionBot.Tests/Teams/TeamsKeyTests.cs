using static ReflectionBot.Tests.Teams.Forge;

namespace ReflectionBot.Tests.Teams;

/// <summary>Keys that rotate, a publisher that is away, and forged ids that would have the bot pester it.</summary>
public sealed class TeamsKeyTests : IAsyncLifetime
{
    private OpenIdServer _server = null!;
    private InboundHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await OpenIdServer.StartAsync(OpenIdServer.Key(Kid, Good, "msteams"));
        _host = await InboundHost.StartAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>A token that is valid at the host's time.</summary>
    private string Fresh(string kid = Kid, System.Security.Cryptography.RSA? key = null)
    {
        var claims = Claims();
        claims["nbf"] = _host.Time.GetUtcNow().ToUnixTimeSeconds();
        claims["exp"] = _host.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        return Token(claims, Header(kid), key);
    }

    private Task<int> PostAsync(string kid = Kid, System.Security.Cryptography.RSA? key = null) => _host.PostTokenAsync(Fresh(kid, key));

    [Fact]
    public async Task Keys_are_fetched_when_first_needed_and_then_once_a_day()
    {
        Assert.Equal(0, _server.MetadataRequests);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(200, await PostAsync());
        }

        Assert.Equal((1, 1), (_server.MetadataRequests, _server.KeyListRequests));
        _host.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(200, await PostAsync());
        Assert.Equal(1, _server.MetadataRequests);
        _host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, await PostAsync());
        Assert.Equal(2, _server.MetadataRequests);
    }

    [Fact]
    public async Task A_new_key_is_believed_at_its_first_use_and_a_retired_one_no_more()
    {
        Assert.Equal(200, await PostAsync());
        _host.Time.Advance(TimeSpan.FromMinutes(10));
        _server.Keys = [OpenIdServer.Key("new", Other, "msteams")];
        Assert.Equal(200, await PostAsync("new", Other));
        Assert.Equal(2, _server.MetadataRequests);
        Assert.Equal(401, await PostAsync());
        Assert.Contains("unknown key", _host.Log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_replaced_under_its_id_is_replaced_here()
    {
        Assert.Equal(200, await PostAsync());
        _server.Keys = [OpenIdServer.Key(Kid, Other, "msteams")];
        _host.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(200, await PostAsync(Kid, Other));
        Assert.Equal(401, await PostAsync());
    }

    [Fact]
    public async Task An_endorsement_that_is_withdrawn_counts_no_more()
    {
        Assert.Equal(200, await PostAsync());
        _server.Keys = [OpenIdServer.Key(Kid, Good, "webchat")];
        _host.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(403, await PostAsync());
    }

    [Fact]
    public async Task A_thousand_forged_key_ids_cause_two_fetches_and_real_requests_go_on()
    {
        Assert.Equal(200, await PostAsync());
        _host.Time.Advance(TimeSpan.FromMinutes(6));
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 20, CancellationToken = TestContext.Current.CancellationToken }, async (i, _) =>
            Assert.Equal(i % 100 == 0 ? 200 : 401, i % 100 == 0 ? await PostAsync() : await PostAsync($"forged-{i}", Evil)));
        Assert.Equal((2, 2), (_server.MetadataRequests, _server.KeyListRequests));
        _host.Time.Advance(TimeSpan.FromMinutes(6));
        _server.Keys = [OpenIdServer.Key("new", Other, "msteams")];
        Assert.Equal(200, await PostAsync("new", Other)); // A real rotation still gets its turn.
        Assert.Equal(3, _server.MetadataRequests);
    }

    [Fact]
    public async Task Fifty_first_requests_at_once_fetch_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PostAsync()));
        Assert.All(all, status => Assert.Equal(200, status));
        Assert.Equal(1, _server.MetadataRequests);
    }

    [Theory]
    [InlineData(ServerMood.Down)]
    [InlineData(ServerMood.Garbage)]
    [InlineData(ServerMood.NoKeys)]
    [InlineData(ServerMood.Enormous)]
    public async Task Without_keys_everything_is_refused_and_said_once_until_they_are_there(ServerMood mood)
    {
        _server.Mood = mood;
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(401, await PostAsync());
        }

        Assert.Equal(1, _server.MetadataRequests);
        _host.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(401, await PostAsync());
        Assert.Equal(2, _server.MetadataRequests);
        Assert.Equal(2, _host.Log.Lines.Split("could not be fetched from 127.0.0.1").Length);
        Assert.Contains("no keys from Teams:OpenIdMetadata", _host.Log.Lines, StringComparison.Ordinal);
        _server.Mood = ServerMood.Up;
        _host.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(200, await PostAsync());
        Assert.Contains("fetched again", _host.Log.Lines, StringComparison.Ordinal);
        Assert.Equal(1, _host.Handled);
    }

    [Theory]
    [InlineData(ServerMood.Down)]
    [InlineData(ServerMood.Garbage)]
    public async Task Known_keys_outlast_a_publisher_that_is_away_but_not_for_ever(ServerMood mood)
    {
        Assert.Equal(200, await PostAsync());
        _server.Mood = mood;
        _host.Time.Advance(TimeSpan.FromDays(4));
        Assert.Equal(200, await PostAsync());
        Assert.Equal(200, await PostAsync());
        Assert.Equal(2, _server.MetadataRequests);
        _host.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(401, await PostAsync());
    }

    [Fact]
    public async Task A_publisher_that_cannot_be_connected_to_is_no_reason_to_believe_anybody()
    {
        var (address, gone) = (_server.Metadata, _server);
        await gone.DisposeAsync();
        await using var host = await InboundHost.StartAsync(("AppId", AppId), ("TenantId", TenantId), ("ClientSecret", "x"), ("OpenIdMetadata", address));
        Assert.Equal(401, await host.PostTokenAsync(Token()));
        Assert.Contains("no answer", host.Log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_list_without_TLS_is_not_fetched()
    {
        _server.KeysAt = "http://login.botframework.example/keys";
        Assert.Equal(401, await PostAsync());
        Assert.Equal((1, 0), (_server.MetadataRequests, _server.KeyListRequests));
    }
}
