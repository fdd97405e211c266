using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>
/// The size of blocks for Slack, in characters. Slack publishes no rule: it refuses a message with <c>msg_blocks_too_long</c>. Known limits: 13,297
/// characters of one markdown block, about 100 less for each header (slackapi/bolt-js, issue 2509), and 11,341 characters of text in many
/// rich-text blocks (issue 2867). So this counts every text as Slack stores it (<c>&amp;</c> is 5 characters there, <c>&lt;</c> and <c>&gt;</c>
/// are 4), every value and id in the same way, 40 for each object and 60 more for each block.
/// </summary>
internal static class BlockSize
{
    private const int PerObject = 40;
    private const int PerBlock = 60;

    /// <summary>All blocks of a message.</summary>
    public static int Of(JsonArray blocks) => blocks.Sum(block => PerBlock + OfNode(block));

    /// <summary>One character of a text.</summary>
    public static int Of(char character) => character switch
    {
        '&' => 5,
        '<' or '>' => 4,
        _ => 1,
    };

    /// <summary>A text.</summary>
    public static int Of(string text) => text.Sum(Of);

    /// <summary>The size of a view in bytes, as JSON with ASCII characters only, which is its longest form.</summary>
    public static int Bytes(JsonNode node) => node.ToJsonString().Length;

    private static int OfNode(JsonNode? node) => node switch
    {
        JsonArray nodes => nodes.Sum(OfNode),
        JsonObject json => PerObject + json.Where(field => field.Key != "type").Sum(field => OfNode(field.Value)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Of(value.GetValue<string>()),
        _ => 0,
    };
}
