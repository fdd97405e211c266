using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Grammar;

/// <summary>Reads the values of settings as people write them. Each gives the value in one form, or the sentence that says what was expected.</summary>
internal static partial class SettingValues
{
    public const int MaxDaysOpen = 90;
    private const int MaxMinimum = 20;

    /// <summary>Retention runs for longer than a round: how many years ahead <c>keep-until</c> may be.</summary>
    private const int KeepYears = 30;
    private const int LongestRange = 31;

    /// <summary>Words for "empty this".</summary>
    public static bool IsNothing(string value) => TypedText.KeyOfAll(value) is "" or "none" or "no" or "nothing" or "empty" or "n/a" or "-" or "\u2013";

    public static (string?, string?) KeepUntil(string value, LocalDate today) => Date(value, today, "set keep-until", KeepYears);

    /// <summary>Dates, also "24 to 28 December", "25 and 26 December", "24-26 and 28 December".</summary>
    public static (string?, string?) Holidays(string value, LocalDate today)
    {
        var dates = new SortedSet<string>(StringComparer.Ordinal);
        string[][] spans = [.. value.Split([",", ";", " and ", " & "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Ends)];
        WithMonths(spans);
        foreach (var ends in spans)
        {
            var (first, wrong) = Date(ends[0], today, "set holidays", 5);
            var (last, mistake) = Date(ends[^1], today, "set holidays", 5);
            if (last is null || first is null)
            {
                return (null, GrammarWording.FormatWriteDatesWithCommasBetweenThem(mistake ?? wrong));
            }

            var (from, to) = (LocalDatePattern.Iso.Parse(first).Value, LocalDatePattern.Iso.Parse(last).Value);
            // Days that have begun already: without a year, their first day was read as next year's.
            from = to < from && Period.DaysBetween(from.PlusYears(-1), to) is >= 0 and <= LongestRange ? from.PlusYears(-1) : from;
            if (to < from || Period.DaysBetween(from, to) > LongestRange)
            {
                return (null, to < from ? GrammarWording.FormatFromToIsBackwardsWriteThe(Spoken.DayAndYear(from), Spoken.DayAndYear(to)) : GrammarWording.FormatFromToIsMoreThanA(Spoken.DayAndYear(from), Spoken.DayAndYear(to)));
            }

            for (var day = from; day <= to; day = day.PlusDays(1))
            {
                dates.Add(LocalDatePattern.Iso.Format(day));
            }
        }

        return dates.Count == 0 ? (null, GrammarWording.FormatWhichDaysForExample(SettingWords.Example(Setting.Holidays))) : (string.Join(',', dates), null);
    }

    public static (string?, string?) DaysOpen(string value) => DayCount.Parse(value) is >= 1 and <= MaxDaysOpen and var days
        ? (days.ToString(CultureInfo.InvariantCulture), null)
        : (null, GrammarWording.FormatARoundCanBeOpenFor(MaxDaysOpen, SettingWords.Example(Setting.DaysOpen)));

    /// <summary>Only stricter than the rule, and no more than a team could reach.</summary>
    public static (string?, string?) Minimum(string value) => NumberWords.Of(TypedText.KeyOfAll(value).Split(' ')[0]) is >= DigestSettings.FewestContributors and <= MaxMinimum and var people
        ? (people.ToString(CultureInfo.InvariantCulture), null)
        : (null, GrammarWording.FormatADigestShowsTopicsFromPeople(DigestSettings.FewestContributors, MaxMinimum, SettingWords.Example(Setting.Minimum)));

    /// <summary>A question set of this build, by its id.</summary>
    public static (string?, string?) Questions(string value) => QuestionSet.All.FirstOrDefault(s => Key(s.Id) == Key(value)) is { } set
        ? (set.Id, null)
        : (null, GrammarWording.FormatNoQuestionSetIsCalledThere(TypedText.Echo(value), Spoken.List([.. QuestionSet.All.Select(s => $"`{s.Id}`")]), SettingWords.Example(Setting.Questions)));

    /// <summary>Whether anything is posted in a week with nothing new.</summary>
    public static (string?, string?) QuietWeek(string value) => TypedText.KeyOfAll(value) switch
    {
        "post nothing" or "skip" or "no digest" or "silent" or "off" => (ProjectSetting.Nothing, null),
        "post" or "yes" or "digest" or "on" or "post it" or "post agreed" => (ProjectSetting.Post, null),
        _ => (null, GrammarWording.AQuietWeekIsPostOrNothing),
    };

    /// <summary>On or off.</summary>
    public static (string?, string?) Switch(Setting setting, string value) => TypedText.KeyOfAll(value) switch
    {
        "on" or "yes" or "true" or "please" => (ProjectSetting.On, null),
        "off" or "false" => (ProjectSetting.Off, null),
        _ => (null, GrammarWording.FormatThatSettingIsOnOrOff(SettingNames.Of(setting))),
    };

    /// <summary>An id as files have it: "Our Housing" is <c>our-housing</c>.</summary>
    public static string Id(string value) => TypedText.KeyOfAll(value).Replace(' ', '-');

    private static string Key(string id) => TypedText.KeyOfAll(id).Replace('-', ' ');

    public static (string?, string?) TimeZone(string value)
    {
        var shown = TypedText.Echo(value);
        switch (CityZones.Find(value))
        {
            case [var only]:
                return (only, null);
            case [_, ..] and var several:
                return (null, GrammarWording.FormatHasSeveralTimeZonesNameA(shown, string.Join(", ", several.Take(4).Select(z => $"`set time-zone {z}`"))));
        }

        if (IsWithoutCity(value))
        {
            return (null, GrammarWording.FormatNamesNoCitySoIWould(shown, SettingWords.Example(Setting.TimeZone)));
        }

        return NearNames.Of(CityZones.Cities, value.Split('/')[^1].Replace('_', ' ').Trim()) is [var near, ..] && CityZones.Find(near) is [var zone, ..]
            ? (null, GrammarWording.FormatIDontKnowTheTimeZone(shown, zone))
            : (null, GrammarWording.FormatIDontKnowTheTimeZoneName(shown, SettingWords.Example(Setting.TimeZone)));
    }

    public static (string?, string?) Country(string value) => Countries.Find(value) is { } country ? (country.Code, null)
        : NearNames.Of(Countries.Known, value) is [var near, ..] ? (null, GrammarWording.FormatIDontKnowTheCountryDid(TypedText.Echo(value), near))
        : (null, GrammarWording.FormatIDontKnowTheCountryFor(TypedText.Echo(value), SettingWords.Example(Setting.Country)));

    // These stand in the text that people agree to, or on buttons: nobody must pass for another there.
    public static (string?, string?) Names(string value) =>
        ReaderNames.Each(value).FirstOrDefault(NameRules.IsMixed) is { } mixed ? (null, NameRules.Mistake(mixed)) : (value, null);

    // A number that a telephone takes: three digits at the least, or a shorter one that stands alone. Words around it stay.
    public static (string?, string?) Emergency(string value) => Ascii(value) is var number && (Callable().IsMatch(number) || OnlyNumbers().IsMatch(number)) ? (number, null)
        : (null, GrammarWording.FormatWhichNumberCanPeopleCallIn(SettingWords.Example(Setting.Emergency)));

    public static (string?, string?) Notice(string value)
    {
        var address = value.Trim('<', '>');
        address = address.Contains("://", StringComparison.Ordinal) || !address.Contains('.', StringComparison.Ordinal) ? address : $"https://{address}";
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && uri.Host.Contains('.', StringComparison.Ordinal) && !address.Contains(' ', StringComparison.Ordinal)
            ? (address, null)
            : (null, GrammarWording.FormatTheNoticeNeedsAWebAddress(SettingWords.Example(Setting.Notice)));
    }

    private static (string?, string?) Date(string value, LocalDate today, string lead, int years) => DateWords.Parse(value, today, lead, years) switch
    {
        DateReading.Found(var date) => (LocalDatePattern.Iso.Format(date), null),
        DateReading.Wrong(var sentence) => (null, sentence),
        DateReading.NoDate(var sentence) => (null, sentence),
        _ => (null, null),
    };

    [GeneratedRegex(@"[0-9](?:[ ().\u2013-]{0,3}[0-9]){2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Callable();

    [GeneratedRegex(@"^[0-9]{2,}(?:\s*(?:,|/|or|and)\s*[0-9]{2,})*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OnlyNumbers();

    // Digits of every script, as a telephone has them.
    private static string Ascii(string value) => string.Concat(value.Select(c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c));

    /// <summary>The first and the last day of a span; one day is both.</summary>
    private static string[] Ends(string part)
    {
        var ends = part.Split([" to ", " until ", " till ", " - ", "\u2013"], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ends.Length == 2 ? ends : DaysOfAMonth().Match(part) is { Success: true } days ? [days.Groups["first"].Value, days.Groups["last"].Value] : [part];
    }

    /// <summary>"25" in "25 and 26 December": a day without a month takes that of the next date that has one.</summary>
    private static void WithMonths(string[][] spans)
    {
        var month = "";
        foreach (var ends in spans.Reverse())
        {
            for (var i = ends.Length - 1; i >= 0; i--)
            {
                var day = DayAndMonth().Match(ends[i]);
                month = day.Success && day.Groups["month"].Length > 0 ? day.Groups["month"].Value : month;
                ends[i] = day.Success && day.Groups["month"].Length == 0 ? $"{ends[i]} {month}" : ends[i];
            }
        }
    }

    [GeneratedRegex(@"(?:^|\s)[0-9]{1,2}(?:st|nd|rd|th)?\.?(?<month>\s+\p{L}.*)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DayAndMonth();

    // "24-26 December". "24-12" is a day of December, and no two days.
    [GeneratedRegex(@"^(?<first>[0-9]{1,2}(st|nd|rd|th)?)\s*-\s*(?<last>[0-9]{1,2}(st|nd|rd|th)?\s+\p{L}.*|(1[3-9]|2[0-9]|3[01])(st|nd|rd|th)?)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DaysOfAMonth();

    // GMT, UTC+1, BST, EST5EDT, Etc/GMT-2
    private static bool IsWithoutCity(string value)
    {
        var word = value.Trim();
        return word.StartsWith("Etc/", StringComparison.OrdinalIgnoreCase) || DateTimeZoneProviders.Tzdb.GetZoneOrNull(word.ToUpperInvariant()) is not null
            || word.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) || word.StartsWith("GMT", StringComparison.OrdinalIgnoreCase)
            || (word.Length is >= 2 and <= 5 && (word.All(char.IsAsciiLetterUpper) || word.All(char.IsAsciiLetterLower)) && word.EndsWith("t", StringComparison.OrdinalIgnoreCase));
    }
}
