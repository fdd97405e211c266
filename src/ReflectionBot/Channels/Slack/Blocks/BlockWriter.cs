using System.Text.Json.Nodes;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Blocks.Pieces;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>
/// Draws pieces as blocks. Words go into <c>rich_text</c>: there, a mention, a link or an emoji is an element of its own, and a <c>text</c> element
/// is only its letters (docs.slack.dev, "Rich text block"), unlike in <c>mrkdwn</c>, which is used nowhere. All links are the bot's own.
/// </summary>
/// <param name="dense">As few blocks as possible: one block for all paragraphs between two rows of buttons, and rows of 25.</param>
internal sealed class BlockWriter(bool dense)
{
    private const string FirstStrongIsolate = "\u2068";
    private const string PopIsolate = "\u2069";

    private readonly JsonArray _blocks = [];
    private readonly ButtonBlocks _buttons = new();

    /// <summary>The elements of the rich-text block that is being written; null if none is.</summary>
    private JsonArray? _elements;

    /// <summary>The runs of the section that is being written; null if none is.</summary>
    private JsonArray? _section;

    /// <summary>Whether the section, or a part of it, is read from right to left.</summary>
    private bool _turned;

    /// <summary>Draws all pieces.</summary>
    public static JsonArray Draw(IEnumerable<Piece> pieces, bool dense = false)
    {
        var writer = new BlockWriter(dense);
        foreach (var piece in pieces)
        {
            writer.Draw(piece);
        }

        return writer._blocks;
    }

    private void Draw(Piece piece)
    {
        switch (piece)
        {
            case Heading { Text: var text } when text.Length <= SlackLimits.Header && PlainWords.IsTame(text):
                Block(new() { ["type"] = "header", ["text"] = PlainWords.Object(text, SlackLimits.Header) });
                break;
            case Heading { Text: var text }:
                Paragraph(new([new(text, BlockLook.Bold)]));
                break;
            case Words { Shape: Shape.Small } words when !dense && words.Text.Length <= SlackLimits.Text && PlainWords.IsTame(words.Text):
                Block(new() { ["type"] = "context", ["elements"] = new JsonArray(PlainWords.Object(words.Text, SlackLimits.Text)) });
                break;
            case Words { Shape: Shape.Quote } words:
                Quote(words);
                break;
            case Words words:
                Paragraph(words);
                break;
            case BlockRow row:
                foreach (var actions in _buttons.Rows(row.Presses, dense))
                {
                    Block(actions);
                }

                break;
            case Picture picture:
                Block(new() { ["type"] = "image", ["slack_file"] = new JsonObject { ["id"] = picture.File }, ["alt_text"] = PlainWords.Text(picture.AltText, SlackLimits.AltText) });
                break;
            case Rule when !dense:
                Block(new() { ["type"] = "divider" });
                break;
        }
    }

    private void Block(JsonObject block)
    {
        (_elements, _section) = (null, null);
        _blocks.Add((JsonNode)block);
    }

    /// <summary>
    /// The paragraphs of a block are lines of one section, as Slack's own editor writes them. A paragraph that is read from right to left has a section
    /// of its own, because a section has one direction.
    /// </summary>
    private void Paragraph(Words words)
    {
        RichText(words.Close);
        var turned = TextDirection.HasOther(words.Text, isRightToLeft: false);
        if (_section is null || turned != _turned)
        {
            (_section, _turned) = ([], turned);
            _elements!.Add((JsonNode)new JsonObject { ["type"] = "rich_text_section", ["elements"] = _section });
        }
        else
        {
            _section.Add((JsonNode)Element("\n", BlockLook.Plain));
        }

        Runs(_section, words);
    }

    private void Quote(Words words)
    {
        RichText(words.Close);
        JsonArray runs = [];
        _elements!.Add((JsonNode)new JsonObject { ["type"] = "rich_text_quote", ["elements"] = runs });
        _section = null;
        Runs(runs, words);
    }

    private void RichText(bool close)
    {
        if (_elements is not null && (close || dense))
        {
            return;
        }

        JsonArray elements = [];
        Block(new() { ["type"] = "rich_text", ["elements"] = elements });
        _elements = elements;
    }

    /// <summary>Marks around right-to-left text are elements of their own, so that a person's text stays unchanged letter for letter.</summary>
    private static void Runs(JsonArray to, Words words)
    {
        foreach (var run in words.Runs)
        {
            var isolate = words.Runs.Count > 1 && TextDirection.HasOther(run.Text, isRightToLeft: false);
            var texts = TextCuts.Pieces(run.Text, SlackLimits.Text);
            foreach (var text in isolate ? texts.Prepend(FirstStrongIsolate).Append(PopIsolate) : texts)
            {
                to.Add((JsonNode)(run.Part(text) is { Link: { } link } ? new JsonObject { ["type"] = "link", ["url"] = link, ["text"] = text } : Element(text, run.Look)));
            }
        }
    }

    private static JsonObject Element(string text, BlockLook look)
    {
        var element = new JsonObject { ["type"] = "text", ["text"] = text };
        if (look != BlockLook.Plain)
        {
            element["style"] = new JsonObject { [look switch { BlockLook.Bold => "bold", BlockLook.Italic => "italic", _ => "code" }] = true };
        }

        return element;
    }
}
