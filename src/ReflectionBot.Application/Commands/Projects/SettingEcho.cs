using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
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
            Setting.Name => $"The project is called {project.Name}.",
            Setting.DaysOpen => $"Rounds stay open {English.Days(s.DaysOpen)}. A round that is open keeps its closing date.",
            Setting.Minimum => $"A digest shows topics from {English.Number(s.Minimum)} people on who count, and \"present\" or \"strained\" from {English.Number(s.Minimum + 1)}. {new DigestSettings(s.Minimum).TooFew(members)}".TrimEnd(),
            Setting.Questions => $"The next round asks the {Texts.Count((QuestionSet.Find(s.Questions ?? "") ?? QuestionSet.Default).Of(ReflectionForm.OneAtATime).Count, "question")} of {(QuestionSet.Find(s.Questions ?? "") ?? QuestionSet.Default).Id}. A round that is open keeps its own.",
            Setting.TimeZone => $"In {CityZones.City(s.TimeZone)} it is {English.DayAndTime(now, Zones.Of(project))} now.",
            Setting.Holidays => s.Holidays.Count == 0 ? "There are no days off." : $"Days off: {English.List([.. s.Holidays.Select(English.DayAndYear)])}.",
            Setting.Country => Country(s),
            Setting.KeepUntil when s.KeepUntil is { } day => $"Everything is erased on {English.DayAndYear(day)}.",
            Setting.Regulator when s.Regulator is null => "No regulator is named.",
            Setting.Helper1 => Contact(s with { Helper2 = null }, members),
            Setting.Helper2 => Contact(s with { Helper1 = null }, members),
            Setting.Lead when s.Lead is { } lead && !members.Any(m => m.Roles.HasFlag(Roles.Lead)) =>
                $"People read: \"{ConsentText.Sentence(project, setting)}\" Nobody on the project is a lead yet, so I send them nothing: `person add {ReflectionBot.Core.Typing.Quotes.Around((ReaderNames.Each(lead) is [var first, ..] ? first : lead))} as lead`.",
            _ => ConsentText.Sentence(project, setting) is { } sentence ? $"People read: \"{sentence}\"" : "",
        };
    }

    private static string Country(ProjectSettings s)
    {
        if (Countries.Of(s.Country) is not { } country)
        {
            return "No country is set.";
        }

        var number = s.Emergency is null ? $"I do not know whom to call there in danger: `set emergency \"...\"`." : $"People read: \"In danger, call {s.Emergency}.\"";
        var other = country.Emergency is { } known && s.Emergency != known ? $" I know {known} for {country.Name}: `set emergency \"{known}\"`." : country.Emergency is null ? "" : " Please check that it is right where your people are.";
        return $"{country.Name}. {number}{other}";
    }

    private static string Contact(ProjectSettings one, IReadOnlyList<Member> members) => ContactPeople.Of(one, members) switch
    {
        [{ Person: not null, Reach: { } reach } c] => $"People can ask {c.Name} to get in touch: I write to them, and where I cannot, people are shown {reach}.",
        [{ Person: not null } c] => $"People can ask {c.Name} to get in touch: I write to them in their own chat.",
        [{ Reach: { } reach } c] => $"I do not write to {c.Name}: people who pick them are shown {reach}.",
        _ => "",
    };
}
