namespace ReflectionBot.Tests.Rounds.Play;

/// <summary>
/// What a script needs of a chat: implemented once a channel, so that the same script plays on each of them. Whoever acts is verified by the
/// channel's own means; what comes back is what a person would see, in order.
/// </summary>
public interface IChatDriver
{
    /// <summary>Somebody writes, perhaps with files.</summary>
    Task SayAsync(Seat seat, string text, int files, CancellationToken cancel);

    /// <summary>Somebody presses a button; a form's button sends its fields along.</summary>
    Task PressAsync(Seat seat, Seen message, SeenButton button, IReadOnlyDictionary<string, string> fields, CancellationToken cancel);

    /// <summary>Somebody changes a message of theirs.</summary>
    Task EditAsync(Seat seat, string messageId, string text, CancellationToken cancel);

    /// <summary>Somebody deletes a message of theirs.</summary>
    Task DeleteAsync(Seat seat, string messageId, CancellationToken cancel);

    /// <summary>Somebody without an account opens their personal link; from then on they have a seat under this name.</summary>
    Task JoinAsync(string person, Uri link, CancellationToken cancel);

    /// <summary>What is new in a chat since the last reading.</summary>
    Task<IReadOnlyList<Seen>> ReadAsync(Seat seat, CancellationToken cancel);
}

/// <summary>Somebody at a chat.</summary>
/// <param name="Person">Short name, e.g. <c>amir</c>.</param>
/// <param name="Channel">A shared channel's short name; null for the person's own chat with the bot.</param>
public sealed record Seat(string Person, string? Channel = null);

/// <summary>Something that appeared in a chat.</summary>
/// <param name="Id">The channel's id of the message.</param>
/// <param name="FromBot">The bot's, not a person's.</param>
/// <param name="Changes">The message that this changes or deletes; null for a new message.</param>
/// <param name="Text">What can be read, buttons as <c>[Label]</c>; empty for a deletion.</param>
/// <param name="Buttons">What can be pressed, in order.</param>
/// <param name="Fields">What can be filled in, with what stands there.</param>
public sealed record Seen(string Id, bool FromBot, string? Changes, string Text, IReadOnlyList<SeenButton> Buttons, IReadOnlyDictionary<string, string> Fields);

/// <summary>A button as a client has it.</summary>
/// <param name="Label">The words on it.</param>
/// <param name="Data">What the client sends back, as it came.</param>
/// <param name="SendsFields">It sends the form.</param>
public sealed record SeenButton(string Label, string Data, bool SendsFields);
