using System.Text;
using System.Text.RegularExpressions;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar;

/// <summary>What a person can be called here.</summary>
public static partial class NameRules
{
    private const string Latin = "Latin";
    private const string EastAsian = "EastAsian";

    private static readonly HashSet<string> Words =
    [
        "AND", "OR", "ALL", "ALL OF THEM", "EVERYONE", "EVERYBODY", "ANYONE", "ANYBODY", "NOBODY", "NO ONE", "NONE", "ME", "MYSELF", "TEAM", "THE TEAM", "AS", "TO", "WITH", "FROM", "LOST", "YES", "NO",
        "LEAD", "FACILITATOR", "COLLABORATOR", "THE LEAD", "THE FACILITATOR", "LEADS", "FACILITATORS", "COLLABORATORS",
        "I", "YOU", "YOURSELF", "US", "WE", "SOMEBODY", "SOMEONE", "WHOEVER", "OK", "OKAY", "HELP", "BOT", "THE BOT",
    ];

    // First and last code point of each range; letters outside are told apart by their block.
    private static readonly (int From, int To, string Script)[] Scripts =
    [
        (0x41, 0x24F, Latin), (0x250, 0x2AF, Latin), (0x370, 0x3FF, "Greek"), (0x400, 0x52F, "Cyrillic"), (0x530, 0x58F, "Armenian"), (0x590, 0x5FF, "Hebrew"), (0x600, 0x6FF, "Arabic"),
        (0x750, 0x77F, "Arabic"), (0x8A0, 0x8FF, "Arabic"), (0x10A0, 0x10FF, "Georgian"), (0x1100, 0x11FF, EastAsian), (0x1200, 0x139F, "Ethiopic"), (0x13A0, 0x13FF, "Cherokee"),
        (0x1C80, 0x1C8F, "Cyrillic"), (0x1C90, 0x1CBF, "Georgian"), (0x1D00, 0x1DBF, Latin), (0x1E00, 0x1EFF, Latin), (0x1F00, 0x1FFF, "Greek"), (0x2C60, 0x2C7F, Latin), (0x2D00, 0x2D2F, "Georgian"),
        (0x2DE0, 0x2DFF, "Cyrillic"), (0x3005, 0x31FF, EastAsian), (0x3400, 0x9FFF, EastAsian), (0xA640, 0xA69F, "Cyrillic"), (0xA720, 0xA7FF, Latin), (0xAB30, 0xAB6F, Latin), (0xAB70, 0xABBF, "Cherokee"),
        (0xAC00, 0xD7FF, EastAsian), (0xF900, 0xFAFF, EastAsian), (0xFB1D, 0xFB4F, "Hebrew"), (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFF, "Arabic"), (0x20000, 0x3FFFF, EastAsian),
    ];

    private const string Bot = "ReflectionBot";

    /// <summary>Why nobody can be called so, in a sentence; null where they can.</summary>
    public static string? Mistake(string name)
    {
        return MentionMarks.Group(name) is { } group ? GrammarWording.FormatIsAGroupOrAChannel(Names.Shown(group))
            : name.TrimStart() is ['@' or '#' or '!' or '<', ..] ? GrammarWording.FormatIsAGroupAChannelOr(Names.Shown(name))
            : !name.EnumerateRunes().Any(Rune.IsLetter) ? GrammarWording.FormatHasNoLettersSoICannot(Names.Shown(name))
            : IsBot(name) ? GrammarWording.FormatIsWhatIAmCalledSo(Names.Shown(name))
            : Words.Contains(NameMatch.Bare(name).ToUpperInvariant()) ? GrammarWording.FormatIsAWordThatIRead(Names.Shown(name))
            : IsMarkup(name) ? GrammarWording.FormatHasSignsThatSomeChatPrograms(Names.Shown(name))
            : IsMixed(name) ? GrammarWording.FormatMixesLettersOfTwoAlphabetsSo(Names.Shown(name))
            : null;
    }

    /// <summary>Why a project or a milestone cannot be called so; null where it can.</summary>
    /// <param name="title">The name.</param>
    /// <param name="typedAlone">It is typed alone, to choose it, so no command may be called the same.</param>
    public static string? TitleMistake(string title, bool typedAlone)
    {
        return !title.EnumerateRunes().Any(Rune.IsLetterOrDigit) ? GrammarWording.FormatHasNoLettersOrNumbersSo(Names.Shown(title))
            : MentionMarks.Group(title) is not null || MentionMarks.User(title) is not null || IsMarkup(title) ? GrammarWording.FormatHasSignsThatSomeChatProgramsMake(Names.Shown(title))
            : IsBot(title) || Words.Contains(NameMatch.Bare(title).ToUpperInvariant()) || (typedAlone && CommandTable.ByWords(NameMatch.Bare(title)) is not null)
                ? GrammarWording.FormatIsAWordThatIReadAs(Names.Shown(title))
            : null;
    }

    /// <summary>Whether a name is the bot's own, to a reader.</summary>
    public static bool IsBot(string name) => NameMatch.Same(string.Concat(name.Where(char.IsLetterOrDigit)), Bot);

    // An address of mail is no name either, and is spoken of as what it is.
    private static bool IsMarkup(string name) => Markup().IsMatch(name) || (!name.Contains('@', StringComparison.Ordinal) && Site().IsMatch(name));

    [GeneratedRegex(@"[\[\]<>{}|`\\]|://|\*\*", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\bwww\.|[\p{L}\d-]{2,}\.(?:com|org|net|uk|eu|io|info|example)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Site();

    /// <summary>Whether letters of different alphabets stand in one name. Those that are written together are one: Chinese, Japanese and Korean, also beside Latin.</summary>
    public static bool IsMixed(string name)
    {
        var scripts = Letters(name).Select(ScriptOf).Distinct(StringComparer.Ordinal).ToList();
        return scripts.Count > 1 && !scripts.TrueForAll(s => s is Latin or EastAsian);
    }

    private static IEnumerable<Rune> Letters(string name)
    {
        foreach (var rune in Normal(name).EnumerateRunes())
        {
            // Apostrophes and the like that count as letters belong to every alphabet.
            if (Rune.IsLetter(rune) && rune.Value is not (>= 0x2B0 and <= 0x2FF) && rune.Value is not (0xAA or 0xB5 or 0xBA))
            {
                yield return rune;
            }
        }
    }

    private static string Normal(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return name;
        }
    }

    private static string ScriptOf(Rune letter)
    {
        var found = Array.Find(Scripts, s => letter.Value >= s.From && letter.Value <= s.To).Script;
        return found ?? $"block {letter.Value >> 7}";
    }
}
