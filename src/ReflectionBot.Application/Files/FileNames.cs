using System.Globalization;
using System.Text;

namespace ReflectionBot.Application.Files;

/// <summary>
/// Makes a name for a file out of any text. Names come from project names and the like, so they are whatever somebody typed: nothing in them
/// may lead to another folder, hide the ending, or mean something to a shell or a header.
/// </summary>
public static class FileNames
{
    /// <summary>The longest name, in UTF-16 characters, its ending included.</summary>
    public const int MaxLength = 100;

    private const string Fallback = "file";

    // Reserved in names on Windows; '%' too, because some clients decode names once more.
    private const string Reserved = "<>:\"|?*%";

    /// <summary>Names of devices on Windows, with any ending (learn.microsoft.com, "Naming Files, Paths, and Namespaces").</summary>
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>The name as it is stored: the last part of a path, in letters that can be seen, with the ending of its kind.</summary>
    /// <param name="name">Any text.</param>
    /// <param name="mediaType">One of <see cref="MediaTypes"/>. A name with another ending gets the right one behind it.</param>
    /// <exception cref="ArgumentException">It is no media type that is stored.</exception>
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
    /// Without what cannot be seen: control and format characters (among them those that turn the direction of writing, which can make
    /// <c>txt.exe</c> look like <c>exe.txt</c>), private and unassigned ones, halves of pairs. Any space is a plain one.
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

    /// <summary>A dot in front hides a file, one at the end is lost on Windows.</summary>
    private static string Trim(string text) => text.Trim(' ', '.');

    /// <summary>At most so many UTF-16 characters, never half of a character that people see.</summary>
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
