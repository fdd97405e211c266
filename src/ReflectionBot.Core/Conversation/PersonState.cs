using System.Collections.Immutable;
using ReflectionBot.Core.Conversation.Cards;
using ReflectionBot.Core.Conversation.LateDelivery;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation;

/// <summary>All that the dialog knows about a person: everything in it lives in the person's own partition.</summary>
public sealed record PersonState
{
    /// <summary>Nothing known yet.</summary>
    public static PersonState New { get; } = new();

    /// <summary>Where the conversation is.</summary>
    public Session Session { get; init; } = new();

    /// <summary>Reflections by round id (ids sort by time).</summary>
    public ImmutableSortedDictionary<string, Reflection> Reflections { get; init; } = ImmutableSortedDictionary.Create<string, Reflection>(StringComparer.Ordinal);

    /// <summary>What the person said to consent texts, in order; only ever added to.</summary>
    public ImmutableList<ConsentRecord> Consents { get; init; } = [];

    /// <summary>Whether the person's last word on this text of this project was yes.</summary>
    public bool AgreedTo(string project, string textVersion) =>
        Consents.LastOrDefault(c => c.Project == project && c.TextVersion == textVersion) is { Agreed: true };
}

/// <summary>Where the conversation is.</summary>
public sealed record Session
{
    /// <summary>The round the conversation is about; null for none. One at a time, others wait.</summary>
    public string? Round { get; init; }

    /// <summary>Another round that the bot's last messages were about; null where they were about the active one.</summary>
    public string? SpokenOf { get; init; }

    /// <summary>What the person was shown last.</summary>
    public Phase Phase { get; init; }

    /// <summary>Version of the consent text shown last; agreeing is to that one and no other.</summary>
    public string? ConsentShown { get; init; }

    /// <summary>Asking one answer out of the review: [Next] leads back there.</summary>
    public bool FromReview { get; init; }

    /// <summary>A question of the bot's own that waits for an answer; any other input lets it go.</summary>
    public Pending? Pending { get; init; }

    /// <summary>Grows whenever buttons shown before no longer mean the same. Starts at 1.</summary>
    public long Revision { get; init; } = 1;

    /// <summary>What can be undone, the latest last.</summary>
    public ImmutableList<UndoEntry> Undo { get; init; } = [];

    /// <summary>What to say to `undo`, where the latest thing the person did is none that can be undone; null where it is one.</summary>
    public string? Fixed { get; init; }

    /// <summary>What the person did last left nothing to undo: a typed `undo` must not take back what came before instead.</summary>
    public bool LeftNothing { get; init; }

    /// <summary>How many things the person has done since a question of the bot's went unanswered, while that is a short time ago; null for none.</summary>
    public int? QuestionAgo { get; init; }

    /// <summary>Numbers the undo entries; never falls.</summary>
    public long LastUndo { get; init; }

    /// <summary>The questions the person has come from: a message that is delivered late goes where it was written.</summary>
    public QuestionHistory QuestionHistory { get; init; } = QuestionHistory.None;

    /// <summary>What the person did to messages that have not come yet, the latest last; and which messages were taken out again, so that no words are kept for those.</summary>
    public ImmutableList<EarlyChange> Early { get; init; } = [];

    /// <summary>How many messages with the person's own words the bot has shown; numbers them, and never falls.</summary>
    public long WordsShown { get; init; }

    /// <summary>The cards whose buttons still mean what they say, the latest last.</summary>
    public ImmutableList<ShownCard> Cards { get; init; } = [];

    /// <summary>Projects whose last plan is not to be shown again.</summary>
    public ImmutableSortedSet<string> PlansHidden { get; init; } = [];

    /// <summary>Projects that send invitations only.</summary>
    public ImmutableSortedSet<string> Quiet { get; init; } = [];

    /// <summary>Projects the person has left.</summary>
    public ImmutableSortedSet<string> Left { get; init; } = [];

