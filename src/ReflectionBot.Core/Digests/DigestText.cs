using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Digests;

/// <summary>The text of a digest. It can read only what is disclosed and the frame.</summary>
public static class DigestText
{
    /// <summary>Explains why there is at most one digest a day.</summary>
    internal static string OneADay => DigestWording.OnceADayIsTheMost;

    /// <summary>In every digest, also in one with nothing to show (trust rule 4).</summary>
    public static string MinimaSentence => DigestWording.ThemesThatFewerThanThreePeople;

    /// <summary>Below all theme content.</summary>
    public static string NotHowMuch => DigestWording.HowManyWroteIsNotHow;

    /// <summary>Shown whenever it is true.</summary>
    public static string HeldBack => DigestWording.TheFacilitatorHeldBackPartOf;

    /// <summary>The first line of a digest with nothing to show: the same whether nobody wrote or too few did.</summary>
    public static string Nothing => DigestWording.NothingNewToShareThisWeek;

    private static string Band => DigestWording.ThreeOrMoreOfYou;
    private static string Otherwise => DigestWording.OthersMayHaveSeenItAnother;

    /// <summary>Writes the digest.</summary>
    public static DigestMessage Write(Disclosed disclosed, DigestFrame frame)
    {
        var project = PlainText.OneLine(frame.Project);
        string[] agreed = [.. frame.Agreed.OrderBy(a => a.Since).ThenBy(a => a.Text, StringComparer.Ordinal).Select(a => PlainText.OneLine(a.Text)).Distinct(StringComparer.OrdinalIgnoreCase)];
        return disclosed.HasThemeContent
            ? new DigestMessage(DigestWording.FormatWhatYouWroteAbout(project), [Rounds(frame), Topics(Sections(disclosed))], Sections(disclosed), [.. disclosed.Said.Select(FurtherQuote)], agreed, Notes(disclosed, frame), frame.Buttons) { NeedsAnswer = Hard(disclosed) }
            : new DigestMessage(DigestWording.FormatDigestFor(project), Quiet(frame), [], [], agreed, [.. Done(frame), .. LastOne(frame), MinimaSentence], frame.Buttons);
    }

    /// <summary>A digest after a preview: without the themes that are held back, and with the sentence that says so.</summary>
    /// <param name="digest">As it was made.</param>
    /// <param name="preview">What the facilitators said.</param>
    internal static DigestMessage After(DigestMessage digest, DigestPreview preview)
    {
        var notes = preview.HeldBack.Count > 0 || preview.HasDropped ? WithHeldBack(digest.Notes) : digest.Notes;
        return preview.HeldBack.Count == 0 ? digest with { Notes = notes } : WithThemes(digest with { Notes = notes }, t => preview.HeldBack.Contains(t.About, StringComparer.Ordinal) ? null : t);
    }

    /// <summary>A digest with those of its themes that may still be shown, and what may be said of them now.</summary>
    /// <param name="digest">As it was made.</param>
    /// <param name="still">As disclosure control decided.</param>
    internal static DigestMessage WithThemes(DigestMessage digest, IReadOnlyList<DisclosedTheme> still)
    {
        var now = still.ToDictionary(t => t.Words.About, ThemeOf, StringComparer.Ordinal);
        return WithThemes(digest, t => now.TryGetValue(t.About, out var theme) ? theme with { Quotes = t.Quotes } : null);
    }

    /// <summary>A digest whose themes have all gone: as one with nothing to show.</summary>
    internal static DigestMessage Emptied(DigestMessage digest, string project) => digest with
    {
        Title = DigestWording.FormatDigestFor(PlainText.OneLine(project)),
        Lead = [Nothing],
        Sections = [],
        Said = [],
        NeedsAnswer = [],
        Notes = [MinimaSentence],
    };

    private static DigestMessage WithThemes(DigestMessage digest, Func<DigestTheme, DigestTheme?> of)
    {
        DigestSection[] sections = [.. digest.Sections.Select(s => s with { Themes = [.. s.Themes.Select(of).OfType<DigestTheme>()] }).Where(s => s.Themes.Count > 0)];
        string[] hard = [.. sections.SelectMany(s => s.Themes).Where(t => t.Strained).Select(t => t.About)];
        var notes = digest.Notes.Where(n => digest.NeedsAnswer.Count == 0 || n != DigestWording.FormatNeedsAnAnswer(Spoken.List(digest.NeedsAnswer)));
        return digest with { Lead = [digest.Lead[0], Topics(sections)], Sections = sections, NeedsAnswer = hard, Notes = [.. hard.Length > 0 ? new[] { DigestWording.FormatNeedsAnAnswer(Spoken.List(hard)) } : [], .. notes] };
    }

    /// <summary>The attribution of a quote under a theme.</summary>
    internal static string UnderTheme(string? name) => name ?? DigestWording.QuotedWithPermission;

    /// <summary>The heading of a plan, or of a quote under no theme.</summary>
    internal static string UnderSaid(string? name, bool isPlan) =>
        isPlan ? (name is null ? DigestWording.NextTimeSaidWithPermission : DigestWording.FormatNextTimeSaidWithPermissionBy(name)) : name is null ? DigestWording.InTheirWordsSaidWithPermission : DigestWording.FormatInTheirWordsSaidWithPermissionBy(name);

