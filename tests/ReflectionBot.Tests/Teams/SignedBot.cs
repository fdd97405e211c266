using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Channels.Teams.Inbound;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>
/// A bot as it is registered in Azure: every request is signed with keys of a local OpenID server, what it sends carries its token and goes to
/// the real names, behind which a stub listens. Amir and Bea of the try-out are in Teams.
/// </summary>
internal sealed class SignedBot : IAsyncDisposable
{
    public const string Amir = "33333333-3333-3333-3333-000000000002";
    public const string Bea = "33333333-3333-3333-3333-000000000003";
    private readonly OpenIdServer _server;
    private int _ids;

    private SignedBot(TestBot bot, StubConnector stub, OpenIdServer server) => (Bot, Stub, _server) = (bot, stub, server);

    public TestBot Bot { get; }

    public StubConnector Stub { get; }

    /// <summary>Where the keys are published.</summary>
    public OpenIdServer OpenId => _server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<SignedBot> StartAsync(params string[] settings) => StartAsync(settings, _ => { });

    /// <summary>Starts one.</summary>
    /// <param name="settings">As on the command line.</param>
    /// <param name="change">Registrations that replace the real ones.</param>
    public static async Task<SignedBot> StartAsync(string[] settings, Action<IServiceCollection> change)
    {
        var (stub, server) = (await StubConnector.StartAsync(Cancel), await OpenIdServer.StartAsync(PublishedKeys.All()));
        string[] all =
        [
            $"--Teams:AppId={Forge.AppId}", $"--Teams:TenantId={Forge.TenantId}", "--Teams:ClientSecret=a-secret", $"--Teams:OpenIdMetadata={server.Metadata}",
            "--PublicUrl=https://bot.example", "--TryOut:Enabled=true", .. settings,
        ];
        var bot = await TestBot.StartAsync(all, inProcess: false, Forge.Now, services =>
        {
            var credential = new FakeCredential();
            services.AddSingleton(s => new BotTokens(credential.Forgetful, "scope", s.GetRequiredService<TimeProvider>()));
            stub.Reach(services);
            services.PostConfigure<HttpClientFactoryOptions>(MetadataDocuments.Client, o => o.HttpMessageHandlerBuilderActions.Add(b => ((SocketsHttpHandler)b.PrimaryHandler).ConnectCallback = null));
            change(services);
        });
        var signed = new SignedBot(bot, stub, server);
        await signed.MoveAsync("tryout-amir", Amir);
        await signed.MoveAsync("tryout-bea", Bea);
        return signed;
    }

    /// <summary>An activity of somebody in their own chat.</summary>
    public JsonObject Activity(string type, string who, string? name = null)
    {
        var activity = Forge.Activity();
        activity.Remove("text");
        activity["type"] = type;
        activity["name"] = name;
        activity["id"] = $"{1_732_438_800_000 + ++_ids}";
        activity["from"] = new JsonObject { ["id"] = "29:" + who[^1], ["aadObjectId"] = who };
        activity["conversation"]!["id"] = Chat(who);
        return activity;
    }

    public static string Chat(string who) => "a:" + who[^1];

    /// <summary>Posts what Azure Bot Service would, and waits until all that follows is done.</summary>
    public Task<(int Status, string Body)> PostAsync(string body, string? token, string contentType = "application/json") =>
        PostWithAsync(body, token is null ? null : $"Bearer {token}", contentType);

    /// <summary>The same with any header <c>Authorization</c>.</summary>
    public async Task<(int Status, string Body)> PostWithAsync(string body, string? authorization, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (authorization is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", authorization));
        }

        using var response = await Bot.Http.SendAsync(request, Cancel);
        var answer = await response.Content.ReadAsStringAsync(Cancel);
        await Bot.SettleAsync();
        return ((int)response.StatusCode, answer);
    }

    /// <summary>Posts a signed activity.</summary>
    public Task<(int Status, string Body)> PostAsync(JsonObject activity) => PostAsync(activity.ToJsonString(), Forge.Token());

    /// <summary>Somebody writes.</summary>
    public async Task<int> SayAsync(string who, string text)
    {
        var activity = Activity("message", who);
        activity["text"] = text;
        return (await PostAsync(activity)).Status;
    }

    /// <summary>All that stands in somebody's chat.</summary>
    public string Standing(string who) => string.Join('\n', Stub.Activities(Chat(who)).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => System.Text.RegularExpressions.Regex.Unescape(a.Value.ToJsonString().Replace("\\\"", "'", StringComparison.Ordinal))));

    /// <summary>Every row that is stored of a tenant's directory.</summary>
    public async Task<IReadOnlyList<Row>> DirectoryAsync(string tenant) => await Bot.Get<ITableStore>().RangeAsync(new RowRange(Keys.Workspace("teams", tenant)), Cancel).ToListAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Stub.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task MoveAsync(string person, string entra)
    {
        var people = Bot.Get<PeopleStore>();
        var address = new ChatAddress("teams", Forge.TenantId, entra);
        Assert.True(await people.LinkAsync(person, address, Cancel));
        var hello = new MemberJoined("moved " + person, address, new("teams", Forge.TenantId, Chat(entra), false), Forge.Now, address, person);
        await people.NoteAsync((await people.GetAsync(person, Cancel))!, hello, Cancel);
    }
}
