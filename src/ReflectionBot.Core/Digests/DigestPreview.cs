namespace ReflectionBot.Core.Digests;

/// <summary>What becomes of a digest that the facilitators see first.</summary>
public enum PreviewState
{
    /// <summary>Nobody has said yet whether it is to be posted. Silence means that it is not.</summary>
    Waiting = 0,

    /// <summary>A facilitator has said that it is to be posted.</summary>
    Approved = 1,

    /// <summary>It is not posted.</summary>
    Skipped = 2,
}

/// <summary>What is kept about a digest that the facilitators see before anybody else does.</summary>
/// <param name="State">What they have said.</param>
/// <param name="PostsAt">When it is posted if they say yes; null for at once.</param>
/// <param name="ShownTo">In whose chats the preview is: what is taken back leaves these too.</param>
public sealed record DigestPreview(PreviewState State, DateTimeOffset? PostsAt, IReadOnlyList<string> ShownTo)
{
    /// <summary>What the themes are called that are held back.</summary>
    public IReadOnlyList<string> HeldBack { get; init; } = [];

    /// <summary>A facilitator has dropped a quote of it.</summary>
    public bool HasDropped { get; init; }

    /// <summary>Phrases outside the codebook that may be a topic; only facilitators who may read answers see them.</summary>
    public IReadOnlyList<string> PossibleTopics { get; init; } = [];

    /// <summary>The names of the project's own topics that as many people wrote about as a theme needs; the same people see them.</summary>
    public IReadOnlyList<string> OwnTopics { get; init; } = [];

    /// <summary>What the facilitator says they brought to this reading; kept for the facilitators. Null for nothing.</summary>
    public string? Memo { get; init; }
}
