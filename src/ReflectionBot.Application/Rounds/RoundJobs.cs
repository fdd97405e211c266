using NodaTime;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Rounds;

/// <summary>The jobs of a round: opening, inviting, reminding, closing. Each rereads what it is about, and does nothing where that has changed.</summary>
public sealed class RoundJobs : IJobHandler<OpenRound>, IJobHandler<InvitePerson>, IJobHandler<RemindPerson>, IJobHandler<RemindEveryone>, IJobHandler<OfferLastCall>, IJobHandler<EndRound>, IJobHandler<TellMoved>
{
    private readonly ProjectStore _projects;
    private readonly RoundPeople _people;
    private readonly RoundNews _news;
    private readonly PersonTurns _turns;
    private readonly DueRows _due;
    private readonly TimeProvider _time;

    /// <summary>Jobs over these stores.</summary>
    public RoundJobs(ProjectStore projects, RoundPeople people, RoundNews news, PersonTurns turns, DueRows due, TimeProvider time)
    {
        _projects = projects;
        _people = people;
        _news = news;
        _turns = turns;
        _due = due;
        _time = time;
    }

    /// <summary>
    /// Writes the roster, invites (now or in each person's working hours), plans the closing; then tells the channel and the facilitators, who read
    /// by then what is so.
    /// </summary>
    public async Task RunAsync(OpenRound job, CancellationToken cancel)
    {
        if (await FindAsync(job.Project, job.Round, cancel) is not var (project, round))
        {
            return;
        }

        await PlanClosingAsync(project, round, cancel);
        var members = await _projects.MembersAsync(project.Id, cancel);
        var asked = members.Where(m => m.Roles.HasFlag(Roles.Collaborator)).Select(m => m.Person).ToList();
        await _people.Roster.AddAsync(round.Id, asked, cancel); // All at once: whoever comes meanwhile is on it.
        var times = new List<DateTimeOffset>();
        foreach (var id in asked)
        {
            if (await AskAsync(project.Id, round.Id, id, cancel) is { } at)
            {
                times.Add(at);
            }
        }

        await _news.OpenedAsync(project, round, times, cancel);
    }

    /// <summary>Invites one person, in their working hours.</summary>
    public async Task RunAsync(InvitePerson job, CancellationToken cancel)
    {
        if (await AskAsync(job.Project, job.Round, job.Person, cancel) is not null)
        {
            await _due.PlanSoonAsync(new UpdateStatus(job.Project, job.Round), $"status {job.Round}", cancel);
        }
    }

    /// <summary>Reminds one person, unless they submitted, said no, paused, asked for help or for fewer messages.</summary>
    public async Task RunAsync(RemindPerson job, CancellationToken cancel)
    {
        if (await AskedAsync(job.Project, job.Round, job.Person, cancel) is not var (project, round, member, person) || member.Quiet || member.Unreachable)
        {
            return;
        }

        // Where they are may be known only since they first wrote, and the closing may have moved, after this was planned.
        var (now, zone) = (_time.GetUtcNow(), Zones.Of(person, project));
        var planned = RoundCalendar.Reminders(project, round, zone);
        var own = job.Number >= ReflectionBot.Application.Delivery.RemindEveryone.ByHand ? now : planned.FirstOrDefault(r => r.Number == job.Number)?.At;
        if (own is null || (job.Number < ReflectionBot.Application.Delivery.RemindEveryone.ByHand && planned.Any(r => r.Number > job.Number && r.At <= now)))
        {
            return; // After a time without the bot one reminder comes, not all that were missed.
        }

        var at = new[] { own.Value, RoundCalendar.PromptAt(project.Settings, zone, now) }.Max();
        if (at > now)
        {
            await _due.PlanAsync(job, at, $"remind {round.Id} {person.Id} {job.Number}", cancel);
            return;
        }

        await _turns.StepAsync(person, $"{Ledger.Once}reminded {round.Id} {job.Number}", new Reminded(round.Id), null, [], cancel);
    }

