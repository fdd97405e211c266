using NodaTime;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Rounds;

/// <summary>Checks milestones with a date against the rounds open then. There is one round at a time, so a milestone during another's round opens none. Pure.</summary>
public static class MilestonePlans
{
    /// <summary>The milestones planned while a round is open; null for none.</summary>
    public static string? DuringRound(Project project, Round round, IReadOnlyList<Milestone> milestones, DateTimeOffset now)
    {
        var today = Today(project, now);
        var inside = Ahead(milestones).Where(m => RoundCalendar.MilestoneAt(project, m.PlannedFor!.Value) is var at && at > now && at < round.ClosesAt)
            .Select(m => $"{m.Name} ({Spoken.DayOf(m.PlannedFor!.Value, today)})").ToList();
        return inside.Count == 0 ? null : RoundWording.FormatPlannedWhileThisRoundIsOpen(Spoken.List(inside));
    }

    /// <summary>What a milestone's new date collides with: a round open then, or the planned round of another milestone; null for nothing.</summary>
    /// <param name="project">The project.</param>
    /// <param name="day">The new date.</param>
    /// <param name="others">The project's other milestones.</param>
    /// <param name="rounds">Its rounds.</param>
    /// <param name="now">Now.</param>
    public static string? Clash(Project project, LocalDate day, IReadOnlyList<Milestone> others, IReadOnlyList<Round> rounds, DateTimeOffset now)
    {
        var (at, today) = (RoundCalendar.MilestoneAt(project, day), Today(project, now));
        if (rounds.FirstOrDefault(r => r.IsOpenAt(now) && at > now && at < r.ClosesAt) is { } open)
        {
            return RoundWording.FormatTheRoundOnIsOpenUntil(open.Name, Spoken.DayOf(Dates.Local(open.ClosesAt, Zones.Of(project)).Date, today));
        }

        return Ahead(others).FirstOrDefault(m => Overlap(project, day, m.PlannedFor!.Value)) is { } near
            ? RoundWording.FormatIsPlannedForAndARound(near.Name, Spoken.DayOf(near.PlannedFor!.Value, today), Spoken.Days(project.Settings.DaysOpen))
            : null;
    }

    /// <summary>Whether a project will still be open at this time, by current plans. Nothing planned for after its closing or erasing takes place.</summary>
    public static bool Comes(Project project, DateTimeOffset at) => project.ClosedAt is null && !(project.ClosesAt <= at) && KeepingLimit.Erased(project, at) is null;

    /// <summary>Why something planned for this time will not take place, as the beginning of a sentence: "Garden closes on Monday 7 December 17:00"; null where it will.</summary>
    public static string? Ends(Project project, DateTimeOffset at) =>
        project.ClosesAt is { } ends && ends <= at ? RoundWording.FormatClosesOn(project.Name, Spoken.DayAndTime(ends, Zones.Of(project)))
        : KeepingLimit.Erased(project, at) is { } day ? RoundWording.FormatEverythingIsErasedOn(Spoken.DayAndYear(day))
        : null;

    /// <summary>Whether a round can still open for a milestone: without a date, by command; with a date, if it is before its project closes.</summary>
    public static bool Comes(Project project, Milestone milestone) =>
        milestone.PlannedFor is { } day ? Comes(project, RoundCalendar.MilestoneAt(project, day)) : project.ClosedAt is null;

    /// <summary>The next milestone with a date on which its project is open; null for none.</summary>
    public static string? Next(Project project, IReadOnlyList<Milestone> milestones, DateTimeOffset now)
    {
        var today = Today(project, now);
        return Ahead(milestones).Where(m => m.PlannedFor >= today && Comes(project, m)).MinBy(m => m.PlannedFor) is { } next ? RoundWording.FormatNextMilestonePlannedFor(next.Name, Spoken.DayOf(next.PlannedFor!.Value, today)) : null;
    }

    private static IEnumerable<Milestone> Ahead(IReadOnlyList<Milestone> milestones) => milestones.Where(m => m is { PlannedFor: not null, Round: null });

    private static bool Overlap(Project project, LocalDate one, LocalDate other)
    {
        var (first, second) = one < other ? (one, other) : (other, one);
        var (opens, next) = (RoundCalendar.MilestoneAt(project, first), RoundCalendar.MilestoneAt(project, second));
        return next < RoundCalendar.Closing(project, opens);
    }

    private static LocalDate Today(Project project, DateTimeOffset now) => Dates.Local(now, Zones.Of(project)).Date;
}
