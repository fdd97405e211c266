using NodaTime;
using NodaTime.Text;

namespace ReflectionBot.Core.Wording;

/// <summary>Dates and times as text, in a time zone.</summary>
public static class Dates
{
    /// <summary>The local date and time of a moment in a zone.</summary>
    public static LocalDateTime Local(DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;

    /// <summary>E.g. "8 December".</summary>
    public static string Day(this DateTimeZone zone, DateTimeOffset at) => Spoken.DayOfMonth(Local(at, zone).Date);

    /// <summary>E.g. "Tuesday 8 December 17:00".</summary>
    public static string DayAndTime(this DateTimeZone zone, DateTimeOffset at) => Spoken.DayAndTime(at, zone);
}
