using System.Text;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>
/// Slack's documented rules for blocks in messages, modals and the App Home. Limits and fields: docs.slack.dev/reference/block-kit/blocks and
/// docs.slack.dev/reference/views. Strict: a field that the documentation does not name is wrong.
/// </summary>
public static class BlockRules
{
    private const int LongestId = 255;

    /// <summary>What is wrong with a message's blocks; empty for nothing.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="isPicture">Whether a file id is one of a picture that can be shown; null: any is.</param>
    public static IReadOnlyList<string> Message(JsonArray blocks, Func<string, bool>? isPicture = null)
    {
        var check = new BlockCheck();
        if (blocks.Count > 50)
        {
            check.Add("no more than 50 items allowed", "/blocks");
        }
        Blocks(check, [.. blocks], "/blocks", isMessage: true, isPicture ?? (_ => true));
        return check.Problems;
    }

    /// <summary>What is wrong with a view; empty for nothing.</summary>
    /// <param name="view">The view.</param>
    /// <param name="type"><c>modal</c> or <c>home</c>.</param>
    /// <param name="isPicture">Whether a file id is one of a picture that can be shown; null: any is.</param>
    public static IReadOnlyList<string> View(JsonObject view, string type, Func<string, bool>? isPicture = null)
    {
        var (check, at) = (new BlockCheck(), "/view");
        ReadOnlySpan<string> common = ["type", "blocks", "private_metadata", "callback_id", "external_id"];
        check.Object(view, at, type == "modal" ? [.. common, "title", "close", "submit", "clear_on_close", "notify_on_close", "submit_disabled"] : common);
        if ((string?)view["type"] != type)
        {
            check.Add($"must be {type}", $"{at}/type");
        }
        check.String(view, "private_metadata", at, 3000, least: 0);
        check.String(view, "callback_id", at, LongestId, least: 0);
        check.String(view, "external_id", at, LongestId, least: 0);
        var blocks = check.Items(view, "blocks", at, 0, 100);
        Blocks(check, blocks, $"{at}/blocks", isMessage: false, isPicture ?? (_ => true));
        if (type == "modal")
        {
            Modal(check, view, blocks, at);
        }
        if (check.Focused > 1)
        {
            check.Add("only one element may have focus_on_load", at);
        }
        return check.Problems;
    }

