using System.Globalization;
using System.Text;

namespace ReflectionBot.Application.Files;

/// <summary>
/// Makes a file name from any text. Names come from project names and the like, so they contain whatever a person typed: nothing in them may
/// lead to another folder, hide the extension, or have a meaning in a shell or a header.
/// </summary>
public static class FileNames
{
    /// <summary>The longest name, in UTF-16 characters, including its extension.</summary>
    public const int MaxLength = 100;

    private const string Fallback = "file";

    // Reserved in names on Windows. '%' is included because some clients decode names a second time.
    private const string Reserved = "<>:\"|?*%";

    /// <summary>Names of devices on Windows, with any extension (learn.microsoft.com, "Naming Files, Paths, and Namespaces").</summary>
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>The name as it is stored: the last part of a path, visible characters only, with the extension of its type.</summary>
    /// <param name="name">Any text.</param>
    /// <param name="mediaType">One of <see cref="MediaTypes"/>. A name with another extension gets the right one appended.</param>
    /// <exception cref="ArgumentException">It is not a media type that can be stored.</exception>
    public static string Clean(string name, string mediaType)
    {
        var endings = MediaTypes.Endings(mediaType);
        var plain = Plain(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        var ending = endings.FirstOrDefault(e => plain.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } there ? plain[^there.Length..] : endings[0];
        var stem = Trim(plain.EndsWith(ending, StringComparison.Ordinal) ? plain[..^ending.Length] : plain);
        stem = stem.Length == 0 ? Fallback : Devices.Contains(stem.Split('.')[0].TrimEnd()) ? $"_{stem}" : stem;
        return Cut(stem, MaxLength - ending.Length) + ending;
    }

    /// <summary>
    /// Removes invisible characters: control and format characters (among them those that change the writing direction, which can make
    /// <c>txt.exe</c> look like <c>exe.txt</c>), private and unassigned ones, and halves of surrogate pairs. Every space becomes a plain one.
    /// </summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || rune.Value is '\t' or '\n' or '\r')
            {
                plain.Append(plain.Length > 0 && plain[^1] == ' ' ? "" : " ");
            }
            else if (rune == Rune.ReplacementChar || category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                continue;
            }
            else
            {
                plain.Append(rune.IsAscii && Reserved.Contains((char)rune.Value, StringComparison.Ordinal) ? "-" : rune.ToString());
            }
        }

        return Trim(plain.ToString());
    }

    /// <summary>A leading dot hides a file; a trailing dot is lost on Windows.</summary>
    private static string Trim(string text) => text.Trim(' ', '.');

    /// <summary>Cuts to at most this many UTF-16 characters, never within a visible character.</summary>
    private static string Cut(string text, int limit)
    {
        var end = 0;
        while (end < text.Length && end + StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && next <= limit)
        {
            end = next;
        }

        // One "character" can be longer than any limit (a letter under a hundred accents).
        return end > 0 ? Trim(text[..end]) : Fallback;
    }
}
