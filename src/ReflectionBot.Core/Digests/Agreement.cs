namespace ReflectionBot.Core.Digests;

/// <summary>Something the team agreed to do, recorded by the facilitator; digests name it until it is done.</summary>
/// <param name="Text">As recorded.</param>
/// <param name="Since">When it was recorded.</param>
/// <param name="Id">Issued by the bot; sorts by time.</param>
/// <param name="DoneAt">When it was marked as done; null while it is open.</param>
public sealed record Agreement(string Text, DateTimeOffset Since, string Id = "", DateTimeOffset? DoneAt = null)
{
    /// <summary>What came of it, in the words of whoever marked it as done; null where they have not said.</summary>
    public string? Outcome { get; init; }
}
