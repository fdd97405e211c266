using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Conversation.Cards;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.TakingBack;

/// <summary>
/// Closes a project at its retention date, if it is still open, and erases at once what people wrote, so that it is not shown again. Then replaces
/// the bot's messages that contain people's text. Then follows the references in its people's partitions and erases consents, then rosters and
/// the project's own rows. If interrupted, it runs again from the start. People who are on no other project are erased, too.
/// </summary>
public sealed class ProjectPurge : IJobHandler<PurgeProject>
{
    /// <summary>Most messages are replaced at once; if one is not after some minutes, its chat is unavailable.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(10);

    /// <summary>While messages remain, those shown since are also replaced, and text written since is erased. This looks up everyone, so it runs once an hour.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromHours(1);

    /// <summary>An unreachable chat may delay erasing the project for a day. Only the bot's running time counts, so that nothing is left behind because it was not running.</summary>
    private const int MostTurns = 24;

    private readonly ITableStore _store;
    private readonly ProjectStore _projects;
    private readonly ProjectTraces _traces;
    private readonly RosterStore _roster;
    private readonly PersonErasure _people;
    private readonly DueRows _due;
    private readonly TimeProvider _time;

    /// <summary>Purges in these stores.</summary>
    public ProjectPurge(ITableStore store, ProjectTraces traces, PersonErasure people, RosterStore roster, DueRows due, TimeProvider time)
    {
        _people = people;
        _traces = traces;
        _store = store;
        _projects = traces.Projects;
        _roster = roster;
        _due = due;
        _time = time;
    }

    /// <summary>Erases the project, or schedules that for the retention date.</summary>
    public async Task RunAsync(PurgeProject job, CancellationToken cancel)
    {
        if (await _projects.FindAsync(job.Project, cancel) is not { } project || project.Settings.KeepUntil is not { } until)
        {
            return;
        }

        var now = _time.GetUtcNow();
        var at = Zones.Of(project).AtStartOfDay(until).ToInstant().ToDateTimeOffset();
        if (at > now)
        {
            await _due.PlanAsync(new PurgeProject(project.Id), at, $"purge {project.Id}", cancel);
            return;
        }

        await CloseAsync(project, cancel);
        if (job.TurnedAt is not { } last || now - last >= Turn)
        {
            job = job with { Turns = job.TurnedAt is null ? 0 : job.Turns + 1, TurnedAt = now };
            await EraseWordsAsync(project, cancel);
            await _traces.ReplaceAsync(project, job.Turns, cancel);
        }

        if (job.Turns < MostTurns && (await _traces.StandingAsync(project, cancel)).Count > 0)
        {
            await _due.PlanAsync(job, now + (now - job.TurnedAt < Later ? Soon : Later), $"purge {project.Id}", cancel);
            return;
        }

        await EraseAsync(project, cancel);
    }

    /// <summary>Erases a project at once, without replacing messages in chats. For chats that are erased with it.</summary>
    public async Task EraseNowAsync(Project project, CancellationToken cancel)
    {
        await CloseAsync(project, cancel);
        await EraseAsync(project, cancel);
    }

    private async Task EraseAsync(Project project, CancellationToken cancel)
    {
        foreach (var row in await _traces.StandingAsync(project, cancel))
        {
            await _store.DeleteAsync(row.Partition, row.Key, cancel);
        }

        await EraseWordsAsync(project, cancel);
        await _traces.DeletePicturesAsync(project, cancel);
        foreach (var round in await _projects.RoundsAsync(project.Id, cancel))
        {
            foreach (var entry in await _roster.ListAsync(round.Id, cancel))
            {
                await ErasePersonsProjectAsync(entry.Person, project.Id, cancel);
            }

            await EraseAsync(Keys.Round(round.Id), "", cancel);
        }

        foreach (var member in await _projects.EverMembersAsync(project.Id, cancel))
        {
            await ErasePersonsProjectAsync(member.Person, project.Id, cancel);
            await _people.IfOnNoProjectAsync(member.Person, cancel);
        }

        await _store.DeleteAsync(Keys.Conversation(project.Home), Keys.Self, cancel);
        await EraseAsync(Keys.Project(project.Id), "", cancel);
    }

