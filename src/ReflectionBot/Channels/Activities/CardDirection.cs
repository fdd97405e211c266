using System.Text.Json.Nodes;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Activities;

/// <summary>The reading direction of a card.</summary>
internal static class CardDirection
{
    /// <summary>
    /// Whether most paragraphs, headings, labels and buttons of a card are read from right to left. Values in fields do not count. Buttons do: they
    /// are in the bot's own language, while a person's long answer may be in another one.
    /// </summary>
    public static bool IsRightToLeft(JsonNode card) => Balance(card) > 0;

    /// <summary>The text of a paragraph: all its runs, joined in order.</summary>
    public static string Text(JsonObject richTextBlock) =>
        string.Concat(richTextBlock["inlines"]?.AsArray().Select(run => (string?)run?["text"]) ?? []);

    private static int Balance(JsonNode? node) => node switch
    {
        JsonArray nodes => nodes.Sum(Balance),
        JsonObject element => Vote(element) + Balance(element["body"]) + Balance(element["items"]) + Balance(element["columns"]) + Balance(element["actions"]),
        _ => 0,
    };

    private static int Vote(JsonObject element) => TextDirection.Of((string?)element["type"] switch
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
