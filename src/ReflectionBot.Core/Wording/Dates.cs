using NodaTime;
using NodaTime.Text;

namespace ReflectionBot.Core.Wording;

/// <summary>Dates and times as people read them, in a time zone.</summary>
public static class Dates
{
    /// <summary>The day and hour of a moment, as people of the zone read it.</summary>
    public static LocalDateTime Local(DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;

    /// <summary>E.g. "8 December".</summary>
    public static string Day(this DateTimeZone zone, DateTimeOffset at) => Spoken.DayOfMonth(Local(at, zone).Date);

    /// <summary>E.g. "Tuesday 8 December 17:00".</summary>
    public static string DayAndTime(this DateTimeZone zone, DateTimeOffset at) => Spoken.DayAndTime(at, zone);
}
