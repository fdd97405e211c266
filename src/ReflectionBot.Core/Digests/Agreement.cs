namespace ReflectionBot.Core.Digests;

/// <summary>Something that the team agreed to do, recorded by the facilitator; digests list it until it is done.</summary>
/// <param name="Text">As recorded.</param>
/// <param name="Since">When it was recorded.</param>
/// <param name="Id">Issued by the bot; sorts by time.</param>
/// <param name="DoneAt">When it was marked as done; null while it is open.</param>
public sealed record Agreement(string Text, DateTimeOffset Since, string Id = "", DateTimeOffset? DoneAt = null)
{
    /// <summary>The result, as written by the person who marked it as done; null where they have not given one.</summary>
    public string? Outcome { get; init; }
}
