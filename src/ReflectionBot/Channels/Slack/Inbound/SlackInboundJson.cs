using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ReflectionBot.Channels.Slack.Inbound;

/// <summary>Reads the JSON that Slack sends, by either transport.</summary>
internal static class SlackInboundJson
{
    /// <summary>Slack's deepest JSON, rich text in a view, has fewer than 20 levels.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>An object; null if this is not UTF-8, not JSON, another kind of value, or nested more than 64 levels deep.</summary>
    public static JsonElement? Read(ReadOnlyMemory<byte> text)
    {
        if (!Utf8.IsValid(text.Span)) // The JSON reader itself checks the bytes of a string only when the string is read.
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same for a string.</summary>
    public static JsonElement? Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>The number of retries that Slack reports: 0 if it is missing, invalid, or a hundred and more.</summary>
    public static int Retry(string? text) => text is { Length: >= 1 and <= 2 } && text.All(char.IsAsciiDigit) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
}
