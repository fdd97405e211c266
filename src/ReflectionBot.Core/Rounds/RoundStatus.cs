using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Core.Rounds;

/// <summary>A round's numbers, for facilitators' own chats only (trust rule 9): pure.</summary>
public static class RoundStatus
{
    /// <summary>The message.</summary>
    /// <param name="project">The project.</param>
    /// <param name="round">The round.</param>
    /// <param name="roster">Who was asked, and where they stand.</param>
    /// <param name="members">Everyone on the project: whether they can be reached stands there.</param>
    /// <param name="now">Now.</param>
    public static RoundStatusMessage ForFacilitator(Project project, Round round, IReadOnlyList<RosterEntry> roster, IReadOnlyList<Member> members, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(roster);
        var zone = ProjectStore.Zone(project);
        var open = round.IsOpenAt(now);
        ArgumentNullException.ThrowIfNull(members);
        var unreachable = members.Where(m => m.Unreachable).Select(m => m.Person).ToHashSet(StringComparer.Ordinal);
        var away = roster.Count(r => r.State is RosterState.Invited or RosterState.NotReachable && unreachable.Contains(r.Person));
        var lines = new List<string> { Reach(roster.Count, away), Numbers(roster, away) };
        lines.Add(open ? $"{Reminders(project, round, zone, now)}closes {English.DayAndTime(round.ClosesAt, zone)} ({project.Settings.TimeZone})." : "It is closed.");
        return new RoundStatusMessage($"{(open ? "Round open" : "Round closed")}: {round.Name}.", lines, open ? OpenButtons : [Run("Open it again", "reopen")]);
    }

    /// <summary>The name under which a facilitator's message about a round is remembered, so that it is kept up to date.</summary>
    public static string Remember(string round, string facilitator) => $"status {round} {facilitator}";

    private static IReadOnlyList<Button> OpenButtons => [Run("One week more", "extend by 7 days"), Run("Close early", "close"), Run("Who is on it", "people")];

    private static Button Run(string label, string command) => new(label, new ButtonAction("run", Item: command));

    private static string Reach(int all, int away) => away == 0
        ? $"{English.People(all)}, all can be reached."
        : $"{English.People(all)}, {all - away} can be reached. I cannot reach {English.People(away)} here: `invite \"Name\"` makes a private link.";

    private static string Numbers(IReadOnlyList<RosterEntry> roster, int away) =>
        $"Invited {roster.Count - away}, started {roster.Count(r => r.State == RosterState.Started)}, submitted {roster.Count(r => r.State == RosterState.Submitted)}, not this round {roster.Count(r => r.State == RosterState.Declined)}.";

    private static string Reminders(Project project, Round round, DateTimeZone zone, DateTimeOffset now)
    {
        var ahead = RoundCalendar.Reminders(project, round, zone).Where(r => r > now).Select(r => English.ShortDay(r, zone)).ToList();
        return ahead.Count == 0 ? "It " : $"Reminders {English.List(ahead)}, ";
    }
}
