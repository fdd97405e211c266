using System.Globalization;
using System.Text.Json;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Slack.Reading;

/// <summary>
/// A message as its author saw it. Slack sends the text with formatting marks (<c>*bold*</c>, <c>:wave::skin-tone-3:</c>) that the author did not type,
/// and also blocks that show which parts are marks and which are words. (Source: "Rich text" of Slack's documentation.)
/// </summary>
internal sealed class SlackRichText
{
    private const int MostPieces = 5_000;

    private readonly List<SlackPiece> _pieces = [];
    private readonly IReadOnlyDictionary<string, string> _labels;
    private bool _isWhole = true;
    private string _indent = "";
    private bool _atStart = true;

    private SlackRichText(IReadOnlyDictionary<string, string> labels) => _labels = labels;

    /// <summary>Reads the blocks; null if there are none, or one is of an unknown kind.</summary>
    /// <param name="message">The message.</param>
    /// <param name="labels">The labels of channels, groups and dates in the text, by the part before each label. Blocks have ids only.</param>
    public static IReadOnlyList<SlackPiece>? Read(JsonElement message, IReadOnlyDictionary<string, string> labels)
    {
        if (message.Part("blocks") is not { ValueKind: JsonValueKind.Array } blocks || blocks.GetArrayLength() == 0)
        {
            return null;
        }

        var read = new SlackRichText(labels);
        foreach (var block in blocks.EnumerateArray())
        {
            read.Block(block);
        }

        return read._isWhole && read._pieces.Count is > 0 and <= MostPieces ? read._pieces : null;
    }

    /// <summary>The names of the emoji in the blocks, as the text writes them.</summary>
    public static IEnumerable<string> EmojiNames(JsonElement message) => SlackEmoji.All(message).SelectMany(e => (string[])[$":{e.Name}::skin-tone-{e.Skin}:", $":{e.Name}:"]);

    private void Block(JsonElement block)
    {
        _isWhole &= block.Word("type") == "rich_text";
        foreach (var part in Elements(block))
        {
            Line();
            switch (part.Word("type"))
            {
                case "rich_text_section":
                    Inline(part);
                    break;
                case "rich_text_preformatted":
                    Inline(part);
                    break;
                case "rich_text_quote":
                    _indent = "> ";
                    Inline(part);
                    _indent = "";
                    break;
                case "rich_text_list":
                    List(part);
                    break;
                default:
                    _isWhole = false;
                    break;
            }
        }
    }

    private void List(JsonElement list)
    {
        var (deep, number) = (Number(list, "indent"), Number(list, "offset") + 1);
        var quoted = Number(list, "border") > 0 ? "> " : "";
        foreach (var item in Elements(list))
        {
            Line();
            var mark = list.Word("style") == "ordered" ? number++.ToString(CultureInfo.InvariantCulture) + ". " : "• ";
            Put(quoted + new string(' ', 2 * Math.Min(deep, 10)) + mark);
            _indent = quoted;
            Inline(item);
            _indent = "";
        }
    }

    private void Inline(JsonElement section)
    {
        foreach (var e in Elements(section))
        {
            switch (e.Word("type"))
            {
                case "text":
                    Put(e.Word("text") ?? "");
                    break;
                case "link" when e.Word("url") is { } url:
                    Put(SlackText.Link(url, e.Word("text")));
                    break;
                case "user" when e.Id("user_id") is { } user:
                    Put(new SlackPiece(_labels.GetValueOrDefault("@" + user) ?? "", user));
                    break;
                case "channel" when e.Id("channel_id") is { } channel:
                    PutMany("#" + (_labels.GetValueOrDefault("#" + channel) ?? channel));
                    break;
                case "usergroup" when e.Id("usergroup_id") is { } group:
                    PutMany(_labels.GetValueOrDefault("!subteam^" + group) ?? "@subteam");
                    break;
                case "broadcast" when e.Word("range") is { } range:
                    PutMany("@" + range);
                    break;
                case "emoji" when e.Word("name") is { } name:
                    Put(SlackEmoji.Character(e.Word("unicode")) ?? $":{name}:");
                    break;
                case "date" when e.Word("fallback") is { } words:
                    Put(words);
                    break;
                case "color" when e.Word("value") is { } color:
                    Put(color);
                    break;
                default:
                    _isWhole = false;
                    break;
            }
        }
    }

    private void Put(string text)
    {
        foreach (var (line, i) in text.Split('\n').Select((l, i) => (l, i)))
        {
            if (i > 0)
            {
                _pieces.Add(new("\n"));
                _atStart = true;
            }

            if (line.Length > 0)
            {
                Put(new SlackPiece(line));
            }
        }
    }

    private void PutMany(string shown) => Put(new SlackPiece(shown, null, shown));

    private void Put(SlackPiece piece)
    {
        if (_atStart && _indent.Length > 0)
        {
            _pieces.Add(new(_indent));
        }

        _pieces.Add(piece);
        _atStart = false;
    }

    private void Line()
    {
        if (!_atStart)
        {
            _pieces.Add(new("\n"));
            _atStart = true;
        }
    }

    private static JsonElement.ArrayEnumerator Elements(JsonElement json) => json.Part("elements") is { ValueKind: JsonValueKind.Array } all ? all.EnumerateArray() : default;

    private static int Number(JsonElement json, string name) => json.Part(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= 0 ? number : 0;
}

/// <summary>A piece of a text.</summary>
/// <param name="Text">The words; for a mention, the name that Slack gives, if any.</param>
/// <param name="User">The user id of the mentioned person; null for words.</param>
/// <param name="Group">A channel or group that is mentioned, as it is shown; null for others.</param>
internal readonly record struct SlackPiece(string Text, string? User = null, string? Group = null);
