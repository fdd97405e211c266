using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Rounds;

/// <summary>A round's numbers and names, for facilitators' own chats only (trust rule 9): pure.</summary>
public static class RoundStatus
{
    private const int MostLinks = 5;

    /// <summary>The message with the numbers.</summary>
    /// <param name="project">The project.</param>
    /// <param name="round">The round.</param>
    /// <param name="people">Who is on it, and where they stand.</param>
    /// <param name="milestones">The project's: one that comes while the round is open is named.</param>
    /// <param name="now">Now.</param>
    public static RoundStatusMessage ForFacilitator(Project project, Round round, IReadOnlyList<RoundPerson> people, IReadOnlyList<Milestone> milestones, DateTimeOffset now)
    {
        var zone = Zones.Of(project);
        if (!round.IsOpenAt(now))
        {
            return new RoundStatusMessage($"Round closed: {round.Name}", [Reach(people), Numbers(people), "It is closed."], [.. project.ClosedAt is null ? new[] { CommandButton.In(project.Id, "Open it again", "reopen") } : [], WhoButton(project)]);
        }

        string?[] lines =
        [
            Reach(people), Numbers(people), AskingWords.ForFacilitator(project, people, now),
            $"{Reminders(project, round, zone, now)}closes {English.DayAndTime(round.ClosesAt, zone)} ({project.Settings.TimeZone}).", ToldBefore(project, round, zone), MilestonePlans.DuringRound(project, round, milestones, now),
        ];
        return new RoundStatusMessage($"Round open: {round.Name}", [.. lines.OfType<string>()], [.. Ways(project, round), WhoButton(project)]);
    }

    /// <summary>Who is on a round, by where they stand. Who has begun and who has said no stand together: that is theirs to tell.</summary>
    public static NoticeMessage Names(Project project, Round round, IReadOnlyList<RoundPerson> people)
    {
        var rest = people.Where(p => !HandedIn(p)).ToList();
        var links = people.Where(p => p.Reach == Rounds.Reach.LinkNotOpened).Select(p => CommandButton.In(project.Id, $"New link for {p.Name}", $"invite {ReflectionBot.Core.Typing.Quotes.Around(p.Name)}"));
        string?[] lines =
        [
            Line("Handed in", people.Where(HandedIn)),
            Line("Not handed in, or not this round", rest.Where(p => IsAsked(p) && p.Reach == Rounds.Reach.HasChat)),
            Line("To be asked", rest.Where(p => p.State == RosterState.ToBeAsked && p.Reach == Rounds.Reach.HasChat)),
            Line("Link not opened yet", rest.Where(p => p.Reach == Rounds.Reach.LinkNotOpened)),
            Line("Not reachable", rest.Where(p => p.Reach == Rounds.Reach.NotReachable)),
            people.Count == 0 ? "Nobody is on it yet." : "Only facilitators see this.",
        ];
        return new([.. lines.OfType<string>()], [.. links.Take(MostLinks)], $"Who is on the round: {round.Name}");
    }

    /// <summary>What facilitators read when a round has closed: the numbers, what comes next, and the way back.</summary>
    /// <param name="project">The project.</param>
    /// <param name="round">The round.</param>
    /// <param name="people">Who is on it.</param>
    /// <param name="milestones">The project's.</param>
    /// <param name="nextDigest">When the next digest will be posted; null where none is planned.</param>
    /// <param name="now">Now.</param>
    public static NoticeMessage Closed(Project project, Round round, IReadOnlyList<RoundPerson> people, IReadOnlyList<Milestone> milestones, DateTimeOffset? nextDigest, DateTimeOffset now)
    {
        var zone = Zones.Of(project);
        var digest = nextDigest is { } late && MilestonePlans.Ends(project, late) is { } ends
            ? $"No digest comes before {ends}: `digest now` posts one."
            : nextDigest is { } at
            ? $"The next digest is planned for {English.DayAndTime(at, zone)}."
            : "No digest is planned: `digest now` posts one, `digest schedule Monday 09:00` plans one a week.";
        string?[] lines = [Numbers(people), "What was not handed in stays its author's and is counted nowhere.", digest, MilestonePlans.Next(project, milestones, now)];
        return new([.. lines.OfType<string>()], [CommandButton.In(project.Id, "Reopen", "reopen"), WhoButton(project)], $"The round on {round.Name} has closed");
    }

