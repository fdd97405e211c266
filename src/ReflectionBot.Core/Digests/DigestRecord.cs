using ReflectionBot.Core.Chat;

namespace ReflectionBot.Core.Digests;

/// <summary>A counted reflection that a digest used up.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="RoundId">In which round.</param>
/// <param name="Stages">The answers that stood behind it and have not been taken back since; none left: no longer a contributor.</param>
public sealed record UsedReflection(string PersonId, string RoundId, IReadOnlyList<int> Stages)
{
    /// <summary>Of this reflection.</summary>
    public static UsedReflection Of(CodedReflection reflection)
    {
        ArgumentNullException.ThrowIfNull(reflection);
        return new(reflection.PersonId, reflection.RoundId, [.. reflection.Answers.Select(a => a.Stage).Distinct().Order()]);
    }
}

/// <summary>
/// What is stored about a posted digest, so that the next window, and taking back, need nothing else. It names who was counted: it is for
/// the bot, and never for a lead, a facilitator's screen or an export.
/// </summary>
public sealed record DigestRecord
{
    /// <summary>The end of its window.</summary>
    public required DateTimeOffset WindowEnd { get; init; }

    /// <summary>Whether it showed anything about themes; only then is its window used up. Stays true when the section is replaced.</summary>
    public required bool HasThemeContent { get; init; }

    /// <summary>The counted reflections it used up; empty without theme content. Entries stay when all is taken back, so that nothing is counted again.</summary>
    public required IReadOnlyList<UsedReflection> Used { get; init; }

    /// <summary>The quotes it shows, with their authors. Their exact strings also stand in <see cref="Message"/>.</summary>
    public required IReadOnlyList<ReleasedQuote> Quotes { get; init; }

    /// <summary>Counted contributors below which the theme section goes.</summary>
    public required int Contributors { get; init; }

    /// <summary>Version and content hash of the codebook, e.g. <c>1 4f0c...</c>.</summary>
    public required string Codebook { get; init; }

    /// <summary>Version of the coder.</summary>
    public required string Coder { get; init; }

    /// <summary>The theme section was replaced because too many answers were taken back.</summary>
    public bool Replaced { get; init; }

    /// <summary>The digest as it stands in the chats now.</summary>
    public required DigestMessage Message { get; init; }
}
