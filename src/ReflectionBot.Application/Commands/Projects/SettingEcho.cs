using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Says what a setting that was saved means, so that a wrong reading is seen at once: pure.</summary>
internal static class SettingEcho
{
    /// <summary>The sentence.</summary>
    /// <param name="project">As it is now.</param>
    /// <param name="setting">What was set.</param>
    /// <param name="members">Everyone on the project.</param>
    /// <param name="now">Now.</param>
    public static string Of(Project project, Setting setting, IReadOnlyList<Member> members, DateTimeOffset now)
    {
        var s = project.Settings;
        return setting switch
        {
            Setting.Name => ProjectCommandWording.FormatTheProjectIsCalled(project.Name),
            Setting.DaysOpen => ProjectCommandWording.FormatRoundsStayOpenARoundThat(Spoken.Days(s.DaysOpen)),
            Setting.Minimum => ProjectCommandWording.FormatADigestShowsTopicsFromPeople(Spoken.Number(s.Minimum), Spoken.Number(s.Minimum + 1), new DigestSettings(s.Minimum).TooFew(members)).TrimEnd(),
            Setting.Questions => ProjectCommandWording.FormatTheNextRoundAsksTheOf(Spoken.Questions((QuestionSet.Find(s.Questions ?? "") ?? QuestionSet.Default).Of(ReflectionForm.OneAtATime).Count), (QuestionSet.Find(s.Questions ?? "") ?? QuestionSet.Default).Id),
            Setting.QuietWeek => s.SkipsQuietWeeks ? ProjectCommandWording.InAWeekWithNothingNewIPostNothing : ProjectCommandWording.InAWeekWithNothingNewIPost,
            Setting.Preview => s.PreviewsDigests ? Week(project, ProjectCommandWording.FacilitatorsSeeADigestFirst, now) : ProjectCommandWording.DigestsArePostedWithoutAPreview,
            Setting.QuoteCheck => s.ChecksQuotes ? Week(project, ProjectCommandWording.AuthorsAreAskedOnceMore, now) : ProjectCommandWording.QuotesAreNotAskedAboutAgain,
            Setting.Codebook => ProjectCommandWording.FormatDigestsShowTheThemesOf(s.CodebookId),
            Setting.TimeZone => ProjectCommandWording.FormatInItIsNow(CityZones.City(s.TimeZone), Spoken.DayAndTime(now, Zones.Of(project))),
            Setting.Holidays => s.Holidays.Count == 0 ? ProjectCommandWording.ThereAreNoDaysOff : ProjectCommandWording.FormatDaysOff(Spoken.List([.. s.Holidays.Select(Spoken.DayAndYear)])),
            Setting.Country => Country(s),
            Setting.KeepUntil when s.KeepUntil is { } day => ProjectCommandWording.FormatEverythingIsErasedOn(Spoken.DayAndYear(day)),
            Setting.Regulator when s.Regulator is null => ProjectCommandWording.NoRegulatorIsNamed,
            Setting.Helper1 => Contact(s with { Helper2 = null }, members),
            Setting.Helper2 => Contact(s with { Helper1 = null }, members),
            Setting.Lead when s.Lead is { } lead && !members.Any(m => m.Roles.HasFlag(Roles.Lead)) =>
                ProjectCommandWording.FormatPeopleReadNobodyOnTheProject(ConsentText.Sentence(project, setting), ReflectionBot.Core.Typing.Quotes.Around((ReaderNames.Each(lead) is [var first, ..] ? first : lead))),
            _ => ConsentText.Sentence(project, setting) is { } sentence ? ProjectCommandWording.FormatPeopleRead(sentence) : "",
        };
    }

    // What starts when is seen at once, where digests come by themselves.
    private static string Week(Project project, string sentence, DateTimeOffset now) =>
        project.Digest is { } schedule ? $"{sentence} {DigestTimes.InWords(project, RoundCalendar.NextDigest(project, schedule, now))}" : sentence;

    private static string Country(ProjectSettings s)
    {
        if (Countries.Of(s.Country) is not { } country)
        {
            return ProjectCommandWording.NoCountryIsSet;
        }

        var number = s.Emergency is null ? ProjectCommandWording.IDoNotKnowWhomTo : ProjectCommandWording.FormatPeopleReadInDangerCall(s.Emergency);
        var other = country.Emergency is { } known && s.Emergency != known ? ProjectCommandWording.FormatIKnowForSetEmergency(known, country.Name) : country.Emergency is null ? "" : ProjectCommandWording.PleaseCheckThatItIsRight;
        return $"{country.Name}. {number}{other}";
    }

    private static string Contact(ProjectSettings one, IReadOnlyList<Member> members) => ContactPeople.Of(one, members) switch
    {
        [{ Person: not null, Reach: { } reach } c] => ProjectCommandWording.FormatPeopleCanAskToGetIn(c.Name, reach),
        [{ Person: not null } c] => ProjectCommandWording.FormatPeopleCanAskToGetInTouch(c.Name),
        [{ Reach: { } reach } c] => ProjectCommandWording.FormatIDoNotWriteToPeople(c.Name, reach),
        _ => "",
    };
}