    private static string Rounds(DigestFrame frame) =>
        frame.Rounds.Count == 0 ? Dated(frame) : DigestWording.FormatReflectionsOn(InWords([.. frame.Rounds.Select(PlainText.OneLine)]), Dated(frame));

    private static string Dated(DigestFrame frame) => DigestWording.FormatDigestOf(Spoken.FullDay(frame.On));

    // Alphabetical: an order by number would reveal a trend.
    private static string Topics(IReadOnlyList<DigestSection> sections)
    {
        var themes = sections.SelectMany(s => s.Themes).ToList();
        string[] topics = [.. themes.SelectMany(t => t.Topics).Distinct().Order(StringComparer.Ordinal)];
        string[] words = topics.Length > 0 ? topics : [.. themes.Select(t => t.About)];
        return DigestWording.FormatYouWroteAbout(string.Join(", ", words));
    }

    private static DigestSection[] Sections(Disclosed disclosed) =>
        [.. disclosed.Themes.GroupBy(t => t.Group).Select(g => new DigestSection(g.Key, [.. g.Select(ThemeOf)]))];

    private static DigestTheme ThemeOf(DisclosedTheme theme) => new(
        DigestWording.FormatWrote(theme.Words.Heading, Band, Sides(theme)),
        [.. theme.Quotes.Select(q => new HeadedText(UnderTheme(q.Name), q.Exact))]) { About = theme.Words.About, Topics = theme.Topics, Present = theme.Present, Strained = theme.Strained };

    // Showing one side says nothing about the other: too few people may have taken it, or nobody.
    private static string Sides(DisclosedTheme theme) => (theme.Present, theme.Strained) switch
    {
        (true, true) => DigestWording.FormatAndWrote(theme.Words.Present, Band, theme.Words.Strained),
        (true, false) => $"{theme.Words.Present}. {Otherwise}",
        (false, true) => $"{theme.Words.Strained}. {Otherwise}",
        _ => "about this.",
    };

    private static HeadedText FurtherQuote(DisclosedQuote quote) => new(UnderSaid(quote.Name, quote.IsPlan), quote.Exact);

    private static List<string> Notes(Disclosed disclosed, DigestFrame frame)
    {
        var hard = Hard(disclosed);
        List<string> notes = [.. hard.Length > 0 ? new[] { DigestWording.FormatNeedsAnAnswer(Spoken.List(hard)) } : [], .. Done(frame), .. LastOne(frame), NotHowMuch, MinimaSentence];
        if (disclosed.HeldBack)
        {
            notes.Add(HeldBack);
        }

        notes.Add(frame.Reviewed ? DigestWording.FormatIFoundTheseTopicsWithA(disclosed.Codebook) : DigestWording.FormatIFoundTheseTopicsWithAList(disclosed.Codebook));
        return notes;
    }

    private static IReadOnlyList<string> WithHeldBack(IReadOnlyList<string> notes)
    {
        var at = notes.ToList().IndexOf(MinimaSentence) + 1;
        return notes.Contains(HeldBack) ? notes : [.. notes.Take(at), HeldBack, .. notes.Skip(at)];
    }

    /// <summary>The themes that enough people found hard to be shown here. A theme's finer topics are counted for both sides together, so they cannot be named here.</summary>
    private static string[] Hard(Disclosed disclosed) => [.. disclosed.Themes.Where(t => t.Strained).Select(t => t.Words.About)];

    private static IEnumerable<string> Done(DigestFrame frame) => frame.Done.OrderBy(a => a.DoneAt).Select(a => a.Outcome is { } outcome
        ? DigestWording.FormatDoneAndWhatCameOfIt(PlainText.OneLine(a.Text).TrimEnd('.'), PlainText.OneLine(outcome)) : DigestWording.FormatDone(PlainText.OneLine(a.Text).TrimEnd('.')));

    private static string[] LastOne(DigestFrame frame) => (frame.LastOne.Yes, frame.LastOne.PartlyOrNo) switch
    {
        (true, true) => [DigestWording.TheLastDigestReflectsSomeOfYou],
        (true, false) => [DigestWording.TheLastDigestReflectsYou],
        (false, true) => [DigestWording.TheLastDigestReflectsYouPartlyOrNot],
        _ => [],
    };

    private static string[] Quiet(DigestFrame frame) => frame.Next is null ? [Dated(frame), Nothing] : [Dated(frame), Nothing, DigestWording.FormatNextMilestone(Milestone(frame.Next))];

    private static string Milestone(NextMilestone next) =>
        PlainText.OneLine(next.Name) + (next.On is { } on ? $", {Day(on)}" : "");

    private static string Day(LocalDate day) => Spoken.DayOfMonth(day);

    private static string InWords(string[] names) =>
        names.Length < 2 ? string.Concat(names) : DigestWording.FormatAnd(string.Join(", ", names[..^1]), names[^1]);
}
