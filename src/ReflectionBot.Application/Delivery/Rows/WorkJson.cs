using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Application.Delivery.Rows;

/// <summary>The JSON of effects and jobs in their rows.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Effect))]
[JsonSerializable(typeof(Job))]
internal sealed partial class WorkJson : JsonSerializerContext
{
    /// <summary>Letters of every script are written unescaped: six characters per letter would not fit in a row.</summary>
    private static WorkJson Rows => _rows ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    // Created at first use: the generated Default may not exist yet while statics are initialised.
    private static WorkJson? _rows;

    /// <summary>An effect as stored in its outbox row.</summary>
    public static string Write(Effect effect) => JsonSerializer.Serialize(effect, Rows.Effect);

    /// <summary>A job as stored in its due row.</summary>
    public static string Write(Job job) => JsonSerializer.Serialize(job, Rows.Job);

    /// <summary>The effect of an outbox row.</summary>
    public static Effect ReadEffect(string text) => JsonSerializer.Deserialize(text, Rows.Effect) ?? throw new InvalidDataException("an outbox row holds no effect");

    /// <summary>The job of a due row.</summary>
    public static Job ReadJob(string text) => JsonSerializer.Deserialize(text, Rows.Job) ?? throw new InvalidDataException("a due row holds no job");

    /// <summary>What a job is about, from its JSON: its project, or else its outbox, person or file.</summary>
    public static string Subject(string job)
    {
        using var document = JsonDocument.Parse(job);
        return Subject(document.RootElement) ?? job;
    }

    private static string? Subject(JsonElement job)
    {
        foreach (var name in (string[])["Project", "Partition", "Person", "File", "Id"])
        {
            if (job.TryGetProperty(name, out var value))
            {
                return $"{name} {value}";
            }
        }

        // A job that contains another job has that job's subject; a job that contains a place has the place's id.
        return job.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object).Select(p => Subject(p.Value)).FirstOrDefault(s => s is not null);
    }

    /// <summary>The result of reading a stored row, or null if it cannot be read.</summary>
    public static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or NotSupportedException or InvalidCastException or FormatException)
        {
            return null;
        }
    }
}