    /// <summary>
    /// What is wrong with a message's blocks (an array) or a view (an object) that the bot draws: also what Slack would take, and people would
    /// see cut, or the bot could not tell apart.
    /// </summary>
    public static IReadOnlyList<string> Drawn(JsonNode blocksOrView)
    {
        var (message, view) = (blocksOrView as JsonArray, blocksOrView as JsonObject);
        var ids = BlockElements.Acting.SelectMany(type => BlockText.All(blocksOrView, type)).Select(e => (string?)e["action_id"]).ToList();
        (bool Holds, string Otherwise)[] more =
        [
            ((message ?? view!["blocks"]!.AsArray()).Count > 0, "no blocks"),
            (message is null || BlockText.Size(message) <= 12_000, "the message's texts are too long"),
            (view is null || Encoding.UTF8.GetByteCount(view.ToJsonString()) <= 250_000, "the view is too large"),
            (!BlockText.Of(blocksOrView).Any(IsCutInside), "half a surrogate pair"),
            (message is null || !BlockText.All(message, "input").Any(), "inputs in a message"),
            (BlockText.All(blocksOrView, "link").All(l => (string?)l["url"] is { } url && (url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://localhost", StringComparison.Ordinal) || url.StartsWith("mailto:", StringComparison.Ordinal))), "a link to elsewhere"),
            (!ids.Contains(null) && ids.Distinct().Count() == ids.Count, "no action_id, or one twice"),
            (BlockText.All(blocksOrView, "plain_text_input").All(i => (bool?)i["multiline"] == true || !((string?)i["initial_value"] ?? "").Contains('\n', StringComparison.Ordinal)), "several lines in a box of one"),
        ];
        return [.. message is not null ? Message(message) : View(view!, (string?)view!["type"] == "home" ? "home" : "modal"), .. more.Where(m => !m.Holds).Select(m => m.Otherwise)];
    }

    private static bool IsCutInside(string text)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return false;
        }
        catch (EncoderFallbackException)
        {
            return true;
        }
    }

    /// <summary>Whether an element of this type has an <c>action_id</c>.</summary>
    public static bool Acts(string type) => BlockElements.Acting.Contains(type);

    private static void Modal(BlockCheck check, JsonObject view, IReadOnlyList<JsonNode?> blocks, string at)
    {
        check.Text(view, "title", at, 24, plain: true, required: true);
        check.Text(view, "close", at, 24, plain: true);
        check.Text(view, "submit", at, 24, plain: true, required: blocks.Any(b => (string?)b?["type"] == "input"));
        check.Flag(view, "clear_on_close", at);
        check.Flag(view, "notify_on_close", at);
        check.Flag(view, "submit_disabled", at);
    }

    private static void Blocks(BlockCheck check, IReadOnlyList<JsonNode?> blocks, string at, bool isMessage, Func<string, bool> isPicture)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < blocks.Count; i++)
        {
            var here = $"{at}/{i}";
            if (blocks[i] is not JsonObject block)
            {
                check.Add("must provide an object", here);
                continue;
            }
            if (check.String(block, "block_id", here, LongestId) is { } id && !ids.Add(id))
            {
                check.Add($"`block_id` {id} already exists", $"{here}/block_id");
            }
            Block(check, block, here, isMessage, isPicture);
        }
    }

    private static void Block(BlockCheck check, JsonObject block, string at, bool isMessage, Func<string, bool> isPicture)
    {
        switch ((string?)block["type"])
        {
            case "section":
                Section(check, block, at);
                break;
            case "header":
                check.Object(block, at, "type", "block_id", "text");
                check.Text(block, "text", at, 150, plain: true, required: true);
                break;
            case "divider":
                check.Object(block, at, "type", "block_id");
                break;
            case "image":
                Image(check, block, at, isPicture);
                break;
            case "context":
                Context(check, block, at, isPicture);
                break;
            case "actions":
                check.Object(block, at, "type", "block_id", "elements");
                BlockElements.Several(check, check.Items(block, "elements", at, 1, 25), $"{at}/elements", BlockElements.InActions);
                break;
            case "input":
                Input(check, block, at, isMessage);
                break;
            case "rich_text":
                check.Object(block, at, "type", "block_id", "elements");
                RichText(check, check.Items(block, "elements", at, 1, int.MaxValue), $"{at}/elements");
                break;
            case "markdown" when isMessage:
                check.Object(block, at, "type", "block_id", "text");
                check.String(block, "text", at, 12_000, required: true);
                break;
            case "table" when isMessage:
                check.Object(block, at, "type", "block_id", "rows", "column_settings");
                check.Items(block, "rows", at, 1, 100);
                break;
            case var type:
                check.Add(type is null ? "missing required field: type" : $"unsupported type: {type}", at);
                break;
        }
    }

    private static void RichText(BlockCheck check, IReadOnlyList<JsonNode?> elements, string at)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            var here = $"{at}/{i}";
            if (check.Object(elements[i], here, "type", "elements", "style", "indent", "border", "offset", "text", "url", "unsafe") is not { } element)
            {
                continue;
            }

            switch ((string?)element["type"])
            {
                case "rich_text_section" or "rich_text_quote" or "rich_text_list" or "rich_text_preformatted":
                    RichText(check, check.Items(element, "elements", here, 1, int.MaxValue), $"{here}/elements");
                    break;
                case "link":
                    check.Address(element, "url", here, required: true);
                    Run(check, element, here);
                    break;
                case "text":
                    Run(check, element, here);
                    break;
                case var type:
                    check.Add($"unsupported type: {type}", $"{here}/type");
                    break;
            }
        }
    }

    private static void Run(BlockCheck check, JsonObject run, string at)
    {
        check.String(run, "text", at, 3000, required: (string?)run["type"] == "text");
        if (run["style"] is { } style)
        {
            check.Object(style, $"{at}/style", "bold", "italic", "strike", "code", "underline");
        }
    }

    private static void Section(BlockCheck check, JsonObject block, string at)
    {
        check.Object(block, at, "type", "block_id", "text", "fields", "accessory", "expand");
        check.Text(block, "text", at, 3000, plain: false, required: block["fields"] is null);
        check.Flag(block, "expand", at);
        if (block["fields"] is not null)
        {
            var fields = check.Items(block, "fields", at, 1, 10);
            for (var i = 0; i < fields.Count; i++)
            {
                check.Text(fields[i], $"{at}/fields/{i}", 2000, plain: false);
            }
        }
        if (block["accessory"] is { } accessory)
        {
            BlockElements.Several(check, [accessory], $"{at}/accessory", BlockElements.InSections, isList: false);
        }
    }

    private static void Context(BlockCheck check, JsonObject block, string at, Func<string, bool> isPicture)
    {
        check.Object(block, at, "type", "block_id", "elements");
        var elements = check.Items(block, "elements", at, 1, 10);
        for (var i = 0; i < elements.Count; i++)
        {
            if (elements[i] is JsonObject image && (string?)image["type"] == "image")
            {
                Image(check, image, $"{at}/elements/{i}", isPicture);
            }
            else
            {
                check.Text(elements[i], $"{at}/elements/{i}", 3000, plain: false);
            }
        }
    }

    private static void Image(BlockCheck check, JsonObject image, string at, Func<string, bool> isPicture)
    {
        check.Object(image, at, "type", "block_id", "alt_text", "image_url", "slack_file", "title");
        check.String(image, "alt_text", at, 2000, required: true);
        check.Text(image, "title", at, 2000, plain: true);
        if ((image["image_url"] is null) == (image["slack_file"] is null))
        {
            check.Add("either image_url or slack_file", at);
        }
        check.Address(image, "image_url", at);
        if (image["slack_file"] is { } given && check.Object(given, $"{at}/slack_file", "id", "url") is { } file && (file["id"] is not JsonValue id || !isPicture(StubArguments.Text(id)!)))
        {
            check.Add("invalid slack file", $"{at}/slack_file");
        }
    }

    private static void Input(BlockCheck check, JsonObject block, string at, bool isMessage)
    {
        check.Object(block, at, "type", "block_id", "label", "element", "dispatch_action", "hint", "optional");
        check.Text(block, "label", at, 2000, plain: true, required: true);
        check.Text(block, "hint", at, 2000, plain: true);
        check.Flag(block, "optional", at);
        check.Flag(block, "dispatch_action", at);
        if (block["element"] is { } element)
        {
            BlockElements.Several(check, [element], $"{at}/element", isMessage ? BlockElements.InMessageInputs : BlockElements.InInputs, isList: false);
        }
        else
        {
            check.Add("missing required field: element", at);
        }
    }
}
