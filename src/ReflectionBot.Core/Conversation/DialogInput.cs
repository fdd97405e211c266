using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation;

/// <summary>What the reflection dialog can be told: a closed set. Times are the platform's; when something counts is <see cref="DialogContext.Now"/>.</summary>
public abstract record DialogInput
{
    /// <summary>When the person did it, where the platform says so; null where nobody knows.</summary>
    public PlatformTime? When { get; init; }

    /// <summary>The channel's id of the person's own message that said it; null for a button, and for what comes by itself.</summary>
    public string? From { get; init; }
}

/// <summary>A time by a platform's clock; it cannot be compared with one by another's, the bot's own among them.</summary>
/// <param name="Clock">Whose clock: a channel's name.</param>
/// <param name="At">The time, UTC.</param>
public sealed record PlatformTime(string Clock, DateTimeOffset At);

/// <summary>The person wrote something that is no command.</summary>
/// <param name="MessageId">The channel's id of the message; unique for the person.</param>
/// <param name="Text">As typed; may be empty where only files came.</param>
/// <param name="At">The platform's time of it, by which parts are ordered.</param>
/// <param name="Attachments">How many files, pictures or voice clips came along.</param>
public sealed record TextReceived(string MessageId, string Text, DateTimeOffset At, int Attachments = 0) : DialogInput
{
    /// <summary>The platform's time of the last edit, where it was edited before it came; null where it is as it was sent.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Somebody else's message was forwarded with it; nothing of that is kept.</summary>
    public bool Forwards { get; init; }

    /// <summary>The command that its few words resemble or are, where that may have been meant; empty for one that is not named, because it ends or takes away something; null for none.</summary>
    public string? Resembles { get; init; }
}

/// <summary>The person typed one of the dialog's words. The message comes along, because at a question "yes" or "no" can be an answer.</summary>
/// <param name="Word">Which.</param>
/// <param name="Argument">What followed it, as a button's item, e.g. <c>3</c> in <c>edit 3</c>; null for nothing.</param>
/// <param name="Message">The message it was read from; null where it was surely meant for the bot (a command line, <c>/reflect next</c>).</param>
public sealed record Typed(CollaboratorAction Word, string? Argument = null, TextReceived? Message = null) : DialogInput
{
    /// <summary>The id of the project that they named in front of it; null for where they are.</summary>
    public string? In { get; init; }
}

/// <summary>The person says hello, or comes into their chat: no word about any question.</summary>
public sealed record Greeted : DialogInput;

/// <summary>The person goes to one of their projects: what they say is about that one from then on.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Quietly">Nothing is asked and, where no question is left waiting, nothing is said: a command has been carried out there.</param>
public sealed record WentTo(string Project, string Name, bool Quietly = false) : DialogInput;

/// <summary>The person did something outside the dialog, e.g. gave a command: a question that waited is no longer what they answer.</summary>
/// <param name="Asked">A question about a command went unanswered by it.</param>
public sealed record DidElse(bool Asked = false) : DialogInput;

/// <summary>The person pressed a button.</summary>
public sealed record Pressed(ButtonAction Action) : DialogInput
{
    /// <summary>The channel's id of the card it stands on; null where nobody knows.</summary>
    public string? Card { get; init; }
}

/// <summary>The person sent a form.</summary>
/// <param name="Action">The action of the form's button.</param>
/// <param name="Fields">Field id to text; a field left empty may be absent.</param>
public sealed record FilledForm(ButtonAction Action, IReadOnlyDictionary<string, string> Fields) : DialogInput;

/// <summary>The person changed one of their own messages.</summary>
public sealed record Edited(string MessageId, string Text, DateTimeOffset At) : DialogInput
{
    /// <summary>They had deleted it and brought it back.</summary>
    public bool IsBack { get; init; }

    /// <summary>What it asks to have said to the team, where it reads as that command now; null where it does not.</summary>
    public string? ForTeam { get; init; }
}

/// <summary>The person deleted one of their own messages.</summary>
/// <param name="MessageId">Which.</param>
/// <param name="At">The platform's time of it; null where it tells none.</param>
public sealed record Deleted(string MessageId, DateTimeOffset? At = null) : DialogInput;

/// <summary>What was taken back has waited long enough to be undone.</summary>
/// <param name="Number">The undo entry's number; 0 for none, where only words of messages that never came are to go.</param>
public sealed record UndoOver(long Number) : DialogInput;

/// <summary>A round opened, or the person was added to one.</summary>
/// <param name="Round">The round's id; it stands in <see cref="DialogContext.Rounds"/>.</param>
public sealed record Invited(string Round) : DialogInput;

/// <summary>A reminder is due.</summary>
public sealed record Reminded(string Round) : DialogInput;

/// <summary>The round closes soon; whoever has a draft is offered to hand it in.</summary>
public sealed record ClosingSoon(string Round) : DialogInput;

/// <summary>The round has closed.</summary>
/// <param name="Round">The round's id.</param>
/// <param name="ByHand">A facilitator closed it before its time: a <see cref="RoundMoved"/> tells people, in their hours.</param>
public sealed record RoundClosed(string Round, bool ByHand = false) : DialogInput;

/// <summary>The round closes or closed earlier than people were told, or is open again: what is so now stands with the round.</summary>
/// <param name="Round">The round's id.</param>
/// <param name="KnewClosed">They heard that it had closed, or it did so on the day they were told: it is open again for them, and not just open.</param>
public sealed record RoundMoved(string Round, bool KnewClosed = false) : DialogInput;

/// <summary>Other people can be asked to get in touch on a project than before.</summary>
public sealed record ContactsChanged(string Project) : DialogInput;

/// <summary>A facilitator took a quote of the person's out of the digests.</summary>
/// <param name="Round">The round of the answer.</param>
/// <param name="Stage">The answer.</param>
/// <param name="Exact">The words that were printed: a quote of other words is another one.</param>
public sealed record QuoteDropped(string Round, QuestionId Stage, string Exact) : DialogInput;

/// <summary>A digest is planned that could quote the person: they are asked once more (trust rule 6).</summary>
/// <param name="Round">The round of the answer.</param>
/// <param name="Stage">The answer.</param>
/// <param name="Exact">The words that would be printed.</param>
/// <param name="Until">By when a yes counts for that digest.</param>
/// <param name="PostsAt">When that digest is posted.</param>
public sealed record QuoteCheckDue(string Round, QuestionId Stage, string Exact, DateTimeOffset Until, DateTimeOffset PostsAt) : DialogInput;

/// <summary>The person has come back to a project that they had left.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Name">Its name.</param>
public sealed record CameBack(string Project, string Name) : DialogInput;
