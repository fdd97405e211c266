using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests;

/// <summary>The codes of one answer whose author chose at least <em>topics to the team</em>. Others are never coded, so never here.</summary>
/// <param name="Stage">Which question it answers.</param>
/// <param name="Version">The version of the answer that was coded.</param>
/// <param name="Codes">May be empty: most answers have some, many have none.</param>
public sealed record CodedAnswer(QuestionId Stage, int Version, IReadOnlyList<Code> Codes);

/// <summary>One person's coded reflection in one round. What is held, withdrawn or kept to oneself is never passed in.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="RoundId">In which round.</param>
/// <param name="Counted">Its author was neither lead nor facilitator of the project when they submitted it, and is neither now (trust rule 3).</param>
/// <param name="SubmittedAt">Of the first submission: later edits do not move a reflection into another window.</param>
/// <param name="Answers">Those shared at least as topics; with none, the person is not a contributor.</param>
public sealed record CodedReflection(string PersonId, string RoundId, bool Counted, DateTimeOffset SubmittedAt, IReadOnlyList<CodedAnswer> Answers);

/// <summary>A quote whose author released it after seeing this very string.</summary>
/// <param name="PersonId">The author.</param>
/// <param name="RoundId">The round of the answer.</param>
/// <param name="Stage">The answer.</param>
/// <param name="Exact">Printed so or not at all.</param>
/// <param name="Name">The author's name as to be printed; null for no name.</param>
/// <param name="Place">Where it may stand, from its own words alone; null for no theme.</param>
/// <param name="IsPlan">An action plan: printed under "Next time".</param>
public sealed record ReleasedQuote(string PersonId, string RoundId, QuestionId Stage, string Exact, string? Name, QuotePlace? Place, bool IsPlan);

/// <summary>The project's next milestone.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="On">The day; null for by command.</param>
public sealed record NextMilestone(string Name, LocalDate? On);

/// <summary>What a digest says that comes from no reflection.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="On">The day of the digest, in the project's time zone.</param>
/// <param name="Rounds">Names of the rounds that were open at some time in the window, <b>whether or not anybody wrote in them</b>: a title that named only rounds with answers would tell who had been asked and wrote.</param>
/// <param name="Agreed">What is agreed and open.</param>
/// <param name="Next">The next milestone, if any.</param>
/// <param name="Reviewed">A facilitator went through every code of this window.</param>
/// <param name="Buttons">To stand under it, in order.</param>
public sealed record DigestFrame(string Project, LocalDate On, IReadOnlyList<string> Rounds, IReadOnlyList<Agreement> Agreed, NextMilestone? Next, bool Reviewed, IReadOnlyList<Button> Buttons)
{
    /// <summary>What was agreed and marked as done since the last digest.</summary>
    public IReadOnlyList<Agreement> Done { get; init; } = [];

    /// <summary>What may be told of what people said about the last digest with topics.</summary>
    public ReflectsTold LastOne { get; init; } = new(false, false);
}