    // None of this is needed to find the messages that still have to be replaced.
    private async Task EraseWordsAsync(Project project, CancellationToken cancel)
    {
        var rounds = (await _projects.RoundsAsync(project.Id, cancel)).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var member in await _projects.EverMembersAsync(project.Id, cancel))
        {
            await ForgetDialogAsync(member.Person, project.Id, rounds, cancel);
        }

        foreach (var round in rounds)
        {
            foreach (var entry in await _roster.ListAsync(round, cancel))
            {
                await ErasePersonsRoundAsync(entry.Person, round, cancel);
            }
        }
    }

    // Nothing more may happen in the project while it is being erased.
    private async Task CloseAsync(Project project, CancellationToken cancel)
    {
        if (project.ClosedAt is not null)
        {
            return;
        }

        var now = _time.GetUtcNow();
        var box = await _traces.UnitOfWork.OpenAsync(Keys.Project(project.Id), cancel);
        var open = (await _projects.RoundsAsync(project.Id, cancel)).Where(r => r.IsOpenAt(now)).Select(r => r with { ClosedAt = now, Version = r.Version + 1 });
        await _traces.UnitOfWork.CommitAsync(box, null, [ProjectRows.Put(project with { ClosedAt = now, Digest = null }), .. open.Select(ProjectRows.Put)], [], cancel);
    }

    // The dialog may hold text that can still be restored. Its data about the person's other projects stays.
    private async Task ForgetDialogAsync(string person, string project, HashSet<string> rounds, CancellationToken cancel)
    {
        var box = await _traces.UnitOfWork.OpenAsync(Keys.Person(person), cancel);
        if (await _store.GetAsync(box.Partition, Keys.Dialog, cancel) is not { } row)
        {
            return;
        }

        var session = SessionRows.ToSession(row.Columns).Without(project, rounds);
        await _traces.UnitOfWork.CommitAsync(box, null, [new PutRow(Keys.Dialog, SessionRows.ToColumns(session))], [], cancel);
        foreach (var card in await _store.ListAsync(box.Partition, Keys.Posted(ShownCard.Prefix), cancel))
        {
            if (!session.Cards.Exists(c => Keys.Posted(c.Name) == card.Key))
            {
                await _store.DeleteAsync(card.Partition, card.Key, cancel);
            }
        }
    }

    private async Task ErasePersonsRoundAsync(string person, string round, CancellationToken cancel)
    {
        var partition = Keys.Person(person);
        if (await _store.GetAsync(partition, CodedStore.Reference(round), cancel) is { } reference)
        {
            await _store.DeleteAsync(reference.Columns.NeedText("Partition"), Keys.Join("coded", round, person), cancel);
            await _store.DeleteAsync(partition, CodedStore.Reference(round), cancel);
        }

        await EraseAsync(partition, Keys.Prefix("answer", round), cancel);
        await _store.DeleteAsync(partition, Keys.Join("refl", round), cancel);
    }

    private async Task ErasePersonsProjectAsync(string person, string project, CancellationToken cancel)
    {
        var partition = Keys.Person(person);
        await EraseAsync(partition, Keys.Prefix("indigest", project), cancel);
        await _store.DeleteAsync(partition, Keys.Join(KeepReflectsJob.Prefix, project), cancel);
        foreach (var prefix in (string[])["consent", "opened"])
        {
            foreach (var row in await _store.ListAsync(partition, Keys.Prefix(prefix), cancel))
            {
                if (row.Columns.Text("Project") == project)
                {
                    // Also for an opening that found nothing: its message is remembered like any other, but never replaced.
                    await EraseAsync(partition, Keys.Posted(ReflectionStore.Opened(row.Key[Keys.Prefix(prefix).Length..])), cancel);
                    await _store.DeleteAsync(partition, row.Key, cancel);
                }
            }
        }

        if ((await _store.GetAsync(partition, Waiting.Chosen, cancel))?.Columns.Text("Project") == project)
        {
            await _store.DeleteAsync(partition, Waiting.Chosen, cancel);
        }

        await _store.DeleteAsync(partition, Waiting.Key, cancel);
        await EraseAsync(partition, Keys.Posted(Waiting.CardPrefix), cancel);
        await _store.DeleteAsync(partition, Keys.Join(PeopleStore.On, project), cancel);
    }

    private async Task EraseAsync(string partition, string prefix, CancellationToken cancel)
    {
        foreach (var row in await _store.ListAsync(partition, prefix, cancel))
        {
            await _store.DeleteAsync(partition, row.Key, cancel);
        }
    }
}
