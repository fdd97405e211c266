using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Chat;

/// <summary>
/// A mark of what a field of a form held when it was shown, so that what nobody typed is not taken for new, whatever was changed elsewhere since.
/// </summary>
public static class FieldMark
{
    /// <summary>The mark: 8 hexadecimal digits, or empty for an empty field. Texts that differ in line ends and outer spaces alone have the same: clients change these.</summary>
    public static string Of(string text) => Plain(text) is { Length: > 0 } plain ? Hashes.Short([plain])[..8] : "";

    /// <summary>A text without what clients change in it.</summary>
    public static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
}
