using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReflectionBot.Core.Chat;

/// <summary>How messages are serialised in rows. Letters of every script stay unescaped, because six characters per letter would not fit.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OutboundMessage))]
internal sealed partial class MessageJson : JsonSerializerContext
{
    private static MessageJson Rows => _rows ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    // Created at first use: the generated Default may not exist yet during static initialisation.
    private static MessageJson? _rows;

    /// <summary>A message as stored in a row.</summary>
    public static string Write(OutboundMessage message) => JsonSerializer.Serialize(message, Rows.OutboundMessage);

    /// <summary>Reads a message from a row.</summary>
    public static OutboundMessage Read(string text) => JsonSerializer.Deserialize(text, Rows.OutboundMessage) ?? throw new InvalidDataException("no message stands there");
}
