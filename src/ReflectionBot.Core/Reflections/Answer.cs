using System.Collections.Immutable;

namespace ReflectionBot.Core.Reflections;

/// <summary>The part of an answer that came in one message.</summary>
/// <param name="MessageId">The channel's id of the message, to match an edit or deletion; for a form, a made-up id that begins with <c>form:</c>.</param>
/// <param name="At">The platform's time of it, UTC; parts are in this order.</param>
/// <param name="Text">As typed.</param>
/// <param name="ChangedAt">The platform's time of its last edit, UTC; null while it is as it was sent. An older edit that arrives late is ignored.</param>
public sealed record AnswerPart(string MessageId, DateTimeOffset At, string Text, DateTimeOffset? ChangedAt = null);

/// <summary>The state of a quote.</summary>
public enum QuoteState
{
    /// <summary>Shown to the author, not yet answered. Silence means no quote.</summary>
    Offered = 0,

    /// <summary>The author approved exactly this string.</summary>
    Approved = 1,

    /// <summary>The facilitator dropped it.</summary>
    Dropped = 2,
}

/// <summary>The words of an answer that others would see.</summary>
/// <param name="Exact">The exact string, redacted, as its author saw it; it is printed exactly like this or not at all.</param>
/// <param name="Version">The version of the answer that it belongs to.</param>
/// <param name="State">Its state.</param>
public sealed record Quote(string Exact, long Version, QuoteState State)
{
    /// <summary>The author's own message with the words, where they are not from the answer itself: editing or deleting it drops the quote. Null for none.</summary>
    public string? Message { get; init; }

    /// <summary>When its author was asked once more whether a digest may print it (quote check); null where they were not.</summary>
    public DateTimeOffset? CheckedWithAuthor { get; init; }

    /// <summary>Its author said yes to that.</summary>
    public bool IsConfirmed { get; init; }
}

/// <summary>The text for one stage. Every change makes a new version, and an approval for an older version is no longer valid.</summary>
/// <param name="Stage">The question it answers.</param>
/// <param name="Parts">Ordered by time.</param>
/// <param name="Version">Increases with each change, from 1.</param>
/// <param name="ConsentVersion">The version of the consent text under which its latest text was given.</param>
/// <param name="Choice">Who may see it.</param>
public sealed record Answer(QuestionId Stage, ImmutableList<AnswerPart> Parts, long Version, string ConsentVersion, SharingChoice Choice = SharingChoice.Topics)
{
    /// <summary>The words that others would see; null where the author has not been shown any.</summary>
    public Quote? Quote { get; init; }

    /// <summary>What its author says this text is about; null where they have not said.</summary>
    public AuthorThemes? About { get; init; }

    /// <summary>What a facilitator says this text is about; null where none has looked.</summary>
    public ReviewedThemes? Reviewed { get; init; }

    /// <summary>Its author was asked what this text is about, and has answered or skipped: they are not asked again.</summary>
    public bool IsAboutAsked { get; init; }

    /// <summary>Its author took it back; it has no parts any more.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>The whole text, parts joined by newlines.</summary>
    public string Text => string.Join('\n', Parts.Select(p => p.Text));

    /// <summary>It contains text.</summary>
    public bool Answered => !Withdrawn && Parts.Count > 0;

    /// <summary>The string that its author approved for exactly this version, or null. Nothing else may be printed as a quote.</summary>
    public string? ApprovedQuote =>
        Answered && Choice >= SharingChoice.QuoteNoName && Quote is { State: QuoteState.Approved } quote && quote.Version == Version ? quote.Exact : null;

    /// <summary>Its author chose to be quoted, and has not yet said yes or no to the words shown.</summary>
    public bool WaitsForYes => Answered && Choice >= SharingChoice.QuoteNoName && Quote is { State: QuoteState.Offered } quote && quote.Version == Version;

    /// <summary>
    /// With these parts, ordered by time (equal times keep the given order); a quote of the older text is dropped. After a withdrawal
    /// it counts as a new answer, and is shown to no more people than a new one.
    /// </summary>
    public Answer WithParts(IEnumerable<AnswerPart> parts) => this with
    {
        Parts = [.. parts.OrderBy(p => p.At)],
        Version = Version + 1,
        Choice = Withdrawn && Choice > SharingChoice.Topics ? SharingChoice.Topics : Choice,
        Quote = null,
        About = null,
        Reviewed = null,
        IsAboutAsked = false,
        Withdrawn = false,
    };

    /// <summary>With another sharing choice; a quote approved under the older one is dropped.</summary>
    public Answer WithChoice(SharingChoice choice) => this with { Choice = choice, Version = Version + 1, Quote = null };

    /// <summary>With words shown to the author for approval. An earlier approval is dropped, and only then the version increases.</summary>
    /// <param name="exact">The words.</param>
    /// <param name="message">The author's message with the words; null where they are from the answer itself.</param>
    public Answer Offering(string exact, string? message = null)
    {
        var version = ApprovedQuote is null ? Version : Version + 1;
        return this with { Version = version, Quote = new(exact, version, QuoteState.Offered) { Message = message } };
    }

    /// <summary>With no words that others would see; the choice stays.</summary>
    public Answer WithoutQuote() => this with { Version = Version + 1, Quote = null };

    /// <summary>With the offered words approved; unchanged where no words are offered for this version.</summary>
    public Answer Approving() => Quote is { State: QuoteState.Offered } quote && quote.Version == Version
        ? this with { Version = Version + 1, Quote = quote with { Version = Version + 1, State = QuoteState.Approved } }
        : this;

    /// <summary>Taken back: the text is deleted.</summary>
    public Answer TakenBack() => this with { Parts = [], Version = Version + 1, Quote = null, About = null, Reviewed = null, IsAboutAsked = false, Withdrawn = true };

    /// <summary>
    /// With its earlier text, as a newer version. It is shown to no more people than it is now or was then, and a quote
    /// that was approved then needs a new approval.
    /// </summary>
    /// <param name="before">The earlier answer.</param>
    public Answer BackTo(Answer before)
    {
        var choice = before.Choice < Choice ? before.Choice : Choice;
        return before with { Choice = choice, Version = Version + 1, Quote = choice < SharingChoice.QuoteNoName ? null : Waiting(before.Quote, before.Version, Version + 1) };
    }

    /// <summary>A quote of one version moved to another version and waiting for approval; null where it did not belong to the first version.</summary>
    public static Quote? Waiting(Quote? quote, long of, long version) =>
        quote is null || quote.Version != of ? null : quote with { Version = version, State = quote.State == QuoteState.Dropped ? QuoteState.Dropped : QuoteState.Offered, CheckedWithAuthor = null, IsConfirmed = false };

    /// <summary>An answer without any text yet.</summary>
    public static Answer Empty(QuestionId stage, string consentVersion) => new(stage, [], 0, consentVersion);
}
