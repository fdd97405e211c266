using NodaTime;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Rounds;

/// <summary>
/// The schedule of a round: pure. Working days are the project's (Monday to Friday without its holidays), hours are the person's own.
/// Local times that daylight saving skips are moved forward by the length of the gap; for repeated times, the first one is used.
/// </summary>
public static class RoundCalendar
{
    private static readonly LocalTime DayStarts = new(9, 0);
    private static readonly LocalTime DayEnds = new(17, 0);
    private static readonly LocalTime ReminderTime = new(10, 0);
    private static readonly int[] ReminderDays = [6, 10];

    /// <summary>When a round that opens now closes: after the project's number of days, at 17:00, on a working day.</summary>
    public static DateTimeOffset Closing(Project project, DateTimeOffset opened)
    {
        var zone = Zones.Of(project);
        return ClosingOn(project, Dates.Local(opened, zone).Date.PlusDays(project.Settings.DaysOpen));
    }

    /// <summary>17:00 of this day, or of the next working day.</summary>
    public static DateTimeOffset ClosingOn(Project project, LocalDate day)
    {
        return At(WorkingDay(project.Settings, day), DayEnds, Zones.Of(project));
    }

    /// <summary>
    /// A time that people were told, after the project's time zone has changed: the same local day and hour in the new zone, but never before the
    /// moment that was announced. People may rely on that moment, whichever clock they use.
    /// </summary>
    public static DateTimeOffset Kept(DateTimeOffset told, DateTimeZone before, DateTimeZone now)
    {
        var same = now.AtLeniently(Dates.Local(told, before)).ToInstant().ToDateTimeOffset();
        return same > told ? same : told;
    }

    /// <summary>A round in a project whose time zone has changed: it closes no earlier than announced.</summary>
    public static Round Kept(Round round, Project before, Project now)
    {
        var (was, zone) = (Zones.Of(before), Zones.Of(now));
        return round with { ClosesAt = Kept(round.ClosesAt, was, zone), ToldUntil = round.ToldUntil is { } told ? Kept(told, was, zone) : null };
    }

    /// <summary>
    /// The reminders of a round for a person in this zone: days 6 and 10 at 10:00, moved along with the closing time, on working days, none on or
    /// after the closing day, and only one if both would be on the same day.
    /// </summary>
    public static IReadOnlyList<Reminder> Reminders(Project project, Round round, DateTimeZone zone)
    {
        var closes = Dates.Local(round.ClosesAt, zone).Date;
        return [.. new[] { 1, 2 }.Select(n => (Number: n, Day: ReminderDay(project, round, zone, n))).Where(r => r.Day < closes).DistinctBy(r => r.Day)
            .Select(r => new Reminder(r.Number, At(r.Day, ReminderTime, zone)))];
    }

    /// <summary>A round with another closing time: reminders that are still to come move with it, by as many days.</summary>
    /// <param name="project">The project.</param>
    /// <param name="round">The round before the change.</param>
    /// <param name="closes">The new closing time.</param>
    /// <param name="since">Reminders up to this time have been sent: now, or when the round was closed.</param>
    public static Round Moved(Project project, Round round, DateTimeOffset closes, DateTimeOffset since)
    {
        var zone = Zones.Of(project);
        var days = Math.Max(0, Period.DaysBetween(Dates.Local(round.ClosesAt, zone).Date, Dates.Local(closes, zone).Date));
        // If both fall on one day, only one is sent, and then both count as sent.
        var came = Reminders(project, round, zone).Where(r => r.At <= since).Select(r => Dates.Local(r.At, zone).Date).ToList();
        var all = round with { FirstReminderMoved = round.FirstReminderMoved + days, SecondReminderMoved = round.SecondReminderMoved + days };
        int By(int number)
        {
            var moved = ReminderDay(project, all, zone, number);
            return came.Contains(ReminderDay(project, round, zone, number)) ? 0
                : At(moved, ReminderTime, zone) > since ? days
                : Period.DaysBetween(CountedDay(round, zone, number), Dates.Local(closes, zone).Date); // Its time is past: move it to the closing day, where none is sent.
        }

        return round with { ClosesAt = closes, FirstReminderMoved = round.FirstReminderMoved + By(1), SecondReminderMoved = round.SecondReminderMoved + By(2) };
    }

    /// <summary>When drafts are offered for submission: 10:00 on the last working day before the closing day; null if that is past or before the opening.</summary>
    public static DateTimeOffset? LastCall(Project project, Round round)
    {
        var zone = Zones.Of(project);
        var day = Dates.Local(round.ClosesAt, zone).Date.PlusDays(-1);
        while (!IsWorkingDay(project.Settings, day))
        {
            day = day.PlusDays(-1);
        }

        var at = At(day, ReminderTime, zone);
        return at > round.OpenedAt ? at : null;
    }

