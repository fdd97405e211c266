using System.Collections.Immutable;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Core.Reflections;

/// <summary>A step needs answers of an older round that were not loaded: run it again with all of them loaded.</summary>
public sealed class AnswersNotReadException() : InvalidOperationException("These answers were not read");

/// <summary>One collaborator's answers in one round.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Round">The round's id.</param>
public sealed record Reflection(string Project, string Round)
{
    /// <summary>The person's status in the round.</summary>
    public RosterState State { get; init; } = RosterState.Invited;

    /// <summary>How the questions are asked.</summary>
    public ReflectionForm Form { get; init; }

    /// <summary>The form was changed after something was written, so a number may mean the question that had it in the other form.</summary>
    public bool Renumbered { get; init; }

    /// <summary>The current stage; the last one asked where none is being asked.</summary>
    public QuestionId Current { get; init; } = QuestionId.Description;

    /// <summary>Stages that the person skipped.</summary>
    public ImmutableSortedSet<QuestionId> Skipped { get; init; } = [];

    /// <summary>The answers by stage, including empty ones and those taken back.</summary>
    /// <exception cref="AnswersNotReadException">They were not loaded.</exception>
    public ImmutableSortedDictionary<QuestionId, Answer> Answers
    {
        get => Read ?? throw new AnswersNotReadException();
        init => Read = value;
    }

    /// <summary>Its answers are loaded.</summary>
    public bool IsRead => Read is not null;

    private ImmutableSortedDictionary<QuestionId, Answer>? Read { get; init; } = ImmutableSortedDictionary<QuestionId, Answer>.Empty;

    /// <summary>Increases with each change that anyone but the author could notice. Derived data must be replaced only by data of a newer version.</summary>
    public long Version { get; init; }

    /// <summary>When it was first submitted; null for a draft.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The version that was first submitted; null for a draft.</summary>
    public long? SubmittedVersion { get; init; }

    /// <summary>The person paused: no reminders.</summary>
    public bool Paused { get; init; }

    /// <summary>The person asked to be contacted: no reminders, and nothing is coded until the author carries on.</summary>
    public bool Held { get; init; }

    /// <summary>
    /// While it is held: the answers that a digest had quoted when its author asked to be contacted; the author was told that those quotes stay.
    /// Null in older rows that do not store this: everything that a digest has stays.
    /// </summary>
    public ImmutableSortedSet<QuestionId>? StaysQuoted { get; init; }

    /// <summary>The widest sharing choice for new answers: the author's latest choice for all their answers here.</summary>
    public SharingChoice Widest { get; init; } = SharingChoice.Topics;

    /// <summary>Answers that contain text, in the order of the stages.</summary>
    public IEnumerable<Answer> Answered => Answers.Values.Where(a => a.Answered);

    /// <summary>Whether a reminder may be sent: invited or started, and not paused, held or declined.</summary>
    public bool Remindable => State is RosterState.Invited or RosterState.Started && !Paused && !Held;

    /// <summary>
    /// The answers that may be coded and counted: submitted, not held, not taken back, and shared at least as topics. Nothing else goes beyond
    /// the author and the facilitator.
    /// </summary>
    public IReadOnlyList<Answer> Released() =>
        SubmittedAt is null || Held || State != RosterState.Submitted ? [] : [.. Answered.Where(a => a.Choice >= SharingChoice.Topics)];

    /// <summary>The answer of a stage, or null where nothing was ever written.</summary>
    public Answer? Of(QuestionId stage) => Answers.GetValueOrDefault(stage);

    /// <summary>The answer of a stage, to write into. An empty one is shown to no more people than its author chose for all.</summary>
    public Answer ToWrite(QuestionId stage, string consentVersion)
    {
        var answer = Of(stage) ?? Answer.Empty(stage, consentVersion);
        return answer.Answered || answer.Choice <= Widest ? answer : answer with { Choice = Widest };
    }

    /// <summary>With one answer changed; the person's status is updated to match.</summary>
    public Reflection With(Answer answer)
    {
        return (this with
        {
            Answers = Answers.SetItem(answer.Stage, answer),
            Skipped = answer.Answered ? Skipped.Remove(answer.Stage) : Skipped,
            Version = Version + 1,
        }).Settled();
    }

    /// <summary>With the answers loaded from their rows.</summary>
    public Reflection With(IEnumerable<Answer> answers) => this with { Answers = answers.ToImmutableSortedDictionary(a => a.Stage, a => a) };

    /// <summary>With its answers not loaded: for an older round, which a step rarely needs.</summary>
    public Reflection Unread() => this with { Read = null };

    /// <summary>With another form; answers belong to stages, so they stay.</summary>
    public Reflection In(ReflectionForm form) => this with
    {
        Form = form,
        Renumbered = Renumbered || (Answered.Any() && (Form == ReflectionForm.ThreeQuestions) != (form == ReflectionForm.ThreeQuestions)),
    };

    /// <summary>After its author continues by their own choice: no longer paused or declined.</summary>
    public Reflection GoneOn() => this with
    {
        Paused = false,
        State = State != RosterState.Declined ? State : SubmittedAt is not null ? RosterState.Submitted : Answered.Any() ? RosterState.Started : RosterState.Invited,
    };

    /// <summary>Submitted now, unless it already was.</summary>
    public Reflection Submitted(DateTimeOffset now) =>
        (this with { SubmittedAt = SubmittedAt ?? now.ToUniversalTime(), SubmittedVersion = SubmittedVersion ?? Version + 1, Version = Version + 1, Paused = false }).Settled();

    /// <summary>The submission is undone: a draft again, with its current answers.</summary>
    public Reflection NotSubmitted() => (this with { SubmittedAt = null, SubmittedVersion = null, State = RosterState.Started, Version = Version + 1 }).Settled();

    private Reflection Settled() => this with
    {
        State = SubmittedAt is not null ? (Answered.Any() ? RosterState.Submitted : RosterState.Withdrawn)
            : Answered.Any() ? (State == RosterState.Declined ? State : RosterState.Started)
            : State == RosterState.Started ? RosterState.Invited : State,
    };
}
