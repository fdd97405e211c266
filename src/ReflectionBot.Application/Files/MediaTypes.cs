namespace ReflectionBot.Application.Files;

/// <summary>
/// The types a stored file can have: a closed set of what the bot itself makes. None of them is run by a browser (no HTML, no SVG).
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

    /// <summary>All media types.</summary>
    public static IReadOnlyCollection<string> All => Known.Keys;

    /// <summary>Whether it is one of these media types, in exactly this spelling.</summary>
    public static bool IsKnown(string? mediaType) => mediaType is not null && Known.ContainsKey(mediaType);

    /// <summary>Whether it is a picture that a message can show.</summary>
    public static bool IsPicture(string mediaType) => mediaType is Png or Jpeg;

    /// <summary>The file name extensions of this type, with the dot, the usual one first.</summary>
    /// <exception cref="ArgumentException">It is not one of these media types.</exception>
    public static IReadOnlyList<string> Endings(string mediaType) =>
        Known.TryGetValue(mediaType, out var endings) ? endings : throw new ArgumentException("not a media type that is stored", nameof(mediaType));
}
