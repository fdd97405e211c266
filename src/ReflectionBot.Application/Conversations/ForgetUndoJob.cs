using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Conversation;

namespace ReflectionBot.Application.Conversations;

/// <summary>Lets go of words that could still be undone, or that wait for a message that was edited before it came; or plans that.</summary>
public sealed class ForgetUndoJob(PeopleStore people, ConversationRunner turns, DueRows due, TimeProvider time) : IJobHandler<ForgetUndo>
{
    /// <inheritdoc/>
    public async Task RunAsync(ForgetUndo job, CancellationToken cancel)
    {
        var name = job.Number == 0 ? $"early {job.Person} {Keys.Time(job.At)}" : $"undo {job.Person} {job.Number}";
        if (job.At > time.GetUtcNow())
        {
            await due.PlanAsync(job, job.At, name, cancel);
            return;
        }

        var session = await turns.SessionAsync(job.Person, cancel);
        var waits = job.Number == 0 ? session.Early.Any(e => e.At(time.GetUtcNow()) != e) : session.Undo.Any(e => e.IsBrief && e.Number == job.Number);
        if (waits && await people.GetAsync(job.Person, cancel) is { } person)
        {
            await turns.StepAsync(person, name, new UndoOver(job.Number), null, [], cancel);
        }
    }
}
