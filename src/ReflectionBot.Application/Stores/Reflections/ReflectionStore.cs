using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Application.Stores.Reflections;

/// <summary>A person's reflections, answers and consents in their own partition: read as a whole, written as the difference made by a step.</summary>
/// <param name="store">The table.</param>
/// <param name="log">Keys of rows that cannot be read, never their content.</param>
public sealed partial class ReflectionStore(ITableStore store, ILogger<ReflectionStore> log)
{
    internal const string Reflections = "refl";
    private const string Answers = "answer";
    private const string Consents = "consent";
    private const string Openings = "opened";

    /// <summary>How many of the newest rounds of each project every step reads: the open round, and what was written in the previous ones.</summary>
    private const int RecentRounds = 3;

    /// <summary>Everything the dialog knows about a person.</summary>
    public Task<PersonState> LoadAsync(string person, CancellationToken cancel) => LoadAsync(person, isWhole: true, cancel);

    /// <summary>The same without the answers of older rounds, so that the cost of a step does not grow with a person's history.</summary>
    /// <returns>The state. If it is asked for an answer that was not read, it throws <see cref="AnswersNotReadException"/>.</returns>
    public Task<PersonState> LoadRecentAsync(string person, CancellationToken cancel) => LoadAsync(person, isWhole: false, cancel);

    /// <summary>The rows with the answers of a person's recent rounds; null if they have had none.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="dialog">Their dialog row; null for none.</param>
    /// <param name="reflections">The rows of their reflections.</param>
    internal static RowRange? RecentAnswers(string person, Row? dialog, IEnumerable<Row> reflections)
    {
        var all = reflections.Select(r => ReflectionRows.ToReflection(r.Columns)).ToList();
        return Recent(dialog is null ? null : SessionRows.ToSession(dialog.Columns).Round, all) is { } first ? AnswersFrom(person, first) : null;
    }

    private static RowRange AnswersFrom(string person, string round) => new(Keys.Person(person), Keys.Prefix(Answers), From: Keys.Join(Answers, round));

    /// <summary>The first of the rounds that a step is likely to need; round ids sort by time.</summary>
    private static string? Recent(string? current, IEnumerable<Reflection> reflections) => reflections
        .GroupBy(r => r.Project, StringComparer.Ordinal)
        .SelectMany(rounds => rounds.Select(r => r.Round).Order(StringComparer.Ordinal).TakeLast(RecentRounds))
        .Concat(current is null ? [] : [current]).Min(StringComparer.Ordinal);

    private async Task<PersonState> LoadAsync(string person, bool isWhole, CancellationToken cancel)
    {
        var partition = Keys.Person(person);
        var session = SessionAsync(person, cancel);
        var reflections = store.ListAsync(partition, Keys.Prefix(Reflections), cancel);
        var consents = store.ListAsync(partition, Keys.Prefix(Consents), cancel);
        await Task.WhenAll(session, reflections, consents); // A chat platform waits for the turn.
        // Read after the reflections, whose version says how new the answers are: older answers must not be taken for those of a newer version.
        var now = await session;
        var all = (await reflections).Select(r => ReflectionRows.ToReflection(r.Columns)).ToList();
        var first = isWhole ? null : Recent(now.Round, all);
        var answers = await store.ListAsync(first is null ? new(partition, Keys.Prefix(Answers)) : AnswersFrom(person, first), cancel);
        var byRound = answers.Select(Read).OfType<(string Round, Answer Answer)>().ToLookup(a => a.Round, a => a.Answer);
        return PersonState.New with
        {
            Session = now,
            Reflections = all.ToImmutableSortedDictionary(r => r.Round, r => string.CompareOrdinal(r.Round, first) < 0 ? r.Unread() : r.With(byRound[r.Round]), StringComparer.Ordinal),
            Consents = [.. (await consents).Select(c => ReflectionRows.ToConsent(c.Columns))],
        };
    }

