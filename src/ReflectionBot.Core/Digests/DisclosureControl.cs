using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests;

/// <summary>What disclosure control looks at.</summary>
/// <param name="Window">The reflections.</param>
/// <param name="Quotes">Every quote that is released and was in no digest yet; in a quiet week they wait.</param>
/// <param name="HeldBack">The facilitator rejected a code or dropped a quote of this window.</param>
public sealed record DigestMaterial(Window Window, IReadOnlyList<ReleasedQuote> Quotes, bool HeldBack);

/// <summary>What disclosure control decided: what may be shown, and what is to be remembered about it.</summary>
/// <param name="Disclosed">For the reader.</param>
/// <param name="Used">For the store: the counted reflections this digest uses up; empty without theme content.</param>
/// <param name="Quotes">For the store: the quotes that are shown, with their authors.</param>
public sealed record Decision(Disclosed Disclosed, IReadOnlyList<UsedReflection> Used, IReadOnlyList<ReleasedQuote> Quotes);

/// <summary>Trust rules 3, 4 and 5 as code. See docs/decisions/0004-disclosure.md for what it protects and what it cannot.</summary>
public static class DisclosureControl
{
    /// <summary>Decides what of this window may be shown.</summary>
    public static Decision Decide(DigestMaterial material, Codebook codebook, DigestSettings settings)
    {
        ArgumentNullException.ThrowIfNull(material);
        ArgumentNullException.ThrowIfNull(codebook);
        ArgumentNullException.ThrowIfNull(settings);
        var counted = CountedOf(material.Window);
        var people = counted.GroupBy(r => r.PersonId).Select(p => new Person(p)).ToArray();
        var enough = people.Length >= settings.Contributors;
        var themes = enough ? ThemesOf(people, codebook, settings) : [];

        // Quotes come only with theme content: one in a quiet week would tell that its author had written.
        var quotes = themes.Count > 0 ? material.Quotes.Where(q => QuoteCheck.IsPrintable(q) && !material.Window.Shows(q)).ToArray() : [];
        var shown = themes.Select(t => t.Id).ToArray();
        var disclosed = new Disclosed
        {
            Themes = [.. themes.Select(t => t.Shown with { Quotes = Sorted(quotes.Where(q => PlaceOf(q, shown) == t.Id)) })],
            Said = Sorted(quotes.Where(q => PlaceOf(q, shown) is null)),
            HeldBack = material.HeldBack && themes.Count > 0, // In a quiet digest it would tell that somebody wrote.
            Codebook = codebook.Version,
        };
        return new Decision(disclosed, themes.Count > 0 ? [.. counted.Select(UsedReflection.Of)] : [], quotes);
    }

    // A person who was lead or facilitator in any reflection of the window counts in none of it. Somebody who shared nothing is no contributor.
    private static CodedReflection[] CountedOf(Window window)
    {
        var uncounted = window.Reflections.Where(r => !r.Counted).Select(r => r.PersonId).ToHashSet();
        return [.. window.Reflections.Where(r => r.Answers.Count > 0 && !uncounted.Contains(r.PersonId))];
    }

    private static List<(string Id, DisclosedTheme Shown)> ThemesOf(Person[] people, Codebook codebook, DigestSettings settings)
    {
        List<(string, DisclosedTheme)> themes = [];
        foreach (var group in codebook.Groups)
        {
            foreach (var theme in group.Themes.Where(t => people.Count(p => p.Themes.Contains(t.Id)) >= settings.PeoplePerTheme))
            {
                themes.Add((theme.Id, new DisclosedTheme
                {
                    Group = group.Name,
                    Name = theme.Name,
                    Present = people.Count(p => p.Present.Contains(theme.Id)) >= settings.PeoplePerPolarity,
                    Strained = people.Count(p => p.Strained.Contains(theme.Id)) >= settings.PeoplePerPolarity,
                    Topics = [.. theme.Topics.Where(t => people.Count(p => p.Topics.Contains((theme.Id, t.Id))) >= settings.PeoplePerTheme).Select(t => t.Label)],
                    Quotes = [],
                }));
            }
        }

        return themes;
    }

    // Under the first shown theme of its answer; a plan stands under "Next time".
    private static string? PlaceOf(ReleasedQuote quote, IReadOnlyList<string> shown) =>
        quote.IsPlan ? null : shown.FirstOrDefault(quote.ThemeIds.Contains);

    // By their own text: the order tells neither who nor when.
    private static DisclosedQuote[] Sorted(IEnumerable<ReleasedQuote> quotes) =>
    [
        .. quotes.Select(q => new DisclosedQuote(q.Exact, q.Name, q.IsPlan))
            .OrderBy(q => q.IsPlan ? 0 : 1).ThenBy(q => q.Exact, StringComparer.Ordinal).ThenBy(q => q.Name, StringComparer.Ordinal),
    ];

    // One person over all their reflections of the window: whoever wrote in two rounds counts once. Mixed is both sides, so that writing
    // more never takes somebody out of a count.
    private sealed class Person
    {
        public Person(IEnumerable<CodedReflection> reflections)
        {
            foreach (var code in reflections.SelectMany(r => r.Answers).SelectMany(a => a.Codes))
            {
                Themes.Add(code.ThemeId);
                Topics.Add((code.ThemeId, code.TopicId));
                if (code.Polarity != Polarity.Strained)
                {
                    Present.Add(code.ThemeId);
                }

                if (code.Polarity != Polarity.Present)
                {
                    Strained.Add(code.ThemeId);
                }
            }
        }

        public HashSet<string> Themes { get; } = [];

        public HashSet<(string Theme, string Topic)> Topics { get; } = [];

        public HashSet<string> Present { get; } = [];

        public HashSet<string> Strained { get; } = [];
    }
}
