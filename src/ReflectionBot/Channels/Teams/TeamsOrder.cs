using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams.Reading;

namespace ReflectionBot.Channels.Teams;

/// <summary>Handles one person's activities in the order in which they arrived.</summary>
internal sealed class TeamsOrder
{
    private readonly TurnOrder _order = new();

    /// <summary>Runs an action after all earlier ones of the same sender.</summary>
    /// <exception cref="OperationCanceledException">The wait took too long; nothing was done.</exception>
    public Task<TeamsReply> AfterAsync(Activity activity, Func<Task<TeamsReply>> take, CancellationToken cancel)
    {
        return activity.From?.Id is { Length: > 0 } from ? _order.AfterAsync($"{TeamsReader.Tenant(activity)} {from}", take, cancel) : take();
    }
}
