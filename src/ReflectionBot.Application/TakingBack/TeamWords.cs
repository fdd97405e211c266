using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.TakingBack;

/// <summary>
/// Text that a person wants the team to read (trust rule 12). It waits in its author's partition, and no row elsewhere names the author, until
/// it is on its way to the project's channel and to everyone on the project.
/// </summary>
public sealed class TeamWords : IJobHandler<TellTeam>
{
    private const string Prefix = "said";

    private readonly ITableStore _store;
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly UnitOfWork _unitOfWork;
    private readonly TimeProvider _time;

    /// <summary>Team texts in these stores.</summary>
    public TeamWords(ITableStore store, ProjectStore projects, PeopleStore people, UnitOfWork unitOfWork, TimeProvider time)
    {
        _people = people;
        _store = store;
        _projects = projects;
        _unitOfWork = unitOfWork;
        _time = time;
    }

    /// <summary>The ids of the texts posted in a project: neither their content nor their authors.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(ITableStore store, string project, CancellationToken cancel)
    {
        return [.. (await store.ListAsync(Keys.Project(project), Keys.Prefix(Prefix), cancel)).Select(r => r.Columns.NeedText("Words"))];
    }

    /// <summary>The name under which the message is remembered: in the project's partition by the text's id, in people's partitions by project and id.</summary>
    public static string Remember(string words) => $"{Prefix} {words}";

    /// <summary>The row that holds the text of a job until the job has run.</summary>
    /// <param name="words">The text's id.</param>
    /// <param name="text">The text.</param>
    /// <param name="people">The readers the author was told about: nobody else gets it.</param>
    internal static PutRow Row(string words, string text, IReadOnlyList<string> people) =>
        new(Keys.Join(Prefix, words), Columns.Empty.With("Text", text).With("People", string.Join(' ', people)));

    /// <summary>Posts the text, and also writes it to everyone's own chat, because not everyone reads the channel.</summary>
    public async Task RunAsync(TellTeam job, CancellationToken cancel)
    {
        var (partition, key) = (Keys.Person(job.Person), Keys.Join(Prefix, job.Words));
        if (await _store.GetAsync(partition, key, cancel) is not { } row || row.Columns.Text("Text") is not { } text)
        {
            return;
        }

        var people = row.Columns.Text("People")?.Split(' '); // Older rows name no readers: those texts go to everyone, as their authors were told then.

        if (await _projects.FindAsync(job.Project, cancel) is { } project)
        {
            NoticeMessage Message() => new([text], [], NewsWording.FormatSomebodyOnAskedMeToSay(project.Name));
            var posted = new PutRow(key, Columns.Empty.With("Words", job.Words));
            await TellAsync(Keys.Project(project.Id), job, [posted], new PostMessage(Ids.New(_time), project.Home, Message(), Remember(job.Words)), cancel);
            foreach (var member in (await _projects.MembersAsync(project.Id, cancel)).Where(m => m.Roles != Roles.None && !m.Unreachable && people?.Contains(m.Person) != false))
            {
                await TellAsync(Keys.Person(member.Person), job, [], new WriteToPerson(Ids.New(_time), member.Person, await _projects.ForReaderAsync(_people, project, member.Person, Message, cancel), Remember($"{project.Id} {job.Words}")), cancel);
            }
        }

        await _store.DeleteAsync(partition, key, cancel);
    }

    private Task<bool> TellAsync(string partition, TellTeam job, IReadOnlyList<TableWrite> writes, Effect effect, CancellationToken cancel) =>
        _unitOfWork.CommitOnceAsync(partition, $"{Prefix} {job.Words}", () => Task.FromResult<PartitionChange?>(new(writes, [effect])), cancel);
}
