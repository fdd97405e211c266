using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack;

/// <summary>
/// What Slack documents of blocks and views (docs.slack.dev, "Blocks", "Block elements", "Composition objects", "Views"), as a check of its own: it
/// knows nothing of the renderer.
/// </summary>
public sealed class BlockLimits
{
    private static readonly string[] Styles = ["bold", "italic", "strike", "code", "underline"];
    private static readonly string[] RichText = ["rich_text_section", "rich_text_quote", "rich_text_list", "rich_text_preformatted"];

    private readonly List<string> _problems = [];
    private readonly HashSet<string> _blockIds = [];
    private readonly HashSet<string> _actionIds = [];

    /// <summary>What is wrong with a message's blocks (an array) or with a view (an object); empty for nothing.</summary>
    public static IReadOnlyList<string> Problems(JsonNode blocksOrView)
    {
        var limits = new BlockLimits();
        if (blocksOrView is JsonArray blocks)
        {
            limits.Blocks(blocks, 50, "header", "section", "context", "actions", "divider", "image", "rich_text");
            limits.Most(blocks.Sum(TextLength), 12_000, "the message's texts");
        }
        else
        {
            limits.View(blocksOrView.AsObject());
        }

        limits.Must(!Texts(blocksOrView).Any(IsCutInside), "half a surrogate pair");
        return limits._problems;
    }

    /// <summary>Characters of all texts under a node, as Slack keeps them: the three entities encoded.</summary>
    public static int TextLength(JsonNode? node) => Texts(node).Sum(text => text.Sum(c => c switch { '&' => 5, '<' or '>' => 4, _ => 1 }));

