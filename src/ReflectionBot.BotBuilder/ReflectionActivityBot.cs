using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using ReflectionBot.Channels.Teams;
using FrameworkActivity = Microsoft.Bot.Schema.Activity;

namespace ReflectionBot.BotBuilder;

/// <summary>The bot could not handle an activity, so the activity is not acknowledged.</summary>
internal sealed class NotTakenException(TeamsReply reply) : Exception("The activity was not taken")
{
    /// <summary>The reply to Teams.</summary>
    public TeamsReply Reply { get; } = reply;
}

/// <summary>ReflectionBot as an <see cref="IBot"/>: the same turn as in the main host.</summary>
internal sealed class ReflectionActivityBot(TeamsTurns turns, TimeProvider time) : IBot
{
    /// <inheritdoc/>
    /// <exception cref="NotTakenException">The activity is not stored, and must not be acknowledged.</exception>
    public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        var reply = await turns.HandleAsync(WireActivities.ToOurs(turnContext.Activity), time, cancellationToken);
        if (reply.Status >= 400)
        {
            throw new NotTakenException(reply);
        }

        if (turnContext.Activity.Type == ActivityTypes.Invoke)
        {
            var body = reply.Body is { } json ? JObject.Parse(json.ToJsonString()) : null;
            await turnContext.SendActivityAsync(new FrameworkActivity(ActivityTypesEx.InvokeResponse) { Value = new InvokeResponse { Status = reply.Status, Body = body } }, cancellationToken);
        }
    }
}
