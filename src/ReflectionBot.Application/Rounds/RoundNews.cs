using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Rounds;

/// <summary>Posts and updates the messages about a round: in the project's channel, and with its numbers to the facilitators (trust rule 9).</summary>
public sealed class RoundNews
{
    private readonly ProjectStore _projects;
    private readonly RoundPeople _people;
    private readonly UnitOfWork _unitOfWork;
    private readonly ByHand _byHand;
    private readonly DigestStore _digests;
    private readonly TimeProvider _time;

    /// <summary>News from these stores.</summary>
    public RoundNews(ProjectStore projects, RoundPeople people, UnitOfWork unitOfWork, ByHand byHand, DigestStore digests, TimeProvider time)
    {
        _byHand = byHand;
        _projects = projects;
        _people = people;
        _unitOfWork = unitOfWork;
        _digests = digests;
        _time = time;
    }

    /// <summary>The people whom the facilitator has to tell by hand, and a text to copy; empty if there is nobody.</summary>
    public async Task<IReadOnlyList<string>> ByHandAsync(Project project, Round round, IReadOnlyList<RoundPerson> people, CancellationToken cancel) =>
        _byHand.Lines(project, round, await _byHand.NamesAsync(project, people, cancel));

    /// <summary>The numbers of a round. Once a later round has opened, the message has no buttons, because they would change the later one.</summary>
    public async Task<RoundStatusMessage> StatusAsync(Project project, Round round, CancellationToken cancel) => (await NumbersAsync(project, round, cancel))();

    /// <summary>The same, read once and written in the language of each reader.</summary>
    private async Task<Func<RoundStatusMessage>> NumbersAsync(Project project, Round round, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        var people = await _people.OfAsync(project, round, cancel);
        var milestones = await _projects.MilestonesAsync(project.Id, cancel);
        var isLast = (await _projects.RoundsAsync(project.Id, cancel)).All(r => string.CompareOrdinal(r.Id, round.Id) <= 0);
        var members = await _projects.MembersAsync(project.Id, cancel);
        var byHand = round.IsOpenAt(now) ? await _byHand.NamesAsync(project, people, cancel) : [];
        return () =>
        {
            var status = RoundStatus.ForFacilitator(project, round, people, milestones, now);
            status = round.IsOpenAt(now) ? status with { Lines = [.. status.Lines, .. Lacking(project, members), .. _byHand.Lines(project, round, byHand)] } : status;
            return isLast ? status : status with { Buttons = [] };
        };
    }

    /// <summary>Problems a facilitator should fix while a round is open: too few people who count, or a contact person who has left.</summary>
    private static IEnumerable<string> Lacking(Project project, IReadOnlyList<Member> members) =>
    [
        .. new DigestSettings(project.Settings.Minimum).TooFew(members) is { } few ? (string[])[few] : [],
        .. ContactPeople.Lost(project.Settings, members) is var (setting, text) ? (string[])[NewsWording.FormatOneOfTheTwoPeopleWhom(text, setting)] : [],
    ];

    /// <summary>Announces that a round has opened, once everyone has been invited or has a time at which they will be.</summary>
    /// <param name="project">The project.</param>
    /// <param name="opened">The round.</param>
    /// <param name="times">When each person on it is invited.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task OpenedAsync(Project project, Round opened, IReadOnlyList<DateTimeOffset> times, CancellationToken cancel)
    {
        await _unitOfWork.CommitOnceAsync(Keys.Project(project.Id), $"{UnitOfWork.Once}opened {opened.Id}", async () =>
        {
            var round = await _projects.RoundAsync(project.Id, opened.Id, cancel) ?? opened;
            round = times.Count == 0 ? round : round with { AskFrom = times.Min(), AskUntil = times.Max() };
            var numbers = await NumbersAsync(project, round, cancel);
            var said = new PostMessage(Ids.New(_time), project.Home, RoundOpening.Announcement(project, round, _time.GetUtcNow()), RoundOpening.Remember(round));
            return new PartitionChange([ProjectRows.Put(round)], [said, .. await LettersAsync(project, numbers, f => RoundStatus.Remember(round.Id, f), cancel)]);
        }, cancel);

        if ((await _projects.RoundsAsync(project.Id, cancel)).LastOrDefault(r => string.CompareOrdinal(r.Id, opened.Id) < 0) is { } before)
        {
            await UpdateAsync(project.Id, before.Id, cancel);
        }
    }

