using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NodaTime.Text;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Reflections;

/// <summary>A person's decision on a consent text. Append-only, never changed.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="TextVersion">Content hash of the filled text they saw (<see cref="ConsentText.Version"/>).</param>
/// <param name="Agreed">True: [I agree]. False: [No].</param>
/// <param name="At">When, UTC.</param>
/// <param name="Readers">Who can read answers, as listed in that text: nobody else opens what was written under it. Null names nobody.</param>
public sealed record ConsentRecord(string Project, string TextVersion, bool Agreed, DateTimeOffset At, string? Readers = null)
{
    /// <summary>The text itself (<see cref="ConsentText.Words"/>), so that it can be read again and compared with a later one; null in older records.</summary>
    public string? Text { get; init; }
}

/// <summary>The consent text of a project, its gaps filled from the settings.</summary>
/// <param name="Title">"Before you start".</param>
/// <param name="Paragraphs">Heading (may be empty) and text.</param>
/// <param name="Version">Content hash: it changes with the readers, the date and any other text.</param>
public sealed partial record ConsentText(string Title, IReadOnlyList<HeadedText> Paragraphs, string Version)
{
    /// <summary>The text; null while a gap is unfilled, when nothing may be asked (trust rule 2).</summary>
    public static ConsentText? Build(Project project) => VersionFor(project) is { } version ? new(Headline, Fill(project.Name, project.Settings), version) : null;

    /// <summary>Only the <see cref="Version"/>, for callers that check whether a person has agreed to the text; null while a gap is unfilled.</summary>
    public static string? VersionFor(Project project) => Marks.GetValue(project, Mark) is { Length: > 0 } mark ? mark : null;

    // Cached: a step needs it many times, once for each remembered card, and it stays the same for one project record.
    private static readonly ConditionalWeakTable<Project, string> Marks = [];

    /// <summary>The same in every language: people agree to one text, whichever translation they read. Empty while a gap is unfilled.</summary>
    private static string Mark(Project project)
    {
        if (project.Settings.Gaps.Count > 0)
        {
            return "";
        }
        using var source = Language.In(Language.English);
        return Hashes.Short([Headline, .. Fill(project.Name, project.Settings).SelectMany(p => new[] { p.Heading, p.Text }), .. project.Settings.TextEdition is > 0 and var edition ? new[] { $"{edition}" } : []]);
    }

    private static string Headline => ConsentWording.BeforeYouStart;

    /// <summary>The text as far as it is filled, for the facilitator to check: each gap says which setting is missing.</summary>
    public static ConsentText Preview(Project project)
    {
        return new(Headline, Fill(project.Name, project.Settings), "");
    }

    /// <summary>The first sentence of the text that contains a setting; null where no sentence does.</summary>
    public static string? Sentence(Project project, Setting setting)
    {
        const string mark = "\u0001";
        var marked = Fill(project.Name, ProjectSetting.Marked(project, setting, mark).Settings).Select(p => p.Text).ToList();
        var at = marked.FindIndex(p => p.Contains(mark, StringComparison.Ordinal));
        if (at < 0)
        {
            return null;
        }

        // The text before the mark is the same in both versions, so the sentence begins at the same position.
        var text = Fill(project.Name, project.Settings)[at].Text;
        var begins = marked[at][..marked[at].IndexOf(mark, StringComparison.Ordinal)].LastIndexOf(". ", StringComparison.Ordinal) is >= 0 and var dot ? dot + 2 : 0;
        var rest = marked[at][(marked[at].IndexOf(mark, StringComparison.Ordinal) + 1)..];
        var after = rest.IndexOf(". ", StringComparison.Ordinal) is >= 0 and var end ? rest.Length - end - 1 : 0;
        return text[begins..(text.Length - after)];
    }

    /// <summary>Shown only where it applies (trust rule 3).</summary>
    public static string FewPeople => ConsentWording.WithSoFewPeopleADigest;

    /// <summary>The whole text, one line per paragraph, each starting with its heading if it has one.</summary>
    public string Words => string.Join('\n', Paragraphs.Select(p => $"{p.Heading} {p.Text}".Trim().ReplaceLineEndings(" ")));

    /// <summary>What has changed in a later text, sentence by sentence; empty for nothing.</summary>
    /// <param name="before">The earlier text.</param>
    /// <param name="now">The later text.</param>
    public static IReadOnlyList<string> Changes(string before, string now)
    {
        var (old, fresh) = (Sentences(before), Sentences(now));
        var (gone, come) = (old.Except(fresh, StringComparer.Ordinal).ToList(), fresh.Except(old, StringComparer.Ordinal).ToList());
        return [.. gone.Select(s => ConsentWording.FormatBefore(s)), .. come.Select(s => ConsentWording.FormatNow(s))];
    }

    private static List<string> Sentences(string words) => [.. EndOfSentence().Split(words).Select(s => s.Trim()).Where(s => s.Length > 0)];

    [GeneratedRegex(@"(?<=[.:?!])\s+|\n", RegexOptions.CultureInvariant)]
    private static partial Regex EndOfSentence();

    /// <summary>The text as a message with these buttons.</summary>
    public ConsentMessage Message(IReadOnlyList<Button> buttons) => new(Title, Paragraphs, buttons);

    private static HeadedText[] Fill(string project, ProjectSettings s)
    {
        var until = s.KeepUntil is { } day ? Spoken.DayAndYear(day) : null;
        var regulator = string.IsNullOrWhiteSpace(s.Regulator) ? "" : $", {s.Regulator}";
        return
        [
            new("", ConsentWording.FormatAskedMeABotToAsk(Gap(s.Facilitator, "facilitator-name"), project)),
            new(ConsentWording.WhoSeesIt, s.FewPeople ? ConsentWording.FormatCanReadYourAnswersWithYour(Gap(s.Readers, "readers"), Gap(s.ItTeam, "it-team"), Gap(s.Lead, "lead"), Spoken.Number(s.Minimum), FewPeople) : ConsentWording.FormatCanReadYourAnswersWithYourName(Gap(s.Readers, "readers"), Gap(s.ItTeam, "it-team"), Gap(s.Lead, "lead"), Spoken.Number(s.Minimum))),
            HeadedText.Linked(ConsentWording.Safety, LinkedText.Of(ConsentWording.NobodyWatchesThisChatInDanger, ("emergency", Reference.ToCall(Gap(s.Emergency, "emergency"))), ("readers", Gap(s.Readers, "readers")))),
            new(ConsentWording.YourData, ConsentWording.FormatKeepsItUntilForLegalBasis(Gap(s.Controller, "controller"), Gap(until, "keep-until"), Gap(s.Purpose, "purpose"), Gap(s.LegalBasis, "legal-basis"), Gap(s.ChatOwner, "chat-owner"))),
            HeadedText.Linked(ConsentWording.Stop, LinkedText.Of(ConsentWording.StopOrTakeAnswersBackAny, ("contact", Reference.To(Gap(s.Contact, "contact"))))),
            HeadedText.Linked(ConsentWording.RightsComplaints, LinkedText.Of(ConsentWording.FullNotice, ("dataContact", Reference.To(Gap(s.DataContact, "data-contact"))), ("regulator", Reference.To(regulator)), ("notice", Reference.To(Gap(s.Notice, "notice"))))),
            new("", ConsentWording.AgreeOnlyIfYouAre18),
        ];

        static string Gap(string? value, string word) => string.IsNullOrWhiteSpace(value) ? ConsentWording.FormatToFillIn(word) : value;
    }
}
