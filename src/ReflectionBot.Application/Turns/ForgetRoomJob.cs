using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;

namespace ReflectionBot.Application.Turns;

/// <summary>Shuts a room that has waited long enough, or plans that. One that was confirmed or shut meanwhile is none any more.</summary>
public sealed class ForgetRoomJob(RoomStore rooms, IInvitations invitations, ConversationRunner turns, DueRows due, TimeProvider time) : IJobHandler<ForgetRoom>
{
    /// <inheritdoc/>
    public async Task RunAsync(ForgetRoom job, CancellationToken cancel)
    {
        if (await rooms.FindAsync(job.Person, job.Code, cancel) is not { } room)
        {
            return;
        }

        if (job.At > time.GetUtcNow())
        {
            await due.PlanAsync(job, job.At, $"room {job.Person} {job.Code}", cancel);
            return;
        }

        // What was written there first: if this is cut short, the row still finds it.
        await invitations.RevokeAsync(room.Address, cancel);
        await rooms.CloseAsync(room, cancel);
        TableWrite[] writes = [RoomStore.Forget(room.Code), ReflectionStore.ChatChanged(Ids.New(time), TurnWording.Nobody, TurnWording.FormatConfirmedTheRoomWithTheCodeFor(room.Code), time.GetUtcNow())];
        await turns.CommitEffectsAsync(Keys.Person(job.Person), $"{UnitOfWork.Once}room over {room.Code}", writes, [], cancel);
    }
}
