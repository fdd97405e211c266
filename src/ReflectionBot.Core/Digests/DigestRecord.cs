using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Digests;

/// <summary>A counted reflection that a digest weighed.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="RoundId">In which round.</param>
public sealed record UsedReflection(string PersonId, string RoundId)
{
    /// <summary>Of this reflection.</summary>
    public static UsedReflection Of(CodedReflection reflection)
    {
        return new(reflection.PersonId, reflection.RoundId);
    }
}

/// <summary>An answer that a digest quoted; without its words, so that it can stay when they are taken back.</summary>
/// <param name="PersonId">The author.</param>
/// <param name="RoundId">The round of the answer.</param>
/// <param name="Stage">The answer.</param>
public sealed record PrintedQuote(string PersonId, string RoundId, QuestionId Stage)
{
    /// <summary>Of this quote.</summary>
    public static PrintedQuote Of(ReleasedQuote quote)
    {
        return new(quote.PersonId, quote.RoundId, quote.Stage);
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

    /// <summary>Whether it showed anything about themes; only then is its window used up.</summary>
    public required bool HasThemeContent { get; init; }

    /// <summary>
    /// The counted reflections that were weighed for it: used up with theme content, else still to be shown. Empty where there were too few.
    /// Entries stay when answers are taken back, so that nothing is counted again.
    /// </summary>
    public required IReadOnlyList<UsedReflection> Used { get; init; }

    /// <summary>The quotes it shows now, with their authors. Their exact strings also stand in <see cref="Message"/>.</summary>
    public required IReadOnlyList<ReleasedQuote> Quotes { get; init; }

    /// <summary>The answers it ever quoted: none of them is quoted again, whatever becomes of the quote.</summary>
    public required IReadOnlyList<PrintedQuote> Printed { get; init; }

    /// <summary>How many counted contributors everybody can conclude that it had at the least; 0 without theme content.</summary>
    public required int Contributors { get; init; }

    /// <summary>Nothing was weighed for it: what came since the last one waits until more people could have added something.</summary>
    public required bool Waited { get; init; }

    /// <summary>It was posted nowhere, because it had nothing to share.</summary>
    public bool Unposted { get; init; }

    /// <summary>Who was lead or facilitator when it was posted: what they had submitted by then counts in no later digest either. Empty in rows from before.</summary>
    public IReadOnlyList<string> Running { get; init; } = [];

    /// <summary>Version and content hash of the codebook, e.g. <c>1 4f0c...</c>.</summary>
    public required string Codebook { get; init; }

    /// <summary>Version of the coder.</summary>
    public required string Coder { get; init; }

    /// <summary>The digest as it stands in the chats now.</summary>
    public required DigestMessage Message { get; init; }
}
