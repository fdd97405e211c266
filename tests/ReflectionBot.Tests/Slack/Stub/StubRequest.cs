using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>A request to the Web API, or to a <c>response_url</c> (method <c>response_url</c>) or an upload (method <c>upload</c>).</summary>
/// <param name="Method">E.g. <c>chat.postMessage</c>.</param>
/// <param name="ContentType">Without its parameters; empty where there was none.</param>
/// <param name="Token">The bearer token; empty where there was none.</param>
/// <param name="Arguments">What was sent, whether the method takes it in this form or not.</param>
/// <param name="At">When it arrived.</param>
public sealed record StubRequest(string Method, string ContentType, string Token, JsonObject Arguments, DateTimeOffset At)
{
    /// <summary>Of which workspace the token is; null where it is of none.</summary>
    public string? Team { get; internal set; }

    /// <summary>What was answered; null where the stub was told what to answer.</summary>
    public JsonObject? Answer { get; internal set; }

    /// <summary>The code of the refusal; null for <c>ok</c>.</summary>
    public string? Error => (string?)Answer?["error"];

    /// <summary>Why the body cannot be read: Slack's code; null if it can.</summary>
    internal string? BodyError { get; init; }

    /// <summary>A warning about the header Content-Type; null for none.</summary>
    internal string? Warning { get; init; }

    /// <summary>An argument as text; null where it is missing.</summary>
    public string? this[string name] => StubArguments.Text(Arguments[name]);

    /// <summary>Without the token: records print themselves.</summary>
    public override string ToString() => $"{Method} {Arguments.ToJsonString()} -> {Answer?.ToJsonString()}";

    /// <summary>Reads a request's arguments, as docs.slack.dev/apis/web-api has it: query, form or JSON; JSON needs the token in the header.</summary>
    internal static async Task<StubRequest> ReadAsync(HttpContext context, string method, TimeProvider time)
    {
        var (http, arguments, error, warning) = (context.Request, new JsonObject(), (string?)null, (string?)null);
        foreach (var (name, value) in http.Query)
        {
            arguments[name] = value.ToString();
        }
        var type = (http.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        if (type == "application/json")
        {
            error = await ReadJsonAsync(http, arguments, context.RequestAborted);
            warning = http.ContentType!.Contains("charset", StringComparison.OrdinalIgnoreCase) ? null : "missing_charset";
        }
        else if (http.HasFormContentType)
        {
            await ReadFormAsync(http, arguments, context.RequestAborted);
            warning = http.ContentType!.Contains("charset", StringComparison.OrdinalIgnoreCase) ? "superfluous_charset" : null;
        }
        else if (http.ContentLength > 0)
        {
            error = type.Length > 0 ? "invalid_post_type" : "missing_post_type";
        }
        return new(method, type, Bearer(http, arguments, type), arguments, time.GetUtcNow()) { BodyError = error, Warning = warning };
    }

    /// <summary>The bearer token; in forms and queries it may also be an argument.</summary>
    private static string Bearer(HttpRequest http, JsonObject arguments, string type)
    {
        var header = http.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : type == "application/json" ? "" : StubArguments.Text(arguments["token"]) ?? "";
        arguments.Remove("token");
        return token;
    }

    private static async Task ReadFormAsync(HttpRequest http, JsonObject arguments, CancellationToken cancel)
    {
        foreach (var (name, value) in await http.ReadFormAsync(cancel))
        {
            arguments[name] = value.ToString();
        }
    }

    private static async Task<string?> ReadJsonAsync(HttpRequest http, JsonObject arguments, CancellationToken cancel)
    {
        try
        {
            if (await JsonNode.ParseAsync(http.Body, cancellationToken: cancel) is not JsonObject body)
            {
                return "json_not_object";
            }
            foreach (var (name, value) in body)
            {
                arguments[name] = value?.DeepClone();
            }
            return null;
        }
        catch (JsonException)
        {
            return "invalid_json";
        }
    }
}

/// <summary>Arguments as Slack reads them: every form says the same thing in its own types.</summary>
/// <param name="json">As they were sent.</param>
internal sealed class StubArguments(JsonObject json)
{
    /// <summary>As text; null where it is missing or empty.</summary>
    public string? this[string name] => Text(json[name]) is { Length: > 0 } text ? text : null;

    /// <summary>Whether it was sent at all.</summary>
    public bool Has(string name) => json[name] is not null;

    /// <summary><c>true</c> or <c>1</c>.</summary>
    public bool Flag(string name) => this[name] is "true" or "1" or "True";

    /// <summary>A whole number; null where it is missing or none.</summary>
    public int? Number(string name) => int.TryParse(this[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>As text, or else the refusal that Slack's argument checks give.</summary>
    public string Required(string name) => this[name] ?? throw new StubRefusal("invalid_arguments", $"[ERROR] missing required field: {name}");

    /// <summary>An array or object, which forms carry as text.</summary>
    /// <param name="name">Which.</param>
    /// <param name="broken">The code where it is no JSON.</param>
    public JsonNode? Json(string name, string broken)
    {
        if (json[name] is not JsonValue value || !value.TryGetValue<string>(out var text))
        {
            return json[name]?.DeepClone();
        }
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new StubRefusal(broken);
        }
    }

    /// <summary>A value as the text a form would carry.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString();
}
