using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ReflectionBot.BotBuilder;
using ReflectionBot.Tests.Teams;
using static ReflectionBot.Tests.Teams.Forge;

namespace ReflectionBot.Tests.BotBuilder;

/// <summary>
/// Every right and wrong request goes through Microsoft's checker and through ours. Where they differ stands here, whole and with the reason.
/// Microsoft's reads the machine's clock, so the tokens of this test are made now.
/// </summary>
public sealed class WitnessTokenTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A published key whose endorsements are no list: with it Microsoft's checker reads none of the keys, so it is left out.</summary>
    private const string Unreadable = "oddly-endorsed";

    /// <summary>At the edge of the skew by one second, which a clock that goes on does not hold still for.</summary>
    private static readonly string[] AtTheEdge = ["expired within the skew", "nbf beyond the skew"];

    /// <summary>What Microsoft's checker takes and ours refuses, with our reason.</summary>
    private static readonly Dictionary<string, string> Laxer = Listed(
        ("Nothing of that size is sent by Azure Bot Service, and it need not be parsed to know.", ["20 KB"]),
        ("RFC 7515, section 4.1.11: what must be understood and is not understood makes the token invalid.", ["an unknown critical header"]),
        ("It tries every published key. Azure Bot Service names its key, and a key speaks for the channels that it is endorsed for.", ["no kid", "empty kid", "kid is a number", "kid in capitals"]),
        ("The publisher says what a key is for, and 1,024 bits are too few since 2013 (NIST SP 800-131A).", ["a published key for encryption", "a published key of another algorithm", "a published key that is too short"]),
        ("RFC 7519, section 2: a NumericDate is a number, and one that no calendar has is a mistake.", ["exp is a text", "nbf is a text", "exp is beyond all calendars"]),
        ("Replies carry the bot's token to the service URL: the signer must have named exactly one.", ["no service URL", "service URL is a list"]),
        ("This endpoint is for Teams: a key of another channel, and activities that name another or none, are not its own.", ["key and activity of another channel", "channel webchat, which the key may sign", "no channel"]),
        ("The bot is of one tenant; who registers it as multi-tenant in Azure would otherwise serve all.",
            ["another tenant in both", "another tenant in the conversation", "another tenant in the channel data", "another tenant in the channel data alone", "no tenant at all", "no tenant, and channel data of another kind", "empty tenant", "tenant is a text", "tenant's id is a number"]),
        ("What is said to another bot, or to a person, is not for this one.", ["for another bot", "for another bot, in a conversation's event", "for a person", "for an id that only ends like ours"]));

    /// <summary>What ours takes and Microsoft's refuses, with our reason.</summary>
    private static readonly Dictionary<string, string> Stricter = Listed(
        ("RFC 9110, section 11.1: a scheme's case does not count.", ["scheme in small letters", "scheme in capitals"]),
        ("RFC 7519, section 4.1.3: a list of audiences with this one in it is for this one.", ["audiences with us"]),
        ("An app id is a GUID, whose letters' case does not count.", ["audience in capitals"]),
        ("With and without a slash at its end it is one address, and the Agents SDK compares so.", ["service URL without the slash", "body: service URL without the slash"]));

    [Fact]
    public async Task Both_checkers_say_the_same_but_for_two_closed_lists()
    {
        MakeThemAt(TimeProvider.System.GetUtcNow());
        await using var server = await OpenIdServer.StartAsync([.. PublishedKeys.All().Where(k => (string?)k["kid"] != Unreadable)]);
        await using var host = await InboundHost.StartAsync(server);
        var theirs = Theirs(server);
        var (laxer, stricter, count) = (new List<string>(), new List<string>(), 0);
        foreach (var (name, header, activity) in Requests(server.Address).Where(r => !AtTheEdge.Contains(r.Name)))
        {
            var (us, them) = (await host.PostAsync(header, activity) == 200, await IsTakenAsync(theirs, header, activity));
            (them && !us ? laxer : us && !them ? stricter : []).Add(name);
            count++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} requests; laxer {laxer.Count}, stricter {stricter.Count}");
        Assert.All(Laxer.Concat(Stricter), difference => Assert.False(string.IsNullOrWhiteSpace(difference.Value)));
        Assert.Equal(Laxer.Keys.Order(StringComparer.Ordinal), laxer.Order(StringComparer.Ordinal));
        Assert.Equal(Stricter.Keys.Order(StringComparer.Ordinal), stricter.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, string Header, JsonObject Activity)> Requests(string address) =>
    [
        .. WrongToken.All.Select(w => (w.Name, w.Make(address), Activity())),
        .. TeamsTokenTests.Right.Select(r => (r.Data.Item1, $"Bearer {r.Data.Item2}", Activity())),
        ("scheme in small letters", $"bearer {Token()}", Activity()),
        ("scheme in capitals", $"BEARER {Token()}", Activity()),
        .. TeamsActivityClaimsTests.Wrong.Where(w => w.Name != "key with a word for a list").Select(w => (w.Name, $"Bearer {w.Token}", Changed(w.Change))),
        .. TeamsActivityClaimsTests.Right.Select(r => ("body: " + r.Name, $"Bearer {Token()}", Changed(r.Change))),
    ];

    private static Dictionary<string, string> Listed(params (string Reason, string[] Names)[] groups) =>
        groups.SelectMany(g => g.Names.Select(n => (n, g.Reason))).ToDictionary(p => p.n, p => p.Reason, StringComparer.Ordinal);

    private static JsonObject Changed(Action<JsonObject> change)
    {
        var activity = Activity();
        change(activity);
        return activity;
    }

    private static async Task<bool> IsTakenAsync(BotFrameworkAuthentication theirs, string header, JsonObject json)
    {
        if (WireActivities.Read(Encoding.UTF8.GetBytes(json.ToJsonString())) is not { } activity)
        {
            return false;
        }

        try
        {
            return await theirs.AuthenticateRequestAsync(activity, header, Cancel) is not null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Microsoft's checker as its <c>CloudAdapter</c> has it, with the keys of the local server.</summary>
    private static BotFrameworkAuthentication Theirs(OpenIdServer server)
    {
        TakeKeysWithoutTls(server.Metadata);
        return BotFrameworkAuthenticationFactory.Create(
            "", true, "https://login.microsoftonline.com/" + TenantId, "https://api.botframework.com", Issuer, "https://token.botframework.com", server.Metadata, server.Metadata, "",
            new PasswordServiceClientCredentialFactory(AppId, "a-secret", TenantId, null, null), new AuthenticationConfiguration(), new Plain(), null);
    }

    /// <summary>It fetches keys by https alone, with a client that cannot be set; but it looks into a list of its own first.</summary>
    private static void TakeKeysWithoutTls(string metadata)
    {
        var list = typeof(JwtTokenExtractor).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(f => f.GetValue(null)).OfType<ConcurrentDictionary<string, ConfigurationManager<OpenIdConnectConfiguration>>>().Single();
        list[metadata] = new(metadata, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = false });
    }

    private sealed class Plain : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new();
    }
}