    /// <summary>Updates the messages about a round that was extended or reopened, or whose project's hours changed.</summary>
    /// <param name="project">The project.</param>
    /// <param name="changed">The round.</param>
    /// <param name="times">When each person on it is invited, by the current hours; used only while invitations are still to be sent.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task ChangedAsync(Project project, Round changed, IReadOnlyList<DateTimeOffset> times, CancellationToken cancel)
    {
        await _unitOfWork.CommitOnceAsync(Keys.Project(project.Id), null, async () =>
        {
            var round = await _projects.RoundAsync(project.Id, changed.Id, cancel) ?? changed;
            round = times.Count == 0 || !(round.AskUntil > _time.GetUtcNow()) ? round : round with { AskFrom = times.Min(), AskUntil = times.Max() };
            return new PartitionChange([ProjectRows.Put(round)], Shown(project, round));
        }, cancel);
    }

    /// <summary>Announces that a round has closed: in its message in the channel, and to the facilitators with what comes next.</summary>
    public async Task ClosedAsync(Project project, Round round, CancellationToken cancel)
    {
        var effects = new List<Effect>(Shown(project, round));
        if (project.ClosedAt is null && !(project.ClosesAt <= _time.GetUtcNow()))
        {
            var people = await _people.OfAsync(project, round, cancel);
            var milestones = await _projects.MilestonesAsync(project.Id, cancel);
            var now = _time.GetUtcNow();
            DateTimeOffset? digest = project.Digest is { } schedule ? DigestTimes.Next(project, schedule, await _digests.ListAsync(project.Id, cancel), now) : null;
            effects.AddRange(await LettersAsync(project, () => RoundStatus.Closed(project, round, people, milestones, digest, now), f => RoundStatus.RememberClosed(round.Id, f), cancel));
        }

        await _unitOfWork.CommitOnceAsync(Keys.Project(project.Id), $"{UnitOfWork.Once}closed {round.Id} {round.Version}", () => Task.FromResult<PartitionChange?>(new([], effects)), cancel);
    }

    /// <summary>Updates the numbers in the facilitators' own chats from the roster; in a channel nothing changes (trust rule 9).</summary>
    public async Task UpdateAsync(string projectId, string roundId, CancellationToken cancel)
    {
        if (await _projects.FindAsync(projectId, cancel) is not { } project || await _projects.RoundAsync(projectId, roundId, cancel) is not { } round)
        {
            return;
        }

        var numbers = await NumbersAsync(project, round, cancel);
        var updates = new List<Effect>();
        foreach (var member in await FacilitatorsAsync(project, cancel))
        {
            updates.Add(new UpdateMessage(Ids.New(_time), null, null, RoundStatus.Remember(round.Id, member.Person), await _people.ForAsync(project, member.Person, numbers, cancel)));
        }

        await _unitOfWork.CommitOnceAsync(Keys.Project(project.Id), null, () => Task.FromResult<PartitionChange?>(new([], updates)), cancel);
    }

    private IReadOnlyList<Effect> Shown(Project project, Round round) =>
    [
        new UpdateMessage(Ids.New(_time), null, null, RoundOpening.Remember(round), RoundOpening.Announcement(project, round, _time.GetUtcNow())),
        new RunJob(Ids.New(_time), new UpdateStatus(project.Id, round.Id)),
    ];

    private async Task<IReadOnlyList<Effect>> LettersAsync(Project project, Func<OutboundMessage> message, Func<string, string> remember, CancellationToken cancel)
    {
        var letters = new List<Effect>();
        foreach (var member in await FacilitatorsAsync(project, cancel))
        {
            letters.Add(new WriteToPerson(Ids.New(_time), member.Person, await _people.ForAsync(project, member.Person, message, cancel), remember(member.Person)));
        }

        return letters;
    }

    private async Task<IReadOnlyList<Member>> FacilitatorsAsync(Project project, CancellationToken cancel) =>
        [.. (await _projects.MembersAsync(project.Id, cancel)).Where(m => m.Roles.HasFlag(Roles.Facilitator))];
}
