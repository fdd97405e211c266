using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Chat;

/// <summary>What comes in from a channel: a closed set. The channel has verified the sender before it makes one.</summary>
/// <param name="Key">Names this event for duplicates: the same delivery twice has the same key, two events never do. At most 256 characters.</param>
/// <param name="From">Who did it, verified.</param>
/// <param name="Conversation">Where.</param>
/// <param name="At">The platform's time of the event, by which parts of an answer are ordered.</param>
public abstract record InboundEvent(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At)
{
    /// <summary>What the channel says about whoever did it; null where it says nothing.</summary>
    public SenderProfile? Sender { get; init; }

    /// <summary>Whose clock <see cref="InboundEvent.At"/> is by, a channel's name: only times by the same one tell what was done first. Null where the bot put in its own time.</summary>
    public string? Clock { get; init; }

    /// <summary>In which browser it was done, where a link let that one into a chat which was somebody's already: see <see cref="LinkCodes.Way"/>. Null for any other browser, and for other channels.</summary>
    public string? Browser { get; init; }
}

/// <summary>What a channel says about somebody along with an event. Any of it may be missing.</summary>
/// <param name="Name">The name the channel shows.</param>
/// <param name="TimeZone">Their IANA time zone, as they have set it there.</param>
/// <param name="Locale">Their language, e.g. <c>en-GB</c>.</param>
public sealed record SenderProfile(string? Name, string? TimeZone, string? Locale);

/// <summary>Somebody wrote a message.</summary>
/// <param name="MessageId">The channel's id of the message, by which an edit or deletion finds it.</param>
/// <param name="Text">The text as typed, a mention of the bot removed. May be empty where only files came.</param>
/// <param name="Attachments">How many files, pictures or voice clips came along; the bot takes none of them and says so.</param>
public sealed record MessagePosted(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, string MessageId, string Text, int Attachments = 0)
    : InboundEvent(Key, From, Conversation, At)
{
    /// <summary>The people mentioned in it by the channel's own means; their names stand in the text.</summary>
    public IReadOnlyList<ChatMember> Mentions { get; init; } = [];

    /// <summary>The text with the marks of <see cref="Typing.MentionMarks"/> in place of the names: for commands, in which the id says who is meant. Null where nobody is mentioned.</summary>
    public string? Marked { get; init; }

    /// <summary>Somebody else's message was forwarded with it; the bot keeps nothing of that and says so.</summary>
    public bool Forwards { get; init; }
}

/// <summary>An app posted something in somebody's name: nobody knows whether they meant it for the bot, so they are told, and nothing is kept.</summary>
public sealed record PostedByApp(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>Somebody changed their own message, or brought a deleted one back.</summary>
public sealed record MessageEdited(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, string MessageId, string Text)
    : InboundEvent(Key, From, Conversation, At)
{
    /// <summary>They had deleted it and brought it back.</summary>
    public bool IsBack { get; init; }
}

/// <summary>Somebody deleted their own message.</summary>
public sealed record MessageDeleted(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, string MessageId)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>Somebody pressed a button, or sent a form: the button's action and the form's fields (empty for a plain button).</summary>
/// <param name="Fields">Field id to what was entered; a field left empty may be absent.</param>
public sealed record ActionInvoked(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, ButtonAction Action, IReadOnlyDictionary<string, string> Fields)
    : InboundEvent(Key, From, Conversation, At)
{
    /// <summary>The channel's id of the bot's message that the button stands on, a claim of the client's like the action; null where nobody knows.</summary>
    public string? Card { get; init; }
}

/// <summary>Somebody opened their chat with the bot, or was added to a conversation the bot is in.</summary>
public sealed record MemberJoined(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, ChatAddress Member, string? MemberName)
    : InboundEvent(Key, From, Conversation, At)
{
    /// <summary>A greeting stands in the chat already, before what was written there until they came.</summary>
    public bool IsGreeted { get; init; }
}

/// <summary>The bot was added to a conversation: a channel, or somebody's own chat with it.</summary>
public sealed record BotInstalled(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>The bot was removed from a conversation, or the conversation is gone: nothing can be posted there any more.</summary>
public sealed record BotRemoved(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>Somebody opened a personal link. The channel lets them in only once this is taken: nobody gets in without a trace.</summary>
/// <param name="From">The address that is opened: the person's own, or that of an empty room.</param>
/// <param name="Whose">The person's address that the link was made for.</param>
/// <param name="Code">Names what was opened for people: it is shown there, and where it is told. See <see cref="LinkCodes"/>.</param>
/// <param name="MadeBy">The name of whoever had the link made; null for the person themselves, or where it is not known.</param>
/// <param name="Opens">What it opens.</param>
public sealed record LinkOpened(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, ChatAddress Whose, string Code, string? MadeBy, LinkOpens Opens)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>The recovery words of the person whom an empty room is for were given there.</summary>
/// <param name="Key">Names the event.</param>
/// <param name="From">The room.</param>
/// <param name="Conversation">Its chat.</param>
/// <param name="At">When.</param>
/// <param name="MadeIn">The browser in which the words were made, as <see cref="InboundEvent.Browser"/> says it.</param>
/// <param name="Words">Which words they were, as their hash.</param>
public sealed record RoomProved(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, string? MadeIn, string Words)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>Words were given in an empty room that are not the recovery words of the person whom it is for.</summary>
/// <param name="Key">Names the event.</param>
/// <param name="From">The room.</param>
/// <param name="Conversation">Its chat.</param>
/// <param name="At">When.</param>
/// <param name="Left">How many tries are left in that room for now.</param>
public sealed record WordsTried(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, int Left)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>New recovery words were asked for, in a browser of the person's own.</summary>
public sealed record WordsRenewed(string Key, ChatAddress From, ConversationAddress Conversation, DateTimeOffset At)
    : InboundEvent(Key, From, Conversation, At);

/// <summary>What a personal link opens.</summary>
public enum LinkOpens
{
    /// <summary>The chat of somebody whom nobody has seen yet.</summary>
    FirstChat,

    /// <summary>A web chat of a person who has another chat already, for the first time, by a link they asked for there.</summary>
    NewChat,

    /// <summary>The person's own chat in one more browser, by a link they asked for in a chat of theirs.</summary>
    Browser,

    /// <summary>An empty room.</summary>
    Room,
}

/// <summary>The short codes by which people tell one opened link from another: letters and digits that nobody mistakes for each other.</summary>
public static class LinkCodes
{
    /// <summary>What a code is made of.</summary>
    public const string Alphabet = "ACDEFGHJKMNPQRTUVWXY34679";

    /// <summary>How long one is.</summary>
    public const int Length = 4;

    /// <summary>The code in a typed text, or null where it is none.</summary>
    public static string? Read(string typed)
    {
        var code = typed.Trim().Trim('"', '`', '.').ToUpperInvariant();
        return code.Length == Length && code.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? code : null;
    }

    /// <summary>The way by which a browser came in: the codes of the browsers that its link came from, the first one first, and its own as the last.</summary>
    /// <param name="from">The way of the browser in which the link was made; null for one that nobody can shut, and for other chats.</param>
    /// <param name="code">The browser's own code.</param>
    public static string Way(string? from, string code) => from is null ? code : $"{from} {code}";

    /// <summary>The own code of a browser that came in by this way.</summary>
    public static string Own(string way)
    {
        return way.Split(' ')[^1];
    }

    /// <summary>Whether a way leads through the browser with this code: what came by it goes when that browser is shut.</summary>
    public static bool Passes(string? way, string code) => way?.Split(' ').Contains(code, StringComparer.Ordinal) == true;
}
