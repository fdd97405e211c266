using System.Net;
using System.Text.Json;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>
/// Reads the connector's refusals. Only status and error code count; the message texts beside them are for people and can change. (Source: "Status
/// codes" in the Teams documentation's "Bot conversations" and "Send proactive messages".)
/// </summary>
internal static class ConnectorErrors
{
    private const int MostOfACode = 64;

    /// <summary>
    /// Codes that mean that the bot cannot write to a person until they (or an administrator) change something: blocked, muted or uninstalled (also
    /// as number 209), blocked in the chat, not installed here, switched off for the tenant, not installed for this person.
    /// </summary>
    private static readonly HashSet<string> CannotWrite = new(StringComparer.OrdinalIgnoreCase)
    {
        "MessageWritesBlocked", "209", "ConversationBlockedByUser", "BotNotInConversationRoster", "BotDisabledByAdmin", "ForbiddenOperationException",
    };

    private static readonly HashSet<string> Oversize = new(StringComparer.OrdinalIgnoreCase) { "MessageSizeTooBig", "RequestEntityTooLarge" };

    /// <summary>The meaning of an answer that is not a success.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="code">Its error code, or empty.</param>
    /// <param name="after">Its Retry-After.</param>
    public static ConnectorAnswer Read(HttpStatusCode status, string code, TimeSpan? after) => (int)status switch
    {
        401 => new ConnectorAnswer.Busy(null),
        403 or 404 when CannotWrite.Contains(code) => new ConnectorAnswer.Blocked(),
        404 or 410 => new ConnectorAnswer.Gone(),
        413 => new ConnectorAnswer.TooLarge(),
        400 when Oversize.Contains(code) => new ConnectorAnswer.TooLarge(),
        408 or 412 or 429 => new ConnectorAnswer.Busy(after),
        501 or 505 or 507 => Refused(status, code), // Not supported, or no space in the person's drive: waiting does not help.
        >= 500 => new ConnectorAnswer.Busy(after),
        _ => Refused(status, code),
    };

    /// <summary>
    /// The error code of an answer's body, letters and digits only; empty if there is none. It is in <c>error.code</c> or directly in the body, or,
    /// where a service behind the connector refused, in <c>subCode</c> of JSON that is itself inside a string.
    /// </summary>
    public static string Code(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            return Code(json.RootElement, inside: true);
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string Code(JsonElement json, bool inside)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return json.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Letters(json.ToString()) : "";
        }

        var found = inside && json.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? SubCode(message.GetString()!) : "";
        foreach (var name in (string[])["subCode", "error", "code", "errorCode"])
        {
            found = found.Length == 0 && json.TryGetProperty(name, out var value) ? Code(value, inside) : found;
        }

        return found;
    }

    private static string SubCode(string message)
    {
        if (!message.StartsWith('{'))
        {
            return "";
        }

        try
        {
            using var json = JsonDocument.Parse(message, new JsonDocumentOptions { MaxDepth = 16 });
            return json.RootElement.TryGetProperty("subCode", out var code) ? Code(code, inside: false) : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static ConnectorAnswer.Refused Refused(HttpStatusCode status, string code) => new(code.Length > 0 ? $"{(int)status} {code}" : $"{(int)status}");

    private static string Letters(string code) => new([.. code.Where(char.IsAsciiLetterOrDigit).Take(MostOfACode)]);
}
