using System.Runtime.InteropServices;
using ReflectionBot.Core.Themes.Codebooks;

namespace ReflectionBot.Core.Themes;

/// <summary>An indicator found in a text.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Passage">Its place.</param>
/// <param name="Sentence">The index of its sentence.</param>
/// <param name="Polarity">After negation.</param>
/// <param name="Pattern">The pattern that matched; null where the find comes from cues.</param>
internal readonly record struct Hit(Indicator Indicator, Passage Passage, int Sentence, Polarity Polarity, Pattern? Pattern);

/// <summary>An indicator with its theme and topic. Theme: its index in codebook order; below 0 for an aside.</summary>
internal sealed record Indicator(string Id, string ThemeId, int Theme, string TopicId, Polarity Polarity, bool Weak, Negation Negated, int Points);

/// <summary>
/// All patterns of a codebook. Each is tried only around its rarest word, so each word of a text triggers only a few patterns, and each costs a
/// bounded number of steps: the whole search takes time linear in the text.
/// </summary>
internal sealed class IndicatorIndex
{
    private readonly Vocabulary _vocabulary;
    private readonly Candidate[][] _bySet;
    private readonly Candidate[][] _cues;
    private readonly Cue[][] _wordCues;

    /// <summary>The patterns of this codebook; throws <see cref="FormatException"/> on an invalid one.</summary>
    public IndicatorIndex(CodebookFile file)
    {
        var indicators = CodebookPatterns.Indicators(file).ToList();
        var cues = CodebookPatterns.Cues(file).ToList();
        _vocabulary = new Vocabulary(indicators.Concat(cues).SelectMany(c => c.Pattern.Words));
        foreach (var candidate in indicators.Concat(cues))
        {
            candidate.Pattern.Number(_vocabulary);
        }

        (_bySet, Cues) = (BySet(indicators), file.Cues?.Count ?? 0);
        _cues = BySet(cues.Where(c => !c.Pattern.IsWord));
        _wordCues = [.. BySet(cues.Where(c => c.Pattern.IsWord)).Select(s => s.Select(c => c.Cue!).Distinct().ToArray())];
    }

    /// <summary>The number of cues.</summary>
    public int Cues { get; }

    /// <summary>The words of a text, looked up in this codebook's vocabulary.</summary>
    public List<Token> Words(string text) => Tokens.Of(text, _vocabulary);

    /// <summary>Every indicator in the text; the same passage may occur twice.</summary>
    public List<Hit> Hits(List<Token> tokens) => Hits(tokens, out _);

    /// <summary>Every indicator in the text, and how often a word was looked at to find them.</summary>
    public List<Hit> Hits(List<Token> words, out long looks)
    {
        List<Hit> hits = [];
        looks = words.Count;
        var tokens = CollectionsMarshal.AsSpan(words);
        for (var at = 0; at < tokens.Length; at++)
        {
            foreach (var candidate in _bySet[tokens[at].Set])
            {
                for (var start = Math.Max(0, at - candidate.Most); start <= at - candidate.Fewest; start++)
                {
                    var end = candidate.Pattern.Match(tokens, start, out var inside, ref looks);
                    if (end > at && Found(candidate, tokens, start, end, inside) is { } hit)
                    {
                        hits.Add(hit);
                    }
                }
            }
        }

        return hits;
    }

    /// <summary>Every cue in the text, in the order of their rarest words.</summary>
    public List<CueHit> CuesIn(List<Token> words)
    {
        List<CueHit> hits = new(words.Count);
        var tokens = CollectionsMarshal.AsSpan(words);
        var looks = 0L;
        for (var at = 0; at < tokens.Length; at++)
        {
            foreach (var cue in _wordCues[tokens[at].Set])
            {
                hits.Add(new CueHit(cue, at, at));
            }

            foreach (var candidate in _cues[tokens[at].Set])
            {
                var start = at - candidate.Fewest;
                var end = start < 0 ? -1 : candidate.Pattern.Match(tokens, start, out _, ref looks);
                if (end > at)
                {
                    hits.Add(new CueHit(candidate.Cue!, start, end - 1));
                }
            }
        }

        return hits;
    }

    private Candidate[][] BySet(IEnumerable<Candidate> candidates)
    {
        var byEntry = new Dictionary<int, List<Candidate>>();
        foreach (var candidate in candidates)
        {
            foreach (var entry in candidate.Pattern.Anchor.Distinct().Select(_vocabulary.Entry))
            {
                (byEntry.TryGetValue(entry, out var list) ? list : byEntry[entry] = []).Add(candidate);
            }
        }

        return [.. Enumerable.Range(0, _vocabulary.Sets).Select(set => _vocabulary.Of(set).SelectMany(e => byEntry.GetValueOrDefault(e) ?? []).Distinct().ToArray())];
    }

    private static Hit? Found(Candidate candidate, ReadOnlySpan<Token> tokens, int at, int end, bool inside)
    {
        // "Not only did they ..." does not negate.
        if (tokens[at].Turn is (Turn.Negation or Turn.Nothing) && !NegationRules.IsNegation(tokens, at))
        {
            return null;
        }

        var indicator = candidate.Indicator!;
        var turned = indicator.Negated != Negation.Keeps && (inside ^ NegationRules.TurnedBefore(tokens, at) ^ NegationRules.TurnedAfter(tokens, end));
        if (turned && indicator.Negated == Negation.Drops)
        {
            return null;
        }

        var passage = new Passage(tokens[at].Start, tokens[end - 1].End - tokens[at].Start);
        return new Hit(indicator, passage, tokens[at].Sentence, turned ? Flipped(indicator.Polarity) : indicator.Polarity, candidate.Pattern);
    }

    private static Polarity Flipped(Polarity polarity) => polarity switch
    {
        Polarity.Present => Polarity.Strained,
        Polarity.Strained => Polarity.Present,
        _ => Polarity.Mixed,
    };
}
