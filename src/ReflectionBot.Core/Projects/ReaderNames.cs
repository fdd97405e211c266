using System.Text.RegularExpressions;

namespace ReflectionBot.Core.Projects;

/// <summary>Who is named in the words "who can read answers" of a consent text.</summary>
public static partial class ReaderNames
{
    /// <summary>
    /// Whether a list of readers such as "Ana Silva and Dr Dele Okoro (research team)" names somebody: the whole name, case and spaces aside.
    /// A part of another's name names nobody: "Ana" is not in "Ana Silva".
    /// </summary>
    public static bool Names(string? readers, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return readers is not null && (NameMatch.Same(readers, name) || Between().Split(readers).Any(r => NameMatch.Same(Title().Replace(r.Trim(' ', '.'), ""), name)));
    }

    [GeneratedRegex(@"[,;/&+()\r\n]|\s(?:and|or)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(@"^(?:and\s+|or\s+)?(?:the\s+facilitators?\s+|facilitators?\s+)?(?:(?:dr|prof|professor|mr|mrs|ms|mx)\.?\s+)*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
