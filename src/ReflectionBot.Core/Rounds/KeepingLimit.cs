using NodaTime;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Rounds;

/// <summary>No round may be open on the day on which everything is erased (<c>keep-until</c>), or later: pure.</summary>
public static class KeepingLimit
{
    /// <summary>Why a round that opens at this time cannot; null where it can.</summary>
    public static string? AtOpening(Project project, DateTimeOffset opens)
    {
        if (Erased(project, RoundCalendar.Closing(project, opens)) is not { } until)
        {
            return null;
        }

        var days = Enumerable.Range(1, project.Settings.DaysOpen).LastOrDefault(d => Erased(project, RoundCalendar.Closing(project with { Settings = project.Settings with { DaysOpen = d } }, opens)) is null);
        return RoundWording.FormatEverythingIsErasedOnBeforeA(Spoken.DayAndYear(until), Spoken.Days(project.Settings.DaysOpen))
            + (days == 0 ? RoundWording.NoShorterOneFitsEitherSo : RoundWording.FormatSetDaysOpenMakesItShort(days));
    }

    /// <summary>Why a round cannot stay open until this time; null where it can.</summary>
    /// <param name="project">The project.</param>
    /// <param name="round">The round.</param>
    /// <param name="closes">The new closing time.</param>
    public static string? AtExtending(Project project, Round round, DateTimeOffset closes)
    {
        if (Erased(project, closes) is not { } until)
        {
            return null;
        }

        var last = until;
        do
        {
            last = last.PlusDays(-1);
        }
        while (RoundCalendar.WorkingDay(project.Settings, last) != last);

        return RoundWording.FormatEverythingIsErasedOnSoNo(Spoken.DayAndYear(until))
            + (RoundCalendar.ClosingOn(project, last) > round.ClosesAt ? RoundWording.FormatTheLastDayItCanBe(Spoken.Day(last), Typed(last)) : RoundWording.ItIsOpenAsLongAs);
    }

    /// <summary>Why a project's time zone cannot change while a round is open: everything would be erased before the round is over. Null where it can.</summary>
    /// <param name="project">The project after the change.</param>
    /// <param name="round">The round after the change.</param>
    public static string? AtZone(Project project, Round round) => Erased(project, round.ClosesAt) is not { } until ? null
        : RoundWording.FormatPeopleWereToldThatTheRound(round.Name, Spoken.Day(round.ToldUntil ?? round.ClosesAt, Zones.Of(project)), Spoken.DayAndYear(until));

    /// <summary>The milestones whose planned rounds could not open, because of the erasing; null for none.</summary>
    public static string? Planned(Project project, IReadOnlyList<Milestone> milestones)
    {
        var late = milestones.Where(m => m is { PlannedFor: { } day, Round: null } && Erased(project, RoundCalendar.Closing(project, RoundCalendar.MilestoneAt(project, day))) is not null).ToList();
        return late.Count == 0 ? null
            : Plurals.Of(RoundWording.ResourceManager, "ErasedBeforeARound", late.Count, ("days", Spoken.Days(project.Settings.DaysOpen)), ("milestones", Spoken.List([.. late.Select(m => $"{m.Name} ({Spoken.DayAndYear(m.PlannedFor!.Value)})")])));
    }

    /// <summary>What is said about the texts of a project once its erasing day has come, while messages in chats are still being replaced; null before it.</summary>
    public static string? Gone(Project project, DateTimeOffset now) => Erased(project, now) is { } until
        ? RoundWording.FormatWhatPeopleWroteOnWasTo(project.Name, Spoken.DayAndYear(until))
        : null;

    /// <summary>The day on which everything is erased, if this time is on or after it; null otherwise.</summary>
    public static LocalDate? Erased(Project project, DateTimeOffset closes) =>
        project.Settings.KeepUntil is { } until && Dates.Local(closes, Zones.Of(project)).Date >= until ? until : null;

    private static string Typed(LocalDate day) => day.ToString("uuuu-MM-dd", null);
}
