using System.Text.RegularExpressions;

namespace ReflectionBot.Core.Projects.Naming;

/// <summary>Who is named in the words "who can read answers" of a consent text.</summary>
public static partial class ReaderNames
{
    /// <summary>
    /// Whether a list of readers such as "Ana Silva and Dr Dele Okoro (research team)" names somebody: the whole name, case and spaces aside.
    /// A part of another's name names nobody: "Ana" is not in "Ana Silva". What this permits is for who is named letter for letter.
    /// </summary>
    public static bool Names(string? readers, string name)
    {
        return readers is not null && (NameMatch.Exactly(readers, name) || Each(readers).Any(r => NameMatch.Exactly(r, name)));
    }

    /// <summary>Whether a list of readers holds somebody whom people would take for this one: the same by what the names look like.</summary>
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

    /// <summary>The names in a list of readers. Words in brackets are no name, unless they name somebody.</summary>
    /// <param name="readers">The list.</param>
    /// <param name="known">The names of people.</param>
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

    /// <summary>What tells two people of one name apart is part of the name: "Maya Brooks (@maya2)".</summary>
    [GeneratedRegex(@"\([^()@]*@[^()]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Handle();

    [GeneratedRegex(@"[,;/&+()\r\n]|\s(?:and|or)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(@"\((?![^()@]*@)[^)]*(?:\)|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"^(?:and\s+|or\s+)?(?:the\s+facilitators?\s+|facilitators?\s+)?(?:(?:dr|prof|professor|mr|mrs|ms|mx)\.?\s+)*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
