using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace ReflectionBot.Tests.Teams;

/// <summary>A request that the stub got. <c>Path</c> is as it was sent, escapes included, without the query.</summary>
public sealed record ConnectorRequest(string Method, string Host, string Path, string Query, IHeaderDictionary Headers, byte[] Body)
{
    /// <summary>The body as JSON.</summary>
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>The id under which the activity in it stands; null where it was refused, or there was none.</summary>
    public string? KeptAs { get; set; }

    /// <summary>The Authorization header, or empty.</summary>
    public string Authorization => Headers.Authorization.ToString();
}

/// <summary>
/// A Bot Connector on this machine that keeps what is written to it, and misbehaves as it is told. Reached in two ways: at <see cref="Url"/>
/// by the development switch (no tokens there), or as every https host at once by <see cref="Reach"/>.
/// </summary>
public sealed class StubConnector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentQueue<ConnectorRequest> _requests = new();
    private readonly Channel<ConnectorRequest> _arrivals = Channel.CreateUnbounded<ConnectorRequest>();
    private readonly List<(Func<ConnectorRequest, bool> When, Func<HttpContext, Task> Answer)> _script = [];
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, JsonObject>> _activities = new();
    private readonly ConcurrentDictionary<string, JsonObject[][]> _pages = new();
    private int _ids;

    private StubConnector()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=stub", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(o =>
        {
            o.Listen(IPAddress.Loopback, 0);
            o.Listen(IPAddress.Loopback, 0, l => l.UseHttps(_certificate));
        });
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    /// <summary>The service URL, as the Agents Playground has it. Ends without a slash.</summary>
    public string Url => $"http://127.0.0.1:{Port(0)}/_connector";

    /// <summary>All requests so far, in order.</summary>
    public IReadOnlyList<ConnectorRequest> Requests => [.. _requests];

    /// <summary>What <c>/pagedmembers</c> answers instead: 404, 405 or 501, as older emulators do.</summary>
    public int? PagedMembersStatus { get; set; }

    /// <summary>Every page names the same continuation: a connector that goes in circles.</summary>
    public bool RepeatContinuation { get; set; }

    /// <summary>The service URL that a new conversation names, if any.</summary>
    public string? NewServiceUrl { get; set; }

    /// <summary>Starts it.</summary>
    public static async Task<StubConnector> StartAsync(CancellationToken cancel)
    {
        var stub = new StubConnector();
        await stub._app.StartAsync(cancel);
        return stub;
    }

    /// <summary>The activities that stand in a conversation by their ids.</summary>
    public IReadOnlyDictionary<string, JsonObject> Activities(string conversation) => _activities.GetOrAdd(conversation, _ => new());

    /// <summary>Takes an activity away, so that a test sees only what comes after.</summary>
    public void Forget(string conversation, string id) => _activities.GetOrAdd(conversation, _ => new()).TryRemove(id, out _);

    /// <summary>The next request (that <paramref name="when"/> fits) is answered so; each script line once, in order.</summary>
    public void Script(Func<HttpContext, Task> answer, Func<ConnectorRequest, bool>? when = null)
    {
        lock (_script)
        {
            _script.Add((when ?? (_ => true), answer));
        }
    }

    /// <summary>Sets a conversation's members, page by page.</summary>
    public void SetMembers(string conversation, params JsonObject[][] pages) => _pages[conversation] = pages;

    /// <summary>Waits for the next request that was not waited for yet.</summary>
    public ValueTask<ConnectorRequest> ReceivedAsync(CancellationToken cancel) => _arrivals.Reader.ReadAsync(cancel);

    /// <summary>Makes every https host that these services' HTTP clients connect to this stub; names and all else of the requests stay as they are.</summary>
    public void Reach(IServiceCollection services) => services.PostConfigureAll<HttpClientFactoryOptions>(options => options.HttpMessageHandlerBuilderActions.Add(builder =>
    {
        if (builder.PrimaryHandler is SocketsHttpHandler handler)
        {
            handler.ConnectCallback = ConnectAsync;
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.GetCertHashString();
        }
    }));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private int Port(int index) => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(index)).Port;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port(context.InitialRequestMessage.RequestUri!.Scheme == "https" ? 1 : 0), cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var path = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        var request = new ConnectorRequest(context.Request.Method, context.Request.Host.Value!, path, context.Request.QueryString.Value!, new HeaderDictionary(context.Request.Headers.ToDictionary()), body.ToArray());
        _requests.Enqueue(request);
        await _arrivals.Writer.WriteAsync(request);
        await (Scripted(request) is { } scripted ? scripted(context) : AnswerAsync(context, request));
    }

    private Func<HttpContext, Task>? Scripted(ConnectorRequest request)
    {
        lock (_script)
        {
            var index = _script.FindIndex(s => s.When(request));
            if (index < 0)
            {
                return null;
            }

            var answer = _script[index].Answer;
            _script.RemoveAt(index);
            return answer;
        }
    }

    private Task AnswerAsync(HttpContext context, ConnectorRequest request)
    {
        var at = request.Path.IndexOf("/v3/conversations", StringComparison.Ordinal);
        var ids = at < 0 ? [] : request.Path[(at + "/v3/conversations".Length)..].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return (request.Method, ids) switch
        {
            _ when at < 0 => StubAnswers.Json(201, new JsonObject())(context), // An upload, or a place where nothing should ever arrive.
            ("POST", []) => CreateAsync(context, request),
            ("POST", [var place, "activities"]) => KeepAsync(context, place, $"{1_700_000_000_000 + Interlocked.Increment(ref _ids)}", request, 201),
            ("PUT", [var place, "activities", var id]) when Activities(place).ContainsKey(id) => KeepAsync(context, place, id, request, 200),
            ("DELETE", [var place, "activities", var id]) when _activities.GetOrAdd(place, _ => new()).TryRemove(id, out _) => StubAnswers.Status(200)(context),
            ("PUT" or "DELETE", [_, "activities", _]) => StubAnswers.Refuses(404, "ActivityNotFoundInConversation")(context),
            ("GET", [var place, "pagedmembers"]) => PageAsync(context, place),
            ("GET", [var place, "members"]) => StubAnswers.Json(200, new JsonArray([.. All(place).Select(Older)]))(context),
            ("GET", [var place, "members", var id]) => All(place).FirstOrDefault(m => (string?)m["id"] == id || (string?)m["aadObjectId"] == id) is { } member
                ? StubAnswers.Json(200, member.DeepClone())(context) : StubAnswers.Refuses(404, "MemberNotFoundInConversation")(context),
            _ => StubAnswers.Refuses(405, "MethodNotAllowed")(context),
        };
    }

    private Task KeepAsync(HttpContext context, string place, string id, ConnectorRequest request, int status)
    {
        _activities.GetOrAdd(place, _ => new())[id] = request.Json;
        request.KeptAs = id;
        return StubAnswers.Json(status, new JsonObject { ["id"] = id })(context);
    }

    private Task CreateAsync(HttpContext context, ConnectorRequest request)
    {
        var answer = new JsonObject { ["id"] = $"a:chat-with-{request.Json["members"]![0]!["id"]}" };
        if (NewServiceUrl is { } url)
        {
            answer["serviceUrl"] = url;
        }

        return StubAnswers.Json(201, answer)(context);
    }

    private Task PageAsync(HttpContext context, string place)
    {
        if (PagedMembersStatus is { } status)
        {
            return StubAnswers.Status(status)(context);
        }

        if (!_pages.TryGetValue(place, out var pages))
        {
            return StubAnswers.Refuses(404, "ConversationNotFound")(context);
        }

        // A continuation is an opaque text that changes; this one also needs escaping.
        var given = context.Request.Query["continuationToken"].ToString().Split('&');
        var page = given.Length == 3 ? int.Parse(given[1], null) : 0;
        var next = RepeatContinuation ? "p&1&same" : page + 1 < pages.Length ? $"p&{page + 1}&{Interlocked.Increment(ref _ids)}" : null;
        var members = new JsonArray([.. pages[page].Select(m => m.DeepClone())]);
        return StubAnswers.Json(200, new JsonObject { ["members"] = members, ["continuationToken"] = next })(context);
    }

    private IEnumerable<JsonObject> All(string place) => _pages.GetValueOrDefault(place, []).SelectMany(p => p);

    /// <summary><c>/members</c> names the object id otherwise.</summary>
    private static JsonNode Older(JsonObject member)
    {
        var older = member.DeepClone().AsObject();
        older["objectId"] = older["aadObjectId"]?.DeepClone();
        older.Remove("aadObjectId");
        return older;
    }
}
