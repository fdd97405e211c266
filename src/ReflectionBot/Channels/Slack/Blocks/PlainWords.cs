using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>
/// Text objects of type <c>plain_text</c>, for places where Slack takes nothing else: buttons, labels, titles. <c>emoji: false</c> leaves
/// <c>:smile:</c> as it is. Slack does not document whether such a text is decoded (<c>&amp;amp;</c> shown as <c>&amp;</c>). It returns these texts with
/// the three entities encoded (slackapi/bolt-python, issue 513), and says only that entities are decoded for display ("Formatting message text").
/// So an invisible joiner breaks up entities that a person wrote, and they look the same either way. If there is a choice
/// (<see cref="IsTame"/>), words with anything like markup go into rich text, which has no markup.
/// </summary>
internal static partial class PlainWords
{
    private const char WordJoiner = '\u2060';

    /// <summary>The text object, shortened to the limit.</summary>
    /// <param name="text">The words. If there are none, three dots are shown, because Slack takes no empty text.</param>
    /// <param name="limit">UTF-16 characters.</param>
    public static JsonObject Object(string text, int limit) => new() { ["type"] = "plain_text", ["text"] = Text(text, limit), ["emoji"] = false };

    /// <summary>The words as they are written in a text object or an <c>alt_text</c>.</summary>
    public static string Text(string text, int limit)
    {
        var words = Entity().Replace(Lines(text), match => $"&{WordJoiner}{match.Groups[1].Value}");
        return string.IsNullOrWhiteSpace(words) ? "…" : Texts.Shorten(words, limit);
    }

    /// <summary>Whether every client shows the text letter for letter, however it treats plain text: one line without anything like markup, entity, emoji name or address.</summary>
    public static bool IsTame(string text) => !Wild().IsMatch(text) && !string.IsNullOrWhiteSpace(text);

    /// <summary>With <c>\n</c> as the only line ending.</summary>
    public static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    [GeneratedRegex("&((?:amp|lt|gt);)")]
    private static partial Regex Entity();

    [GeneratedRegex(@"[&<>*_~`@#|\r\n]|:[^\s:]+:|://|www\.", RegexOptions.IgnoreCase)]
    private static partial Regex Wild();
}
