using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.Sqlite;

/// <summary>
/// Columns as one JSON object, so that they read well in the sqlite3 shell (<c>select Key, Columns ->> 'Text' from Rows</c>). A text is a
/// string, a number is a number, a flag is true or false, and a time is <c>{"time":"2026-03-02T09:00:00.0000000Z"}</c>, so that no text is
/// mistaken for a time.
/// </summary>
internal static class ColumnsJson
{
    private const string Time = "time";

    // The file is not a web page, so no HTML-safe escaping is needed: texts in any script stay readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The JSON of these columns.</summary>
    public static string Write(Columns columns)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            foreach (var (name, value) in columns.Values)
            {
                json.WritePropertyName(name);
                WriteValue(json, value);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The columns of this JSON.</summary>
    /// <exception cref="InvalidDataException">It is not what <see cref="Write"/> writes.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static Columns Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw Damaged();
        }
        return document.RootElement.EnumerateObject().Aggregate(Columns.Empty, (columns, property) => ReadValue(columns, property.Name, property.Value));
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case DateTimeOffset time:
                json.WriteStartObject();
                json.WriteString(Time, time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"columns hold no {value.GetType().Name}");
        }
    }

    private static Columns ReadValue(Columns columns, string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => columns.With(name, value.GetString()),
        JsonValueKind.Number when value.TryGetInt64(out var number) => columns.With(name, number),
        JsonValueKind.True or JsonValueKind.False => columns.With(name, value.GetBoolean()),
        JsonValueKind.Object when value.TryGetProperty(Time, out var time) => columns.With(name, ReadTime(time)),
        _ => throw Damaged(),
    };

    private static DateTimeOffset ReadTime(JsonElement time) =>
        DateTimeOffset.TryParseExact(
            time.ValueKind == JsonValueKind.String ? time.GetString() : null, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read)
            ? read
            : throw Damaged();

    private static InvalidDataException Damaged() => new("a row's columns are not in the form they were written in");
}
