using System.Text.Json.Nodes;
using static ReflectionBot.Tests.Teams.Forge;

namespace ReflectionBot.Tests.Teams;

/// <summary>What a right token covers of what the body says.</summary>
public sealed class TeamsActivityClaimsTests(InboundFixture fixture) : IClassFixture<InboundFixture>
{
    private const string OtherTenant = "99999999-aaaa-4bbb-8ccc-ddddeeeeffff";

    internal static (string Name, string Rule, string Token, Action<JsonObject> Change)[] Wrong =>
    [
        ("service URL of another host", "service URL", Token(), a => a["serviceUrl"] = "https://evil.example/emea/"),
        ("service URL of another region", "service URL", Token(), a => a["serviceUrl"] = "https://smba.trafficmanager.net/amer/"),
        ("service URL with more path", "service URL", Token(), a => a["serviceUrl"] = ServiceUrl + "x"),
        ("service URL with two slashes", "service URL", Token(), a => a["serviceUrl"] = ServiceUrl + "/"),
        ("service URL without TLS", "service URL", Token(), a => a["serviceUrl"] = ServiceUrl.Replace("https", "http", StringComparison.Ordinal)),
        ("token for another service URL", "service URL", Token(Claims("serviceurl", "https://evil.example/")), _ => { }),
        ("no service URL", "service URL", Token(), a => a.Remove("serviceUrl")),
        ("a local service URL", "service URL", Token(), a => a["serviceUrl"] = "http://localhost:56150/_connector"),
        ("key without endorsements", "endorsement", Token(header: Header("unendorsed")), _ => { }),
        ("key with a word for a list", "endorsement", Token(header: Header("oddly-endorsed")), _ => { }),
        ("key of another channel", "endorsement", Token(header: Header("of-direct-line")), _ => { }),
        ("key and activity of another channel", "channel", Token(header: Header("of-direct-line")), a => a["channelId"] = "directline"),
        ("channel webchat, which the key may sign", "channel", Token(), a => a["channelId"] = "webchat"),
        ("channel emulator", "channel", Token(), a => a["channelId"] = "emulator"),
        ("channel in capitals", "channel", Token(), a => a["channelId"] = "MSTeams"),
        ("no channel", "channel", Token(), a => a.Remove("channelId")),
        ("another tenant in both", "tenant", Token(), a => SetTenant(a, OtherTenant, OtherTenant)),
        ("another tenant in the conversation", "tenant", Token(), a => SetTenant(a, OtherTenant, TenantId)),
        ("another tenant in the channel data", "tenant", Token(), a => SetTenant(a, TenantId, OtherTenant)),
        ("another tenant in the channel data alone", "tenant", Token(), a => SetTenant(a, null, OtherTenant)),
        ("no tenant at all", "tenant", Token(), a => SetTenant(a, null, null)),
        ("no tenant, and channel data of another kind", "tenant", Token(), a => { SetTenant(a, null, null); a["channelData"] = "words"; }),
        ("empty tenant", "tenant", Token(), a => SetTenant(a, "", TenantId)),
        ("tenant is a text", "tenant", Token(), a => a["channelData"] = new JsonObject { ["tenant"] = TenantId }),
        ("tenant's id is a number", "tenant", Token(), a => a["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = 1 } }),
        ("for another bot", "recipient", Token(), a => a["recipient"]!["id"] = "28:0b1d6e0c-9999-4222-8333-444455556666"),
        ("for another bot, in a conversation's event", "recipient", Token(), a => { a["type"] = "conversationUpdate"; a["recipient"]!["id"] = "28:0b1d6e0c-9999-4222-8333-444455556666"; }),
        ("for a person", "recipient", Token(), a => a["recipient"]!["id"] = "29:ben"),
        ("for an id that only ends like ours", "recipient", Token(), a => a["recipient"]!["id"] = "28:x" + AppId),
    ];

    internal static (string Name, Action<JsonObject> Change)[] Right =>
    [
        ("as it comes", _ => { }),
        ("service URL without the slash", a => a["serviceUrl"] = ServiceUrl.TrimEnd('/')),
        ("tenant in the conversation alone", a => SetTenant(a, TenantId, null)),
        ("tenant in the channel data alone", a => SetTenant(a, null, TenantId)),
        ("tenant in capitals", a => SetTenant(a, TenantId.ToUpperInvariant(), TenantId)),
        ("tenant of null in the channel data", a => a["channelData"] = new JsonObject { ["tenant"] = null }),
        ("tenant's id of null in the channel data", a => a["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = null } }),
        ("channel data of another kind", a => a["channelData"] = 7),
        ("no recipient", a => a.Remove("recipient")),
        ("recipient without an id", a => a["recipient"] = new JsonObject { ["name"] = "Reflections" }),
        ("recipient in capitals", a => a["recipient"]!["id"] = "28:" + AppId.ToUpperInvariant()),
        ("recipient of a government cloud", a => a["recipient"]!["id"] = "28:gcch:" + AppId),
        ("a person as recipient of an event", a => { a["type"] = "conversationUpdate"; a["recipient"]!["id"] = "29:ben"; }),
        ("a type nobody knows", a => a["type"] = "somethingNew"),
    ];

    public static TheoryData<string> WrongNames => [.. Wrong.Select(w => w.Name)];

    public static TheoryData<string> RightNames => [.. Right.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(WrongNames))]
    public async Task What_the_token_does_not_cover_is_refused(string name)
    {
        var (_, rule, token, change) = Wrong.Single(w => w.Name == name);
        var activity = Activity();
        change(activity);
        var (handled, logged) = (fixture.Host.Handled, fixture.Host.Log.Lines.Length);
        Assert.Equal(403, await fixture.Host.PostTokenAsync(token, activity));
        Assert.Equal(handled, fixture.Host.Handled);
        Assert.Equal($"A request that claimed to come from Teams was refused: {rule}.", fixture.Host.Log.Lines[logged..].Trim());
    }

    [Theory]
    [MemberData(nameof(RightNames))]
    public async Task What_Teams_sends_is_covered(string name)
    {
        var activity = Activity();
        Right.Single(r => r.Name == name).Change(activity);
        Assert.Equal(200, await fixture.Host.PostTokenAsync(Token(), activity));
    }

    private static void SetTenant(JsonObject activity, string? conversation, string? data)
    {
        activity["conversation"]!["tenantId"] = conversation;
        activity["channelData"] = data is null ? new JsonObject() : new JsonObject { ["tenant"] = new JsonObject { ["id"] = data } };
    }
}
