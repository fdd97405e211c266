using System.Collections.Immutable;
using ReflectionBot.Core.Conversation.Cards;
using ReflectionBot.Core.Conversation.LateDelivery;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation;

/// <summary>Everything that the dialog knows about a person. All of it is stored in the person's own partition.</summary>
public sealed record PersonState
{
    /// <summary>Nothing known yet.</summary>
    public static PersonState New { get; } = new();

    /// <summary>The current state of the conversation.</summary>
    public Session Session { get; init; } = new();

    /// <summary>Reflections by round id (ids sort by time).</summary>
    public ImmutableSortedDictionary<string, Reflection> Reflections { get; init; } = ImmutableSortedDictionary.Create<string, Reflection>(StringComparer.Ordinal);

    /// <summary>The person's decisions on consent texts, in order; append-only.</summary>
    public ImmutableList<ConsentRecord> Consents { get; init; } = [];

    /// <summary>Whether the person's latest decision on this text of this project was yes.</summary>
    public bool AgreedTo(string project, string textVersion) =>
        Consents.LastOrDefault(c => c.Project == project && c.TextVersion == textVersion) is { Agreed: true };
}

/// <summary>The current state of the conversation.</summary>
public sealed record Session
{
    /// <summary>The active round; null for none. There is one at a time, and others wait.</summary>
    public string? Round { get; init; }

    /// <summary>Another round that the bot's last messages were about; null where they were about the active one.</summary>
    public string? SpokenOf { get; init; }

    /// <summary>What the person was shown last.</summary>
    public Phase Phase { get; init; }

    /// <summary>Version of the consent text shown last; agreeing applies to that version only.</summary>
    public string? ConsentShown { get; init; }

    /// <summary>One answer is being asked from the review: [Next] leads back there.</summary>
    public bool FromReview { get; init; }

    /// <summary>A bot question that waits for an answer; any other input drops it.</summary>
    public Pending? Pending { get; init; }

    /// <summary>Increases whenever buttons shown before no longer mean the same. Starts at 1.</summary>
    public long Revision { get; init; } = 1;

    /// <summary>What can be undone, the latest last.</summary>
    public ImmutableList<UndoEntry> Undo { get; init; } = [];

    /// <summary>The reply to `undo`, where the latest action cannot be undone; null where it can.</summary>
    public string? Fixed { get; init; }

    /// <summary>The latest action left nothing to undo, so a typed `undo` must not take back the one before it instead.</summary>
    public bool LeftNothing { get; init; }

    /// <summary>How many things the person has done since a bot question went unanswered, while that is recent; null for none.</summary>
    public int? QuestionAgo { get; init; }

    /// <summary>The last undo entry's number; never decreases.</summary>
    public long LastUndo { get; init; }

    /// <summary>The questions that the person has left: a message that is delivered late goes to the one it was written for.</summary>
    public QuestionHistory QuestionHistory { get; init; } = QuestionHistory.None;

    /// <summary>Changes to messages that have not arrived yet, the latest last; also the messages that were taken out again, so that no text is kept for those.</summary>
    public ImmutableList<EarlyChange> Early { get; init; } = [];

    /// <summary>How many messages with the person's own text the bot has shown. Numbers them, and never decreases.</summary>
    public long WordsShown { get; init; }

    /// <summary>The cards whose buttons still apply, the latest last.</summary>
    public ImmutableList<ShownCard> Cards { get; init; } = [];

    /// <summary>Projects whose last plan is not to be shown again.</summary>
    public ImmutableSortedSet<string> PlansHidden { get; init; } = [];

    /// <summary>Projects that send invitations only.</summary>
    public ImmutableSortedSet<string> Quiet { get; init; } = [];

    /// <summary>Projects the person has left.</summary>
    public ImmutableSortedSet<string> Left { get; init; } = [];

