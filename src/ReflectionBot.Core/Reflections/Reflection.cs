using System.Collections.Immutable;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Core.Reflections;

/// <summary>A step looks at answers of an older round that were not read with the others: it is to be done again with all of them.</summary>
public sealed class AnswersNotReadException() : InvalidOperationException("These answers were not read");

/// <summary>One collaborator's answers in one round.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Round">The round's id.</param>
public sealed record Reflection(string Project, string Round)
{
    /// <summary>Where the person stands in the round.</summary>
    public RosterState State { get; init; } = RosterState.Invited;

    /// <summary>How the questions are asked.</summary>
    public ReflectionForm Form { get; init; }

    /// <summary>The form was changed after something was written, so that a number may mean the question it had in the other form.</summary>
    public bool Renumbered { get; init; }

    /// <summary>The stage being asked; the last one asked where none is.</summary>
    public QuestionId Current { get; init; } = QuestionId.Description;

    /// <summary>Stages left out on purpose.</summary>
    public ImmutableSortedSet<QuestionId> Skipped { get; init; } = [];

    /// <summary>The answers by stage, also those that are empty or taken back.</summary>
    /// <exception cref="AnswersNotReadException">They were not read.</exception>
    public ImmutableSortedDictionary<QuestionId, Answer> Answers
    {
        get => Read ?? throw new AnswersNotReadException();
        init => Read = value;
    }

    /// <summary>Its answers are here.</summary>
    public bool IsRead => Read is not null;

    private ImmutableSortedDictionary<QuestionId, Answer>? Read { get; init; } = ImmutableSortedDictionary<QuestionId, Answer>.Empty;

    /// <summary>Grows with each change that anybody but the author could notice; whoever keeps something derived replaces it only by a newer one.</summary>
    public long Version { get; init; }

    /// <summary>When it was submitted first; null for a draft.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The version that was submitted first; null for a draft.</summary>
    public long? SubmittedVersion { get; init; }

    /// <summary>The person paused: no reminders.</summary>
    public bool Paused { get; init; }

    /// <summary>The person asked to be contacted: no reminders, and nothing is coded until the author carries on or a person clears it.</summary>
    public bool Held { get; init; }

    /// <summary>
    /// While it is held: the answers of which a digest had a quote when its author asked, who was told that those stay there. Null where this was
    /// not kept yet: all that a digest has stays.
    /// </summary>
    public ImmutableSortedSet<QuestionId>? StaysQuoted { get; init; }

    /// <summary>What is written from now on is shown to no more people than this: their author's last word about all their answers here.</summary>
    public SharingChoice Widest { get; init; } = SharingChoice.Topics;

    /// <summary>Answers with something in them, in the order of the stages.</summary>
    public IEnumerable<Answer> Answered => Answers.Values.Where(a => a.Answered);

    /// <summary>Whether a reminder may be sent: asked or begun, and neither paused nor held nor said no.</summary>
    public bool Remindable => State is RosterState.Invited or RosterState.Started && !Paused && !Held;

    /// <summary>
    /// The answers that may be coded and counted: submitted, not held, not taken back, and released at least as topics. Nothing else leaves
    /// the author and the facilitator.
    /// </summary>
    public IReadOnlyList<Answer> Released() =>
        SubmittedAt is null || Held || State != RosterState.Submitted ? [] : [.. Answered.Where(a => a.Choice >= SharingChoice.Topics)];

    /// <summary>The answer of a stage, or null where nothing was ever written.</summary>
    public Answer? Of(QuestionId stage) => Answers.GetValueOrDefault(stage);

    /// <summary>The answer of a stage, to write into: where it is empty, it is shown to no more people than its author chose for all.</summary>
    public Answer ToWrite(QuestionId stage, string consentVersion)
    {
        var answer = Of(stage) ?? Answer.Empty(stage, consentVersion);
        return answer.Answered || answer.Choice <= Widest ? answer : answer with { Choice = Widest };
    }

    /// <summary>With one answer changed; where the person stands follows from it.</summary>
    public Reflection With(Answer answer)
    {
        return (this with
        {
            Answers = Answers.SetItem(answer.Stage, answer),
            Skipped = answer.Answered ? Skipped.Remove(answer.Stage) : Skipped,
            Version = Version + 1,
        }).Settled();
    }

    /// <summary>With the answers read from their rows.</summary>
    public Reflection With(IEnumerable<Answer> answers) => this with { Answers = answers.ToImmutableSortedDictionary(a => a.Stage, a => a) };

    /// <summary>With its answers left where they are: of an older round, which a step seldom looks at.</summary>
    public Reflection Unread() => this with { Read = null };

    /// <summary>With the questions asked in another form; answers belong to stages, so they stay.</summary>
    public Reflection In(ReflectionForm form) => this with
    {
        Form = form,
        Renumbered = Renumbered || (Answered.Any() && (Form == ReflectionForm.ThreeQuestions) != (form == ReflectionForm.ThreeQuestions)),
    };

    /// <summary>As it is once its author goes on with it by their own word: neither paused nor said no to any more.</summary>
    public Reflection GoneOn() => this with
    {
        Paused = false,
        State = State != RosterState.Declined ? State : SubmittedAt is not null ? RosterState.Submitted : Answered.Any() ? RosterState.Started : RosterState.Invited,
    };

    /// <summary>Submitted now, unless it was before.</summary>
    public Reflection Submitted(DateTimeOffset now) =>
        (this with { SubmittedAt = SubmittedAt ?? now.ToUniversalTime(), SubmittedVersion = SubmittedVersion ?? Version + 1, Version = Version + 1, Paused = false }).Settled();

    /// <summary>Not submitted after all: a draft again, as it is now.</summary>
    public Reflection NotSubmitted() => (this with { SubmittedAt = null, SubmittedVersion = null, State = RosterState.Started, Version = Version + 1 }).Settled();

    private Reflection Settled() => this with
    {
        State = SubmittedAt is not null ? (Answered.Any() ? RosterState.Submitted : RosterState.Withdrawn)
            : Answered.Any() ? (State == RosterState.Declined ? State : RosterState.Started)
            : State == RosterState.Started ? RosterState.Invited : State,
    };
}
