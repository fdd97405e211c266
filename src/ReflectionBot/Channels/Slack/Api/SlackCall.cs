using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>One call of a method. It holds a token: a class, for records print themselves.</summary>
internal sealed class SlackCall
{
    private SlackCall(string method, string pacedBy, AuthenticationHeaderValue? who, HttpContent content)
    {
        (Method, PacedBy, Who, Content) = (method, pacedBy, who, content);
    }

    /// <summary>Its name, e.g. <c>chat.postMessage</c>.</summary>
    public string Method { get; }

    /// <summary>Whose limit it counts against: the workspace, or what stands for it where there is none.</summary>
    public string PacedBy { get; }

    /// <summary>The one channel whose limit it counts against as well; null where the method has none.</summary>
    public string? Channel { get; private init; }

    /// <summary>The header with the token; null where the token is none that could be sent.</summary>
    public AuthenticationHeaderValue? Who { get; }

    /// <summary>The arguments.</summary>
    public HttpContent Content { get; }

    /// <summary>Whether it changes something: then it is sent once.</summary>
    public bool Changes { get; private init; }

    /// <summary>Asks something. Such methods take a form, most of them no JSON.</summary>
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

    /// <summary>With a token alone. Its workspace is not known here, and one token's limit must not hold back another's.</summary>
    public static SlackCall ByToken(string method, string token, bool changes) =>
        new(method, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)), 0, 8), Bearer(token), Form([])) { Changes = changes };

    /// <summary>As the app itself.</summary>
    public static SlackCall AsApp(string method, string clientId, string clientSecret, params (string Name, string? Value)[] arguments) =>
        new(method, "", new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{clientSecret}"))), Form(arguments)) { Changes = true };

    /// <summary>JSON of arguments; those that are null are left out. Values keep their own parents: they are written, not moved.</summary>
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

    /// <summary>A header takes visible ASCII; the framework's complaint about anything else might quote it.</summary>
    private static AuthenticationHeaderValue? Bearer(string token) => token.Length > 0 && token.All(c => c is > ' ' and <= '~') ? new("Bearer", token) : null;
}
