using System.Text.RegularExpressions;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>
/// A short text that asks for less: to take something back, not to share it, not to quote it. If the current answer can already be read by
/// others, the bot asks before it adds such a text.
/// </summary>
internal static class Plea
{
    private const int MostWords = 12;

    /// <summary>Whether a text may be such a request.</summary>
    /// <param name="text">The whole message.</param>
    public static bool Is(string text) => TypedText.Plain(text) is var plain && plain.Split(' ').Length <= MostWords && Asks.IsMatch(plain);

    /// <summary>Whether a message may be such a request, by its text or because it resembles a word that removes something.</summary>
    /// <param name="said">The message.</param>
    public static bool Is(TextReceived said) => said.Resembles == "" || (said.Resembles is null && Is(said.Text));

    /// <summary>What may come before the request. Plain text has a space for an apostrophe: "don t quote".</summary>
    private static readonly string[] Before =
    [
        "please", "pls", "hey", "hi", "no", "sorry", "actually", "can you", "could you", "would you", "can we", "can i", "may i",
        "i want(?: you)? to", "i would like(?: you)? to", "i d like(?: you)? to", "i wish to", "i need to", "i have to", "let me", "let s", "how do i",
    ];

    /// <summary>The request itself.</summary>
    private static readonly string[] Asked =
    [
        // to take text back
        @"(?:withdraw|retract|unshare|unsend|unquote|undo)\b",
        @"(?:take|pull|get|have|want)\b.*\bback\b",
        @"(?:delete|erase|remove|hide|forget)\b.*\b(?:this|that|it|me|my data|all|everything|answers?|words|quotes?|what i (?:wrote|said)|number|question|one|two|three|four|five|six|\d+)\b",
        // to hide it from others
        @"(?:do not|don t|dont|never|stop|no longer|not to)\s+(?:quote|quoting|share|sharing|show|showing|publish|print|post|send|use|let|tell)\b",
        @"not? quot(?:e|es|ing)\b",
        @"(?:(?:everything|all)(?: of (?:it|them|this))? )?(?:only|just)(?: for)? me\b",
        @"(?:keep|make)\b.*\b(?:private|secret|to myself|between us)\b",
        @"(?:this|that|it)(?: is| s)?(?: should be| must be)? (?:private|only for me|just for me)\b",
        @"nobody (?:should|may|must|can) (?:see|read|open)\b",
        // to opt out
        @"(?:i )?(?:do not|don t|dont|no longer)\s+(?:agree|consent)\b",
        @"(?:i )?(?:disagree$|revoke\b|take back my consent\b)",
        @"(?:i want out|(?<=let me )out)\b",
        // to talk to a person
        @"(?:contact me\b|help me$|get (?:me )?help$|(?:get )?(?:somebody|someone) (?:to )?contact me\b)",
    ];

    private static readonly Regex Asks = new($@"^(?:(?:{string.Join('|', Before)})\s+)*(?:{string.Join('|', Asked)})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