    /// <summary>What the names begin with under which the channels' messages about rounds are remembered: those name nobody.</summary>
    public const string Announced = "round ";

    /// <summary>The name under which a facilitator's message about a round is remembered, so that it is kept up to date.</summary>
    public static string Remember(string round, string facilitator) => $"status {round} {facilitator}";

    /// <summary>The name under which the message that a round has closed is remembered, while its reader may see numbers.</summary>
    public static string RememberClosed(string round, string facilitator) => $"closed {round} {facilitator}";

    private static Button WhoButton(Project project) => CommandButton.In(project.Id, "Who is on it", "who handed in");

    // A project that is to close takes its rounds along: neither is open longer without the other.
    private static Button[] Ways(Project project, Round round) =>
        project.ClosesAt is not null ? [CommandButton.In(project.Id, "Keep the project open", "reopen project")]
        : [CommandButton.In(project.Id, "One week more", "extend by 7 days"), round.ToldUntil is null ? CommandButton.In(project.Id, "Close early", "close") : CommandButton.In(project.Id, "Keep it open", "reopen")];

    private static string? ToldBefore(Project project, Round round, DateTimeZone zone) => round.ToldUntil is not { } told ? null
        : $"That is earlier than people were told first: {English.Day(told, zone)}. {(project.ClosesAt is null ? "`reopen` keeps it open until then." : "`reopen project` keeps both open.")}";

    private static string Reach(IReadOnlyList<RoundPerson> people)
    {
        var waiting = people.Count(IsWaiting);
        var away = people.Count(p => p.Reach == Rounds.Reach.NotReachable && !HasBegun(p));
        var can = people.Count - waiting - away;
        string[] sentences =
        [
            people.Count == 0 ? "Nobody is on it yet." : can == people.Count ? $"{English.People(people.Count)}, {(can == 1 ? "who" : "all")} can be reached." : $"{English.People(people.Count)}, {can} can be reached.",
            .. waiting == 0 ? Array.Empty<string>() : [$"{English.People(waiting)} {(waiting == 1 ? "has" : "have")} not opened their link yet: `who handed in` names them."],
            .. away == 0 ? Array.Empty<string>() : [$"I cannot reach {English.People(away)} here: `invite \"Name\"` makes a private link."],
        ];
        return string.Join(' ', sentences);
    }

    // "Started" counts whoever has gone further too, so that the numbers of a round that goes well do not read as if nobody began.
    private static string Numbers(IReadOnlyList<RoundPerson> people)
    {
        var later = people.Count(p => p.State == RosterState.ToBeAsked);
        var invited = people.Count(p => IsAsked(p) && (HasBegun(p) || p.Reach == Rounds.Reach.HasChat));
        var submitted = people.Count(HandedIn);
        var started = people.Count(p => p.State is RosterState.Started or RosterState.Withdrawn) + submitted;
        return $"Invited {invited}{(later == 0 ? "" : $", to be asked {later}")}, started {started}, submitted {submitted}, not this round {people.Count(p => p.State == RosterState.Declined)}.";
    }

    private static bool IsAsked(RoundPerson person) => person.State != RosterState.ToBeAsked;

    private static bool IsWaiting(RoundPerson person) => person.Reach == Rounds.Reach.LinkNotOpened && !HasBegun(person);

    private static bool HandedIn(RoundPerson person) => person.State == RosterState.Submitted;

    private static bool HasBegun(RoundPerson person) => person.State is RosterState.Started or RosterState.Submitted or RosterState.Withdrawn or RosterState.Declined;

    private static string? Line(string what, IEnumerable<RoundPerson> people) =>
        people.Select(p => p.Name).ToList() is { Count: > 0 } names ? $"{what}: {English.List(names)}." : null;

    private static string Reminders(Project project, Round round, DateTimeZone zone, DateTimeOffset now)
    {
        var ahead = RoundCalendar.Reminders(project, round, zone).Where(r => r.At > now).Select(r => English.ShortDay(r.At, zone)).ToList();
        return ahead.Count == 0 ? "It " : $"{(ahead.Count == 1 ? "Reminder" : "Reminders")} {English.List(ahead)}, ";
    }
}