    /// <summary>Whom the person asked to get in touch, by the id of the project, as the button said it; until they carry on.</summary>
    public ImmutableSortedDictionary<string, string> Picked { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What was done to a message before it came; null for nothing, or nothing that still counts.</summary>
    public EarlyChange? ChangeAhead(string messageId, DateTimeOffset now) => Early.Find(e => e.MessageId == messageId && e.Kind is (EarlyKind.Deleted or EarlyKind.Edited))?.At(now);

    /// <summary>As it is once the bot has written something with buttons from outside the conversation: a bare yes or no may be meant for that.</summary>
    public Session Interrupted() => Pending is null && Phase is not (Phase.Asking or Phase.Consent) ? this
        : this with { Pending = Pending is { } asked ? asked with { IsInterrupted = true } : null, QuestionAgo = 1 };

    /// <summary>Without anything of one project; what is of others stays.</summary>
    /// <param name="project">The project's id.</param>
    /// <param name="rounds">The ids of its rounds.</param>
    public Session Without(string project, IReadOnlySet<string> rounds)
    {
        var here = Round is { } round && rounds.Contains(round);

        // What waits for an answer may hold a text, or be about either project: it is dropped with the round it came up in.
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
            Early = Early.RemoveAll(e => e.Round is { } of && rounds.Contains(of)).ConvertAll(e => e with { Text = null }), // Nobody knows which project these words are for.
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

    /// <summary>One at a time, one form, or three questions.</summary>
    Choosing = 2,

    /// <summary>A question: what is written now is its answer.</summary>
    Asking = 3,

    /// <summary>All questions on one form.</summary>
    OnForm = 4,

    /// <summary>The whole reflection.</summary>
    Review = 5,
}

/// <summary>A question of the bot's own that waits for an answer.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Item">What it is about: a message id, a stage, a text, a project.</param>
public sealed record Pending(PendingKind Kind, string Item)
{
    /// <summary>What others may change of what was shown with it, as a hash: a yes is to that and nothing else. Null where nothing is, and in older rows.</summary>
    public string? Shown { get; init; }

    /// <summary>The person's own message that the text in it came in: where that is edited or deleted, the question changes with it. Null for none.</summary>
    public string? Message { get; init; }

    /// <summary>The bot has written something else since, with buttons of its own: a typed yes or no may be meant for that.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>It is answered by yes or no, or by words of their own; where not, "yes" is said to nothing.</summary>
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

    /// <summary>A word waits for what must follow it: "Which answer?", "Who may see it?" Item: the word, and what is known of the rest.</summary>
    Argument = 8,

    /// <summary>"Is that your answer, or something for me?", of words that others could read at once: they are in no answer until its author says so. Item: the round, the stage, the time, a bar after each, and the words.</summary>
    NotKept = 9,

    /// <summary>"Are these the words to be quoted, or something for me?" Item: the stage, a bar, and the words.</summary>
    QuoteHeld = 10,
}

/// <summary>What kind of thing an undo entry takes back.</summary>
public enum UndoKind
{
    /// <summary>A message that became part of an answer.</summary>
    Part = 0,

    /// <summary>Next, skip or back.</summary>
    Move = 1,

    /// <summary>Answers or choices that changed.</summary>
    Change = 2,

    /// <summary>Something taken back or deleted: it can be undone until something else is said than a further taking back, then it is gone.</summary>
    Gone = 3,

    /// <summary>The reflection was handed in: it can be undone only as the very next thing.</summary>
    Submission = 4,
}

/// <summary>One thing that can be undone.</summary>
/// <param name="Number">Names it, so that an older [Undo] does not undo something newer.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Round">In which round.</param>
/// <param name="Phase">What the person was shown before it.</param>
/// <param name="Current">The stage asked before it.</param>
/// <param name="Skipped">The stages skipped before it.</param>
public sealed record UndoEntry(long Number, UndoKind Kind, string Round, Phase Phase, QuestionId Current, ImmutableSortedSet<QuestionId> Skipped)
{
    /// <summary>The question was asked out of the review.</summary>
    public bool FromReview { get; init; }

    /// <summary>The message to take out again, for <see cref="UndoKind.Part"/>; the one that was deleted, for <see cref="UndoKind.Gone"/>, null where it was taken back otherwise.</summary>
    public string? MessageId { get; init; }

    /// <summary>The stage that message went to, for <see cref="UndoKind.Part"/>; null for the one that was being asked.</summary>
    public QuestionId? Stage { get; init; }

    /// <summary>The quote the answer had before, for <see cref="UndoKind.Part"/>.</summary>
    public Quote? Quote { get; init; }

    /// <summary>The consent text the answer was under before, for <see cref="UndoKind.Part"/>.</summary>
    public string? ConsentVersion { get; init; }

    /// <summary>Whether the answer had been taken back before, for <see cref="UndoKind.Part"/>.</summary>
    public bool WasWithdrawn { get; init; }

    /// <summary>It holds words that an undo has taken out: its own button brings them back, and a typed `undo` goes on to what is older.</summary>
    public bool IsUndone { get; init; }

    /// <summary>What new answers were shown to at most, where that was changed; null where it was not.</summary>
    public SharingChoice? Widest { get; init; }

    /// <summary>The answers as they were, for the other kinds.</summary>
    public ImmutableList<Answer> Before { get; init; } = [];

    /// <summary>It can be undone for <see cref="UndoLimits.Kept"/> at most, and only until something else is said.</summary>
    public bool IsBrief => Kind is UndoKind.Gone or UndoKind.Submission;

    /// <summary>UTF-16 characters of people's text in it.</summary>
    public int Size => Before.Sum(a => a.Text.Length) + (Quote?.Exact.Length ?? 0);
}
