using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using static ReflectionBot.Tests.Teams.Forge;

namespace ReflectionBot.Tests.Teams;

/// <summary>A server with keys and a host that checks against them, for the tests of a class.</summary>
public sealed class InboundFixture : IAsyncLifetime
{
    public OpenIdServer Server { get; private set; } = null!;

    public InboundHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await OpenIdServer.StartAsync(PublishedKeys.All());
        Host = await InboundHost.StartAsync(Server);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Server.DisposeAsync();
    }
}

/// <summary>What tokens must prove, with a real server that publishes keys and a real one that is posted to.</summary>
public sealed class TeamsTokenTests(InboundFixture fixture) : IClassFixture<InboundFixture>
{
    public static TheoryData<string> Wrong => [.. WrongToken.All.Select(w => w.Name)];

    private InboundHost Host => fixture.Host;

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_token_is_refused_and_nothing_else_happens(string name)
    {
        var wrong = WrongToken.All.Single(w => w.Name == name);
        var before = (Host.Read, Host.Handled, Host.Log.Lines.Length);
        Assert.Equal(401, await Host.PostAsync(wrong.Make(fixture.Server.Address)));
        Assert.Equal((before.Read, before.Handled), (Host.Read, Host.Handled));
        Assert.Equal($"A request that claimed to come from Teams was refused: {wrong.Rule}.", Host.Log.Lines[before.Length..].Trim());
        Assert.Equal(0, fixture.Server.OtherRequests); // Nothing that a token points to is fetched.
        Assert.True(fixture.Server.MetadataRequests <= 1);
    }

    public static TheoryData<string, string> Right => new()
    {
        { "as it comes", Token() },
        { "RS384", Token(header: Header(alg: "RS384")) },
        { "RS512", Token(header: Header(alg: "RS512")) },
        { "expired within the skew", Token(Claims("exp", Seconds(TimeSpan.FromSeconds(-299)))) },
        { "not yet valid within the skew", Token(Claims("nbf", Seconds(TimeSpan.FromSeconds(299)))) },
        { "no nbf", Token(Claims("nbf", null)) },
        { "times with fractions", Token(Claims("exp", Seconds(TimeSpan.FromHours(1)) + 0.5)) },
        { "audiences with us", Token(Claims("aud", new JsonArray("https://other.example", AppId))) },
        { "audience in capitals", Token(Claims("aud", AppId.ToUpperInvariant())) },
        { "service URL without the slash", Token(Claims("serviceurl", ServiceUrl.TrimEnd('/'))) },
        { "service URL in capitals", Token(Claims("serviceurl", ServiceUrl.ToUpperInvariant())) },
        { "claims nobody knows", Token(Claims("more", new JsonObject { ["x"] = 1 })) },
    };

    [Theory]
    [MemberData(nameof(Right))]
    public async Task A_right_token_is_let_in(string name, string token)
    {
        Assert.NotEmpty(name);
        var before = Host.Handled;
        Assert.True(await Host.PostTokenAsync(token) == 200, Host.Log.Lines);
        Assert.Equal(before + 1, Host.Handled);
    }

    [Theory]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    public async Task The_scheme_may_be_written_in_any_case(string scheme) => Assert.Equal(200, await Host.PostAsync($"{scheme} {Token()}"));

    [Fact]
    public async Task No_token_is_refused() => Assert.Equal(401, await Host.PostAsync(null));

    [Fact]
    public async Task Two_headers_are_refused_though_both_are_right()
    {
        var before = Host.Read;
        using var client = new TcpClient();
        await client.ConnectAsync(Host.Address.Host, Host.Address.Port, TestContext.Current.CancellationToken);
        var header = $"Authorization: Bearer {Token()}\r\n";
        var request = $"POST /api/messages HTTP/1.1\r\nHost: {Host.Address.Authority}\r\n{header}{header}Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 401", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(before, Host.Read);
    }

    [Fact]
    public async Task A_bot_without_an_app_id_refuses_everything()
    {
        await using var host = await InboundHost.StartAsync(("OpenIdMetadata", fixture.Server.Metadata));
        Assert.Equal(401, await host.PostTokenAsync(Token()));
        Assert.Equal(401, await host.PostTokenAsync(Token(Claims("aud", ""))));
        Assert.Equal(401, await host.PostAsync(null));
        Assert.Contains("Teams:AppId is not set", host.Log.Lines, StringComparison.Ordinal);
        Assert.Equal(0, host.Read);
    }

    [Fact]
    public async Task The_log_has_nothing_of_a_token()
    {
        string[] parts = Token().Split('.');
        Assert.Equal(401, await Host.PostAsync($"Basic {Token()}"));
        Assert.Equal(401, await Host.PostTokenAsync(Token(Claims("exp", 1))));
        Assert.All([parts[0], parts[1], parts[2], AppId, TenantId, ServiceUrl, Kid, "words nobody else"], secret => Assert.DoesNotContain(secret, Host.Log.Lines, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>No change may get in but of what nobody reads; a failure inside would be a 500.</summary>
    [Fact]
    public async Task Thousands_of_broken_tokens_are_refused_and_none_breaks_the_check()
    {
        var random = new Random(20261124);
        var good = Token();
        for (var i = 0; i < 3000; i++)
        {
            var token = good.ToCharArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(token.Length - 1); // The last letter has spare bits: changing only those changes nothing.
                token[at] = token[at] == 'A' ? 'B' : "A.-_z0"[random.Next(6)];
            }

            var changed = new string(token);
            Assert.True(changed == good || await Host.PostTokenAsync(changed) == 401, changed);
        }

        JsonNode?[] odd = [null, "", "x", 0, -1, 1.5, true, new JsonArray(), new JsonArray(1, "x"), new JsonObject { ["x"] = 1 }, JsonNode.Parse("1e400"), "\u0000", new string('9', 400)];
        string[] names = ["alg", "kid", "x5t", "typ", "cty", "crit", "enc", "zip", "jku", "aud", "iss", "exp", "nbf", "iat", "sub", "jti", "serviceurl"];
        foreach (var (name, value) in names.SelectMany(n => odd.Select(o => (n, o))))
        {
            var (header, claims) = (Header(), Claims());
            (header[name], claims[name]) = (value?.DeepClone(), value?.DeepClone());
            Assert.True(IsRefused(name is "alg" or "kid" or "crit", await Host.PostTokenAsync(Token(header: header))), $"{name}: {value?.ToJsonString()} in the header");
            Assert.True(IsRefused(name is "aud" or "iss" or "exp" or "serviceurl", await Host.PostTokenAsync(Token(claims))), $"{name}: {value?.ToJsonString()} in the claims");
        }

        static bool IsRefused(bool must, int status) => status == 401 || (!must && status == 200);
    }

    [Fact]
    public void There_are_many_ways_to_be_wrong() => Assert.True(WrongToken.All.DistinctBy(w => w.Name).Count() >= 70, $"{WrongToken.All.Count}");
}
