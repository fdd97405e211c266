using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.TakingBack;

/// <summary>
/// Words that somebody wants the team to read (trust rule 12). They wait in their author's partition, without a place elsewhere that names
/// the author, until they are on their way to the project's channel and to everyone on the project.
/// </summary>
public sealed class TeamWords : IJobHandler<TellTeam>
{
    private const string Prefix = "said";

    private readonly ITableStore _store;
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly UnitOfWork _unitOfWork;
    private readonly TimeProvider _time;

    /// <summary>Words in these stores.</summary>
    public TeamWords(ITableStore store, ProjectStore projects, PeopleStore people, UnitOfWork unitOfWork, TimeProvider time)
    {
        _people = people;
        _store = store;
        _projects = projects;
        _unitOfWork = unitOfWork;
        _time = time;
    }

    /// <summary>The words that were posted in a project, by the ids of their jobs: neither what they were nor whose.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(ITableStore store, string project, CancellationToken cancel)
    {
        return [.. (await store.ListAsync(Keys.Project(project), Keys.Prefix(Prefix), cancel)).Select(r => r.Columns.NeedText("Words"))];
    }

    /// <summary>The name under which the message is remembered: in the project's partition by the id of its job, in people's by project and id.</summary>
    public static string Remember(string words) => $"{Prefix} {words}";

    /// <summary>The row that has the words of a job until it has run.</summary>
    /// <param name="words">Names the row.</param>
    /// <param name="text">The words.</param>
    /// <param name="people">Those whom its author was told would read it: nobody else gets it.</param>
    internal static PutRow Row(string words, string text, IReadOnlyList<string> people) =>
        new(Keys.Join(Prefix, words), Columns.Empty.With("Text", text).With("People", string.Join(' ', people)));

    /// <summary>Posts them, and writes them to everyone's own chat: a channel is not read by everybody.</summary>
    public async Task RunAsync(TellTeam job, CancellationToken cancel)
    {
        var (partition, key) = (Keys.Person(job.Person), Keys.Join(Prefix, job.Words));
        if (await _store.GetAsync(partition, key, cancel) is not { } row || row.Columns.Text("Text") is not { } text)
        {
            return;
        }

        var people = row.Columns.Text("People")?.Split(' '); // Rows from before name nobody: those go to everyone, as was said then.

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
