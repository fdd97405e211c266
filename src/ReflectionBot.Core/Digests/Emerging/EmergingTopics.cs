using System.Text.RegularExpressions;
using ReflectionBot.Core.Digests.Quotes;

namespace ReflectionBot.Core.Digests.Emerging;

/// <summary>What one person wrote in one round, shared as topics or wider.</summary>
/// <param name="PersonId">Its author.</param>
/// <param name="Text">All such answers of the round.</param>
public sealed record WrittenText(string PersonId, string Text);

/// <summary>
/// Phrases that recur outside the codebook: several people use them now who did not before. They are shown to the facilitators in a preview, as a
/// question, and nowhere else. Pure.
/// </summary>
public static partial class EmergingTopics
{
    /// <summary>How many are asked about at once.</summary>
    public const int Most = 2;

    private const int LongestPhrase = 3;
    private const int ShortestWord = 3; // Alone it has to be longer: "bus fares" says something, "bus" little.

    /// <summary>The weight of what was written at all times against what is new: as many people as this count as known before.</summary>
    private const double Prior = 10;

    /// <summary>Standard deviations above what chance gives: one in ten phrases would pass by chance alone.</summary>
    private const double Clear = 1.28;

    // Words that begin or end no topic.
    private static readonly HashSet<string> Frame =
    [
        .. "a about after again all also always am an and another any are around as at away back be because been before being between both but by came can could did do does doing done down each else even ever every everybody everyone feel feels felt few first for from get gets getting give given go goes going good got had has have having he help helped her here him his how i if in into is it its just keep kept know knew last less let like little long lot made make makes many maybe me mean might mine more most much must my need needed never new next no nobody none nor not nothing now of off often on once one only or other others our ours out over own people perhaps person put quite rather really right said same say see seem seemed she should since so some somebody someone something still such sure take taken than that the their theirs them then there these they thing things think this those though thought through time times to today together too told took two under until up us use used very want wanted was way we week well went were what when where whether which while who whole why will with without work worked working would year years yet you your yours".Split(' '),
    ];

    /// <summary>Phrases to ask about, the clearest first; none with fewer people than a theme needs.</summary>
    /// <param name="now">The texts of the window; one person may have several.</param>
    /// <param name="earlier">Texts of earlier weeks.</param>
    /// <param name="coding">Words in which the coder finds a theme belong to no new topic.</param>
    /// <param name="names">Names, which are never part of a phrase; nor are contacts.</param>
    /// <param name="asked">Phrases that were asked about before.</param>
    /// <param name="settings">The project's minima.</param>
    public static IReadOnlyList<string> Find(
        IReadOnlyCollection<WrittenText> now, IReadOnlyCollection<WrittenText> earlier, DigestCoding coding, IReadOnlyCollection<string> names, IReadOnlyCollection<string> asked, DigestSettings settings)
    {
        var (people, before) = (Users(now, coding, names), Users(earlier, coding, names));
        var (all, allBefore) = (now.Select(t => t.PersonId).Distinct().Count(), earlier.Select(t => t.PersonId).Distinct().Count());
        var known = asked.ToHashSet(StringComparer.Ordinal);
        var found = new List<(string Phrase, HashSet<string> By, double Score)>();
        foreach (var (phrase, by) in people.Where(p => settings.Allows(p.Value.Count, DigestSettings.PeoplePerTheme, all) && !known.Contains(p.Key)))
        {
            var score = Score(by.Count, all, before.GetValueOrDefault(phrase)?.Count ?? 0, allBefore);
            if (score >= Clear || allBefore == 0)
            {
                found.Add((phrase, by, score));
            }
        }

        var chosen = new List<(string Phrase, HashSet<string> By)>();
        foreach (var (phrase, by, _) in found.OrderByDescending(f => f.Score).ThenByDescending(f => f.Phrase.Count(c => c == ' ')).ThenBy(f => f.Phrase, StringComparer.Ordinal))
        {
            // "bus" beside "bus fares" of the same people says nothing more.
            if (chosen.Count < Most && !chosen.Exists(c => IsWithin(phrase, c.Phrase) || IsWithin(c.Phrase, phrase)))
            {
                chosen.Add((phrase, by));
            }
        }

        return [.. chosen.Select(c => c.Phrase)];
    }

