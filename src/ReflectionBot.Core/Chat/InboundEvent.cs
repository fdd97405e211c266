using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Chat;

/// <summary>An event from a channel: a closed set. The channel verifies the sender before it creates one.</summary>
/// <param name="Key">Identifies the event to detect duplicates: the same delivery twice has the same key, two events never do. At most 256 characters.</param>
/// <param name="From">The verified sender.</param>
/// <param name="Conversation">Where.</param>
/// <param name="At">The platform's time of the event; orders the parts of an answer.</param>
public abstract record InboundEvent(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At)
{
    /// <summary>What the channel says about the sender; null where it says nothing.</summary>
    public SenderProfile? Sender { get; init; }

    /// <summary>The channel whose clock <see cref="InboundEvent.At"/> uses. Only times by the same clock can be compared. Null where the bot used its own time.</summary>
    public string? Clock { get; init; }

    /// <summary>The browser that sent it, where a link let it into a chat that already belonged to a person: see <see cref="LinkCodes.Way"/>. Null for other browsers and other channels.</summary>
    public string? Browser { get; init; }
}

/// <summary>What a channel says about the sender of an event. Any of it may be missing.</summary>
/// <param name="Name">The name the channel shows.</param>
/// <param name="TimeZone">Their IANA time zone, as set in the channel.</param>
/// <param name="Locale">Their language, e.g. <c>en-GB</c>.</param>
public sealed record SenderProfile(string? Name, string? TimeZone, string? Locale);

/// <summary>A person wrote a message.</summary>
/// <param name="MessageId">The channel's id of the message; an edit or deletion refers to it.</param>
/// <param name="Text">The text as typed, without a mention of the bot. May be empty where only files came.</param>
/// <param name="Attachments">How many files, pictures or voice clips came with it; the bot accepts none of them and says so.</param>
public sealed record MessagePosted(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, string MessageId, string Text, int Attachments = 0)
    : InboundEvent(Key, From, Conversation, At)
{
    /// <summary>The people mentioned in it with the channel's own mentions; their names are in the text.</summary>
    public IReadOnlyList<ChatMember> Mentions { get; init; } = [];

    /// <summary>The text with the marks of <see cref="Typing.MentionMarks"/> in place of the names, for commands that identify people by id. Null where nobody is mentioned.</summary>
    public string? Marked { get; init; }

    /// <summary>Another person's message was forwarded with it; the bot keeps nothing of that and says so.</summary>
    public bool Forwards { get; init; }
}

/// <summary>An app posted something in a person's name. It is unclear whether they meant it for the bot, so they are told, and nothing is kept.</summary>
public sealed record PostedByApp(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>A person edited their own message, or restored a deleted one.</summary>
public sealed record MessageEdited(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, string MessageId, string Text)
    : InboundEvent(Key, From, Conversation, At)
{
    /// <summary>The message had been deleted and is restored.</summary>
    public bool IsBack { get; init; }
}

/// <summary>A person deleted their own message.</summary>
public sealed record MessageDeleted(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, string MessageId)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>A person pressed a button, or sent a form: the button's action and the form's fields (empty for a plain button).</summary>
/// <param name="Fields">Field id to what was entered; a field left empty may be absent.</param>
public sealed record ActionInvoked(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, ButtonAction Action, IReadOnlyDictionary<string, string> Fields)
    : InboundEvent(Key, From, Conversation, At)
{
    /// <summary>The channel's id of the bot's message with the button; null where unknown. Like the action, it is a claim by the client.</summary>
    public string? Card { get; init; }
}

/// <summary>A person opened their chat with the bot, or was added to a conversation that the bot is in.</summary>
public sealed record MemberJoined(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, ChatAddress Member, string? MemberName)
    : InboundEvent(Key, From, Conversation, At)
{
    /// <summary>The chat already starts with a greeting, before anything written there until they came.</summary>
    public bool IsGreeted { get; init; }
}

/// <summary>The bot was added to a conversation: a channel, or a person's own chat with it.</summary>
public sealed record BotInstalled(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>The bot was removed from a conversation, or the conversation is gone: nothing can be posted there any more.</summary>
public sealed record BotRemoved(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>A person opened a personal link. The channel lets them in only after this event is recorded, so that every entry leaves a trace.</summary>
/// <param name="From">The address that the link opens: the person's own, or that of an empty room.</param>
/// <param name="Whose">The address of the person for whom the link was made.</param>
/// <param name="Code">A short code that people can read. It is shown in the opened chat and in the notice about it. See <see cref="LinkCodes"/>.</param>
/// <param name="MadeBy">The name of the person who had the link made; null for the owner themselves, or where unknown.</param>
/// <param name="Opens">What it opens.</param>
public sealed record LinkOpened(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, ChatAddress Whose, string Code, string? MadeBy, LinkOpens Opens)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>In an empty room, the correct recovery words were given of the person for whom the room was made.</summary>
/// <param name="Key">Identifies the event.</param>
/// <param name="From">The room.</param>
/// <param name="Conversation">Its chat.</param>
/// <param name="At">When.</param>
/// <param name="MadeIn">The browser in which the words were made, in the form of <see cref="InboundEvent.Browser"/>.</param>
/// <param name="Words">The hash of the words.</param>
public sealed record RoomProved(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, string? MadeIn, string Words)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>In an empty room, words were given that are not the recovery words of the person for whom the room was made.</summary>
/// <param name="Key">Identifies the event.</param>
/// <param name="From">The room.</param>
/// <param name="Conversation">Its chat.</param>
/// <param name="At">When.</param>
/// <param name="Left">How many attempts are left in that room for now.</param>
public sealed record WordsTried(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, int Left)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>New recovery words were requested, in one of the person's own browsers.</summary>
public sealed record WordsRenewed(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>What a personal link opens.</summary>
public enum LinkOpens
{
    /// <summary>The chat of a person who has never been seen.</summary>
    FirstChat,

    /// <summary>The first web chat of a person who already has another chat, by a link that they requested there.</summary>
    NewChat,

    /// <summary>The person's own chat in one more browser, by a link that they requested in one of their chats.</summary>
    Browser,

    /// <summary>An empty room.</summary>
    Room,
}

/// <summary>Short codes that let people tell opened links apart. They use only letters and digits that are not easily confused.</summary>
public static class LinkCodes
{
    /// <summary>The characters of a code.</summary>
    public const string Alphabet = "ACDEFGHJKMNPQRTUVWXY34679";

    /// <summary>The length of a code.</summary>
    public const int Length = 4;

    /// <summary>The code in a typed text, or null if it is not a code.</summary>
    public static string? Read(string typed)
    {
        var code = typed.Trim().Trim('"', '`', '.').ToUpperInvariant();
        return code.Length == Length && code.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? code : null;
    }

    /// <summary>The chain of links by which a browser came in: the codes of the browsers its link came from, oldest first, then its own code.</summary>
    /// <param name="from">The way of the browser in which the link was made; null for a browser that cannot be shut, and for other chats.</param>
    /// <param name="code">The browser's own code.</param>
    public static string Way(string? from, string code) => from is null ? code : $"{from} {code}";

    /// <summary>The browser's own code: the last one in its way.</summary>
    public static string Own(string way)
    {
        return way.Split(' ')[^1];
    }

    /// <summary>Whether a way contains the browser with this code: shutting that browser also shuts every browser that came in through it.</summary>
    public static bool Passes(string? way, string code) => way?.Split(' ').Contains(code, StringComparer.Ordinal) == true;
}