    /// <summary>The first moment from now on when a person in this zone may be prompted: 09:00 to 17:00 on a working day.</summary>
    public static DateTimeOffset PromptAt(ProjectSettings settings, DateTimeZone zone, DateTimeOffset now)
    {
        var local = Dates.Local(now, zone);
        if (settings.AnyHour || (IsWorkingDay(settings, local.Date) && local.TimeOfDay >= DayStarts && local.TimeOfDay < DayEnds))
        {
            return now;
        }

        return At(WorkingDay(settings, local.TimeOfDay < DayStarts ? local.Date : local.Date.PlusDays(1)), DayStarts, zone);
    }

    /// <summary>
    /// When a person in this zone is asked: in their working hours, or at once if the round would be over by then. A message in the evening is
    /// better than no message.
    /// </summary>
    public static DateTimeOffset AskAt(Project project, Round round, DateTimeZone zone, DateTimeOffset now)
    {
        return PromptAt(project.Settings, zone, now) is var at && at < round.ClosesAt ? at : now;
    }

    /// <summary>When a milestone planned for this day is reached automatically: 09:00 in the project's zone, on that day or the next working day.</summary>
    public static DateTimeOffset MilestoneAt(Project project, LocalDate day)
    {
        return At(WorkingDay(project.Settings, day), DayStarts, Zones.Of(project));
    }

    /// <summary>
    /// The first occurrence of a weekly schedule after this moment. If it falls on a day off, it moves to the next working day. A weekend day chosen
    /// for the schedule is not a day off.
    /// </summary>
    public static DateTimeOffset NextDigest(Project project, DigestSchedule schedule, DateTimeOffset after)
    {
        var zone = Zones.Of(project);
        var week = Dates.Local(after, zone).Date.Next(schedule.Day).PlusWeeks(-1); // The latest such day, today included.
        while (AfterDaysOff(project.Settings, week.PlusWeeks(-1)) is var moved && At(moved, schedule.Time, zone) > after)
        {
            week = week.PlusWeeks(-1);
        }

        while (true)
        {
            if (At(AfterDaysOff(project.Settings, week), schedule.Time, zone) is var at && at > after)
            {
                return at;
            }

            week = week.PlusWeeks(1);
        }
    }

    /// <summary>The same local time, this many working days earlier.</summary>
    public static DateTimeOffset WorkingDaysBefore(Project project, DateTimeOffset at, int days)
    {
        var zone = Zones.Of(project);
        var local = Dates.Local(at, zone);
        var day = local.Date;
        for (var left = days; left > 0; left--)
        {
            do
            {
                day = day.PlusDays(-1);
            }
            while (!IsWorkingDay(project.Settings, day));
        }

        return At(day, local.TimeOfDay, zone);
    }

    /// <summary>When a weekly digest that is due now is posted: now, or at its hour on the next working day if today is a day off.</summary>
    public static DateTimeOffset DigestAt(Project project, DigestSchedule schedule, DateTimeOffset now)
    {
        var zone = Zones.Of(project);
        var today = Dates.Local(now, zone).Date;
        return AfterDaysOff(project.Settings, today) is var day && day > today ? At(day, schedule.Time, zone) : now;
    }

    /// <summary>The Monday of the week (UTC) that contains this moment.</summary>
    public static LocalDate Monday(DateTimeOffset at)
    {
        var day = Dates.Local(at, DateTimeZone.Utc).Date;
        return day.PlusDays(1 - (int)day.DayOfWeek);
    }

    /// <summary>The first working day from this day on, which may be the day itself.</summary>
    public static LocalDate WorkingDay(ProjectSettings settings, LocalDate day)
    {
        while (!IsWorkingDay(settings, day))
        {
            day = day.PlusDays(1);
        }

        return day;
    }

    private static LocalDate AfterDaysOff(ProjectSettings settings, LocalDate day) => settings.Holidays.Contains(day) ? WorkingDay(settings, day) : day;

    private static LocalDate ReminderDay(Project project, Round round, DateTimeZone zone, int number) => WorkingDay(project.Settings, CountedDay(round, zone, number));

    /// <summary>The day before it is moved to a working day.</summary>
    private static LocalDate CountedDay(Round round, DateTimeZone zone, int number) =>
        Dates.Local(round.OpenedAt, zone).Date.PlusDays(ReminderDays[number - 1] + (number == 1 ? round.FirstReminderMoved : round.SecondReminderMoved));

    private static bool IsWorkingDay(ProjectSettings settings, LocalDate day) =>
        settings.AnyHour || (day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !settings.Holidays.Contains(day));

    private static DateTimeOffset At(LocalDate day, LocalTime time, DateTimeZone zone) => zone.AtLeniently(day.At(time)).ToInstant().ToDateTimeOffset();
}

/// <summary>A planned reminder.</summary>
/// <param name="Number">The first or the second; numbers stay the same if one is left out.</param>
/// <param name="At">When.</param>
public sealed record Reminder(int Number, DateTimeOffset At);
