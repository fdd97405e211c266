using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation;

/// <summary>An effect of a step outside the person's own rows: a closed set. Repeating one changes nothing, except for the messages <see cref="Say"/> and <see cref="SayToTeam"/>.</summary>
public abstract record DialogEffect
{
    /// <summary>Answer the person in their direct chat.</summary>
    /// <param name="Message">The message.</param>
    /// <param name="Remember">The name of a message that may have to be changed later: one that holds the person's own text (<see cref="OwnTextMessages"/>), or a card; null for others.</param>
    public sealed record Say(OutboundMessage Message, string? Remember = null) : DialogEffect;

    /// <summary>The buttons of a card no longer apply.</summary>
    /// <param name="Card">The channel's id of the message; null with <paramref name="Name"/>.</param>
    /// <param name="Name">The name under which it was remembered; null with an id.</param>
    /// <param name="Message">What replaces it.</param>
    public sealed record CardOver(string? Card, string? Name, NoticeMessage Message) : DialogEffect;

    /// <summary>A remembered message is replaced in place.</summary>
    /// <param name="Name">The name under which it was remembered.</param>
    /// <param name="Message">What replaces it.</param>
    public sealed record Changed(string Name, OutboundMessage Message) : DialogEffect;

    /// <summary>A reflection was submitted for the first time: code it.</summary>
    public sealed record Submitted(string Round) : DialogEffect;

    /// <summary>What a submitted reflection releases has changed, or may have: code it again.</summary>
    public sealed record SubmissionChanged(string Round) : DialogEffect;

    /// <summary>Released answers are no longer released: their codes are deleted, and their quotes are removed from posted digests. Comes before a <see cref="SubmissionChanged"/>.</summary>
    public sealed record TookBack(string Round, IReadOnlyList<QuestionId> Stages) : DialogEffect;

    /// <summary>A quote is no longer approved, while the answer stays: it is removed from posted digests.</summary>
    public sealed record QuoteTakenBack(string Round, QuestionId Stage) : DialogEffect;

    /// <summary>Text that the facilitator could open is gone or no longer open to the facilitator: messages that opened it must stop showing it.</summary>
    public sealed record OpenedChanged(string Round) : DialogEffect;

    /// <summary>Text of a round was taken back: the bot's own messages that may still hold it are replaced.</summary>
    /// <param name="Round">The round.</param>
    /// <param name="UpTo">The number of the last such message shown before.</param>
    /// <param name="Kept">The number of a message that the same step has already changed to show what is left; null for none.</param>
    public sealed record OwnTextWithdrawn(string Round, long UpTo, long? Kept) : DialogEffect;

    /// <summary>Text taken back can still be undone, or an edit waits for its late message: send <see cref="UndoOver"/> after <see cref="UndoLimits.Kept"/>.</summary>
    /// <param name="Number">The undo entry's number; 0 for text of edited messages.</param>
    public sealed record UndoWaits(long Number) : DialogEffect;

    /// <summary>The person's status in a round has changed.</summary>
    public sealed record RosterChanged(string Round) : DialogEffect;

    /// <summary>The person leaves a project: remove them from its people. They can still take back their answers.</summary>
    public sealed record LeftProject(string Project) : DialogEffect;

    /// <summary>From now on the person's messages and commands are about this project.</summary>
    public sealed record MovedTo(string Project) : DialogEffect;

    /// <summary>The person wants invitations only, or reminders again.</summary>
    public sealed record QuietChanged(string Project, bool Quiet) : DialogEffect;

    /// <summary>Tell the chosen contact person that this person asks to be contacted: the name, nothing else.</summary>
    /// <param name="Project">The project's id.</param>
    /// <param name="Round">The round it was asked in; null for none.</param>
    /// <param name="Who">The <see cref="Projects.ContactPerson.Id"/> of the chosen contact person.</param>
    /// <param name="Name">The contact person's name as it was shown.</param>
    public sealed record ContactRequested(string Project, string? Round, string Who, string Name) : DialogEffect;

    /// <summary>Post exactly this text to the project's channel and to these people of the project, without a name.</summary>
    /// <param name="Project">The project's id.</param>
    /// <param name="Text">The text.</param>
    /// <param name="People">The readers whom its author was told about.</param>
    public sealed record SayToTeam(string Project, string Text, IReadOnlyList<string> People) : DialogEffect;
}

/// <summary>Limits of undo.</summary>
public static class UndoLimits
{
    /// <summary>How long text that was taken back can be restored. Then it is deleted for good, even if the person does nothing else.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
}

/// <summary>The result of a step.</summary>
/// <param name="State">The state from now on.</param>
/// <param name="Effects">In this order.</param>
public sealed record DialogStep(PersonState State, IReadOnlyList<DialogEffect> Effects);
