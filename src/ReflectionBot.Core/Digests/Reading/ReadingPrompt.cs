using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests.Reading;

/// <summary>
/// What a reading model is sent for one text: instructions made from the codebook, and the text as a JSON string, so that nothing in it can end its
/// frame. Pure; it sends nothing.
/// </summary>
/// <param name="System">The instructions. The same for all texts.</param>
/// <param name="User">One JSON object with the masked text.</param>
/// <param name="Masked">The text without names and contacts, as it stands in <paramref name="User"/>.</param>
public sealed record ReadingPrompt(string System, string User, string Masked)
{
    /// <summary>The version of the instructions. Another wording is another version.</summary>
    public const string Version = "1";

    /// <summary>The most codes that a reply may have.</summary>
    public const int MostCodes = 3;

    // A model reads é better than \u00e9; it is JSON either way.
    private static readonly ReadingJson Readable = new(new JsonSerializerOptions(ReadingJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly Lazy<string> Template = new(Load);

    /// <summary>The prompt for a text.</summary>
    /// <param name="codebook">The themes.</param>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="names">Names to be masked besides contacts, e.g. of a project's people.</param>
    public static ReadingPrompt Of(Codebook codebook, string text, IReadOnlyCollection<string> names)
    {
        var masked = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => Redaction.Apply(line, names)));
        return new(Instructions(codebook), JsonSerializer.Serialize(new SentText(masked), Readable.SentText), masked);
    }

    private static string Instructions(Codebook codebook) =>
        Template.Value.Replace("<<themes>>", string.Join("\n\n", codebook.Themes.Select(InWords)), StringComparison.Ordinal).Replace("<<most>>", $"{MostCodes}", StringComparison.Ordinal);

    private static string InWords(Theme theme)
    {
        var text = new StringBuilder().Append("id: ").Append(theme.Id).Append("\nabout: ").Append(theme.Words.About).Append(" (").Append(theme.Words.Covers).Append(')')
            .Append("\npresent: ").Append(theme.Present).Append("\nstrained: ").Append(theme.Strained);
        foreach (var (label, lines) in new[] { ("belongs here", theme.Include), ("does not belong here", theme.Exclude), ("example", theme.Examples) })
        {
            foreach (var line in lines)
            {
                text.Append('\n').Append(label).Append(": ").Append(line);
            }
        }

        return text.ToString();
    }

    private static string Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ReflectionBot.Core.Digests.Reading.prompt.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd();
    }
}

/// <summary>The user's part of a prompt.</summary>
internal sealed record SentText(string Text);

/// <summary>A model's reply as it has to be.</summary>
internal sealed record ReplyEntry([property: JsonRequired] IReadOnlyList<ReplyCode> Codes);

/// <summary>One code of a reply.</summary>
internal sealed record ReplyCode([property: JsonRequired] string Theme, [property: JsonRequired] string Side, [property: JsonRequired] string Passage);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, MaxDepth = 8, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(SentText))]
[JsonSerializable(typeof(ReplyEntry))]
internal sealed partial class ReadingJson : JsonSerializerContext;
