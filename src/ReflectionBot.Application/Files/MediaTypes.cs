namespace ReflectionBot.Application.Files;

/// <summary>
/// What a stored file can be: a closed set, of what the bot itself makes. Nothing that a browser would run is among them (no HTML, no SVG).
/// </summary>
public static class MediaTypes
{
    /// <summary>Plain text, UTF-8.</summary>
    public const string Text = "text/plain";

    /// <summary>Comma-separated values, UTF-8.</summary>
    public const string Csv = "text/csv";

    /// <summary>JSON, UTF-8.</summary>
    public const string Json = "application/json";

    /// <summary>A ZIP archive.</summary>
    public const string Zip = "application/zip";

    /// <summary>A PDF document.</summary>
    public const string Pdf = "application/pdf";

    /// <summary>A PNG picture.</summary>
    public const string Png = "image/png";

    /// <summary>A JPEG picture.</summary>
    public const string Jpeg = "image/jpeg";

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        [Text] = [".txt"],
        [Csv] = [".csv"],
        [Json] = [".json"],
        [Zip] = [".zip"],
        [Pdf] = [".pdf"],
        [Png] = [".png"],
        [Jpeg] = [".jpg", ".jpeg"],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All => Known.Keys;

    /// <summary>Whether it is one of them, written exactly so.</summary>
    public static bool IsKnown(string? mediaType) => mediaType is not null && Known.ContainsKey(mediaType);

    /// <summary>Whether it is a picture that a message can show.</summary>
    public static bool IsPicture(string mediaType) => mediaType is Png or Jpeg;

    /// <summary>The endings of names of this kind, with the dot, the usual one first.</summary>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public static IReadOnlyList<string> Endings(string mediaType) =>
        Known.TryGetValue(mediaType, out var endings) ? endings : throw new ArgumentException("not a media type that is stored", nameof(mediaType));
}
