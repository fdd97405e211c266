using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>
/// A refusal in Direct Line's format: <c>{"error": {"code", "message"}}</c>. The message is a sentence for people. 403 is used only for tokens: the
/// official client treats it as "expired".
/// </summary>
internal sealed class DirectLineException(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The error code, for programs.</summary>
    public string Code { get; } = code;

    public static DirectLineException BadToken() => new(403, "BadToken", WebWording.ThisChatsPassIsNotValid);

    public static DirectLineException TokenExpired() => new(403, "TokenExpired", WebWording.ThisChatsPassHasRunOut);

    public static DirectLineException NotYours() => new(403, "BadToken", WebWording.ThisPassDoesNotOpenThat);

    public static DirectLineException NoConversation() => new(404, "ConversationNotFound", WebWording.ThereIsNoSuchConversationOr);

    public static DirectLineException Malformed(string message) => new(400, "BadSyntax", message);

    public static DirectLineException TooLarge(string message) => new(413, "MessageSizeTooBig", message);

    public static DirectLineException TooLarge(int most) => TooLarge(WebWording.FormatThisIsTooMuchAtOnceAt(most / 1024));

    public static DirectLineException NotSaved(string message) => new(503, "NotSaved", message);

    public static DirectLineException Elsewhere() => new(403, "BadOrigin", WebWording.ThisCanOnlyBeAskedBy);
}
