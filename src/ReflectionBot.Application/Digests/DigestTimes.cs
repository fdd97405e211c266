using NodaTime;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Digests;

/// <summary>When a digest may come: pure.</summary>
internal static class DigestTimes
{
    /// <summary>The least time between two digests of a project.</summary>
    public static readonly TimeSpan OncePer = TimeSpan.FromHours(20);

    /// <summary>
    /// One digest a day, however it is asked for: a new one every few minutes would show whose answer made the difference. A try-out may.
    /// </summary>
    /// <returns>Null where one may be posted, else when.</returns>
    public static DateTimeOffset? TooSoon(Project project, IReadOnlyList<StoredDigest> posted, DateTimeOffset now) =>
        !project.Settings.AnyHour && posted is [.., var last] && last.Record.WindowEnd + OncePer > now ? last.Record.WindowEnd + OncePer : null;

    /// <summary>When the next weekly digest comes, and what happens before it.</summary>
    public static string InWords(Project project, DateTimeOffset next)
    {
        string Day(DateTimeOffset at) => Spoken.DayAndTime(at, Zones.Of(project));
        var week = DigestWeek.Of(project, next);
        string[] said =
        [
            DigestCommandWording.FormatTheNextOne(Day(next)),
            .. week.AsksAt is { } asks ? new[] { DigestCommandWording.FormatIAskAuthorsAboutTheirQuotesOn(Day(asks)) } : [],
            .. week.LooksAt < next ? new[] { DigestCommandWording.FormatIShowItToFacilitatorsOn(Day(week.LooksAt)) } : [],
        ];
        return string.Join(' ', said);
    }

    /// <summary>The next day and hour of a weekly schedule, after those that come too soon after the last digest.</summary>
    public static DateTimeOffset Next(Project project, DigestSchedule schedule, IReadOnlyList<StoredDigest> posted, DateTimeOffset now) =>
        RoundCalendar.NextDigest(project, schedule, TooSoon(project, posted, now) ?? now);
}
