using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Chat;

/// <summary>
/// A mark of a form field's value when the form was shown. A field with an unchanged mark was not edited, even if the stored text has changed since.
/// </summary>
public static class FieldMark
{
    /// <summary>The mark: 8 hexadecimal digits, or empty for an empty field. Line ends and outer spaces do not count, because clients change them.</summary>
    public static string Of(string text) => Plain(text) is { Length: > 0 } plain ? Hashes.Short([plain])[..8] : "";

    /// <summary>The text without line-end differences and outer spaces, which clients change.</summary>
    public static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
}
