using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests;

/// <summary>The codes of one answer whose author chose at least <em>topics to the team</em>. Other answers are never coded, so they never appear here.</summary>
/// <param name="Stage">The question it answers.</param>
/// <param name="Version">The version of the answer that was coded.</param>
/// <param name="Codes">May be empty: most answers have some, many have none.</param>
public sealed record CodedAnswer(QuestionId Stage, int Version, IReadOnlyList<Code> Codes);

/// <summary>One person's coded reflection in one round. Answers that are held back, withdrawn or private are never passed in.</summary>
/// <param name="PersonId">The author.</param>
/// <param name="RoundId">The round.</param>
/// <param name="Counted">Its author was not a lead or facilitator of the project when they submitted it, and is not now (trust rule 3).</param>
/// <param name="SubmittedAt">Of the first submission: later edits do not move a reflection into another window.</param>
/// <param name="Answers">The answers shared at least as topics; with none, the person is not a contributor.</param>
public sealed record CodedReflection(string PersonId, string RoundId, bool Counted, DateTimeOffset SubmittedAt, IReadOnlyList<CodedAnswer> Answers);

/// <summary>A quote that its author released after seeing this exact string.</summary>
/// <param name="PersonId">The author.</param>
/// <param name="RoundId">The round of the answer.</param>
/// <param name="Stage">The answer.</param>
/// <param name="Exact">Printed exactly like this or not at all.</param>
/// <param name="Name">The author's name to print; null for no name.</param>
/// <param name="Place">Where it may be listed, decided by its own words only; null for no theme.</param>
/// <param name="IsPlan">An action plan: printed under "Next time".</param>
public sealed record ReleasedQuote(string PersonId, string RoundId, QuestionId Stage, string Exact, string? Name, QuotePlace? Place, bool IsPlan);

/// <summary>The project's next milestone.</summary>
/// <param name="Name">The name that people use.</param>
/// <param name="On">The day; null where it is reached by command.</param>
public sealed record NextMilestone(string Name, LocalDate? On);

/// <summary>The content of a digest that comes from no reflection.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="On">The day of the digest, in the project's time zone.</param>
/// <param name="Rounds">Names of the rounds open at some time in the window, <b>whether or not anybody wrote in them</b>: only naming rounds with answers would reveal who was asked and wrote.</param>
/// <param name="Agreed">Open agreements.</param>
/// <param name="Next">The next milestone, if any.</param>
/// <param name="Reviewed">A facilitator reviewed every code of this window.</param>
/// <param name="Buttons">Shown below it, in order.</param>
public sealed record DigestFrame(string Project, LocalDate On, IReadOnlyList<string> Rounds, IReadOnlyList<Agreement> Agreed, NextMilestone? Next, bool Reviewed, IReadOnlyList<Button> Buttons)
{
    /// <summary>Agreements marked as done since the last digest.</summary>
    public IReadOnlyList<Agreement> Done { get; init; } = [];

    /// <summary>What may be told of what people said about the last digest with topics.</summary>
    public ReflectsTold LastOne { get; init; } = new(false, false);
}
