using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>Every partition, row key and id of the web chat, in one place. Ids of users and channels contain no <c>:</c>, so it can separate parts.</summary>
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

    /// <summary>The prefix of empty rooms' ids; the id of the link that opened the room follows.</summary>
    public const string RoomPrefix = "room-";

    private const string DirectPrefix = "d-";

    private const int MaxId = 64;

    /// <summary>Whether a text can be the id of a user, channel or workspace: 1 to 64 letters, digits, <c>.</c> or <c>-</c> of ASCII.</summary>
    public static bool IsId(string? text) =>
        text is { Length: > 0 and <= MaxId } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    /// <summary>The id of a user's direct conversation.</summary>
    public static string Direct(string user) => DirectPrefix + user;

    /// <summary>The user whose direct conversation this is; null for a shared one.</summary>
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
    /// The event key of a client's activity. The same conversation, user, type, target and client id give the same key, so that a repeated activity
    /// is recognised. It is a hash, because clients' ids can be any text.
    /// </summary>
    public static string Event(string conversation, string user, string what, string clientId) =>
        "web:" + Hash(conversation, user, what, clientId);

    /// <summary>The prefix of all message ids of one user in one conversation: with it, a change of another person's message is refused.</summary>
    public static string OwnMessages(string conversation, string user) => $"p-{Hash(conversation, user)[..16]}-";

    /// <summary>Whether an id has the form that <see cref="Message"/> gives a message of this user here. Checking only the prefix would allow anything after it.</summary>
    public static bool IsOwnMessage(string conversation, string user, string id)
    {
        var prefix = OwnMessages(conversation, user);
        return id.Length == prefix.Length + 32 && id.StartsWith(prefix, StringComparison.Ordinal) && id[prefix.Length..].All(char.IsAsciiHexDigitLower);
    }

    /// <summary>The id of the message that an event posts; the same event always gives the same id.</summary>
    public static string Message(string conversation, string user, string eventKey) => OwnMessages(conversation, user) + Hash(eventKey)[..32];

    /// <summary>The parts are length-prefixed, so that no two lists of parts give the same bytes to hash.</summary>
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
