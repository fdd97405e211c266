using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Digests;

/// <summary>A counted reflection that was weighed for a digest.</summary>
/// <param name="PersonId">The author.</param>
/// <param name="RoundId">The round.</param>
public sealed record UsedReflection(string PersonId, string RoundId)
{
    /// <summary>The key of this reflection.</summary>
    public static UsedReflection Of(CodedReflection reflection)
    {
        return new(reflection.PersonId, reflection.RoundId);
    }
}

/// <summary>An answer that a digest quoted, without its text, so that the entry can stay when the text is taken back.</summary>
/// <param name="PersonId">The author.</param>
/// <param name="RoundId">The round of the answer.</param>
/// <param name="Stage">The answer.</param>
public sealed record PrintedQuote(string PersonId, string RoundId, QuestionId Stage)
{
    /// <summary>The key of this quote.</summary>
    public static PrintedQuote Of(ReleasedQuote quote)
    {
        return new(quote.PersonId, quote.RoundId, quote.Stage);
    }
}

/// <summary>
/// What is stored about a posted digest. The next window, and taking back, need nothing else. It names who was counted, so it is only for
/// the bot, and never for a lead, a facilitator's screen or an export.
/// </summary>
public sealed record DigestRecord
{
    /// <summary>The end of its window.</summary>
    public required DateTimeOffset WindowEnd { get; init; }

    /// <summary>Whether it showed anything about themes; only then is its window used up.</summary>
    public required bool HasThemeContent { get; init; }

    /// <summary>
    /// The counted reflections that were weighed for it. With theme content they are used up; otherwise they can still be shown later. Empty where
    /// there were too few. Entries stay when answers are taken back, so that nothing is counted again.
    /// </summary>
    public required IReadOnlyList<UsedReflection> Used { get; init; }

    /// <summary>The quotes that it shows now, with their authors. Their exact strings are also in <see cref="Message"/>.</summary>
    public required IReadOnlyList<ReleasedQuote> Quotes { get; init; }

    /// <summary>All answers that it has ever quoted. None of them is quoted again, whatever happens to the quote.</summary>
    public required IReadOnlyList<PrintedQuote> Printed { get; init; }

    /// <summary>The least number of counted contributors that every reader can infer; 0 without theme content.</summary>
    public required int Contributors { get; init; }

    /// <summary>Nothing was weighed for it: new reflections since the last digest wait until more people could have added something.</summary>
    public required bool Waited { get; init; }

    /// <summary>It was not posted, because it had nothing to share.</summary>
    public bool Unposted { get; init; }

    /// <summary>The leads and facilitators when it was posted. What they had submitted by then counts in no later digest either. Empty in older rows.</summary>
    public IReadOnlyList<string> Running { get; init; } = [];

    /// <summary>Version and content hash of the codebook, e.g. <c>1 4f0c...</c>.</summary>
    public required string Codebook { get; init; }

    /// <summary>Version of the coder.</summary>
    public required string Coder { get; init; }

    /// <summary>The digest as the chats show it now.</summary>
    public required DigestMessage Message { get; init; }
}