    /// <summary>Which of a project's own topics as many people wrote about as a theme needs.</summary>
    /// <param name="now">The texts of the window.</param>
    /// <param name="coding">As for <see cref="Find"/>.</param>
    /// <param name="phrases">The phrases of these topics.</param>
    /// <param name="names">Names, as for <see cref="Find"/>.</param>
    /// <param name="settings">The project's minima.</param>
    public static IReadOnlyList<string> Among(IReadOnlyCollection<WrittenText> now, DigestCoding coding, IReadOnlyCollection<string> phrases, IReadOnlyCollection<string> names, DigestSettings settings)
    {
        var (people, all) = (Users(now, coding, names), now.Select(t => t.PersonId).Distinct().Count());
        return [.. phrases.Where(p => settings.Allows(people.GetValueOrDefault(p)?.Count ?? 0, DigestSettings.PeoplePerTheme, all))];
    }

    /// <summary>
    /// How much more often people use a phrase now than before, in standard deviations: log-odds with an informative Dirichlet prior (Monroe, Colaresi
    /// and Quinn 2008, "Fightin' Words"), over people and not over words, so that one person who repeats something counts once.
    /// </summary>
    private static double Score(int now, int allNow, int before, int allBefore)
    {
        var prior = Prior * (now + before + 0.5) / (allNow + allBefore + 1);
        double LogOdds(int with, int of) => Math.Log((with + prior) / (of - with + Prior));
        var difference = LogOdds(now, allNow) - LogOdds(before, allBefore);
        return difference / Math.Sqrt((1 / (now + prior)) + (1 / (before + prior)));
    }

    private static Dictionary<string, HashSet<string>> Users(IEnumerable<WrittenText> texts, DigestCoding coding, IReadOnlyCollection<string> names)
    {
        var users = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var phrase in Phrases(text.Text, coding, names))
            {
                (users.TryGetValue(phrase, out var by) ? by : users[phrase] = []).Add(text.PersonId);
            }
        }

        return users;
    }

    private static IEnumerable<string> Phrases(string text, DigestCoding coding, IReadOnlyCollection<string> names)
    {
        foreach (var line in text.Split('\n').Select(l => Plain(Redaction.Apply(l, names))))
        {
            var coded = coding.Coder.Code(coding.Codebook, line);
            foreach (Match stretch in Stretches().Matches(line))
            {
                var words = Words().Matches(stretch.Value);
                for (var start = 0; start < words.Count; start++)
                {
                    for (var length = 1; length <= LongestPhrase && start + length <= words.Count; length++)
                    {
                        var (first, last) = (words[start], words[start + length - 1]);
                        var phrase = stretch.Value[first.Index..(last.Index + last.Length)];
                        var at = stretch.Index + first.Index;
                        if (IsTopic(first.Value) && IsTopic(last.Value) && (length > 1 || phrase.Length > ShortestWord) && !coded.Any(c => c.Passage.Start < at + phrase.Length && at < c.Passage.End))
                        {
                            yield return phrase;
                        }
                    }
                }
            }
        }
    }

    private static bool IsTopic(string word) => word.Length >= ShortestWord && !Frame.Contains(word) && !word.EndsWith("n't", StringComparison.Ordinal);

    private static bool IsWithin(string part, string whole) => $" {whole} ".Contains($" {part} ", StringComparison.Ordinal);

    // A mark in place of a name or contact parts words as a full stop does.
    private static string Plain(string line) => line.Replace("[name]", ".", StringComparison.Ordinal).Replace("[removed]", ".", StringComparison.Ordinal).ToLowerInvariant().Replace('\u2019', '\'');

    /// <summary>Words side by side; anything else parts them.</summary>
    [GeneratedRegex(@"[\p{L}\p{M}][\p{L}\p{M}'-]*(?: [\p{L}\p{M}][\p{L}\p{M}'-]*)*", RegexOptions.CultureInvariant)]
    private static partial Regex Stretches();

    [GeneratedRegex("[^ ]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
