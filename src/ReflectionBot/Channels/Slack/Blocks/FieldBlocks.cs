using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Blocks.Pieces;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Typing;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>Adds the fields of a form to the blocks of a modal, as long as there is room.</summary>
/// <param name="blocks">The blocks above the fields.</param>
internal sealed class FieldBlocks(JsonArray blocks)
{
    /// <summary>The space for the sentence about fields that did not fit.</summary>
    private const int LastSentence = 20_000;

    private const int LongestLabel = 100;
    private const int MostLabels = 20;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];
    private int _bytes = BlockSize.Bytes(blocks);

    /// <summary>Whether there is a box to write in.</summary>
    public bool HasBox => _ids.Count > 0;

    /// <summary>Adds a field: as a box; as words if its value is too long for a box; or only its name, in the last sentence.</summary>
    public void Add(FormField field)
    {
        var longest = Math.Clamp(field.MaxLength, 1, SlackLimits.Input);
        if (field.Id.Length is 0 or > SlackLimits.Id || _ids.Contains(field.Id))
        {
            throw new ArgumentException("a field's id is empty, too long or not its own", nameof(field));
        }

        if (field.Value.Length > longest)
        {
            if (!TryAdd(TooLong(field)))
            {
                _missing.Add(Label(field));
            }
        }
        else if (TryAdd(new JsonArray(Input(field, longest))))
        {
            _ids.Add(field.Id);
        }
        else
        {
            _missing.Add(Label(field));
        }
    }

    /// <summary>All blocks, with a sentence about the fields that did not fit.</summary>
    public JsonArray Finish()
    {
        if (_missing.Count > 0)
        {
            var labels = string.Join(", ", _missing.Take(MostLabels).Select(l => $"\"{Texts.Shorten(l, LongestLabel)}\""));
            var sentence = _missing.Count > MostLabels ? SlackWording.FormatNotInThisWindowAndMore(labels, _missing.Count - MostLabels) : SlackWording.FormatNotInThisWindow(labels);
            Move(BlockWriter.Draw([new Words([new(sentence)])]));
        }

        return blocks;
    }

    private static string Label(FormField field) => string.IsNullOrWhiteSpace(field.Label) ? field.Id : field.Label;

    private static JsonArray TooLong(FormField field)
    {
        var to = new PieceWriter();
        to.Text(Label(field), BlockLook.Bold);
        to.Text(field.Value, close: true);
        to.Text(SlackWording.ThisIsLongerThanAWindow, BlockLook.Italic, close: true);
        return BlockWriter.Draw(to.Pieces);
    }

    private static JsonObject Input(FormField field, int longest)
    {
        var element = new JsonObject
        {
            ["type"] = "plain_text_input",
            ["action_id"] = field.Id,
            ["multiline"] = field.MultiLine || field.Value.Contains('\n', StringComparison.Ordinal),
            ["max_length"] = longest,
        };
        if (field.Value.Length > 0)
        {
            element["initial_value"] = field.Value;
        }

        if (!string.IsNullOrWhiteSpace(field.Placeholder))
        {
            element["placeholder"] = PlainWords.Object(field.Placeholder, SlackLimits.Placeholder);
        }

        var input = new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = field.Id,
            ["optional"] = true,
            ["dispatch_action"] = false,
            ["label"] = PlainWords.Object(Label(field), SlackLimits.Label),
            ["element"] = element,
        };
        var hint = string.Join(" · ", ((string[])[field.Small, field.Help]).Where(t => !string.IsNullOrWhiteSpace(t)));
        if (hint.Length > 0)
        {
            input["hint"] = PlainWords.Object(hint.Replace('`', '"'), SlackLimits.Label);
        }

        return input;
    }

    private bool TryAdd(JsonArray more)
    {
        var bytes = BlockSize.Bytes(more);
        if (blocks.Count + more.Count > SlackLimits.ViewBlocks - 1 || _bytes + bytes > SlackLimits.ViewBytes - BlockLimits.BesideBlocks - LastSentence)
        {
            return false;
        }

        _bytes += bytes;
        Move(more);
        return true;
    }

    private void Move(JsonArray from)
    {
        foreach (var block in from.ToList())
        {
            from.Remove(block);
            blocks.Add(block);
        }
    }
}
