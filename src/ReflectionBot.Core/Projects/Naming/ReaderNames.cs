using System.Text.RegularExpressions;

namespace ReflectionBot.Core.Projects.Naming;

/// <summary>The people named under "who can read answers" in a consent text.</summary>
public static partial class ReaderNames
{
    /// <summary>
    /// Whether a list of readers such as "Ana Silva and Dr Dele Okoro (research team)" contains this name: the whole name, ignoring case and spaces.
    /// Part of another name does not count: "Ana" is not in "Ana Silva". Reading is permitted only for a name that matches letter for letter.
    /// </summary>
    public static bool Names(string? readers, string name)
    {
        return readers is not null && (NameMatch.Exactly(readers, name) || Each(readers).Any(r => NameMatch.Exactly(r, name)));
    }

    /// <summary>Whether a list of readers contains a name that people could confuse with this one: the same check by appearance.</summary>
    public static bool SeemsToName(string? readers, string name)
    {
        return readers is not null && (NameMatch.LooksLike(readers, name) || Each(readers).Any(r => NameMatch.LooksLike(r, name)));
    }

    /// <summary>The names in a list of readers, without titles.</summary>
    public static IReadOnlyList<string> Each(string readers)
    {
        var whole = Handle().Replace(readers, m => m.Value.Replace('(', '\u0001').Replace(')', '\u0002'));
        return [.. Between().Split(whole).Select(r => Title().Replace(r.Trim(' ', '.'), "").Replace('\u0001', '(').Replace('\u0002', ')')).Where(r => r.Length > 0)];
    }

    /// <summary>The names in a list of readers. Text in brackets is not a name, unless it is a person's name.</summary>
    /// <param name="readers">The list.</param>
    /// <param name="known">The names of the project's people.</param>
    public static IReadOnlyList<string> Each(string readers, IEnumerable<string> known)
    {
        var people = known.ToList();
        if (people.Any(p => NameMatch.Exactly(p, readers)))
        {
            return [readers];
        }

        var inside = Brackets().Matches(readers).Select(m => NameMatch.Plain(m.Value)).ToList();
        return [.. Each(Brackets().Replace(readers, " ")), .. people.Where(p => inside.Any(i => i.Contains(NameMatch.Plain(p), StringComparison.Ordinal)))];
    }

    /// <summary>What distinguishes two people of the same name is part of the name: "Maya Brooks (@maya2)".</summary>
    [GeneratedRegex(@"\([^()@]*@[^()]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Handle();

    [GeneratedRegex(@"[,;/&+()\r\n]|\s(?:and|or)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(@"\((?![^()@]*@)[^)]*(?:\)|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"^(?:and\s+|or\s+)?(?:the\s+facilitators?\s+|facilitators?\s+)?(?:(?:dr|prof|professor|mr|mrs|ms|mx)\.?\s+)*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