    /// <summary>The state of a person's conversation.</summary>
    public async Task<Session> SessionAsync(string person, CancellationToken cancel) =>
        await store.GetAsync(Keys.Person(person), Keys.Dialog, cancel) is { } dialog ? SessionRows.ToSession(dialog.Columns) : new Session();

    /// <summary>The id of the project that a person has chosen; null for none.</summary>
    public async Task<string?> ChosenAsync(string person, CancellationToken cancel) =>
        (await store.GetAsync(Keys.Person(person), ReflectionBot.Application.Stores.Waiting.Chosen, cancel))?.Columns.Text("Project");

    /// <summary>One reflection with its answers, or null.</summary>
    public async Task<Reflection?> FindAsync(string person, string round, CancellationToken cancel)
    {
        var partition = Keys.Person(person);
        if (await store.GetAsync(partition, Keys.Join(Reflections, round), cancel) is not { } row)
        {
            return null;
        }

        var answers = await store.ListAsync(partition, Keys.Prefix(Answers, round), cancel);
        return ReflectionRows.ToReflection(row.Columns).With(answers.Select(Read).OfType<(string Round, Answer Answer)>().Select(a => a.Answer));
    }

    /// <summary>The changes of a step, as writes to the person's partition.</summary>
    public static IReadOnlyList<TableWrite> Difference(PersonState before, PersonState after)
    {
        var writes = new List<TableWrite>();
        if (before.Session != after.Session)
        {
            writes.Add(new PutRow(Keys.Dialog, SessionRows.ToColumns(after.Session)));
        }

        foreach (var (round, reflection) in after.Reflections)
        {
            var old = before.Reflections.GetValueOrDefault(round);
            if (ReferenceEquals(old, reflection))
            {
                continue;
            }

            writes.Add(new PutRow(Keys.Join(Reflections, round), ReflectionRows.ToColumns(reflection)));
            writes.AddRange(reflection.Answers.Values.Where(a => old?.Of(a.Stage) != a)
                .Select(a => new PutRow(Keys.Join(Answers, round, a.Stage.ToString()), ReflectionRows.ToColumns(a).With("Round", round))));
        }

        writes.AddRange(after.Consents.Skip(before.Consents.Count).Select((c, i) =>
            new InsertRow(Keys.Join(Consents, Keys.Time(c.At), $"{before.Consents.Count + i:D5}"), ReflectionRows.ToColumns(c))));
        return writes;
    }

    /// <summary>Forgets the oldest remembered messages with a person's text, if a step shows more than the limit.</summary>
    public async Task<IReadOnlyList<TableWrite>> ForgottenAsync(string person, DialogStep step, CancellationToken cancel)
    {
        var writes = new List<TableWrite>();
        foreach (var name in step.Effects.OfType<DialogEffect.Say>().Select(s => s.Remember).OfType<string>().Where(OwnTextMessages.Is))
        {
            var number = OwnTextMessages.Number(name);
            if (number <= OwnTextMessages.Kept)
            {
                continue;
            }

            var prefix = name[..name.LastIndexOf('.')] + ".";
            var rows = await store.ListAsync(Keys.Person(person), Keys.Posted(prefix), cancel);
            writes.AddRange(rows.SkipLast(OwnTextMessages.Kept - 1).Select(r => new DeleteRow(r.Key)).ExceptBy(writes.Select(w => w.Key), w => w.Key));
        }

        return writes;
    }

    /// <summary>Who opened a person's answers, oldest first.</summary>
    public async Task<IReadOnlyList<Opening>> OpeningsAsync(string person, CancellationToken cancel) =>
        [.. (await store.ListAsync(Keys.Person(person), Keys.Prefix(Openings), cancel))
            .Select(r => new Opening(r.Columns.NeedText("By"), r.Columns.NeedTime("At"), NewLink: r.Columns.Flag("NewLink"), Did: r.Columns.Text("Did"), Nothing: r.Columns.Number("Messages") == 0))];

