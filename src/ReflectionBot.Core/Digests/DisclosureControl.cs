using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests;

/// <summary>The input of disclosure control.</summary>
/// <param name="Window">The reflections.</param>
/// <param name="Quotes">Every released quote that was in no digest yet; without theme content they wait.</param>
/// <param name="HeldBack">The facilitator dropped a quote of this window.</param>
/// <param name="Running">For the store: the current leads and facilitators.</param>
public sealed record DigestMaterial(Window Window, IReadOnlyList<ReleasedQuote> Quotes, bool HeldBack, IReadOnlyList<string> Running);

/// <summary>The decision of disclosure control: what may be shown, and what to store about it.</summary>
/// <param name="Disclosed">For the reader.</param>
/// <param name="Used">For the store: the counted reflections that were weighed; empty where there were too few.</param>
/// <param name="Quotes">For the store: the quotes that are shown, with their authors.</param>
/// <param name="Contributors">For the store: how many counted contributors a reader can infer.</param>
/// <param name="Waited">For the store: nothing was weighed, because too little was new.</param>
public sealed record Decision(Disclosed Disclosed, IReadOnlyList<UsedReflection> Used, IReadOnlyList<ReleasedQuote> Quotes, int Contributors, bool Waited);

/// <summary>Trust rules 3, 4 and 5 as code. See docs/decisions/0004-disclosure.md and 0019-insiders.md for what it protects and what it cannot.</summary>
public static class DisclosureControl
{
    /// <summary>Decides what may be shown of this window.</summary>
    public static Decision Decide(DigestMaterial material, Codebook codebook, DigestSettings settings)
    {
        var counted = CountedOf(material.Window);
        var people = counted.GroupBy(r => r.PersonId).Select(p => new Person(p)).ToArray();
        var waits = !material.Window.MayBeWeighed(counted, settings);
        var enough = !waits && people.Length >= settings.Contributors;
        var themes = enough ? ThemesOf(people, codebook, settings, material.Window.MayNameSides(settings)) : [];

        // Quotes come only with theme content: a quote in a quiet week would reveal that its author had written.
        var quotes = themes.Count > 0 ? material.Quotes.Where(q => QuoteCheck.IsPrintable(q) && !material.Window.Showed(q)).ToArray() : [];
        var disclosed = new Disclosed
        {
            Themes = [.. themes.Select(t => t.Shown with { Quotes = Sorted(quotes.Where(q => PlaceOf(q, themes) == t.Id)) })],
            Said = Sorted(quotes.Where(q => PlaceOf(q, themes) is null)),
            HeldBack = material.HeldBack && themes.Count > 0, // In a quiet digest it would reveal that a person wrote.
            Codebook = codebook.Version,
        };
        return new Decision(disclosed, enough ? [.. counted.Select(UsedReflection.Of)] : [], quotes, Told(disclosed, settings), waits);
    }

    /// <summary>
    /// What may still be shown of the themes of a digest that was made earlier and is posted now. Its authors may have taken something back since:
    /// what they took back counts no more. A theme or a side can only go; nothing comes that was not there.
    /// </summary>
    /// <param name="made">The themes, as the digest was made.</param>
    /// <param name="used">The reflections it was made of, as they are now.</param>
    /// <param name="codebook">The themes' words.</param>
    /// <param name="settings">The minima.</param>
    public static IReadOnlyList<DisclosedTheme> StillShown(IReadOnlyList<DigestTheme> made, IEnumerable<CodedReflection> used, Codebook codebook, DigestSettings settings)
    {
        var people = used.Where(r => r.Counted && r.Answers.Count > 0).GroupBy(r => r.PersonId).Select(p => new Person(p)).ToArray();
        if (people.Length < settings.Contributors)
        {
            return [];
        }

        var before = made.ToDictionary(t => t.About, StringComparer.Ordinal);
        return
        [
            .. from theme in ThemesOf(people, codebook, settings, sides: true)
               let was = before.GetValueOrDefault(theme.Shown.Words.About)
               where was is not null
               select theme.Shown with { Present = theme.Shown.Present && was.Present, Strained = theme.Shown.Strained && was.Strained, Topics = [.. theme.Shown.Topics.Intersect(was.Topics, StringComparer.Ordinal)] },
        ];
    }

    private static int Told(Disclosed disclosed, DigestSettings settings) =>
        !disclosed.HasThemeContent ? 0 : disclosed.Themes.Any(t => t.Present || t.Strained) ? settings.NeededFor(DigestSettings.PeoplePerPolarity) : settings.Contributors;

    // A person who shared nothing is not a contributor.
    private static CodedReflection[] CountedOf(Window window) => [.. window.Reflections.Where(r => r.Counted && r.Answers.Count > 0)];

    private static List<(string Id, DisclosedTheme Shown)> ThemesOf(Person[] people, Codebook codebook, DigestSettings settings, bool sides)
    {
        bool Enough(Func<Person, bool> of, int threshold) => settings.Allows(people.Count(of), threshold, people.Length);
        List<(string, DisclosedTheme)> themes = [];
        foreach (var group in codebook.Groups)
        {
            foreach (var theme in group.Themes.Where(t => Enough(p => p.Themes.Contains(t.Id), DigestSettings.PeoplePerTheme)))
            {
                themes.Add((theme.Id, new DisclosedTheme
                {
                    Group = group.Name,
                    Words = theme.Words,
                    Present = sides && Enough(p => p.Present.Contains(theme.Id), DigestSettings.PeoplePerPolarity),
                    Strained = sides && Enough(p => p.Strained.Contains(theme.Id), DigestSettings.PeoplePerPolarity),
                    Topics = [.. theme.Topics.Where(t => Enough(p => p.Topics.Contains((theme.Id, t.Id)), DigestSettings.PeoplePerTheme)).Select(t => t.Label)],
                    Quotes = [],
                }));
            }
        }

        return themes;
    }

    private static string? PlaceOf(ReleasedQuote quote, List<(string Id, DisclosedTheme Shown)> themes) =>
        quote.IsPlan || quote.Place is not { } place ? null : themes.FirstOrDefault(t => t.Id == place.ThemeId && place.Fits(t.Shown)).Id;

    // Sorted by their own text: the order reveals neither author nor time.
    private static DisclosedQuote[] Sorted(IEnumerable<ReleasedQuote> quotes) =>
    [
        .. quotes.Select(q => new DisclosedQuote(q.Exact, q.Name, q.IsPlan))
            .OrderBy(q => q.IsPlan ? 0 : 1).ThenBy(q => q.Exact, StringComparer.Ordinal).ThenBy(q => q.Name, StringComparer.Ordinal),
    ];

    // One person with all their reflections of the window, so that a person who wrote in two rounds counts once. Mixed counts for both sides, so
    // that writing more never removes a person from a count.
    private sealed class Person
    {
        public Person(IEnumerable<CodedReflection> reflections)
        {
            foreach (var code in reflections.SelectMany(r => r.Answers).SelectMany(a => a.Codes))
            {
                Themes.Add(code.ThemeId);
                if (code.TopicId.Length > 0)
                {
                    Topics.Add((code.ThemeId, code.TopicId));
                }

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