    /// <summary>The facilitator's own reminder, one a round: to those who have neither submitted nor said no.</summary>
    public async Task RunAsync(RemindEveryone job, CancellationToken cancel)
    {
        foreach (var entry in await _people.Roster.ListAsync(job.Round, cancel))
        {
            if (entry.State is RosterState.Invited or RosterState.Started)
            {
                await RunAsync(new RemindPerson(job.Project, job.Round, entry.Person, job.Number), cancel);
            }
        }
    }

    /// <summary>Offers drafts to be submitted before the round closes, to each in their own working hours.</summary>
    public async Task RunAsync(OfferLastCall job, CancellationToken cancel)
    {
        if (await FindAsync(job.Project, job.Round, cancel) is not var (project, round) || round.Version != job.Version || !round.IsOpenAt(_time.GetUtcNow()))
        {
            return;
        }

        if (RoundCalendar.LastCall(project, round) is { } at && at > _time.GetUtcNow())
        {
            await _due.PlanAsync(job, at, $"last call {round.Id} {round.Version}", cancel);
            return;
        }

        foreach (var entry in (await _people.Roster.ListAsync(round.Id, cancel)).Where(e => job.Person is null || job.Person == e.Person))
        {
            if (await _people.PersonAsync(entry.Person, cancel) is { } person)
            {
                await LastCallAsync(job with { Person = person.Id }, project, round, person, cancel);
            }
        }
    }

    private Task LastCallAsync(OfferLastCall job, Project project, Round round, Person person, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        var at = RoundCalendar.AskAt(project, round, Zones.Of(person, project), now);
        return at > now
            ? _due.PlanAsync(job, at, $"last call {round.Id} {round.Version} {person.Id}", cancel)
            : _turns.StepAsync(person, $"{Ledger.Once}last call {round.Id} {round.Version}", new ReflectionBot.Core.Conversation.ClosingSoon(round.Id), null, [], cancel);
    }

    /// <summary>
    /// Closes a round whose time has come. One that was extended or opened again, or whose project's hours changed, has its closing, invitations and
    /// reminders planned anew. In both cases what stands about it is brought up to date.
    /// </summary>
    public async Task RunAsync(EndRound job, CancellationToken cancel)
    {
        if (await FindAsync(job.Project, job.Round, cancel) is not var (project, round) || round.Version != job.Version)
        {
            return;
        }

        if (round.IsOpenAt(_time.GetUtcNow()))
        {
            await PlanClosingAsync(project, round, cancel);
            var times = await PlanPeopleAsync(project, round, cancel);
            await _news.ChangedAsync(project, round, times, cancel);
            return;
        }

        await _news.ClosedAsync(project, round, cancel);
        await TellClosedAsync(round, cancel);
    }

    /// <summary>
    /// Tells everyone on a round that it closes or closed earlier than they were told, or is open again. Of several changes in one night only the
    /// last is told.
    /// </summary>
    public async Task RunAsync(TellMoved job, CancellationToken cancel)
    {
        if (await FindAsync(job.Project, job.Round, cancel) is not var (project, round) || job.Version != (round.ClosedAt is null && round.ToldUntil is null ? round.AgainAs : round.Version))
        {
            return;
        }

        foreach (var entry in (await _people.Roster.ListAsync(round.Id, cancel)).Where(e => job.Person is null || job.Person == e.Person))
        {
            if (await _people.PersonAsync(entry.Person, cancel) is not { } person)
            {
                continue;
            }

            var (now, zone) = (_time.GetUtcNow(), Zones.Of(person, project));
            var at = round.IsOpenAt(now) ? RoundCalendar.AskAt(project, round, zone, now) : RoundCalendar.PromptAt(project.Settings, zone, now);
            await (at > now
                ? _due.PlanAsync(job with { Person = person.Id }, at, $"moved {round.Id} {job.Version} {person.Id}", cancel)
                : _turns.StepAsync(person, $"{Ledger.Once}moved {round.Id} {job.Version}", new RoundMoved(round.Id), null, [], cancel));
        }
    }

