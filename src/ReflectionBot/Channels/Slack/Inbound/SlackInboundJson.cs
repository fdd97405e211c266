using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ReflectionBot.Channels.Slack.Inbound;

/// <summary>Reads the JSON that Slack sends, by either transport.</summary>
internal static class SlackInboundJson
{
    /// <summary>Slack's deepest, rich text within a view, is under 20 levels.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>An object; null where this is no UTF-8, no JSON, another kind of value, or nested more than 64 deep.</summary>
    public static JsonElement? Read(ReadOnlyMemory<byte> text)
    {
        if (!Utf8.IsValid(text.Span)) // The reader itself looks at the bytes of a string only when it is asked for.
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

    /// <summary>The same of a text.</summary>
    public static JsonElement? Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>The count of repeats that Slack tells: 0 for none, nonsense, or more than a hundred.</summary>
    public static int Retry(string? text) => text is { Length: >= 1 and <= 2 } && text.All(char.IsAsciiDigit) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
}
