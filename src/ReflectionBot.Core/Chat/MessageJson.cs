using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReflectionBot.Core.Chat;

/// <summary>How messages are written in rows: letters of every script stand as themselves, because six characters for one would not fit.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OutboundMessage))]
internal sealed partial class MessageJson : JsonSerializerContext
{
    private static MessageJson Rows => _rows ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    // Made at first use: the generated Default may not be there yet while statics are set up.
    private static MessageJson? _rows;

    /// <summary>A message as it stands in a row.</summary>
    public static string Write(OutboundMessage message) => JsonSerializer.Serialize(message, Rows.OutboundMessage);

    /// <summary>The message of that.</summary>
    public static OutboundMessage Read(string text) => JsonSerializer.Deserialize(text, Rows.OutboundMessage) ?? throw new InvalidDataException("no message stands there");
}
