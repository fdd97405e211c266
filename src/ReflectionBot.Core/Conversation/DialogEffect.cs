using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation;

/// <summary>What a step wants done outside the person's own rows: a closed set. Carrying one out twice changes nothing (but for <see cref="Say"/> and <see cref="SayToTeam"/>, which are messages).</summary>
public abstract record DialogEffect
{
    /// <summary>Answer the person in their direct chat.</summary>
    /// <param name="Message">What.</param>
    /// <param name="Remember">The name of a message that may have to be changed: one that holds the person's own words (<see cref="OwnTextMessages"/>), or a card; null for others.</param>
    public sealed record Say(OutboundMessage Message, string? Remember = null) : DialogEffect;

    /// <summary>The buttons of a card are over.</summary>
    /// <param name="Card">The channel's id of the message; null with <paramref name="Name"/>.</param>
    /// <param name="Name">The name under which it was remembered; null with an id.</param>
    /// <param name="Message">What stands there from now on.</param>
    public sealed record CardOver(string? Card, string? Name, NoticeMessage Message) : DialogEffect;

    /// <summary>A message that was remembered is another from now on, where it stands.</summary>
    /// <param name="Name">The name under which it was remembered.</param>
    /// <param name="Message">What stands there.</param>
    public sealed record Changed(string Name, OutboundMessage Message) : DialogEffect;

    /// <summary>A reflection was submitted for the first time: code it.</summary>
    public sealed record Submitted(string Round) : DialogEffect;

    /// <summary>What a submitted reflection releases has changed, or may have: code it anew.</summary>
    public sealed record SubmissionChanged(string Round) : DialogEffect;

    /// <summary>Answers that were released are not any more: their codes go, and their quotes leave posted digests. Comes before a <see cref="SubmissionChanged"/>.</summary>
    public sealed record TookBack(string Round, IReadOnlyList<QuestionId> Stages) : DialogEffect;

    /// <summary>An approved quote is approved no more, while the answer stays: it leaves posted digests.</summary>
    public sealed record QuoteTakenBack(string Round, QuestionId Stage) : DialogEffect;

    /// <summary>Words that the facilitator could open are not there any more, or not for the facilitator: messages in which they were opened show them no longer.</summary>
    public sealed record OpenedChanged(string Round) : DialogEffect;

    /// <summary>Words of a round were taken back: the bot's own messages that may still hold them are replaced.</summary>
    /// <param name="Round">The round.</param>
    /// <param name="UpTo">The number of the last message that was shown before.</param>
    /// <param name="Kept">The number of one that was changed in the same step, so that it shows what is left; null for none.</param>
    public sealed record OwnTextWithdrawn(string Round, long UpTo, long? Kept) : DialogEffect;

    /// <summary>Words taken back wait to be undone, or words of an edited message wait for the message: after <see cref="UndoLimits.Kept"/> say <see cref="UndoOver"/>.</summary>
    /// <param name="Number">The undo entry's number; 0 for words of edited messages.</param>
    public sealed record UndoWaits(long Number) : DialogEffect;

    /// <summary>Where the person stands in a round has changed.</summary>
    public sealed record RosterChanged(string Round) : DialogEffect;

    /// <summary>The person leaves a project: take them off its people. Their answers stay theirs to take back.</summary>
    public sealed record LeftProject(string Project) : DialogEffect;

    /// <summary>From now on what the person says is about this project, commands too.</summary>
    public sealed record MovedTo(string Project) : DialogEffect;

    /// <summary>The person wants invitations only, or reminders again.</summary>
    public sealed record QuietChanged(string Project, bool Quiet) : DialogEffect;

    /// <summary>Tell a named person that this one asks to be contacted: the name, nothing else.</summary>
    /// <param name="Project">The project's id.</param>
    /// <param name="Round">The round it was asked in; null for none.</param>
    /// <param name="Who">The <see cref="Projects.ContactPerson.Id"/> of whoever was picked.</param>
    /// <param name="Name">Their name as it was shown.</param>
    public sealed record ContactRequested(string Project, string? Round, string Who, string Name) : DialogEffect;

    /// <summary>Post this to the project's channel and to these people of the project, without a name, exactly so.</summary>
    /// <param name="Project">The project's id.</param>
    /// <param name="Text">The words.</param>
    /// <param name="People">Those whom its author was told would read it.</param>
    public sealed record SayToTeam(string Project, string Text, IReadOnlyList<string> People) : DialogEffect;
}

/// <summary>Limits of undo.</summary>
public static class UndoLimits
{
    /// <summary>How long words that were taken back can be brought back; then they go for good, also where nothing else is said.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
}

/// <summary>What a step comes to.</summary>
/// <param name="State">The state from now on.</param>
/// <param name="Effects">In this order.</param>
public sealed record DialogStep(PersonState State, IReadOnlyList<DialogEffect> Effects);
