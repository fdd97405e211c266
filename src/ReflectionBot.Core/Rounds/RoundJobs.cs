using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Dialogs;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Rounds;

/// <summary>The jobs of a round: opening, inviting, reminding, closing. Each rereads what it is about, and does nothing where that has changed.</summary>
public sealed class RoundJobs
{
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly RosterStore _roster;
    private readonly PersonTurns _turns;
    private readonly DueRows _due;
    private readonly TimeProvider _time;

    /// <summary>Jobs over these stores.</summary>
    public RoundJobs(ProjectStore projects, PeopleStore people, RosterStore roster, PersonTurns turns, DueRows due, TimeProvider time)
    {
        _projects = projects;
        _people = people;
        _roster = roster;
        _turns = turns;
        _due = due;
        _time = time;
    }

    /// <summary>Writes the roster, invites (now or in each person's working hours), plans the closing, and shows the facilitators the numbers.</summary>
    public async Task OpenAsync(OpenRound job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await FindAsync(job.Project, job.Round, cancel).ConfigureAwait(false) is not var (project, round))
        {
            return;
        }

        await PlanClosingAsync(project, round, cancel).ConfigureAwait(false);
        var members = await _projects.MembersAsync(project.Id, cancel).ConfigureAwait(false);
        foreach (var member in members.Where(m => m.Roles.HasFlag(Roles.Collaborator)))
        {
            await InviteAsync(new InvitePerson(project.Id, round.Id, member.Person), cancel).ConfigureAwait(false);
        }