    /// <summary>Puts somebody on the round and asks them, now or in their working hours.</summary>
    /// <returns>When they are asked: now, or later; null where they are not to be.</returns>
    private async Task<DateTimeOffset?> AskAsync(string projectId, string roundId, string id, CancellationToken cancel)
    {
        if (await AskedAsync(projectId, roundId, id, cancel) is not var (project, round, _, person))
        {
            return null;
        }

        await _people.Roster.AddAsync(round.Id, [person.Id], cancel);
        var at = RoundCalendar.AskAt(project, round, Zones.Of(person, project), _time.GetUtcNow());
        if (at > _time.GetUtcNow())
        {
            await _due.PlanAsync(new InvitePerson(project.Id, round.Id, person.Id), at, $"invite {round.Id} {person.Id}", cancel);
            return at;
        }

        await _turns.StepAsync(person, $"{Ledger.Once}invited {round.Id}", new Invited(round.Id), null, [], cancel);
        await _people.Roster.AskedAsync(round.Id, person.Id, cancel);
        await PlanRemindersAsync(project, round, person, cancel);
        return at;
    }

    /// <summary>Plans anew what waits for a time: invitations and reminders.</summary>
    /// <returns>When each person on the round is asked, or was, by the hours as they are now.</returns>
    private async Task<IReadOnlyList<DateTimeOffset>> PlanPeopleAsync(Project project, Round round, CancellationToken cancel)
    {
        var times = new List<DateTimeOffset>();
        foreach (var entry in await _people.Roster.ListAsync(round.Id, cancel))
        {
            if (await AskedAsync(project.Id, round.Id, entry.Person, cancel) is not var (_, _, _, person))
            {
                continue;
            }

            times.Add(RoundCalendar.AskAt(project, round, Zones.Of(person, project), round.OpenedAt));
            await (entry.State switch
            {
                RosterState.ToBeAsked => AskAsync(project.Id, round.Id, person.Id, cancel),
                RosterState.Invited or RosterState.Started => PlanRemindersAsync(project, round, person, cancel),
                _ => Task.CompletedTask,
            });
        }

        return times;
    }

    private async Task PlanRemindersAsync(Project project, Round round, Person person, CancellationToken cancel)
    {
        // What is past is left out: a late joiner was asked just now.
        foreach (var reminder in RoundCalendar.Reminders(project, round, Zones.Of(person, project)).Where(r => r.At > _time.GetUtcNow()))
        {
            await _due.PlanAsync(new RemindPerson(project.Id, round.Id, person.Id, reminder.Number), reminder.At, $"remind {round.Id} {person.Id} {reminder.Number}", cancel);
        }
    }

    private async Task PlanClosingAsync(Project project, Round round, CancellationToken cancel)
    {
        await _due.PlanAsync(new EndRound(project.Id, round.Id, round.Version), round.ClosesAt, $"close {round.Id} {round.Version}", cancel);
        if (round.ToldUntil is null && RoundCalendar.LastCall(project, round) is { } at && at > _time.GetUtcNow()) // Brought forward, the news of that is the last call.
        {
            await _due.PlanAsync(new OfferLastCall(project.Id, round.Id, round.Version), at, $"last call {round.Id} {round.Version}", cancel);
        }
    }

    private async Task TellClosedAsync(Round round, CancellationToken cancel)
    {
        foreach (var entry in await _people.Roster.ListAsync(round.Id, cancel))
        {
            if (await _people.PersonAsync(entry.Person, cancel) is { } person)
            {
                await _turns.StepAsync(person, $"{Ledger.Once}closed {round.Id} {round.Version}", new RoundClosed(round.Id, round.ClosedAt is not null), null, [], cancel);
            }
        }
    }

    private async Task<(Project Project, Round Round)?> FindAsync(string project, string round, CancellationToken cancel) =>
        await _projects.FindAsync(project, cancel) is { } p && await _projects.RoundAsync(project, round, cancel) is { } r ? (p, r) : null;

    private async Task<(Project Project, Round Round, Member Member, Person Person)?> AskedAsync(string project, string round, string person, CancellationToken cancel)
    {
        if (await FindAsync(project, round, cancel) is not var (p, r) || !r.IsOpenAt(_time.GetUtcNow()))
        {
            return null;
        }

        var member = await _projects.MemberAsync(project, person, cancel);
        return member is { } m && m.Roles.HasFlag(Roles.Collaborator) && await _people.PersonAsync(person, cancel) is { } k ? (p, r, m, k) : null;
    }
}
