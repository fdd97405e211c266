using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.TakingBack;

/// <summary>
/// The bot's own messages in chats that contain people's text or names: digests and their copies, texts posted to the team, opened answers, text
/// shown to its author, and messages to the leads and facilitators.
/// The retention date that people were told also holds for chats, so these messages are replaced before the rows that locate them are erased.
/// </summary>
public sealed class ProjectTraces
{
    // Changes to the messages of a partition are written in batches, and a batch has at most 100 rows.
    private const int Batch = 50;

    private readonly ITableStore _store;
    private readonly ProjectStore _projects;
    private readonly ReflectionStore _reflections;
    private readonly DigestStore _digests;
    private readonly FileStore _files;
    private readonly UnitOfWork _unitOfWork;
    private readonly TimeProvider _time;

    /// <summary>Traces in these stores.</summary>
    public ProjectTraces(ITableStore store, ProjectStore projects, ReflectionStore reflections, DigestStore digests, FileStore files, UnitOfWork unitOfWork, TimeProvider time)
    {
        _store = store;
        _projects = projects;
        _reflections = reflections;
        _digests = digests;
        _files = files;
        _unitOfWork = unitOfWork;
        _time = time;
    }

    /// <summary>Commits in their partitions.</summary>
    internal UnitOfWork UnitOfWork => _unitOfWork;

    /// <summary>The projects.</summary>
    internal ProjectStore Projects => _projects;

    /// <summary>Replaces the messages that exist, including those shown since the last turn, once per turn. A second call in the same turn leaves pending replacements to the first.</summary>
    /// <param name="project">The project.</param>
    /// <param name="turn">Counts from 0, one per hour.</param>
    /// <param name="cancel">Cancels between two people.</param>
    public async Task ReplaceAsync(Project project, int turn, CancellationToken cancel)
    {
        var (notice, name) = (Notice(project), turn == 0 ? project.Id : $"{project.Id} {turn}");
        var digests = await _digests.ListAsync(project.Id, cancel);
        var said = await TeamWords.ListAsync(_store, project.Id, cancel);
        var about = (await AboutAsync(project, cancel)).Select(r => Keys.PostedName(r.Key));
        await ReplaceAsync(Keys.Project(project.Id), name, [.. digests.Select(d => DigestStore.Remember(d.Id)).Concat(said.Select(TeamWords.Remember)).Union(about)], notice, cancel);
        var rounds = await _projects.RoundsAsync(project.Id, cancel);
        foreach (var person in await PeopleAsync(project.Id, digests, cancel))
        {
            var opened = (await _reflections.OpeningIdsAsync(person, project.Id, cancel)).Select(ReflectionStore.Opened);
            var copies = digests.Where(d => d.Recipients.Contains(person, StringComparer.Ordinal)).Select(d => DigestStore.Remember($"{project.Id} {d.Id}"))
                .Concat(digests.Where(d => d.Preview?.ShownTo.Contains(person, StringComparer.Ordinal) == true).Select(d => DigestStore.RememberPreview(project.Id, d.Id)));
            var contact = (await _store.ListAsync(Keys.Person(person), Keys.Posted(ContactPerson.Remember(project.Id, "")), cancel)).Select(r => Keys.PostedName(r.Key));
            await ReplaceAsync(Keys.Person(person), name, [.. opened, .. copies, .. contact, .. said.Select(s => TeamWords.Remember($"{project.Id} {s}"))], notice, cancel);
            var own = rounds.Select(r => new RunJob(Ids.New(_time), new RedactOwnText(person, r.Id, long.MaxValue, Erased: true)));
            await _unitOfWork.CommitOnceAsync(Keys.Person(person), $"erased words {name}", () => Task.FromResult<PartitionChange?>(rounds.Count == 0 ? null : new([], [.. own])), cancel);
        }
    }

    /// <summary>Erases the pictures of its digests: their links lead nowhere then.</summary>
    public async Task DeletePicturesAsync(Project project, CancellationToken cancel)
    {
        foreach (var digest in await _digests.ListAsync(project.Id, cancel))
        {
            await _files.DeleteAsync(DigestStore.PictureOf(project.Id, digest.Id), cancel);
            await _files.DeleteAsync(DigestStore.SeriesOf(project.Id, digest.Id), cancel);
        }
    }

    /// <summary>The rows, in every partition, that locate the project's messages with people's text. None is left once all messages have been replaced.</summary>
    public async Task<IReadOnlyList<Row>> StandingAsync(Project project, CancellationToken cancel)
    {
        var digests = await _digests.ListAsync(project.Id, cancel);
        var rounds = await _projects.RoundsAsync(project.Id, cancel);
        var standing = new List<Row>();
        standing.AddRange(await AboutAsync(project, cancel));
        foreach (var person in await PeopleAsync(project.Id, digests, cancel))
        {
            var partition = Keys.Person(person);
            var opened = await _reflections.OpeningIdsAsync(person, project.Id, cancel);
            foreach (var prefix in (string[])[DigestStore.Remember($"{project.Id} "), TeamWords.Remember($"{project.Id} "), ContactPerson.Remember(project.Id, ""), .. rounds.Select(r => OwnTextMessages.Prefix(r.Id)), .. opened.Select(ReflectionStore.Opened)])
            {
                standing.AddRange(await _store.ListAsync(partition, Keys.Posted(prefix), cancel));
            }
        }

        return standing;
    }

    /// <summary>
    /// All messages remembered in the project's own partition: digests, texts posted to the team, numbers, and everything that names people. A
    /// round's announcement in the channel names nobody, so it is left out.
    /// </summary>
    private async Task<IEnumerable<Row>> AboutAsync(Project project, CancellationToken cancel) =>
        (await _store.ListAsync(Keys.Project(project.Id), Keys.Posted(""), cancel)).Where(r => !r.Key.StartsWith(Keys.Posted(RoundStatus.Announced), StringComparison.Ordinal));

    // A person who was removed before a digest was posted may still hold a copy, and a recipient may no longer be a member.
    private async Task<IReadOnlyList<string>> PeopleAsync(string project, IReadOnlyList<StoredDigest> digests, CancellationToken cancel) =>
        [.. (await _projects.EverMembersAsync(project, cancel)).Select(m => m.Person).Concat(digests.SelectMany(d => d.Recipients)).Distinct(StringComparer.Ordinal)];

    private async Task ReplaceAsync(string partition, string name, IReadOnlyList<string> names, NoticeMessage notice, CancellationToken cancel)
    {
        foreach (var (number, some) in names.Chunk(Batch).Index())
        {
            IReadOnlyList<Effect> effects = [.. some.Select(message => new UpdateMessage(Ids.New(_time), null, null, message, notice, Forget: true))];
            await _unitOfWork.CommitOnceAsync(partition, $"erased {name} {number}", () => Task.FromResult<PartitionChange?>(new([], effects)), cancel);
        }
    }

    private static NoticeMessage Notice(Project project) =>
        NoticeMessage.Of(NewsWording.FormatWhatStoodHereIsNotShownAnyMore(project.Name, Spoken.DayAndYear(project.Settings.KeepUntil!.Value)));
}