    /// <summary>The audit row of an opening.</summary>
    /// <param name="openingId">The opening's id.</param>
    /// <param name="by">The reader's name.</param>
    /// <param name="byPerson">The reader's id.</param>
    /// <param name="project">The project's id.</param>
    /// <param name="at">When.</param>
    /// <param name="messages">In how many messages; 0 if there was nothing to open.</param>
    /// <param name="did">What they did, worded to follow their name; null if they opened all answers.</param>
    public static InsertRow Opened(string openingId, string by, string byPerson, string project, DateTimeOffset at, int messages = 1, string? did = null) =>
        new(Keys.Join(Openings, openingId), Audit(by, byPerson, project, at).With("Messages", messages).With("Did", did));

    /// <summary>The audit row of an action on a person's chats, e.g. that a link was opened. A person who gets in is treated as the owner, so it is listed with the openings.</summary>
    /// <param name="id">The row's id.</param>
    /// <param name="by">The name of the person who did it.</param>
    /// <param name="did">What they did, worded to follow the name.</param>
    /// <param name="at">When.</param>
    public static PutRow ChatChanged(string id, string by, string did, DateTimeOffset at) =>
        new(Keys.Join(Openings, id), Columns.Empty.With("By", by).With("At", at).With("Messages", 0).With("Did", did));

    private static Columns Audit(string by, string byPerson, string project, DateTimeOffset at) =>
        Columns.Empty.With("By", by).With("ByPerson", byPerson).With("Project", project).With("At", at);

    /// <summary>The id of one message of an opening; the first one has the id of the opening.</summary>
    public static string OpeningId(string opening, int message) => message == 1 ? opening : $"{opening} {message}";

    /// <summary>The name under which a message with a person's text is remembered in their partition, so that taking back reaches it.</summary>
    /// <param name="opening">One of <see cref="OpeningIdsAsync(string, CancellationToken)"/>.</param>
    public static string Opened(string opening) => $"opened {opening}";

    /// <summary>The messages in which a person's answers were opened, each by its <see cref="OpeningId"/>: the bot's messages with their text are remembered under these ids.</summary>
    public Task<IReadOnlyList<string>> OpeningIdsAsync(string person, CancellationToken cancel) => OpeningIdsAsync(person, _ => true, cancel);

    /// <summary>The same for one project.</summary>
    public Task<IReadOnlyList<string>> OpeningIdsAsync(string person, string project, CancellationToken cancel) => OpeningIdsAsync(person, c => c.Text("Project") == project, cancel);

    /// <summary>The same for what one reader opened in one project; before a time, or null for all.</summary>
    public Task<IReadOnlyList<string>> OpeningIdsAsync(string person, string project, string byPerson, DateTimeOffset? before, CancellationToken cancel) =>
        OpeningIdsAsync(person, c => c.Text("Project") == project && c.Text("ByPerson") == byPerson && (before is null || c.Time("At") < before), cancel);

    private async Task<IReadOnlyList<string>> OpeningIdsAsync(string person, Func<Columns, bool> which, CancellationToken cancel)
    {
        var prefix = Keys.Prefix(Openings);
        var rows = await store.ListAsync(Keys.Person(person), prefix, cancel);
        return [.. rows.Where(r => which(r.Columns)).SelectMany(r => Enumerable.Range(1, (int)(r.Columns.Number("Messages") ?? 1)).Select(n => OpeningId(r.Key[prefix.Length..], n)))];
    }

    /// <summary>One answer; null if its row is damaged. A damaged answer is not counted; the person's other data is still read.</summary>
    private (string Round, Answer Answer)? Read(Row row)
    {
        try
        {
            return (row.Columns.NeedText("Round"), ReflectionRows.ToAnswer(row.Columns));
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or FormatException or OverflowException or ArgumentException)
        {
            LogDamaged(row.Partition, row.Key, e.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The answer row {Key} of {Partition} cannot be read ({Error}); it is left where it is and counted nowhere")]
    private partial void LogDamaged(string partition, string key, string error);
}
