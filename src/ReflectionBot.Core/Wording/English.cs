using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace ReflectionBot.Core.Wording;

/// <summary>Days, times and lists as people read them, in English.</summary>
public static class English
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");
    private static readonly LocalDatePattern Long = LocalDatePattern.Create("dddd d MMMM", British);
    private static readonly LocalDatePattern DayLongYear = LocalDatePattern.Create("dddd d MMMM uuuu", British);
    private static readonly LocalDatePattern LongYear = LocalDatePattern.Create("d MMMM uuuu", British);
    private static readonly LocalDatePattern Short = LocalDatePattern.Create("ddd d MMM", British);
    private static readonly LocalTimePattern Clock = LocalTimePattern.Create("HH:mm", British);

    /// <summary>"1 day", "14 days".</summary>
    public static string Days(int count) => count == 1 ? "1 day" : $"{count.ToString(British)} days";

    /// <summary>"Tuesday 8 December".</summary>
    public static string Day(LocalDate day) => Long.Format(day);

    /// <summary>"Tuesday 8 December", with the year where it is not this one.</summary>
    public static string DayOf(LocalDate day, LocalDate today) => day.Year == today.Year ? Long.Format(day) : DayLongYear.Format(day);

    /// <summary>"8 December 2026".</summary>
    public static string DayAndYear(LocalDate day) => LongYear.Format(day);

    /// <summary>"Tue 8 Dec".</summary>
    public static string ShortDay(LocalDate day) => Short.Format(day);

    /// <summary>"Tuesday 8 December" of a moment in a zone.</summary>
    public static string Day(DateTimeOffset at, DateTimeZone zone) => Day(Dates.Local(at, zone).Date);

    /// <summary>"Tue 8 Dec" of a moment in a zone.</summary>
    public static string ShortDay(DateTimeOffset at, DateTimeZone zone) => ShortDay(Dates.Local(at, zone).Date);

    /// <summary>"Tuesday 8 December 17:00" of a moment in a zone.</summary>
    public static string DayAndTime(DateTimeOffset at, DateTimeZone zone) => $"{Day(at, zone)} {Time(Dates.Local(at, zone).TimeOfDay)}";

    /// <summary>"17:00".</summary>
    public static string Time(LocalTime time) => Clock.Format(time);

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) => List(items, "and");

    /// <summary>"a", "a or b", "a, b or c".</summary>
    public static string Either(IReadOnlyList<string> items) => List(items, "or");

    private static string List(IReadOnlyList<string> items, string last)
    {
        return items.Count switch
        {
            0 => "",
            1 => items[0],
            _ => $"{string.Join(", ", items.Take(items.Count - 1))} {last} {items[^1]}",
        };
    }

    /// <summary>"five", "12".</summary>
    public static string Number(int number) => number is >= 0 and < 10 ? ((string[])["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])[number] : number.ToString(British);

    /// <summary>"1 person", "7 people".</summary>
    public static string People(int count) => count == 1 ? "1 person" : count.ToString(British) + " people";
}
