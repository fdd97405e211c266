using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Delivery.Rows;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;

namespace ReflectionBot.Application.Conversations;

/// <summary>The jobs that see to it that words which were taken back do not stay elsewhere in their author's rows and chat.</summary>
public sealed class TakenBackJobs : IJobHandler<HideWords>, IJobHandler<ForgetUndo>
{
    private readonly ITableStore _store;
    private readonly Ledger _ledger;
    private readonly PeopleStore _people;
    private readonly PersonTurns _turns;
    private readonly DueRows _due;
    private readonly TimeProvider _time;

    /// <summary>Jobs over these stores.</summary>
    public TakenBackJobs(ITableStore store, Ledger ledger, PeopleStore people, PersonTurns turns, DueRows due, TimeProvider time)
    {
        _store = store;
        _ledger = ledger;
        _people = people;
        _turns = turns;
        _due = due;
        _time = time;
    }

    /// <summary>Replaces what the bot has shown of a round, up to a message, by a notice that leads back to what stands now.</summary>
    public async Task RunAsync(HideWords job, CancellationToken cancel)
    {
        var partition = Keys.Person(job.Person);
        var notice = job.Erased ? NoticeMessage.Of("What stood here is not shown any more: what you wrote in that project was to be kept until today.")
            : new NoticeMessage(["What stood here is not shown any more, because something was taken back since."], [new Button("Open", new ButtonAction(DialogWord.Open.Verb(), job.Round))]);
        await _ledger.TakeAsync(partition, null, async () =>
        {
            var effects = (await NumbersAsync(partition, job.Round, cancel)).Where(n => n <= job.UpTo)
                .Select(n => new UpdateMessage(Ids.New(_time), null, null, ShownWords.Name(job.Round, n), notice, Forget: true)).ToList();
            return effects.Count > 0 ? new Step([], effects) : null;
        }, cancel);
    }

    /// <summary>Lets go of words that could still be undone, or that wait for a message that was edited before it came; or plans that.</summary>
    public async Task RunAsync(ForgetUndo job, CancellationToken cancel)
    {
        var name = job.Number == 0 ? $"early {job.Person} {Keys.Time(job.At)}" : $"undo {job.Person} {job.Number}";
        if (job.At > _time.GetUtcNow())
        {
            await _due.PlanAsync(job, job.At, name, cancel);
            return;
        }

        var session = await _turns.SessionAsync(job.Person, cancel);
        var waits = job.Number == 0 ? session.Early.Any(e => e.At(_time.GetUtcNow()) != e) : session.Undo.Any(e => e.IsBrief && e.Number == job.Number);
        if (waits && await _people.GetAsync(job.Person, cancel) is { } person)
        {
            await _turns.StepAsync(person, name, new UndoOver(job.Number), null, [], cancel);
        }
    }

    /// <summary>The messages on their way, then those that stand: one that is posted in between is in both and not in neither.</summary>
    private async Task<SortedSet<long>> NumbersAsync(string partition, string round, CancellationToken cancel)
    {
        var prefix = ShownWords.Prefix(round);
        var numbers = new SortedSet<long>();
        await foreach (var row in _store.RangeAsync(new RowRange(partition, Keys.Prefix("out")), cancel))
        {
            if (Remembered(OutboxRow.TryRead(row)?.Effect) is { } name && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                numbers.Add(ShownWords.Number(name));
            }
        }

        numbers.UnionWith((await _store.ListAsync(partition, Keys.Posted(prefix), cancel)).Select(r => ShownWords.Number(r.Key)));
        return numbers;
    }

    private static string? Remembered(Effect? effect) => effect switch
    {
        PostMessage post => post.Remember,
        WriteToPerson write => write.Remember,
        _ => null,
    };
}
