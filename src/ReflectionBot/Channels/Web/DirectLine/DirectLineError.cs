namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>
/// A refusal in Direct Line's shape: <c>{"error": {"code", "message"}}</c>. The message is a sentence for people. 403 is kept for tokens:
/// the official client takes it as "expired".
/// </summary>
internal sealed class DirectLineException(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>For programs.</summary>
    public string Code { get; } = code;

    public static DirectLineException BadToken() => new(403, "BadToken", "This chat's pass is not valid. Load the page again, or open your personal link.");

    public static DirectLineException TokenExpired() => new(403, "TokenExpired", "This chat's pass has run out. Load the page again.");

    public static DirectLineException NotYours() => new(403, "BadToken", "This pass does not open that conversation.");

    public static DirectLineException NoConversation() => new(404, "ConversationNotFound", "There is no such conversation, or it has ended.");

    public static DirectLineException Malformed(string message) => new(400, "BadSyntax", message);

    public static DirectLineException TooLarge(string message) => new(413, "MessageSizeTooBig", message);

    public static DirectLineException TooLarge(int most) => TooLarge($"This is too much at once: at most {most / 1024} KB. Send it in shorter parts. Nothing of it was saved.");

    public static DirectLineException NotSaved(string message) => new(503, "NotSaved", message);

    public static DirectLineException Elsewhere() => new(403, "BadOrigin", "This can only be asked by the chat's own page.");
}
