using System.Text.Json.Nodes;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams.Inbound;

namespace ReflectionBot.Channels.Teams;

/// <summary>An activity whose sender is proved, and the proof covers this activity.</summary>
/// <param name="Activity">The activity, as it was read.</param>
/// <param name="Body">The request's body, JSON in UTF-8.</param>
/// <param name="Token">What the sender has proved.</param>
internal sealed record ProvedActivity(Activity Activity, ReadOnlyMemory<byte> Body, VerifiedToken Token)
{
    /// <summary>Type and id only.</summary>
    public override string ToString() => Activity.ToString();
}

/// <summary>The answer to Teams.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON; null for none.</param>
internal sealed record TeamsReply(int Status, JsonObject? Body = null)
{
    /// <summary>Accepted, with no body.</summary>
    public static TeamsReply Ok { get; } = new(200);
}

/// <summary>
/// Handles the activities of Teams once their sender is proved: <see cref="TeamsTurns"/> itself, or a Bot Framework adapter with it inside.
/// </summary>
internal interface ITeamsTurns
{
    /// <summary>Handles one activity.</summary>
    /// <param name="proved">The activity.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">The turn's own limit, not the request's.</param>
    /// <returns>The answer to Teams; an activity that is not stored is not acknowledged.</returns>
    Task<TeamsReply> HandleAsync(ProvedActivity proved, TimeProvider time, CancellationToken cancel);
}
