using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace ReflectionBot.Tests.Teams;

/// <summary>How the server answers.</summary>
public enum ServerMood
{
    Up,
    Down,
    Garbage,
    NoKeys,
    Enormous,
}

/// <summary>Publishes metadata and keys as login.botframework.com does, endorsements included; on loopback.</summary>
public sealed class OpenIdServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _metadata;
    private int _keyLists;
    private int _others;

    private OpenIdServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public ServerMood Mood { get; set; }

    /// <summary>Another address of the key list than the server's own.</summary>
    public string? KeysAt { get; set; }

    /// <summary>What is published now.</summary>
    public IReadOnlyList<JsonObject> Keys { get; set; } = [];

    public int MetadataRequests => _metadata;

    public int KeyListRequests => _keyLists;

    /// <summary>Of addresses that only a forged token names.</summary>
    public int OtherRequests => _others;

    public string Address => _app.Urls.Single();

    public string Metadata => Address + "/v1/.well-known/openidconfiguration";

    public static async Task<OpenIdServer> StartAsync(params JsonObject[] keys)
    {
        var server = new OpenIdServer { Keys = keys };
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>A public key as the Bot Framework publishes it.</summary>
    public static JsonObject Key(string kid, RSA rsa, params string[] endorsements)
    {
        ArgumentNullException.ThrowIfNull(rsa);
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA", ["use"] = "sig", ["kid"] = kid, ["x5t"] = kid,
            ["n"] = Base64UrlEncoder.Encode(numbers.Modulus), ["e"] = Base64UrlEncoder.Encode(numbers.Exponent),
            ["endorsements"] = new JsonArray([.. endorsements.Select(e => (JsonNode)e)]),
        };
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var isMetadata = context.Request.Path == "/v1/.well-known/openidconfiguration";
        var isKeys = context.Request.Path == "/v1/.well-known/keys";
        Interlocked.Increment(ref isMetadata ? ref _metadata : ref isKeys ? ref _keyLists : ref _others);
        if (Mood == ServerMood.Down)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        return context.Response.WriteAsync(Mood switch
        {
            ServerMood.Garbage => "<html>Sign in to the hotel's Wi-Fi</html>",
            ServerMood.Enormous => new string(' ', 2_000_000) + "{}",
            _ when isMetadata => new JsonObject { ["issuer"] = "https://api.botframework.com", ["jwks_uri"] = KeysAt ?? Address + "/v1/.well-known/keys" }.ToJsonString(),
            ServerMood.NoKeys => """{"keys":[]}""",
            _ => new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(k => k.DeepClone())]) }.ToJsonString(),
        });
    }
}
