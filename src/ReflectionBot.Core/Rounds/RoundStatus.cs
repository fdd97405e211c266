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
    /// <param name="people">The people in it, with their status.</param>
    /// <param name="milestones">The project's milestones: one planned while the round is open is named.</param>
    /// <param name="now">Now.</param>
    public static RoundStatusMessage ForFacilitator(Project project, Round round, IReadOnlyList<RoundPerson> people, IReadOnlyList<Milestone> milestones, DateTimeOffset now)
    {
        var zone = Zones.Of(project);
        if (!round.IsOpenAt(now))
        {
            return new RoundStatusMessage(RoundWording.FormatRoundClosed(round.Name), [Reach(people), Numbers(people), RoundWording.ItIsClosed], [.. project.ClosedAt is null ? new[] { CommandButton.In(project.Id, RoundWording.OpenItAgain, "reopen") } : [], WhoButton(project)]);
        }

        string?[] lines =
        [
            Reach(people), Numbers(people), AskingWords.ForFacilitator(project, people, now),
            RoundWording.FormatCloses(Reminders(project, round, zone, now), Spoken.DayAndTime(round.ClosesAt, zone), project.Settings.TimeZone), ToldBefore(project, round, zone), MilestonePlans.DuringRound(project, round, milestones, now),
        ];
        return new RoundStatusMessage(RoundWording.FormatRoundOpen(round.Name), [.. lines.OfType<string>()], [.. Ways(project, round), WhoButton(project)]);
    }

    /// <summary>The people in a round, by status. Those who have started and those who have declined are listed together, because that is their own matter.</summary>
    public static NoticeMessage Names(Project project, Round round, IReadOnlyList<RoundPerson> people)
    {
        var rest = people.Where(p => !HandedIn(p)).ToList();
        var links = people.Where(p => p.Reach == Rounds.Reach.LinkNotOpened).Select(p => CommandButton.In(project.Id, RoundWording.FormatNewLinkFor(p.Name), $"invite {ReflectionBot.Core.Typing.Quotes.Around(p.Name)}"));
        string?[] lines =
        [
            Line(RoundWording.HandedIn, people.Where(HandedIn)),
            Line(RoundWording.NotHandedInOrNotThis, rest.Where(p => IsAsked(p) && p.Reach == Rounds.Reach.HasChat)),
            Line(RoundWording.ToBeAsked, rest.Where(p => p.State == RosterState.ToBeAsked && p.Reach == Rounds.Reach.HasChat)),
            Line(RoundWording.LinkNotOpenedYet, rest.Where(p => p.Reach == Rounds.Reach.LinkNotOpened)),
            Line(RoundWording.NotReachable, rest.Where(p => p.Reach == Rounds.Reach.NotReachable)),
            people.Count == 0 ? RoundWording.NobodyIsOnItYet : RoundWording.OnlyFacilitatorsSeeThis,
        ];
        return new([.. lines.OfType<string>()], [.. links.Take(MostLinks)], RoundWording.FormatWhoIsOnTheRound(round.Name));
    }

    /// <summary>What facilitators are told when a round has closed: the numbers, what comes next, and how to reopen it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="round">The round.</param>
    /// <param name="people">The people in it.</param>
    /// <param name="milestones">The project's milestones.</param>
    /// <param name="nextDigest">When the next digest will be posted; null where none is planned.</param>
    /// <param name="now">Now.</param>
    public static NoticeMessage Closed(Project project, Round round, IReadOnlyList<RoundPerson> people, IReadOnlyList<Milestone> milestones, DateTimeOffset? nextDigest, DateTimeOffset now)
    {
        var zone = Zones.Of(project);
        var digest = nextDigest is { } late && MilestonePlans.Ends(project, late) is { } ends
            ? RoundWording.FormatNoDigestComesBeforeDigestNow(ends)
            : nextDigest is { } at
            ? RoundWording.FormatTheNextDigestIsPlannedFor(Spoken.DayAndTime(at, zone))
            : RoundWording.NoDigestIsPlannedDigestNow;
        string?[] lines = [Numbers(people), RoundWording.WhatWasNotHandedInStays, digest, MilestonePlans.Next(project, milestones, now)];
        return new([.. lines.OfType<string>()], [CommandButton.In(project.Id, RoundWording.Reopen, "reopen"), WhoButton(project)], RoundWording.FormatTheRoundOnHasClosed(round.Name));
    }

    /// <summary>The prefix of the names of the remembered channel messages about rounds. Those messages name nobody.</summary>
    public const string Announced = "round ";

    /// <summary>The name of a facilitator's remembered message about a round, so that it can be kept up to date.</summary>
    public static string Remember(string round, string facilitator) => $"status {round} {facilitator}";

    /// <summary>The name of the remembered message that a round has closed, kept while its reader may see numbers.</summary>
    public static string RememberClosed(string round, string facilitator) => $"closed {round} {facilitator}";

    private static Button WhoButton(Project project) => CommandButton.In(project.Id, RoundWording.WhoIsOnIt, "who handed in");

    // When a project is going to close, its rounds close with it: neither can stay open without the other.
    private static Button[] Ways(Project project, Round round) =>
        project.ClosesAt is not null ? [CommandButton.In(project.Id, RoundWording.KeepTheProjectOpen, "reopen project")]
        : [CommandButton.In(project.Id, RoundWording.OneWeekMore, "extend by 7 days"), round.ToldUntil is null ? CommandButton.In(project.Id, RoundWording.CloseEarly, "close") : CommandButton.In(project.Id, RoundWording.KeepItOpen, "reopen")];

    private static string? ToldBefore(Project project, Round round, DateTimeZone zone) => round.ToldUntil is not { } told ? null
        : RoundWording.FormatThatIsEarlierThanPeopleWere(Spoken.Day(told, zone), project.ClosesAt is null ? RoundWording.ReopenKeepsItOpenUntilThen : RoundWording.ReopenProjectKeepsBothOpen);

    private static string Reach(IReadOnlyList<RoundPerson> people)
    {
        var waiting = people.Count(IsWaiting);
        var away = people.Count(p => p.Reach == Rounds.Reach.NotReachable && !HasBegun(p));
        var can = people.Count - waiting - away;
        string[] sentences =
        [
            people.Count == 0 ? RoundWording.NobodyIsOnItYet : can == people.Count ? Plurals.Of(RoundWording.ResourceManager, "AllCanBeReached", can) : RoundWording.FormatCanBeReached(Spoken.People(people.Count), can),
            .. waiting == 0 ? Array.Empty<string>() : [Plurals.Of(RoundWording.ResourceManager, "LinksNotOpened", waiting)],
            .. away == 0 ? Array.Empty<string>() : [RoundWording.FormatICannotReachHereInviteName(Spoken.People(away))],
        ];
        return string.Join(' ', sentences);
    }

    // "Started" includes everyone who has gone further, so that a round that goes well does not look as if nobody had started.
    private static string Numbers(IReadOnlyList<RoundPerson> people)
    {
        var later = people.Count(p => p.State == RosterState.ToBeAsked);
        var invited = people.Count(p => IsAsked(p) && (HasBegun(p) || p.Reach == Rounds.Reach.HasChat));
        var submitted = people.Count(HandedIn);
        var started = people.Count(p => p.State is RosterState.Started or RosterState.Withdrawn) + submitted;
        return later == 0 ? RoundWording.FormatInvitedStartedSubmittedNotThisRound(invited, started, submitted, people.Count(p => p.State == RosterState.Declined)) : RoundWording.FormatInvitedToBeAskedStartedSubmitted(invited, later, started, submitted, people.Count(p => p.State == RosterState.Declined));
    }

    private static bool IsAsked(RoundPerson person) => person.State != RosterState.ToBeAsked;

    private static bool IsWaiting(RoundPerson person) => person.Reach == Rounds.Reach.LinkNotOpened && !HasBegun(person);

    private static bool HandedIn(RoundPerson person) => person.State == RosterState.Submitted;

    private static bool HasBegun(RoundPerson person) => person.State is RosterState.Started or RosterState.Submitted or RosterState.Withdrawn or RosterState.Declined;

    private static string? Line(string what, IEnumerable<RoundPerson> people) =>
        people.Select(p => p.Name).ToList() is { Count: > 0 } names ? $"{what}: {Spoken.List(names)}." : null;

    private static string Reminders(Project project, Round round, DateTimeZone zone, DateTimeOffset now)
    {
        var ahead = RoundCalendar.Reminders(project, round, zone).Where(r => r.At > now).Select(r => Spoken.ShortDay(r.At, zone)).ToList();
        return ahead.Count == 0 ? RoundWording.It : Plurals.Of(RoundWording.ResourceManager, "RemindersAhead", ahead.Count, ("ahead", Spoken.List(ahead)));
    }
}