    /// <summary>All texts under a node in the order in which they are read.</summary>
    public static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray nodes => nodes.SelectMany(Texts),
        JsonObject json => json.SelectMany(f => f.Key is "text" or "alt_text" or "initial_value" && f.Value?.GetValueKind() == JsonValueKind.String ? [(string)f.Value!] : Texts(f.Value)),
        _ => [],
    };

    /// <summary>All objects of this type under a node.</summary>
    public static IEnumerable<JsonObject> All(JsonNode? node, string type) => node switch
    {
        JsonArray nodes => nodes.SelectMany(n => All(n, type)),
        JsonObject json => json.SelectMany(f => All(f.Value, type)).Concat((json["type"] as JsonValue)?.ToString() == type ? [json] : []),
        _ => [],
    };

    private static bool IsCutInside(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])))
            {
                return true;
            }

            at += char.IsHighSurrogate(text[at]) ? 1 : 0;
        }

        return false;
    }

    private void View(JsonObject view)
    {
        var type = (string?)view["type"];
        Must(type is "modal" or "home", $"a view of type {type}");
        Blocks(view["blocks"]!.AsArray(), 100, "header", "section", "context", "actions", "divider", "image", "rich_text", "input");
        Most(Encoding.UTF8.GetByteCount(view.ToJsonString()), 250_000, "the view's bytes");
        Most(((string?)view["private_metadata"])?.Length ?? 0, 3_000, "private_metadata");
        Most(((string?)view["callback_id"])?.Length ?? 0, 255, "callback_id");
        if (type == "modal")
        {
            Plain(view["title"], 24, "the title");
            PlainIfAny(view["submit"], 24, "submit");
            PlainIfAny(view["close"], 24, "close");
            Must(view["submit"] is not null || !All(view["blocks"], "input").Any(), "inputs without submit");
        }
    }

    private void Blocks(JsonArray blocks, int most, params string[] types)
    {
        Must(blocks.Count > 0, "no blocks");
        Most(blocks.Count, most, "blocks");
        foreach (var block in blocks.Select(b => b!.AsObject()))
        {
            var type = (string?)block["type"] ?? "";
            Must(types.Contains(type), $"a block {type} here");
            Id(block["block_id"], _blockIds, "block_id", needed: false);
            Block(type, block);
        }
    }

    private void Block(string type, JsonObject block)
    {
        switch (type)
        {
            case "header": Plain(block["text"], 150, "header"); break;
            case "section": Text(block["text"], 3_000, "section"); break;
            case "context": Some(block, 10, "context", e => Text(e, 3_000, "context")); break;
            case "actions": Some(block, 25, "actions", Button); break;
            case "divider": Must(block.Count == 1, "a divider with more"); break;
            case "image": Image(block); break;
            case "rich_text": Some(block, int.MaxValue, "rich_text", Rich); break;
            case "input": Input(block); break;
        }
    }

    private void Image(JsonObject block)
    {
        Must(!string.IsNullOrEmpty((string?)block["slack_file"]?["id"]) || !string.IsNullOrEmpty((string?)block["image_url"]), "an image without a source");
        Within(((string?)block["alt_text"])?.Length ?? 0, 1, 2_000, "alt_text");
    }

    private void Input(JsonObject block)
    {
        Plain(block["label"], 2_000, "label");
        PlainIfAny(block["hint"], 2_000, "hint");
        var element = block["element"]!.AsObject();
        Must((string?)element["type"] == "plain_text_input", "an input of another type");
        Id(element["action_id"], _actionIds, "action_id", needed: true);
        PlainIfAny(element["placeholder"], 150, "placeholder");
        var longest = (int?)element["max_length"] ?? 3_000;
        Within(longest, 1, 3_000, "max_length");
        Most(((string?)element["initial_value"])?.Length ?? 0, longest, "initial_value");
        Must((bool?)element["multiline"] == true || !((string?)element["initial_value"] ?? "").Contains('\n', StringComparison.Ordinal), "several lines in a box of one");
    }

    private void Button(JsonObject button)
    {
        Must((string?)button["type"] == "button", "an action that is no button");
        Plain(button["text"], 75, "a button's text");
        Id(button["action_id"], _actionIds, "action_id", needed: true);
        Most(((string?)button["value"])?.Length ?? 0, 2_000, "value");
        Must((string?)button["style"] is null or "primary" or "danger", "a style of its own");
    }

    private void Rich(JsonObject element)
    {
        Must(RichText.Contains((string?)element["type"]), $"rich text of type {element["type"]}");
        Some(element, int.MaxValue, "rich text", run =>
        {
            Must((string?)run["type"] is "text" or "link", $"a run of type {run["type"]}");
            if ((string?)run["type"] == "link")
            {
                Must((string?)run["url"] is { } url && (url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://localhost", StringComparison.Ordinal) || url.StartsWith("mailto:", StringComparison.Ordinal)), $"a link to {run["url"]}");
            }

            Within(((string?)run["text"])?.Length ?? 0, 1, 3_000, "a run's text");
            Must(run["style"] is null || run["style"]!.AsObject().All(s => Styles.Contains(s.Key)), "a style there is not");
        });
    }

    private void Some(JsonObject block, int most, string what, Action<JsonObject> check)
    {
        var elements = block["elements"]!.AsArray();
        Within(elements.Count, 1, most, $"elements of {what}");
        foreach (var element in elements)
        {
            check(element!.AsObject());
        }
    }

    private void PlainIfAny(JsonNode? text, int most, string what)
    {
        if (text is not null)
        {
            Plain(text, most, what);
        }
    }

    private void Plain(JsonNode? text, int most, string what)
    {
        Must((string?)text?["type"] == "plain_text", $"{what} is not plain");
        Text(text, most, what);
    }

    private void Text(JsonNode? text, int most, string what)
    {
        Must((string?)text?["type"] is "plain_text" or "mrkdwn", $"{what} is no text");
        Within(((string?)text?["text"])?.Length ?? 0, 1, most, what);
    }

    private void Id(JsonNode? id, HashSet<string> used, string what, bool needed)
    {
        if (id is null)
        {
            Must(!needed, $"no {what}");
            return;
        }

        Within(((string)id!).Length, 1, 255, what);
        Must(used.Add((string)id!), $"{what} {id} twice");
    }

    private void Within(int length, int least, int most, string what)
    {
        Must(length >= least, $"{what}: empty");
        Most(length, most, what);
    }

    private void Most(int length, int most, string what) => Must(length <= most, string.Create(CultureInfo.InvariantCulture, $"{what}: {length} of {most}"));

    private void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            _problems.Add(otherwise);
        }
    }
}
