using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Teams.Package;

/// <summary>
/// The zip to upload to Teams: the manifest with its placeholders filled in, the icons and language files that the manifest names, and nothing else.
/// The same values give the same bytes.
/// </summary>
internal static partial class AppPackage
{
    private const string Manifest = "manifest.json";

    /// <summary>The earliest time a zip can hold; the real time would change the file with every run.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The folder beside the program to which the build copies <c>manifests/teams</c>.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "manifests", "teams");

    /// <summary>Writes the zip.</summary>
    /// <param name="folder">The folder of the manifest.</param>
    /// <param name="values">The values of the placeholders.</param>
    /// <param name="output">Takes the zip; stays open.</param>
    /// <returns>The names of the files in it, in order.</returns>
    /// <exception cref="CannotStartException">A file is missing, or a placeholder is not known.</exception>
    public static IReadOnlyList<string> Write(string folder, AppValues values, Stream output)
    {
        var manifest = Parse(Read(folder, Manifest));
        Fill(manifest, values);
        var names = (string[])[Manifest, .. Named(manifest).Order(StringComparer.Ordinal)];
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var name in names)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = Epoch;
            entry.ExternalAttributes = 0; // Otherwise they reveal the operating system.
            using var target = entry.Open();
            target.Write(name == Manifest ? Text(manifest) : Read(folder, name));
        }

        return names;
    }

    /// <summary>The files that the manifest names, as names in its own folder.</summary>
    private static IEnumerable<string> Named(JsonNode manifest) =>
        ((IEnumerable<JsonNode?>)[manifest["icons"]?["color"], manifest["icons"]?["outline"], .. manifest["localizationInfo"]?["additionalLanguages"]?.AsArray().Select(l => l?["file"]) ?? []])
            .Select(name => Path.GetFileName(name?.GetValue<string>()) ?? throw new CannotStartException($"{Manifest} does not name both icons and a file for every language."));

    private static void Fill(JsonNode node, AppValues values)
    {
        switch (node)
        {
            case JsonObject parent:
                foreach (var (name, child) in parent.ToList())
                {
                    Fill(child, values, filled => parent[name] = filled);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    var at = i;
                    Fill(list[i], values, filled => list[at] = filled);
                }

                break;
        }
    }

    private static void Fill(JsonNode? child, AppValues values, Action<JsonNode> replace)
    {
        if (child is JsonValue value && value.TryGetValue<string>(out var text) && text.Contains("{{", StringComparison.Ordinal))
        {
            replace(JsonValue.Create(Placeholder().Replace(text, m => values.Of(m.Groups[1].Value) ?? throw new CannotStartException($"{Manifest} has the placeholder {m.Value}, which nothing fills in."))));
        }
        else if (child is JsonObject or JsonArray)
        {
            Fill(child, values);
        }
    }

    private static byte[] Text(JsonNode manifest)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            manifest.WriteTo(writer);
        }

        return bytes.ToArray();
    }

    private static JsonNode Parse(byte[] json)
    {
        try
        {
            return JsonNode.Parse(json) ?? throw new CannotStartException($"{Manifest} is empty.");
        }
        catch (JsonException e)
        {
            throw new CannotStartException($"{Manifest} is no JSON in line {e.LineNumber + 1}.", e);
        }
    }

    private static byte[] Read(string folder, string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The file {name} of the Teams app cannot be read in {folder}. Build or publish the bot again; it copies the folder manifests/teams.", e);
        }
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