        var status = RoundStatus.ForFacilitator(project, round, await _roster.ListAsync(round.Id, cancel).ConfigureAwait(false), members, _time.GetUtcNow());
        var letters = members.Where(m => m.Roles.HasFlag(Roles.Facilitator)).Select(m => new WriteToPerson(Ids.New(_time), m.Person, status, RoundStatus.Remember(round.Id, m.Person)));
        await _turns.SayAsync(Keys.Project(project.Id), $"{Ledger.Once}opened {round.Id}", [], [.. letters], cancel).ConfigureAwait(false);
    }

    /// <summary>Brings the numbers in the facilitators' own chats up to what the roster says; in a channel nothing moves (trust rule 9).</summary>
    public async Task UpdateStatusAsync(UpdateStatus job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await FindAsync(job.Project, job.Round, cancel).ConfigureAwait(false) is not var (project, round))
        {
            return;
        }

        var members = await _projects.MembersAsync(project.Id, cancel).ConfigureAwait(false);
        var status = RoundStatus.ForFacilitator(project, round, await _roster.ListAsync(round.Id, cancel).ConfigureAwait(false), members, _time.GetUtcNow());
        var updates = members.Where(m => m.Roles.HasFlag(Roles.Facilitator)).Select(m => new UpdateMessage(Ids.New(_time), null, null, RoundStatus.Remember(round.Id, m.Person), status));
        await _turns.ChangeAsync(Keys.Project(project.Id), [.. updates], cancel).ConfigureAwait(false);
    }

    /// <summary>Invites one person, in their working hours.</summary>
    public async Task InviteAsync(InvitePerson job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await AskedAsync(job.Project, job.Round, job.Person, cancel).ConfigureAwait(false) is not var (project, round, member, person))
        {
            return;
        }

        var state = member.Unreachable ? RosterState.NotReachable : RosterState.Invited;
        await _roster.UpdateAsync(round.Id, new RosterEntry(person.Id, state, -1), cancel).ConfigureAwait(false);
        var zone = Zone(project, person);
        var at = RoundCalendar.PromptAt(project.Settings, zone, _time.GetUtcNow());
        if (at > _time.GetUtcNow())
        {
            await _due.PlanAsync(job, at, $"invite {round.Id} {person.Id}", cancel).ConfigureAwait(false);
            return;
        }

        await _turns.StepAsync(person, $"{Ledger.Once}invited {round.Id}", new Invited(round.Id), null, [], cancel).ConfigureAwait(false);
        var reminders = RoundCalendar.Reminders(project, round, zone);
        for (var i = 0; i < reminders.Count; i++)
        {
            if (reminders[i] <= _time.GetUtcNow())
            {
                continue; // A late joiner was asked just now.
            }

            await _due.PlanAsync(new RemindPerson(project.Id, round.Id, person.Id, i + 1), reminders[i], $"remind {round.Id} {person.Id} {i + 1}", cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Reminds one person, unless they submitted, said no, paused, asked for help or for fewer messages.</summary>
    public async Task RemindAsync(RemindPerson job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await AskedAsync(job.Project, job.Round, job.Person, cancel).ConfigureAwait(false) is not var (project, round, member, person) || member.Quiet || member.Unreachable)
        {
            return;
        }

        // Where they are may be known only since they first wrote, which is after this was planned.
        var zone = Zone(project, person);
        var own = RoundCalendar.Reminders(project, round, zone).ElementAtOrDefault(job.Number - 1);
        var at = new[] { own, RoundCalendar.PromptAt(project.Settings, zone, _time.GetUtcNow()) }.Max();
        if (at > _time.GetUtcNow())
        {
            await _due.PlanAsync(job, at, $"remind {round.Id} {person.Id} {job.Number}", cancel).ConfigureAwait(false);
            return;
        }

        await _turns.StepAsync(person, $"{Ledger.Once}reminded {round.Id} {job.Number}", new Reminded(round.Id), null, [], cancel).ConfigureAwait(false);
    }

    /// <summary>The facilitator's own reminder, one a round, to those who have neither submitted nor said no.</summary>
    public async Task RemindEveryoneAsync(RemindEveryone job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        foreach (var entry in await _roster.ListAsync(job.Round, cancel).ConfigureAwait(false))
        {
            if (entry.State is RosterState.Invited or RosterState.Started)
            {
                await RemindAsync(new RemindPerson(job.Project, job.Round, entry.Person, 3), cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Offers drafts to be submitted before the round closes.</summary>
    public async Task LastCallAsync(Work.ClosingSoon job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await FindAsync(job.Project, job.Round, cancel).ConfigureAwait(false) is not var (project, round) || round.Version != job.Version || !round.IsOpenAt(_time.GetUtcNow()))
        {
            return;
        }

        if (RoundCalendar.LastCall(project, round) is { } at && at > _time.GetUtcNow())
        {
            await _due.PlanAsync(job, at, $"last call {round.Id} {round.Version}", cancel).ConfigureAwait(false);
            return;
        }

        await TellAsync(round, $"{Ledger.Once}last call {round.Id} {round.Version}", new Dialogs.ClosingSoon(round.Id), cancel).ConfigureAwait(false);
    }

    /// <summary>Closes a round whose time has come, or plans that.</summary>
    public async Task CloseAsync(CloseRound job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await FindAsync(job.Project, job.Round, cancel).ConfigureAwait(false) is not var (project, round) || round.Version != job.Version)
        {
            return;
        }

        var now = _time.GetUtcNow();
        if (round.IsOpenAt(now))
        {
            await PlanClosingAsync(project, round, cancel).ConfigureAwait(false);
            return;
        }

        var update = new UpdateMessage(Ids.New(_time), null, null, RoundOpening.Remember(round), RoundOpening.Announcement(project, round, now));
        var status = new RunJob(Ids.New(_time), new UpdateStatus(project.Id, round.Id));
        await _turns.SayAsync(Keys.Project(project.Id), $"{Ledger.Once}closed {round.Id} {round.Version}", [], [update, status], cancel).ConfigureAwait(false);
        await TellAsync(round, $"{Ledger.Once}closed {round.Id} {round.Version}", new RoundClosed(round.Id), cancel).ConfigureAwait(false);
    }

    private async Task PlanClosingAsync(Project project, Round round, CancellationToken cancel)
    {
        await _due.PlanAsync(new CloseRound(project.Id, round.Id, round.Version), round.ClosesAt, $"close {round.Id} {round.Version}", cancel).ConfigureAwait(false);
        if (RoundCalendar.LastCall(project, round) is { } at && at > _time.GetUtcNow())
        {
            await _due.PlanAsync(new Work.ClosingSoon(project.Id, round.Id, round.Version), at, $"last call {round.Id} {round.Version}", cancel).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(Round round, string key, DialogInput input, CancellationToken cancel)
    {
        foreach (var entry in await _roster.ListAsync(round.Id, cancel).ConfigureAwait(false))
        {
            if (await _people.GetAsync(entry.Person, cancel).ConfigureAwait(false) is { } person)
            {
                await _turns.StepAsync(person, key, input, null, [], cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task<(Project Project, Round Round)?> FindAsync(string project, string round, CancellationToken cancel) =>
        await _projects.FindAsync(project, cancel).ConfigureAwait(false) is { } p && await _projects.RoundAsync(project, round, cancel).ConfigureAwait(false) is { } r ? (p, r) : null;

    private async Task<(Project Project, Round Round, Member Member, Person Person)?> AskedAsync(string project, string round, string person, CancellationToken cancel)
    {
        if (await FindAsync(project, round, cancel).ConfigureAwait(false) is not var (p, r) || !r.IsOpenAt(_time.GetUtcNow()))
        {
            return null;
        }

        var member = await _projects.MemberAsync(project, person, cancel).ConfigureAwait(false);
        var known = await _people.GetAsync(person, cancel).ConfigureAwait(false);
        return member is { } m && m.Roles.HasFlag(Roles.Collaborator) && known is { } k ? (p, r, m, k) : null;
    }

    private static DateTimeZone Zone(Project project, Person person) =>
        person.TimeZone is { } zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } own ? own : ProjectStore.Zone(project);
}
