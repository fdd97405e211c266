using System.Globalization;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Digests.Review;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Digests.Review;

/// <summary>What a facilitator sees while they check what answers count under. Pure.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Coding">The codebook and the coder.</param>
/// <param name="IsBlind">The coder's reading is not shown before they have chosen.</param>
internal sealed record ReviewCards(string Project, DigestCoding Coding, bool IsBlind)
{
    private const int LongestText = 3_000;
    private const int LongestEvidence = 80;

    private IReadOnlyList<Theme> Themes => Coding.Codebook.Themes;

    /// <summary>[Go on].</summary>
    public Button GoOn => CommandButton.In(Project, DigestCommandWording.GoOnReviewing, Command);

    private string Command => IsBlind ? "review blind" : "review themes";

    /// <summary>One passage with its choices.</summary>
    /// <param name="passage">The passage.</param>
    /// <param name="question">The short name of the question that it answers.</param>
    /// <param name="before">What became of the one before; null for nothing.</param>
    public NoticeMessage Of(PassageInReview passage, string question, string? before)
    {
        var found = PassageReview.Found(Coding, passage.Answer.Text);
        string[] paragraphs = [.. before is null ? [] : new[] { before }, Texts.Shorten(passage.Answer.Text, LongestText), IsBlind ? DigestCommandWording.WhatIsThisAnswerAbout : Reading(passage.Answer, withWords: true)];
        Button[] choices = IsBlind ? [.. Themes.Select(t => Choice(passage, ThemeNames.Label(t), t.Id))]
            :
            [
                Choice(passage, DigestCommandWording.ThatIsRight, PassageReview.Right) with { Primary = true },
                .. found.Count == 0 ? [] : new[] { Choice(passage, DigestCommandWording.RightAndAnotherTopicToo, PassageReview.Also) },
                .. found.Count < 2 ? [] : found.Select(f => Not(passage, f.Theme)),
                Choice(passage, DigestCommandWording.SomethingElse, PassageReview.Other),
                .. found.Count == 0 ? [] : new[] { None(passage) },
            ];
        return new(paragraphs, [.. choices, .. IsBlind ? [None(passage)] : Array.Empty<Button>(), Choice(passage, DigestCommandWording.SkipThisAnswer, PassageReview.Skip)], DigestCommandWording.FormatParticipantAnswers(passage.Participant, question, passage.Id));
    }

    /// <summary>What a passage counts under now. It holds none of its words.</summary>
    public NoticeMessage Kept(PassageInReview passage) => new(
        [Counts(passage), .. passage.Answer.Reviewed is { IsBlind: true } ? new[] { Reading(passage.Answer, withWords: false) } : []],
        [
            Choice(passage, DigestCommandWording.AnotherTopicToo, PassageReview.Other),
            .. passage.Answer.Reviewed is { Themes: [_, _, ..] several } ? several.Select(t => Not(passage, t.Theme)) : [],
            Choice(passage, DigestCommandWording.NextAnswer, PassageReview.Skip) with { Primary = true },
        ]);

    /// <summary>The sentence on what a passage counts under now.</summary>
    public string Counts(PassageInReview passage) => passage.Answer.Reviewed is { Themes: [_, ..] read }
        ? DigestCommandWording.FormatAnswerCountsAs(passage.Id, Spoken.List([.. read.Select(t => ThemeNames.Of(Themes, t))]))
        : DigestCommandWording.FormatAnswerCountsAsNone(passage.Id);

    /// <summary>The themes, to choose one.</summary>
    public NoticeMessage Which(PassageInReview passage, string sentence) => new([sentence], [.. Themes.Select(t => Choice(passage, ThemeNames.Label(t), t.Id)), None(passage), Choice(passage, DigestCommandWording.SkipThisAnswer, PassageReview.Skip)]);

    /// <summary>The sides of a theme, to choose one.</summary>
    public NoticeMessage Side(PassageInReview passage, Theme theme) => new(
        [DigestCommandWording.FormatHowWasItInAnswer(theme.Words.About, passage.Id)],
        [.. ThemeNames.Sides.Select(s => Choice(passage, ThemeNames.Of(s.Side), $"{theme.Id} {s.Typed[0]}")), Choice(passage, DigestCommandWording.AnotherTopic, PassageReview.Other)]);

    /// <summary>How far facilitators and the coder agree, for the facilitators' method notes.</summary>
    public static IEnumerable<string> Agreement((int Answers, IReadOnlyList<ThemeAgreement> Themes) agreement) => agreement.Answers == 0
        ? []
        : [DigestCommandWording.FormatAgreementForYourMethodNotes(
            agreement.Answers,
            Spoken.List([.. agreement.Themes.Select(t => DigestCommandWording.FormatKappaOf(t.Theme.Words.About, t.Kappa?.ToString("0.00", CultureInfo.CurrentCulture) ?? DigestCommandWording.NoKappaYet, t.N))]))];

    /// <param name="withWords">With the words that say so; they may stand only in a message that is remembered as an opening.</param>
    private string Reading(Answer answer, bool withWords)
    {
        var codes = Coding.Coder.Code(Coding.Codebook, answer.Text);
        return codes.Count == 0 ? DigestCommandWording.AsIReadItItIsAboutNone
            : DigestCommandWording.FormatAsIReadItItIsAbout(Spoken.List([.. PassageReview.Found(Coding, answer.Text).Select(t => !withWords ? ThemeNames.Of(Themes, t)
                : DigestCommandWording.FormatWhereItSays(ThemeNames.Of(Themes, t), Evidence(answer.Text, codes.First(c => c.ThemeId == t.Theme).Passage)))]));
    }

    private static string Evidence(string text, Passage passage) => Texts.Shorten(TypedText.OneLine(text.Substring(passage.Start, passage.Length)), LongestEvidence);

    private Button None(PassageInReview passage) => Choice(passage, DigestCommandWording.NoneOfTheTopics, PassageReview.None);

    private Button Not(PassageInReview passage, string theme) => Choice(passage, DigestCommandWording.FormatNotAbout(ThemeNames.Of(Themes, theme)), $"{PassageReview.Not} {theme}");

    private Button Choice(PassageInReview passage, string label, string what) => CommandButton.In(Project, label, $"{Command} {passage.Id} {what}");
}
