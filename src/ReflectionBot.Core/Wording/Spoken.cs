using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace ReflectionBot.Core.Wording;

/// <summary>Days, times, numbers and lists as text, in the current language (<see cref="Language.Now"/>).</summary>
public static class Spoken
{
    private static readonly ConcurrentDictionary<(CultureInfo, string), LocalDatePattern> Patterns = new();

    /// <summary>"1 day", "14 days".</summary>
    public static string Days(int count) => Plurals.Of(CommonWording.ResourceManager, "Days", count);

    /// <summary>"Tuesday 8 December".</summary>
    public static string Day(LocalDate day) => Format(CommonWording.LongDay, day);

    /// <summary>"Tuesday 8 December", with the year if it is not the current one.</summary>
    public static string DayOf(LocalDate day, LocalDate today) => day.Year == today.Year ? Day(day) : FullDay(day);

    /// <summary>"Tuesday 8 December 2026".</summary>
    public static string FullDay(LocalDate day) => Format(CommonWording.LongDayAndYear, day);

    /// <summary>"8 December 2026".</summary>
    public static string DayAndYear(LocalDate day) => Format(CommonWording.DayAndYear, day);

    /// <summary>"8 December".</summary>
    public static string DayOfMonth(LocalDate day) => Format(CommonWording.DayOfMonth, day);

    /// <summary>"Tue 8 Dec".</summary>
    public static string ShortDay(LocalDate day) => Format(CommonWording.ShortDay, day);

    /// <summary>"Tuesday 8 December" of a moment in a zone.</summary>
    public static string Day(DateTimeOffset at, DateTimeZone zone) => Day(Dates.Local(at, zone).Date);

    /// <summary>"Tue 8 Dec" of a moment in a zone.</summary>
    public static string ShortDay(DateTimeOffset at, DateTimeZone zone) => ShortDay(Dates.Local(at, zone).Date);

    /// <summary>"Tuesday 8 December 17:00" of a moment in a zone.</summary>
    public static string DayAndTime(DateTimeOffset at, DateTimeZone zone) => CommonWording.FormatDayAndTime(Day(at, zone), Time(Dates.Local(at, zone).TimeOfDay));

    /// <summary>"17:00".</summary>
    public static string Time(LocalTime time) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(time);

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) => Joined(items, (first, last) => CommonWording.FormatAnd(first, last));

    /// <summary>"a", "a or b", "a, b or c".</summary>
    public static string Either(IReadOnlyList<string> items) => Joined(items, (first, last) => CommonWording.FormatOr(first, last));

    private static string Joined(IReadOnlyList<string> items, Func<string, string, string> last) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => last(string.Join(CommonWording.BetweenItems, items.Take(items.Count - 1)), items[^1]),
    };

    /// <summary>"five", "12".</summary>
    public static string Number(int number) => number is >= 0 and < 10 ? CommonWording.Numbers.Split(' ')[number] : number.ToString(Language.Now);

    /// <summary>"1 person", "7 people".</summary>
    public static string People(int count) => Plurals.Of(CommonWording.ResourceManager, "People", count);

    /// <summary>"1 answer", "6 answers".</summary>
    public static string Answers(int count) => Plurals.Of(CommonWording.ResourceManager, "Answers", count);

    /// <summary>"1 question", "6 questions".</summary>
    public static string Questions(int count) => Plurals.Of(CommonWording.ResourceManager, "Questions", count);

    /// <summary>"1 part", "3 parts".</summary>
    public static string Parts(int count) => Plurals.Of(CommonWording.ResourceManager, "Parts", count);

    /// <summary>"1 quote", "2 quotes".</summary>
    public static string Quotes(int count) => Plurals.Of(CommonWording.ResourceManager, "Quotes", count);

    private static string Format(string pattern, LocalDate day) => Patterns.GetOrAdd((Language.Now, pattern), key => LocalDatePattern.Create(key.Item2, key.Item1)).Format(day);
}
