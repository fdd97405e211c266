using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Teams.Reading;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Teams.People;

/// <summary>
/// Greets once where the bot was added. The person who adds it to a team chooses a channel, but only the <c>installationUpdate</c> names that
/// channel. The <c>conversationUpdate</c>, which comes before or after it, names the team's first channel, so its greeting waits a moment for the
/// other event.
/// </summary>
internal sealed partial class TeamsGreetings(ChatPlaces places, ITurnHandler turns, TeamsChannel channel, DueRows due, TimeProvider time, ILogger<TeamsGreetings> log) : IWaitingJobHandler<GreetPlace>
{
    /// <summary>How long a greeting waits for the channel that was chosen.</summary>
    internal static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    /// <summary>An arrival within this time of another one in the same team belongs to it.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(2);

    /// <summary>The longest that a greeting waits for a name; Teams is waiting for the answer meanwhile.</summary>
    private static readonly TimeSpan NameLimit = TimeSpan.FromSeconds(2);

    /// <summary>The bot was added to a channel or group chat.</summary>
    /// <param name="team">The team it is in; null for a group chat.</param>
    /// <param name="move">The reported arrival.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task<TurnOutcome> ComeToAsync(string? team, TeamsReading.ComeOrGone move, CancellationToken cancel)
    {
        var place = await places.FindAsync(move.Place, cancel) ?? new(move.Place.Id, false, 0);
        var waits = team is not null && move.MayBeElsewhere;
        TurnOutcome outcome = new TurnOutcome.Duplicate();
        if (waits && !place.Present && !(move.At < place.MovedAt))
        {
            var job = new GreetPlace(move.Place, move.From, move.At);
            await due.PlanAsync(job, time.GetUtcNow() + Wait, $"greet {move.Place.Workspace} {place.Id} {place.Times}", cancel);
        }
        else if (!waits && (!place.Present || place.ToGreet) && !(move.At < place.MovedAt && !place.ToGreet))
        {
            outcome = await GreetAsync(place, move.Chosen ?? move.Place, move.From, move.At, move.Sender, cancel);
        }

        if (outcome is not TurnOutcome.NotStored)
        {
            await places.ChangeAsync(move.Place, p => p with
            {
                Team = team ?? p.Team,
                Present = p.Present || !(move.At < p.MovedAt),
                ToGreet = waits && (p.ToGreet || (!p.Present && !(move.At < p.MovedAt))),
                MovedAt = TeamsArrivals.Later(p.MovedAt, move.At),
            }, cancel);
        }

        return outcome;
    }

    /// <summary>Greets where the bot was added, if no channel of that team was greeted in the meantime.</summary>
    /// <returns>How long to wait before the next try; null when done.</returns>
    public async Task<TimeSpan?> RunAsync(GreetPlace job, CancellationToken cancel)
    {
        if (await places.FindAsync(job.Place, cancel) is not { Present: true, ToGreet: true } place)
        {
            return null;
        }

        var others = places.PresentAsync(TeamsNames.Channel, job.Place.Workspace, cancel).Where(p => p.Id != place.Id && p.Team == place.Team && !p.ToGreet && p.MovedAt is { } at && (at - job.At).Duration() < Together);
        if (!await others.AnyAsync(cancel) && await GreetAsync(place, job.Place, job.From, job.At, null, cancel) is TurnOutcome.NotStored)
        {
            return Wait;
        }

        await places.ChangeAsync(job.Place, p => p with { ToGreet = false }, cancel);
        return null;
    }

    /// <summary>The name of the person who installed the bot, which the event does not include. Without it the greeting is less personal.</summary>
    public Task<string?> NameAsync(ConversationAddress place, string teamsId, CancellationToken cancel) =>
        Soon.AskAsync(NameLimit, time, async enough => (await channel.MentionedAsync(place, teamsId, enough))?.Name, LogNoName, cancel);

    private Task<TurnOutcome> GreetAsync(ChatPlace place, ConversationAddress where, ChatAddress from, DateTimeOffset at, SenderProfile? sender, CancellationToken cancel) =>
        turns.HandleAsync(new BotInstalled(ChatPlaces.Key("come", TeamsNames.Channel, place.Id, place.Times), from, where, at) { Sender = sender }, [], cancel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The name of somebody who added the bot could not be read ({Error})")]
    private partial void LogNoName(string error);
}
