using System.Text.RegularExpressions;

namespace ReflectionBot.Core.Digests.Quotes;

/// <summary>
/// Corrects simple slips and nothing else: spaces, doubled marks, a capital at the start, a full stop at the end, and a short table of
/// misspellings with only one possible correction. It never chooses between words ("then" and "than" stay), so it never changes a meaning.
/// </summary>
internal static class Spelling
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private static readonly Regex BeforeMark = new(@" +([,.!?;:])", Linear);
    private static readonly Regex Doubled = new(@"!{2,}|\?{2,}|,{2,}|;{2,}|\.{2,}", Linear);
    private static readonly Regex Words = new(@"[A-Za-z'’]+", Linear);

    private static readonly Dictionary<string, string> Slips = new(StringComparer.Ordinal)
    {
        ["recieve"] = "receive", ["recieved"] = "received", ["truely"] = "truly", ["definately"] = "definitely", ["definatly"] = "definitely",
        ["becuase"] = "because", ["becasue"] = "because", ["beacuse"] = "because", ["wether"] = "whether", ["alot"] = "a lot", ["untill"] = "until",
        ["seperate"] = "separate", ["seperately"] = "separately", ["occured"] = "occurred", ["beleive"] = "believe", ["beleived"] = "believed", ["freind"] = "friend",
        ["freinds"] = "friends", ["thier"] = "their", ["teh"] = "the", ["adn"] = "and", ["wich"] = "which", ["tommorow"] = "tomorrow", ["tomorow"] = "tomorrow",
        ["neccessary"] = "necessary", ["goverment"] = "government", ["enviroment"] = "environment", ["accomodate"] = "accommodate", ["suprised"] = "surprised",
        ["realy"] = "really", ["allways"] = "always", ["begining"] = "beginning", ["comittee"] = "committee", ["commitee"] = "committee", ["diffrent"] = "different",
        ["intresting"] = "interesting", ["knowlege"] = "knowledge", ["probaly"] = "probably", ["somthing"] = "something", ["togehter"] = "together",
        ["dont"] = "don't", ["didnt"] = "didn't", ["doesnt"] = "doesn't", ["isnt"] = "isn't", ["wasnt"] = "wasn't", ["couldnt"] = "couldn't", ["wouldnt"] = "wouldn't",
        ["shouldnt"] = "shouldn't", ["havent"] = "haven't", ["hasnt"] = "hasn't", ["arent"] = "aren't", ["werent"] = "weren't", ["i"] = "I", ["i'm"] = "I'm", ["i've"] = "I've",
        ["i'd"] = "I'd", ["i'll"] = "I'll", ["im"] = "I'm", ["ive"] = "I've",
    };

    /// <summary>The corrected line. Applying it again changes nothing.</summary>
    public static string Tidy(string line)
    {
        var spaced = BeforeMark.Replace(line, m => m.Value[^1..]);
        var marked = Doubled.Replace(spaced, m => m.Value[0] == '.' ? "..." : m.Value[..1]);
        var spelt = Words.Replace(marked, m => Spelt(m, marked));
        return spelt.Length == 0 ? spelt : Closed(Capital(spelt));
    }

    // A single i before a dot may be an abbreviation ("i.e."), which must stay.
    private static string Spelt(Match word, string line)
    {
        var lower = word.Value.ToLowerInvariant().Replace('\u2019', '\'');
        var abbreviated = word.Length == 1 && word.Index + 1 < line.Length && line[word.Index + 1] == '.' && word.Index + 2 < line.Length && char.IsLetter(line[word.Index + 2]);
        var shouted = word.Length > 1 && word.Value.All(c => !char.IsLower(c));
        if (abbreviated || shouted || !Slips.TryGetValue(lower, out var right))
        {
            return word.Value;
        }

        return char.IsUpper(word.Value[0]) ? char.ToUpperInvariant(right[0]) + right[1..] : right;
    }

    private static string Capital(string line) => char.ToUpperInvariant(line[0]) + line[1..];

    private static string Closed(string line) => char.IsLetterOrDigit(line[^1]) || line[^1] is ']' ? line + "." : line;
}
