using ReflectionBot.Core.Dialogs;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Reflections;

/// <summary>The jobs that see to it that words which were taken back do not stay elsewhere in their author's rows and chat.</summary>
public sealed class TakenBackJobs
{
    private readonly PeopleStore _people;
    private readonly PersonTurns _turns;
    private readonly DueRows _due;
    private readonly TimeProvider _time;

    /// <summary>Jobs over these stores.</summary>
    public TakenBackJobs(PeopleStore people, PersonTurns turns, DueRows due, TimeProvider time)
    {
        _people = people;
        _turns = turns;
        _due = due;
        _time = time;
    }

    /// <summary>Lets go of words that could still be undone, or plans that.</summary>
    public async Task ForgetUndoAsync(ForgetUndo job, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(job);
        var name = $"undo {job.Person} {job.Number}";
        if (job.At > _time.GetUtcNow())
        {
            await _due.PlanAsync(job, job.At, name, cancel).ConfigureAwait(false);
            return;
        }

        var session = await _turns.SessionAsync(job.Person, cancel).ConfigureAwait(false);
        if (session.Undo.Any(e => e.Kind == UndoKind.Gone && e.Number == job.Number) && await _people.GetAsync(job.Person, cancel).ConfigureAwait(false) is { } person)
        {
            await _turns.StepAsync(person, name, new UndoOver(job.Number), null, [], cancel).ConfigureAwait(false);
        }
    }
}
