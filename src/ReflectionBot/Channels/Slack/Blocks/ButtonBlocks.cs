using System.Text.Json.Nodes;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Blocks.Pieces;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Typing;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>Buttons as <c>actions</c> blocks, with ids that are unique in their message: <c>b0</c>, <c>b1</c>, ...</summary>
internal sealed class ButtonBlocks
{
    /// <summary>How many buttons are in a row, if there is room for more rows: a narrow window shows this many well.</summary>
    private const int InARow = 5;

    private int _used;

    /// <summary>Rows of about the same length: a single button in the last one looks lost.</summary>
    public IEnumerable<JsonObject> Rows(IReadOnlyList<Press> presses, bool dense)
    {
        var longest = dense ? SlackLimits.Actions : InARow;
        var rows = (presses.Count + longest - 1) / longest;
        return presses.Chunk((presses.Count + rows - 1) / rows)
            .Select(row => new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray([.. row.Select(press => (JsonNode)Element(press))]) });
    }

    /// <summary>What the button does, as JSON of ASCII characters without <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c>: nothing on the way can change it.</summary>
    public static string Value(ButtonAction action) => ActionData.Write(action).ToJsonString();

    /// <summary>
    /// Removes the buttons that Slack would refuse because their value is too long; a sentence names them. Everything that a button does can also be
    /// typed.
    /// </summary>
    public static IReadOnlyList<Piece> WithoutRefused(IReadOnlyList<Piece> pieces)
    {
        var refused = pieces.OfType<BlockRow>().SelectMany(row => row.Presses).Where(IsRefused).ToList();
        if (refused.Count == 0)
        {
            return pieces;
        }

        List<Piece> kept = [.. pieces.Select(p => p is BlockRow row ? new BlockRow([.. row.Presses.Where(press => !IsRefused(press))]) : p).Where(p => p is not BlockRow { Presses.Count: 0 })];
        kept.Insert(kept.Count > 0 && kept[^1] is BlockRow ? kept.Count - 1 : kept.Count, Missing(refused));
        return kept;
    }

    /// <summary>Names buttons that are not shown.</summary>
    public static Words Missing(IReadOnlyList<Press> presses)
    {
        const int Named = 10;
        var labels = string.Join(", ", presses.Take(Named).Select(p => $"\"{Texts.Shorten(p.Button.Label, SlackLimits.ButtonText)}\""));
        return new([new(presses.Count > Named ? SlackWording.FormatNotEveryButtonFitsHereAndOthers(labels) : SlackWording.FormatNotEveryButtonFitsHere(labels))], Rank.Must);
    }

    private static bool IsRefused(Press press) => Value(press.Button.Action).Length > SlackLimits.ButtonValue;

    private JsonObject Element(Press press)
    {
        var label = string.IsNullOrWhiteSpace(press.Button.Label) ? press.Button.Action.Verb : press.Button.Label;
        var element = new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = $"{(press.Opens ? BlockRenderer.OpenPrefix : "b")}{_used++}",
            ["text"] = PlainWords.Object(label, SlackLimits.ButtonText),
            ["value"] = Value(press.Button.Action),
        };
        if (press.Button.Primary)
        {
            element["style"] = "primary";
        }

        return element;
    }
}
