using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar.Phrases;

/// <summary>What became of words that may be a date; a closed set.</summary>
public abstract record DateReading
{
    private DateReading()
    {
    }

    /// <summary>A date, today or later.</summary>
    public sealed record Found(LocalDate Date) : DateReading;

    /// <summary>It was meant as a date, but cannot be used. The sentence says what to type instead.</summary>
    public sealed record Wrong(string Sentence) : DateReading;

    /// <summary>These words are no date. The sentence is for where one was needed.</summary>
    public sealed record NoDate(string Sentence) : DateReading;
}

/// <summary>
/// Reads dates as people write them: 14 December, 14th of Dec, Dec 14, December 14 2026, Monday 14 December, 2026-12-14, 14/12/2026, 14/12,
/// 14.12.2026, today, tomorrow, monday, next monday, in 3 days, in two weeks, in a month, next week.
/// </summary>
/// <remarks>
/// Numbers are always day first: 3/4 is 3 April. Without a year it is the next such day, today included. A weekday, with or without "next",
/// is the first one after today. Whoever uses a date says it back in full, so that a wrong reading is seen.
/// </remarks>
public static partial class DateWords
{
    // Longer than any date in words; a long text is none, and never costs a search.
    private const int Longest = 40;
    private static readonly LocalDatePattern Iso = LocalDatePattern.Iso;
    private static readonly LocalDatePattern Long = LocalDatePattern.Create("d MMMM uuuu", CultureInfo.InvariantCulture);
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];

    /// <summary>Reads a date.</summary>
    /// <param name="text">The words, with or without "on".</param>
    /// <param name="today">Today, in the project's time zone.</param>
    /// <param name="lead">The word that stands before dates in what a mistake's sentence says to type: "on", "to", or empty.</param>
    /// <param name="years">How far ahead a date may be.</param>
    public static DateReading Parse(string? text, LocalDate today, string lead = "on", int years = 5)
    {
        var asked = new Asked(today, lead.Length == 0 ? "" : $"{lead} ", years);
        var words = Normal(text ?? "");
        if (words.Length is 0 or > Longest)
        {
            return asked.None();
        }

        return Relative(words, asked) ?? Weekday(words, asked) ?? Numeric(words, asked) ?? InWords(words, asked) ?? asked.None();
    }

    private static string Normal(string text)
    {
        var words = TypedText.Clean(text);
        if (words.Length > Longest * 2)
        {
            return words;
        }

        words = Quotes.Whole(words).Text.ToLowerInvariant().Replace(",", " ", StringComparison.Ordinal).TrimEnd('.', '!', '?', ';', ':');
        return string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("on" or "the" or "of" or "this")));
    }

    private static DateReading? Relative(string words, Asked asked)
    {
        var today = asked.Today;
        switch (words.Split(' '))
        {
            case ["today"]:
                return asked.Check(today);
            case ["tomorrow"]:
                return asked.Check(today.PlusDays(1));
            case ["yesterday"]:
                return asked.Check(today.PlusDays(-1));
            case ["next", "week"]:
                return asked.Check(today.PlusWeeks(1));
            case ["next", "month"]:
                return asked.Check(today.PlusMonths(1));
            case ["next", "year"]:
                return asked.Check(today.PlusYears(1));
            case ["in", var count, var unit] when NumberWords.Of(count) is { } n:
                return unit.TrimEnd('s') switch
                {
                    "day" => asked.Check(today.PlusDays(n)),
                    "week" => asked.Check(today.PlusWeeks(n)),
                    "month" => asked.Check(today.PlusMonths(n)),
                    "year" when n <= 100 => asked.Check(today.PlusYears(n)),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static DateReading? Weekday(string words, Asked asked)
    {
        var parts = words.Split(' ', 2);
        if (WeekdayWords.Parse(parts[0] == "next" ? parts[^1] : words) is { } only)
        {
            return asked.Check(asked.Today.Next(only));
        }

        if (parts.Length < 2 || WeekdayWords.Parse(parts[0]) is not { } day)
        {
            return null;
        }

        var reading = Numeric(parts[1], asked) ?? InWords(parts[1], asked);
        return reading is DateReading.Found(var date) && date.DayOfWeek != day
            ? new DateReading.Wrong(GrammarWording.FormatIsANotATryIf(Long.Format(date), date.DayOfWeek, day, asked.Type(Iso.Format(date))))
            : reading;
    }

    private static DateReading? Numeric(string words, Asked asked)
    {
        if (IsoDate().Match(words) is { Success: true } iso)
        {
            return asked.Make(Int(iso, "d"), Int(iso, "m"), Int(iso, "y"));
        }

        if (DayFirst().Match(words) is not { Success: true } match)
        {
            return null;
        }

        int day = Int(match, "d"), month = Int(match, "m");
        int? year = match.Groups["y"].Success ? Int(match, "y") : null;
        if (month > 12 && day is >= 1 and <= 12)
        {
            return asked.Make(month, day, year) is DateReading.Found(var turned)
                ? new DateReading.Wrong(GrammarWording.FormatThereIsNoMonthIRead(month, asked.TypeShort(turned)))
                : new DateReading.Wrong(GrammarWording.FormatThereIsNoMonthIReadThe(month, asked.None().Sentence.Split(". ", 2)[1]));
        }

        return asked.Make(day, month, year);
    }

    private static DateReading? InWords(string words, Asked asked)
    {
        var match = DayMonth().Match(words);
        match = match.Success ? match : MonthDay().Match(words);
        if (!match.Success || Month(match.Groups["m"].Value) is not { } month)
        {
            return null;
        }

        return asked.Make(Int(match, "d"), month, match.Groups["y"].Success ? Int(match, "y") : null);
    }

    private static int? Month(string word)
    {
        var index = Array.FindIndex(Months, m => word == "sept" ? m == "September" : word.Length >= 3 && m.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index + 1;
    }

    // Two digits are of this century.
    private static int Full(int year) => year < 100 ? 2000 + year : year;

    private static int Int(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // One question for a date: what it may be, and the sentences where it is not.
    private sealed record Asked(LocalDate Today, string Lead, int Years)
    {
        private LocalDate Latest => Today.PlusYears(Years);

        internal string Type(string date) => $"`{Lead}{date}`";

        // With the year only where it would be read as another one without.
        internal string TypeShort(LocalDate date) => Type(date == Next(date.Month, date.Day) ? Short(date) : $"{Short(date)} {date.Year}");

        internal DateReading.NoDate None()
        {
            var example = Today.PlusWeeks(3);
            return new(GrammarWording.FormatICouldNotReadThatDate(Type(Short(example)), Type(Iso.Format(example))));
        }

        internal DateReading Make(int day, int month, int? typedYear)
        {
            if (month is < 1 or > 12)
            {
                return new DateReading.Wrong(GrammarWording.FormatThereIsNoMonthTryOr(month, Type(Short(Today.PlusWeeks(3))), Type(Iso.Format(Today.PlusWeeks(3)))));
            }

            var soon = (month, day).CompareTo((Today.Month, Today.Day)) >= 0 ? Today.Year : Today.Year + 1;
            var year = typedYear is { } typed ? Full(typed) : soon;
            return day >= 1 && day <= Last(year, month) ? Check(new LocalDate(year, month, day)) : Missing(day, month, typedYear is null && day != 29 ? null : year);
        }

        internal DateReading Check(LocalDate date)
        {
            if (date < Today)
            {
                var next = Next(date.Month, date.Day);
                return new DateReading.Wrong(GrammarWording.FormatHasPassedTryOr(Long.Format(date), Type($"{Short(next)} {next.Year}"), Type(Iso.Format(next))));
            }

            return date > Latest
                ? new DateReading.Wrong(GrammarWording.FormatIsMoreThanYearsAwayPlease(Long.Format(date), Years))
                : new DateReading.Found(date);
        }

        private DateReading.Wrong Missing(int day, int month, int? year)
        {
            var end = year is > 0 ? new LocalDate(year.Value, month, Last(year.Value, month)) : Next(month, 31);
            var first = end >= Today && end <= Latest ? end : Next(month, 31);
            var second = day == 29 && month == 2 && NextLeapDay() is var leap && leap <= Latest ? leap : first;
            var said = year is null ? $"{day} {Months[month - 1]}" : $"{day} {Months[month - 1]} {year}";
            return new(GrammarWording.FormatDoesNotExistTryOr(said, TypeShort(first), Type(Iso.Format(second))));
        }

        // The next such day from today on; where a month is too short for it, its last day.
        private LocalDate Next(int month, int day)
        {
            var here = new LocalDate(Today.Year, month, Math.Min(day, Last(Today.Year, month)));
            return here >= Today ? here : new LocalDate(Today.Year + 1, month, Math.Min(day, Last(Today.Year + 1, month)));
        }

        private LocalDate NextLeapDay()
        {
            var year = Today.Year;
            while (Last(year, 2) < 29 || new LocalDate(year, 2, 29) < Today)
            {
                year++;
            }

            return new LocalDate(year, 2, 29);
        }

        private static int Last(int year, int month) => CalendarSystem.Iso.GetDaysInMonth(year, month);

        private static string Short(LocalDate date) => $"{date.Day} {Months[date.Month - 1][..3]}";
    }

    [GeneratedRegex(@"^(?<y>[0-9]{4})[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"^(?<d>[0-9]{1,2}) ?[/.-] ?(?<m>[0-9]{1,2})(?: ?[/.-] ?(?<y>[0-9]{4}|[0-9]{2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^(?<d>[0-9]{1,2})(?:st|nd|rd|th)?\.?[ -]?(?<m>[a-z]{3,9})\.?(?:[ -](?<y>[0-9]{4}|[0-9]{2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"^(?<m>[a-z]{3,9})\.? ?(?<d>[0-9]{1,2})(?:st|nd|rd|th)?(?: (?<y>[0-9]{4}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex MonthDay();
}
