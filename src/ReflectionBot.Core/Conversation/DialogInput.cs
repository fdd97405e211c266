using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation;

/// <summary>An input to the reflection dialog: a closed set. Its times are the platform's; <see cref="DialogContext.Now"/> decides what counts.</summary>
public abstract record DialogInput
{
    /// <summary>When the person did it, where the platform says so; null where unknown.</summary>
    public PlatformTime? When { get; init; }

    /// <summary>The channel's id of the person's own message behind this input; null for a button, and for inputs that no person sent.</summary>
    public string? From { get; init; }
}

/// <summary>A time by a platform's clock. It cannot be compared with a time by another clock, the bot's own included.</summary>
/// <param name="Clock">Whose clock: a channel's name.</param>
/// <param name="At">The time, UTC.</param>
public sealed record PlatformTime(string Clock, DateTimeOffset At);

/// <summary>The person wrote text that is not a command.</summary>
/// <param name="MessageId">The channel's id of the message; unique for the person.</param>
/// <param name="Text">As typed; may be empty where only files came.</param>
/// <param name="At">The platform's time of it; orders the parts of an answer.</param>
/// <param name="Attachments">How many files, pictures or voice clips came with it.</param>
public sealed record TextReceived(string MessageId, string Text, DateTimeOffset At, int Attachments = 0) : DialogInput
{
    /// <summary>The platform's time of the last edit, where it was edited before it arrived; null where it is as it was sent.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Another person's message was forwarded with it; nothing of that is kept.</summary>
    public bool Forwards { get; init; }

    /// <summary>The command that this short text resembles or is, where it may have been meant; empty for a command that is not named, because it ends or removes something; null for none.</summary>
    public string? Resembles { get; init; }
}

/// <summary>The person typed one of the dialog's words. The message comes with it, because at a question "yes" or "no" can be an answer.</summary>
/// <param name="Word">The word.</param>
/// <param name="Argument">The text after it, as a button's item, e.g. <c>3</c> in <c>edit 3</c>; null for nothing.</param>
/// <param name="Message">The message it was read from; null where it was certainly meant for the bot (a command line, <c>/reflect next</c>).</param>
public sealed record Typed(CollaboratorAction Word, string? Argument = null, TextReceived? Message = null) : DialogInput
{
    /// <summary>The id of the project that they named in front of it; null for the current one.</summary>
    public string? In { get; init; }
}

/// <summary>The person says hello, or enters their chat, without any word about a question.</summary>
public sealed record Greeted : DialogInput;

/// <summary>The person moves to one of their projects: their messages are about that one from then on.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Quietly">A command has just run there. Ask nothing, and say nothing unless a question is waiting.</param>
public sealed record WentTo(string Project, string Name, bool Quietly = false) : DialogInput;

/// <summary>The person did something outside the dialog, e.g. gave a command: a waiting question no longer expects their answer.</summary>
/// <param name="Asked">This left a question about a command unanswered.</param>
public sealed record DidElse(bool Asked = false) : DialogInput;

/// <summary>The person pressed a button.</summary>
public sealed record Pressed(ButtonAction Action) : DialogInput
{
    /// <summary>The channel's id of the card with the button; null where unknown.</summary>
    public string? Card { get; init; }
}

/// <summary>The person sent a form.</summary>
/// <param name="Action">The action of the form's button.</param>
/// <param name="Fields">Field id to text; a field left empty may be absent.</param>
public sealed record FilledForm(ButtonAction Action, IReadOnlyDictionary<string, string> Fields) : DialogInput;

/// <summary>The person changed one of their own messages.</summary>
public sealed record Edited(string MessageId, string Text, DateTimeOffset At) : DialogInput
{
    /// <summary>The message had been deleted and is restored.</summary>
    public bool IsBack { get; init; }

    /// <summary>The text to post to the team, where the message now reads as that command; null where it does not.</summary>
    public string? ForTeam { get; init; }
}

/// <summary>The person deleted one of their own messages.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="At">The platform's time of it; null where it gives none.</param>
public sealed record Deleted(string MessageId, DateTimeOffset? At = null) : DialogInput;

/// <summary>The time to undo a withdrawal is over.</summary>
/// <param name="Number">The undo entry's number; 0 for none, where only text for messages that never arrived is to be deleted.</param>
public sealed record UndoOver(long Number) : DialogInput;

/// <summary>A round opened, or the person was added to one.</summary>
/// <param name="Round">The round's id; it is in <see cref="DialogContext.Rounds"/>.</param>
public sealed record Invited(string Round) : DialogInput;

/// <summary>A reminder is due.</summary>
public sealed record Reminded(string Round) : DialogInput;

/// <summary>The round closes soon; a person with a draft is offered to submit it.</summary>
public sealed record ClosingSoon(string Round) : DialogInput;

/// <summary>The round has closed.</summary>
/// <param name="Round">The round's id.</param>
/// <param name="ByHand">A facilitator closed it early: a <see cref="RoundMoved"/> tells people, within their hours.</param>
public sealed record RoundClosed(string Round, bool ByHand = false) : DialogInput;

/// <summary>The round closes or closed earlier than people were told, or is open again. The round itself holds its current state.</summary>
/// <param name="Round">The round's id.</param>
/// <param name="KnewClosed">They were told that it had closed, or it closed on the announced day: tell them that it is open again, not just open.</param>
public sealed record RoundMoved(string Round, bool KnewClosed = false) : DialogInput;

/// <summary>The people who can be asked to get in touch on a project have changed.</summary>
public sealed record ContactsChanged(string Project) : DialogInput;

/// <summary>A facilitator removed one of the person's quotes from the digests.</summary>
/// <param name="Round">The round of the answer.</param>
/// <param name="Stage">The answer.</param>
/// <param name="Exact">The exact printed words: a quote of other words is a different quote.</param>
public sealed record QuoteDropped(string Round, QuestionId Stage, string Exact) : DialogInput;

/// <summary>A digest is planned that could quote the person: they are asked once more (trust rule 6).</summary>
/// <param name="Round">The round of the answer.</param>
/// <param name="Stage">The answer.</param>
/// <param name="Exact">The words that would be printed.</param>
/// <param name="Until">By when a yes counts for that digest.</param>
/// <param name="PostsAt">When that digest is posted.</param>
public sealed record QuoteCheckDue(string Round, QuestionId Stage, string Exact, DateTimeOffset Until, DateTimeOffset PostsAt) : DialogInput;

/// <summary>The person has returned to a project that they had left.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Name">Its name.</param>
public sealed record CameBack(string Project, string Name) : DialogInput;
