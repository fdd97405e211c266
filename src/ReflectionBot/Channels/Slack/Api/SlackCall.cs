using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>One call of a method. It is a class because it holds a token: a record would print it.</summary>
internal sealed class SlackCall
{
    private SlackCall(string method, string pacedBy, AuthenticationHeaderValue? who, HttpContent content)
    {
        (Method, PacedBy, Who, Content) = (method, pacedBy, who, content);
    }

    /// <summary>Its name, e.g. <c>chat.postMessage</c>.</summary>
    public string Method { get; }

    /// <summary>The owner of the rate limit it counts against: the workspace, or a replacement for it if there is none.</summary>
    public string PacedBy { get; }

    /// <summary>The channel whose rate limit it also counts against; null if the method has no such limit.</summary>
    public string? Channel { get; private init; }

    /// <summary>The header with the token; null if the token cannot be sent in a header.</summary>
    public AuthenticationHeaderValue? Who { get; }

    /// <summary>The arguments.</summary>
    public HttpContent Content { get; }

    /// <summary>Whether it changes something. If so, it is sent only once.</summary>
    public bool Changes { get; private init; }

    /// <summary>A read-only call. Such methods take a form, and most of them take no JSON.</summary>
    public static SlackCall Ask(string method, SlackAccess access, params (string Name, string? Value)[] arguments) =>
        new(method, access.Team, Bearer(access.Token), Form(arguments));

    /// <summary>Changes something, by a method that takes a form only.</summary>
    public static SlackCall ChangeByForm(string method, SlackAccess access, params (string Name, string? Value)[] arguments) =>
        new(method, access.Team, Bearer(access.Token), Form(arguments)) { Changes = true };

    /// <summary>Changes something, by a method that takes JSON.</summary>
    public static SlackCall Change(string method, SlackAccess access, params (string Name, JsonNode? Value)[] arguments) =>
        new(method, access.Team, Bearer(access.Token), Json(arguments)) { Changes = true };

    /// <summary>Changes something in a channel, by a method that takes JSON and has a limit for each channel.</summary>
    public static SlackCall ChangeIn(string channel, string method, SlackAccess access, params (string Name, JsonNode? Value)[] arguments) =>
        new(method, access.Team, Bearer(access.Token), Json(arguments)) { Changes = true, Channel = channel };

    /// <summary>A call with a token alone. Its workspace is not known here, and the rate limit of one token must not delay another.</summary>
    public static SlackCall ByToken(string method, string token, bool changes) =>
        new(method, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)), 0, 8), Bearer(token), Form([])) { Changes = changes };

    /// <summary>A call as the app itself.</summary>
    public static SlackCall AsApp(string method, string clientId, string clientSecret, params (string Name, string? Value)[] arguments) =>
        new(method, "", new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{clientSecret}"))), Form(arguments)) { Changes = true };

    /// <summary>The arguments as JSON, without those that are null. The values are written as text, so they stay in their own JSON tree.</summary>
    internal static ByteArrayContent Json(params (string Name, JsonNode? Value)[] arguments)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in arguments)
            {
                if (value is not null)
                {
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return new(bytes.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
    }

    private static FormUrlEncodedContent Form((string Name, string? Value)[] arguments) =>
        new(arguments.Where(a => a.Value is not null).Select(a => KeyValuePair.Create(a.Name, a.Value!)));

    /// <summary>A header takes visible ASCII only. For anything else, the framework's error message might quote the token.</summary>
    private static AuthenticationHeaderValue? Bearer(string token) => token.Length > 0 && token.All(c => c is > ' ' and <= '~') ? new("Bearer", token) : null;
}
