using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>Every partition, row key and id of the web chat, in one place. Ids of users and channels hold no <c>:</c>, so parts stay apart.</summary>
public static class WebKeys
{
    /// <summary>The channel's name in addresses.</summary>
    public const string Channel = "web";

    /// <summary>The bot's id as a sender.</summary>
    public const string Bot = "reflectionbot";

    /// <summary>The partition of shared channels and their members.</summary>
    public const string Channels = "webchannels";

    /// <summary>The partition that lists people by workspace.</summary>
    public const string People = "webpeople";

    /// <summary>The ids of empty rooms begin so; the id of the link that opened one follows.</summary>
    public const string RoomPrefix = "room-";

    private const string DirectPrefix = "d-";

    private const int MaxId = 64;

    /// <summary>Whether a text can be the id of a user, channel or workspace: 1 to 64 letters, digits, <c>.</c> or <c>-</c> of ASCII.</summary>
    public static bool IsId(string? text) =>
        text is { Length: > 0 and <= MaxId } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    /// <summary>The id of a user's direct conversation.</summary>
    public static string Direct(string user) => DirectPrefix + user;

    /// <summary>Whose direct conversation this is; null for a shared one.</summary>
    public static string? DirectUser(string conversation) =>
        conversation.StartsWith(DirectPrefix, StringComparison.Ordinal) ? conversation[DirectPrefix.Length..] : null;

    /// <summary>The direct conversation of a user of a workspace.</summary>
    public static ConversationAddress DirectAddress(string workspace, string user) => new(Channel, workspace, Direct(user), false);

    /// <summary>The partition of a user: profile, invitations, sessions, the channels they are in.</summary>
    public static string User(string user) => $"webuser:{user}";

    /// <summary>The row of a personal link, in its user's partition.</summary>
    public static string Invitation(string token) => $"invite:{token}";

    /// <summary>The partition of a conversation's transcript.</summary>
    public static string Transcript(string conversation) => $"web:{conversation}";

    /// <summary>A row of a transcript, in order.</summary>
    public static string Activity(long sequence) => "a:" + sequence.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>
    /// The event key of something a client sent: the same conversation, user, type, target and client id give the same key, so that what a
    /// client sends again is recognised. A hash, because clients' ids are anything.
    /// </summary>
    public static string Event(string conversation, string user, string what, string clientId) =>
        "web:" + Hash(conversation, user, what, clientId);

    /// <summary>The prefix of all message ids of one user in one conversation: by it, a change of somebody else's message is refused.</summary>
    public static string OwnMessages(string conversation, string user) => $"p-{Hash(conversation, user)[..16]}-";

    /// <summary>Whether an id is one that <see cref="Message"/> gives a message of this user here: the prefix alone would let anything follow it.</summary>
    public static bool IsOwnMessage(string conversation, string user, string id)
    {
        var prefix = OwnMessages(conversation, user);
        return id.Length == prefix.Length + 32 && id.StartsWith(prefix, StringComparison.Ordinal) && id[prefix.Length..].All(char.IsAsciiHexDigitLower);
    }

    /// <summary>The id of the message that an event posts; the same event always gives the same id.</summary>
    public static string Message(string conversation, string user, string eventKey) => OwnMessages(conversation, user) + Hash(eventKey)[..32];

    /// <summary>Length-prefixed, so that no two lists of parts are hashed from the same bytes.</summary>
    private static string Hash(params ReadOnlySpan<string> parts)
    {
        var all = new StringBuilder();
        foreach (var part in parts)
        {
            all.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }
}
