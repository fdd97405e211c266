using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Commands.Handlers;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Work;

/// <summary>
/// `setup`: makes a channel the home of a new project. The project's rows are written first, under a new id that nothing points to; the
/// channel's own row, inserted last, decides who was first.
/// </summary>
public sealed class ProjectSetup
{
    private const int LongestName = 120;

    private readonly ITableStore _store;
    private readonly PeopleStore _people;
    private readonly PersonTurns _turns;
    private readonly TimeProvider _time;

    /// <summary>Setup over these stores.</summary>
    public ProjectSetup(ITableStore store, PeopleStore people, PersonTurns turns, TimeProvider time)
    {
        _store = store;
        _people = people;
        _turns = turns;
        _time = time;
    }

    /// <summary>Sets a channel up.</summary>
    /// <returns>False where the event was taken before.</returns>
    public async Task<bool> SetUpAsync(InboundEvent inbound, Person? person, string? name, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(inbound);
        var partition = Keys.Conversation(inbound.Conversation);
        if (name is null or { Length: 0 or > LongestName })
        {
            var sentence = name is { Length: > 0 } ? $"A project's name can have up to {LongestName} characters." : "What is the project called? Type for example `setup \"Housing priorities\"`.";
            return await _turns.SayAsync(partition, inbound.Key, [], [.. alongside, new PostMessage(Ids.New(_time), inbound.Conversation, NoticeMessage.Of(sentence))], cancel).ConfigureAwait(false);
        }

        var now = _time.GetUtcNow();
        person ??= await _people.AddAsync(new Person(Ids.New(_time), inbound.From.Workspace, "Facilitator", inbound.From), cancel).ConfigureAwait(false);
        var project = new Project(Ids.New(_time), inbound.Conversation.Workspace, name, inbound.Conversation, new ProjectSettings { Facilitator = person.Name, Readers = person.Name }, null);
        await _people.ReferToAsync(person.Id, project.Id, cancel).ConfigureAwait(false);
        await _store.CommitAsync(Keys.Project(project.Id), [ProjectRows.Put(project), ProjectRows.Put(new Member(project.Id, person.Id, person.Name, Roles.Facilitator, now, now))], cancel).ConfigureAwait(false);
        return await _turns.SayAsync(
            partition, inbound.Key,
            [new InsertRow(Keys.Self, Columns.Empty.With("Project", project.Id))],
            [.. alongside, new PostMessage(Ids.New(_time), inbound.Conversation, ProjectCommands.Welcome(project))], cancel).ConfigureAwait(false);
    }
}
