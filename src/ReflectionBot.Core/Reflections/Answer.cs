using System.Collections.Immutable;

namespace ReflectionBot.Core.Reflections;

/// <summary>One message's share of an answer.</summary>
/// <param name="MessageId">The channel's id of the message, by which an edit or deletion finds it; a name of its own, beginning with <c>form:</c>, for a form.</param>
/// <param name="At">The platform's time of it, UTC; parts are in this order.</param>
/// <param name="Text">As typed.</param>
/// <param name="ChangedAt">The platform's time of its last edit, UTC; null while it is as it was sent. An older edit that comes late changes nothing.</param>
public sealed record AnswerPart(string MessageId, DateTimeOffset At, string Text, DateTimeOffset? ChangedAt = null);

/// <summary>What became of a quote.</summary>
public enum QuoteState
{
    /// <summary>Shown to the author, not answered. Silence means no quote.</summary>
    Offered = 0,

    /// <summary>The author approved exactly this string.</summary>
    Approved = 1,

    /// <summary>The facilitator dropped it.</summary>
    Dropped = 2,
}

/// <summary>The words of an answer that others would see.</summary>
/// <param name="Exact">The exact string, redacted, as its author saw it; it is printed so or not at all.</param>
/// <param name="Version">The answer's version it belongs to.</param>
/// <param name="State">What became of it.</param>
public sealed record Quote(string Exact, long Version, QuoteState State)
{
    /// <summary>The author's own message that the words came in, where they are not the answer's own: edited or deleted, it takes them along. Null for none.</summary>
    public string? Message { get; init; }

    /// <summary>When its author was asked once more whether a digest may print it (quote check); null where they were not.</summary>
    public DateTimeOffset? CheckedWithAuthor { get; init; }

    /// <summary>Its author said yes to that.</summary>
    public bool IsConfirmed { get; init; }
}

/// <summary>The text for one stage. Every change makes a new version, and what was approved for an older version is approved no more.</summary>
/// <param name="Stage">What it answers.</param>
/// <param name="Parts">In the order of their times.</param>
/// <param name="Version">Grows with each change, from 1.</param>
/// <param name="ConsentVersion">The consent text under which its latest words were given.</param>
/// <param name="Choice">Who may see it.</param>
public sealed record Answer(QuestionId Stage, ImmutableList<AnswerPart> Parts, long Version, string ConsentVersion, SharingChoice Choice = SharingChoice.Topics)
{
    /// <summary>The words others would see; null where none were shown to the author.</summary>
    public Quote? Quote { get; init; }

    /// <summary>What its author says these words are about; null where they have not said.</summary>
    public AuthorThemes? About { get; init; }

    /// <summary>Its author was asked what these words are about, and is not asked again: they said so, or left it out.</summary>
    public bool IsAboutAsked { get; init; }

    /// <summary>Its author took it back; it has no parts any more.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>The whole text, parts joined by newlines.</summary>
    public string Text => string.Join('\n', Parts.Select(p => p.Text));

    /// <summary>There is something in it.</summary>
    public bool Answered => !Withdrawn && Parts.Count > 0;

    /// <summary>The string its author approved for this very version, or null. Nothing else may be printed as a quote.</summary>
    public string? ApprovedQuote =>
        Answered && Choice >= SharingChoice.QuoteNoName && Quote is { State: QuoteState.Approved } quote && quote.Version == Version ? quote.Exact : null;

    /// <summary>Its author chose to be quoted, and has not yet said yes or no to the words they were shown.</summary>
    public bool WaitsForYes => Answered && Choice >= SharingChoice.QuoteNoName && Quote is { State: QuoteState.Offered } quote && quote.Version == Version;

    /// <summary>
    /// With these parts, put in the order of their times (equal times keep the order given); a quote of the older text falls. After a taking back
    /// it is a new answer, and shown to no more people than a new one is.
    /// </summary>
    public Answer WithParts(IEnumerable<AnswerPart> parts) => this with
    {
        Parts = [.. parts.OrderBy(p => p.At)],
        Version = Version + 1,
        Choice = Withdrawn && Choice > SharingChoice.Topics ? SharingChoice.Topics : Choice,
        Quote = null,
        About = null,
        IsAboutAsked = false,
        Withdrawn = false,
    };

    /// <summary>With another sharing choice; a quote approved under the older one falls.</summary>
    public Answer WithChoice(SharingChoice choice) => this with { Choice = choice, Version = Version + 1, Quote = null };

    /// <summary>With words shown to the author for approval. An approval of other words falls, and only then the version grows.</summary>
    /// <param name="exact">The words.</param>
    /// <param name="message">The own message they came in; null where they are the answer's own.</param>
    public Answer Offering(string exact, string? message = null)
    {
        var version = ApprovedQuote is null ? Version : Version + 1;
        return this with { Version = version, Quote = new(exact, version, QuoteState.Offered) { Message = message } };
    }

    /// <summary>With no words that others would see; the choice stays.</summary>
    public Answer WithoutQuote() => this with { Version = Version + 1, Quote = null };

    /// <summary>With the offered words approved; unchanged where none of this version are offered.</summary>
    public Answer Approving() => Quote is { State: QuoteState.Offered } quote && quote.Version == Version
        ? this with { Version = Version + 1, Quote = quote with { Version = Version + 1, State = QuoteState.Approved } }
        : this;

    /// <summary>Taken back: the words are gone.</summary>
    public Answer TakenBack() => this with { Parts = [], Version = Version + 1, Quote = null, About = null, IsAboutAsked = false, Withdrawn = true };

    /// <summary>
    /// With its words as they were before, as a newer version. It is shown to no more people than it is now, nor than it was then, and a quote
    /// that was approved then waits for a new yes.
    /// </summary>
    /// <param name="before">How it was.</param>
    public Answer BackTo(Answer before)
    {
        var choice = before.Choice < Choice ? before.Choice : Choice;
        return before with { Choice = choice, Version = Version + 1, Quote = choice < SharingChoice.QuoteNoName ? null : Waiting(before.Quote, before.Version, Version + 1) };
    }

    /// <summary>A quote that belonged to one version, as one of another that its author has not said yes to; null where it belonged to neither.</summary>
    public static Quote? Waiting(Quote? quote, long of, long version) =>
        quote is null || quote.Version != of ? null : quote with { Version = version, State = quote.State == QuoteState.Dropped ? QuoteState.Dropped : QuoteState.Offered, CheckedWithAuthor = null, IsConfirmed = false };

    /// <summary>An answer nobody has written anything into.</summary>
    public static Answer Empty(QuestionId stage, string consentVersion) => new(stage, [], 0, consentVersion);
}
