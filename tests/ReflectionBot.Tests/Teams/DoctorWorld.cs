using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Channels.Teams.Doctor;
using ReflectionBot.Checks;
using ReflectionBot.Operations;

namespace ReflectionBot.Tests.Teams;

/// <summary>
/// Everything that the doctor looks at, on one local server behind real TLS: the bot at its public address, the publisher of the keys, and Entra.
/// All is well until a test changes an answer.
/// </summary>
internal sealed class DoctorWorld : IAsyncDisposable
{
    public const string App = "11111111-aaaa-bbbb-cccc-dddddddddddd";
    public const string Tenant = "22222222-aaaa-bbbb-cccc-dddddddddddd";
    public const string Secret = "the-secret-of-the-test";
    public const string IssuedToken = "the-token-of-the-test";
    public const string Health = "GET reflect.test/health";
    public const string Messages = "POST reflect.test/api/messages";
    public const string Metadata = "GET keys.test/metadata";
    public const string KeyList = "GET keys.test/keys";
    public const string Entra = $"POST login.test/{Tenant}/oauth2/v2.0/token";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-doctor-").FullName;
    private readonly Dictionary<string, (int Status, string Body)> _answers = new(StringComparer.Ordinal)
    {
        [Health] = (200, "Healthy"),
        [Messages] = (401, ""),
        [Metadata] = (200, """{ "issuer": "https://api.botframework.com", "jwks_uri": "https://keys.test/keys" }"""),
        [KeyList] = (200, """{ "keys": [ { "kty": "RSA", "kid": "a", "endorsements": ["msteams", "webchat"] }, { "kty": "RSA", "kid": "b" } ] }"""),
        [Entra] = (200, $$"""{ "token_type": "Bearer", "expires_in": 3600, "access_token": "{{IssuedToken}}" }"""),
    };

    private WebApplication? _server;
    private int _port;

    /// <summary>This machine's clock.</summary>
    public FakeTimeProvider Time { get; } = new(Now);

    /// <summary>The settings; all is well with them.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["Teams:AppId"] = App, ["Teams:TenantId"] = Tenant, ["Teams:ClientSecret"] = Secret, ["Teams:OpenIdMetadata"] = "https://keys.test/metadata", ["Teams:Authority"] = "https://login.test/", ["PublicUrl"] = "https://reflect.test",
    };

    /// <summary>Whether the doctor's machine believes the server's certificate.</summary>
    public bool IsCertificateBelieved { get; set; } = true;

    /// <summary>Hosts at which nothing listens.</summary>
    public HashSet<string> Down { get; } = [];

    /// <summary>Hosts that no DNS knows.</summary>
    public HashSet<string> Unknown { get; } = [];

    /// <summary>What every request carried; for what must not leave.</summary>
    public List<string> Requests { get; } = [];

    public void Answer(string request, int status, string body = "") => _answers[request] = (status, body);

    public void AnswerEntra(string code) => Answer(Entra, code == "AADSTS700016" ? 400 : 401,
        $$"""{ "error": "invalid_client", "error_description": "{{code}}: Something about '{{Secret}}'. Trace ID: 1", "error_codes": [{{code["AADSTS".Length..]}}] }""");

    /// <summary>Calls the doctor.</summary>
    public async Task<(bool IsWell, string Said)> LookAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        await StartAsync(cancel);
        await using var app = Bot.Build([.. Settings.SelectMany(s => (string[])[$"--{s.Key}", s.Value]), "--Storage:Folder", _folder, "--Web:DataFolder", _folder, "--Logging:LogLevel:Default", "None"], builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            builder.Services.Replace(ServiceDescriptor.Singleton(s => new BotTokens(Credential, "https://api.botframework.com/.default", Time)));
        });
        using var http = Connections.Open(Handler());
        var output = new StringWriter();
        var isWell = await new TeamsDoctor(app.Services, http).LookAsync(output, cancel);
        return (isWell, output.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The real credential, over a connection to the local server.</summary>
    private ClientSecretCredential Credential()
    {
        var options = new ClientSecretCredentialOptions { AuthorityHost = new Uri("https://login.test/"), DisableInstanceDiscovery = true, Transport = new HttpClientTransport(new HttpClient(Handler())) };
        options.Retry.MaxRetries = 0;
        return new ClientSecretCredential(Tenant, App, Secret, options);
    }

    private SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectCallback = ConnectAsync };
        if (IsCertificateBelieved)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=reflect.test";
        }

        return handler;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        if (Unknown.Contains(host))
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Down.Contains(host) ? FreePort() : _port, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(X509CertificateLoader.LoadPkcs12(Pfx(Now.AddDays(-1), Now.AddYears(1)), null))));
        _server = builder.Build();
        _server.Run(RespondAsync);
        await _server.StartAsync(cancel);
        _port = new Uri(_server.Urls.Single()).Port;
    }

    private async Task RespondAsync(HttpContext context)
    {
        var request = $"{context.Request.Method} {context.Request.Host.Host}{context.Request.Path}";
        lock (Requests)
        {
            Requests.Add($"{request} {context.Request.Headers.Authorization} {context.Request.QueryString}");
        }

        var (status, body) = _answers.GetValueOrDefault(request, (404, ""));
        context.Response.StatusCode = status;
        context.Response.Headers.Date = Now.ToString("R");
        context.Response.ContentType = body.StartsWith('{') ? "application/json" : "text/plain";
        if (status is >= 300 and < 400)
        {
            context.Response.Headers.Location = "https://elsewhere.test/";
        }

        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>A certificate of one's own making, with its key.</summary>
    public static byte[] Pfx(DateTimeOffset from, DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=reflect.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(from, until);
        return certificate.Export(X509ContentType.Pfx);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
