using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Application.Delivery.Rows;

/// <summary>How effects and jobs are written in their rows.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Effect))]
[JsonSerializable(typeof(Job))]
internal sealed partial class WorkJson : JsonSerializerContext
{
    /// <summary>Letters of every script stand as themselves: six characters for one would not fit a row.</summary>
    private static WorkJson Rows => _rows ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    // Made at first use: the generated Default may not be there yet while statics are set up.
    private static WorkJson? _rows;

    /// <summary>An effect as its outbox row holds it.</summary>
    public static string Write(Effect effect) => JsonSerializer.Serialize(effect, Rows.Effect);

    /// <summary>A job as its due row holds it.</summary>
    public static string Write(Job job) => JsonSerializer.Serialize(job, Rows.Job);

    /// <summary>The effect of an outbox row.</summary>
    public static Effect ReadEffect(string text) => JsonSerializer.Deserialize(text, Rows.Effect) ?? throw new InvalidDataException("an outbox row holds no effect");

    /// <summary>The job of a due row.</summary>
    public static Job ReadJob(string text) => JsonSerializer.Deserialize(text, Rows.Job) ?? throw new InvalidDataException("a due row holds no job");

    /// <summary>What a job is about, as its row says: its project, or else its outbox, person or file.</summary>
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

        // A job about another job is about what that one is about, and one about a place about its id.
        return job.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object).Select(p => Subject(p.Value)).FirstOrDefault(s => s is not null);
    }

    /// <summary>What a stored row says, or null where it cannot be read.</summary>
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