    /// <summary>The people whom the person asked to get in touch, by project id, as the button named them; kept until the person carries on.</summary>
    public ImmutableSortedDictionary<string, string> Picked { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The change to a message before it arrived; null for none, or none that still counts.</summary>
    public EarlyChange? ChangeAhead(string messageId, DateTimeOffset now) => Early.Find(e => e.MessageId == messageId && e.Kind is (EarlyKind.Deleted or EarlyKind.Edited))?.At(now);

    /// <summary>The session after the bot has sent buttons from outside the conversation: a bare yes or no may be meant for those.</summary>
    public Session Interrupted() => Pending is null && Phase is not (Phase.Asking or Phase.Consent) ? this
        : this with { Pending = Pending is { } asked ? asked with { IsInterrupted = true } : null, QuestionAgo = 1 };

    /// <summary>The session without the data of one project; the data of others stays.</summary>
    /// <param name="project">The project's id.</param>
    /// <param name="rounds">The ids of its rounds.</param>
    public Session Without(string project, IReadOnlySet<string> rounds)
    {
        var here = Round is { } round && rounds.Contains(round);

        // A waiting question may hold a text, or be about either project: drop it with the round that it belongs to.
        var pending = here || Pending is { } p && (p.Item.StartsWith(project, StringComparison.Ordinal) || rounds.Contains(p.Item.Split('|')[0])) ? null : Pending;
        return this with
        {
            Round = here ? null : Round,
            Phase = here ? Phase.Idle : Phase,
            ConsentShown = here ? null : ConsentShown,
            FromReview = !here && FromReview,
            Pending = pending,
            Cards = Cards.RemoveAll(c => here || c.Round is null || rounds.Contains(c.Round)),
            Revision = Revision + 1,
            Undo = Undo.RemoveAll(e => rounds.Contains(e.Round)),
            QuestionHistory = rounds.Aggregate(here ? QuestionHistory with { Since = null } : QuestionHistory, (trail, round) => trail.Without(round)),
            Early = Early.RemoveAll(e => e.Round is { } of && rounds.Contains(of)).ConvertAll(e => e with { Text = null }), // It is unknown which project this text belongs to.
            PlansHidden = PlansHidden.Remove(project),
            Quiet = Quiet.Remove(project),
            Left = Left.Remove(project),
            Picked = Picked.Remove(project),
        };
    }
}

/// <summary>What the person was shown last.</summary>
public enum Phase
{
    /// <summary>Nothing that waits for an answer.</summary>
    Idle = 0,

    /// <summary>The consent text.</summary>
    Consent = 1,

    /// <summary>The choice of one at a time, one form, or three questions.</summary>
    Choosing = 2,

    /// <summary>A question: text written now is its answer.</summary>
    Asking = 3,

    /// <summary>All questions on one form.</summary>
    OnForm = 4,

    /// <summary>The whole reflection.</summary>
    Review = 5,
}

/// <summary>A bot question that waits for an answer.</summary>
/// <param name="Kind">The kind of question.</param>
/// <param name="Item">What it is about: a message id, a stage, a text, a project.</param>
public sealed record Pending(PendingKind Kind, string Item)
{
    /// <summary>A hash of what others may change in what was shown with it: a yes applies to exactly that. Null where there is nothing, and in older rows.</summary>
    public string? Shown { get; init; }

    /// <summary>The person's own message that its text came from: if that message is edited or deleted, the question changes with it. Null for none.</summary>
    public string? Message { get; init; }

    /// <summary>The bot has since sent something else with its own buttons: a typed yes or no may be meant for that.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>It is answered by yes or no, or by free text. Otherwise a "yes" has no meaning.</summary>
    public bool TakesYesOrNo => Kind != PendingKind.Argument;
}

/// <summary>The bot's own questions.</summary>
public enum PendingKind
{
    /// <summary>"Is that a question for me?" Item: the message's id.</summary>
    ForMe = 0,

    /// <summary>"Take everything back?" Item: the round.</summary>
    WithdrawAll = 1,

    /// <summary>"Leave the project?" Item: the project.</summary>
    Leave = 2,

