using System.Text.RegularExpressions;
using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Core.Digests.Quotes;

/// <summary>
/// Removes names and contact details from a line. It is a first pass before the author checks it: nicknames, misspelt names and recognisable
/// stories are not caught. All patterns run without backtracking, so no text can make them slow.
/// </summary>
internal static partial class Redaction
{
    private const string Removed = "[removed]";
    private const string Name = "[name]";
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex[] Reaches =
    [
        new(@"(?:https?://|ftp://|www\.)\S+", Linear),
        new(@"[\w.+%'-]+@ ?[\w-]+(?: ?\.[\w-]+)*", Linear),
        new(@"[\w.+%'-]+ @ [\w-]+ ?\.[\w.-]+", Linear),
        new(@"@[\w.-]+", Linear),
        new(@"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|uk|eu|io|info|gov|edu|ie|scot|wales|cymru)\b(?:/\S*)?", Linear),
        new(@"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", Linear),
        new(@"[+(]?\d(?:[\s()./\u2013-]{0,3}\d){6,}", Linear),
        new(@"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", Linear),
    ];

    private static readonly Regex Words = new(@"[\p{L}\p{M}]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private static readonly Regex Doubled = new(@"\[name\](?:[ '’.-]{1,2}\[name\])+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private static readonly Regex Placeholders = new(@"\[name\]|\[removed\]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    // Names that are also words: removed only with a capital, otherwise "we will" would lose its verb.
    private static readonly HashSet<string> AlsoWords =
    [
        "will", "may", "mark", "grace", "hope", "rose", "faith", "joy", "bill", "sue", "pat", "rob", "art", "jack", "frank", "young", "brown", "white", "green", "black",
        "king", "june", "april", "august", "summer", "dawn", "iris", "ivy", "lily", "daisy", "ray", "guy", "drew", "chase", "carol", "penny", "hazel", "olive", "page",
        "bishop", "cook", "baker", "hunter", "mason", "day", "long", "short", "rich", "best", "love", "good", "price", "wise", "bell", "wood", "hill", "field", "stone",
        "rice", "bush", "english", "french", "an", "so", "my", "do", "he", "in", "to", "we", "see", "sky", "josh", "dean", "van", "de", "the", "der", "le", "la", "al",
        "dr", "prof", "mr", "mrs", "ms", "miss", "major", "star", "max", "miles", "holly", "heather", "robin", "jay", "kit", "nick", "peg", "reed", "sandy", "victor",
    ];

    private static readonly HashSet<string> Titles = ["dr", "prof", "mr", "mrs", "ms", "miss", "van", "de", "der", "the", "le", "la", "al"];

    /// <summary>The line with addresses, numbers and these names replaced.</summary>
    public static string Apply(string line, IReadOnlyCollection<string> names)
    {
        var reached = Reaches.Aggregate(line, (text, pattern) => pattern.Replace(text, Removed));
        var (parts, unspaced) = PartsOf(names);
        var spaced = unspaced.Aggregate(reached, (text, name) => text.Replace(name, Name, StringComparison.Ordinal));
        var named = Words.Replace(spaced, word => IsName(word, spaced, parts) ? Name : word.Value);
        return Doubled.Replace(named, Name);
    }

    /// <summary>Whether no text of the author's is left.</summary>
    public static bool IsOnlyPlaceholders(string line) => !Placeholders.Replace(line, "").Any(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c));

    private static bool IsName(Match word, string text, HashSet<string> parts)
    {
        var folded = Folded(word.Value);
        var placeholder = word.Index > 0 && text[word.Index - 1] == '[' && folded is "name" or "removed";
        return !placeholder && (parts.Contains(folded) || parts.Contains(Strokes(word.Value))) && (char.IsUpper(word.Value[0]) || !AlsoWords.Contains(folded));
    }

    private static (HashSet<string> Parts, string[] Unspaced) PartsOf(IReadOnlyCollection<string> names)
    {
        HashSet<string> parts = [];
        foreach (var part in names.SelectMany(n => Words.Matches(PlainText.OneLine(n))).Select(m => m.Value))
        {
            if (Folded(part) is { Length: > 1 } folded && !Titles.Contains(folded))
            {
                parts.UnionWith([folded, Strokes(part)]);
            }
        }

        // For scripts that put no spaces between words: find the name inside a run of letters.
        return (parts, [.. names.Select(PlainText.OneLine).Where(n => n.Any(c => c >= '\u2E80')).OrderByDescending(n => n.Length)]);
    }

    // Compare by appearance: a name written with letters of another alphabet still reads as that name.
    private static string Folded(string word) => Lookalikes.AtAGlance(word);

    // A separate set from the lower-case forms above: case distinguishes I from i here.
    private static string Strokes(string word) => "strokes " + Lookalikes.OfStrokes(word);
}
