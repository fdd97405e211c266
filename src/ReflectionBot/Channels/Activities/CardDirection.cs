using System.Text;
using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Activities;

/// <summary>Which way a text is read: by its first letter, as the Unicode bidirectional algorithm (UAX 9, rules P2 and P3) has it.</summary>
internal static class CardDirection
{
    /// <summary>Hebrew, Arabic (also of Farsi and Urdu), Syriac, Thaana, N'Ko and the other scripts in Unicode's right-to-left ranges.</summary>
    private static readonly (int From, int To)[] RightToLeft = [(0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF)];

    /// <summary>True: from right to left. Null: no letter in it.</summary>
    public static bool? Of(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
            {
                return IsRightToLeft(rune);
            }
        }

        return null;
    }

    /// <summary>Any letter of it is read the other way than the card.</summary>
    public static bool HasOther(string text, bool cardIsRightToLeft) =>
        text.EnumerateRunes().Any(rune => Rune.IsLetter(rune) && IsRightToLeft(rune) != cardIsRightToLeft);

    /// <summary>
    /// Most paragraphs, headings, labels and buttons of a card are read from right to left. What stands in fields does not count. Buttons do:
    /// they are the bot's own language, where somebody's long answer may be in another one.
    /// </summary>
    public static bool IsRightToLeft(JsonNode card) => Balance(card) > 0;

    /// <summary>The text of a paragraph: of all its runs, in order.</summary>
    public static string Text(JsonObject richTextBlock) =>
        string.Concat(richTextBlock["inlines"]?.AsArray().Select(run => (string?)run?["text"]) ?? []);

    private static bool IsRightToLeft(Rune letter) => RightToLeft.Any(range => letter.Value >= range.From && letter.Value <= range.To);

    private static int Balance(JsonNode? node) => node switch
    {
        JsonArray nodes => nodes.Sum(Balance),
        JsonObject element => Vote(element) + Balance(element["body"]) + Balance(element["items"]) + Balance(element["columns"]) + Balance(element["actions"]),
        _ => 0,
    };

    private static int Vote(JsonObject element) => Of((string?)element["type"] switch
    {
        "TextBlock" => (string?)element["text"] ?? "",
        "RichTextBlock" => Text(element),
        _ => (string?)element["label"] ?? (string?)element["title"] ?? "",
    }) switch
    {
        true => 1,
        false => -1,
        null => 0,
    };
}