    /// <summary>The next message is the text for the team. Item: the project.</summary>
    TeamText = 3,

    /// <summary>"Post exactly this?" Item: the project, a space, the text.</summary>
    TeamPreview = 4,

    /// <summary>The next message is the words to be quoted. Item: the stage.</summary>
    QuoteWords = 5,

    /// <summary>"Did you mean `next`?" Item: the command, a bar, the message's id.</summary>
    DidYouMean = 6,

    /// <summary>"Is that your answer, or something for me?" Item: the message's id.</summary>
    MyAnswer = 7,

    /// <summary>A word waits for its argument: "Which answer?", "Who may see it?" Item: the word, and the known part of the argument.</summary>
    Argument = 8,

    /// <summary>The same question for text that others could read at once: it is in no answer until its author confirms. Item: the round, stage and time, a bar after each, and the text.</summary>
    NotKept = 9,

    /// <summary>"Are these the words to be quoted, or something for me?" Item: the stage, a bar, and the words.</summary>
    QuoteHeld = 10,
}

/// <summary>What kind of action an undo entry takes back.</summary>
public enum UndoKind
{
    /// <summary>A message that became part of an answer.</summary>
    Part = 0,

    /// <summary>Next, skip or back.</summary>
    Move = 1,

    /// <summary>Answers or choices that changed.</summary>
    Change = 2,

    /// <summary>Something taken back or deleted. It can be undone until the person does anything else except taking back more; then it is gone.</summary>
    Gone = 3,

    /// <summary>The reflection was submitted: only the very next action can undo it.</summary>
    Submission = 4,
}

/// <summary>One action that can be undone.</summary>
/// <param name="Number">Identifies it, so that an older [Undo] does not undo something newer.</param>
/// <param name="Kind">The kind of action.</param>
/// <param name="Round">The round it happened in.</param>
/// <param name="Phase">What the person was shown before it.</param>
/// <param name="Current">The current stage before it.</param>
/// <param name="Skipped">The skipped stages before it.</param>
public sealed record UndoEntry(long Number, UndoKind Kind, string Round, Phase Phase, QuestionId Current, ImmutableSortedSet<QuestionId> Skipped)
{
    /// <summary>The question was asked from the review.</summary>
    public bool FromReview { get; init; }

    /// <summary>For <see cref="UndoKind.Part"/>, the message to take out again. For <see cref="UndoKind.Gone"/>, the deleted message; null where it was taken back in another way.</summary>
    public string? MessageId { get; init; }

    /// <summary>The stage that the message went to, for <see cref="UndoKind.Part"/>; null for the current one.</summary>
    public QuestionId? Stage { get; init; }

    /// <summary>The quote the answer had before, for <see cref="UndoKind.Part"/>.</summary>
    public Quote? Quote { get; init; }

    /// <summary>The consent version of the answer before, for <see cref="UndoKind.Part"/>.</summary>
    public string? ConsentVersion { get; init; }

    /// <summary>Whether the answer had been taken back before, for <see cref="UndoKind.Part"/>.</summary>
    public bool WasWithdrawn { get; init; }

    /// <summary>It holds text that an undo has taken out: its own button restores it, and a typed `undo` continues with older entries.</summary>
    public bool IsUndone { get; init; }

    /// <summary>The previous widest choice for new answers, where that was changed; null where it was not.</summary>
    public SharingChoice? Widest { get; init; }

    /// <summary>The answers before the change, for the other kinds.</summary>
    public ImmutableList<Answer> Before { get; init; } = [];

    /// <summary>It can be undone for <see cref="UndoLimits.Kept"/> at most, and only until the person does something else.</summary>
    public bool IsBrief => Kind is UndoKind.Gone or UndoKind.Submission;

    /// <summary>UTF-16 characters of people's text in it.</summary>
    public int Size => Before.Sum(a => a.Text.Length) + (Quote?.Exact.Length ?? 0);
}
