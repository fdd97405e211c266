using System.Text.Json.Nodes;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Activities;

/// <summary>Which way a card is read.</summary>
internal static class CardDirection
{
    /// <summary>
    /// Most paragraphs, headings, labels and buttons of a card are read from right to left. What stands in fields does not count. Buttons do:
    /// they are the bot's own language, where somebody's long answer may be in another one.
    /// </summary>
    public static bool IsRightToLeft(JsonNode card) => Balance(card) > 0;

    /// <summary>The text of a paragraph: of all its runs, in order.</summary>
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
