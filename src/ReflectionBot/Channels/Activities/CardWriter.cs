using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Channels.Activities;

/// <summary>The text style of a line: size, weight and colour.</summary>
internal enum Look
{
    Plain,
    Title,
    Bold,
    Subtle,
    Italic,

    /// <summary>The heading of a section.</summary>
    Section,

    /// <summary>A word for the reader to type.</summary>
    Typed,
}

/// <summary>
/// Writes the elements of one Adaptive Card 1.5. Texts go into <c>TextRun</c>s, which do not support markdown (adaptivecards.io: "Text to display.
/// Markdown is not supported."). <c>TextBlock</c> does, so it is used for fixed headings only.
/// </summary>
/// <param name="longest">Longer texts are shortened to this many UTF-16 characters, except those marked exact.</param>
internal sealed partial class CardWriter(int longest)
{
    /// <summary>The most blocks for one text, one block per line; further lines are joined, so that a thousand empty lines cannot fill a card.</summary>
    private const int LinesPerText = 30;

    private readonly Stack<JsonArray> _open = new([[]]);

    private readonly JsonArray _actions = [];

    /// <summary>The finished card.</summary>
    public JsonObject Card(string fallback)
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = "1.5",
            ["fallbackText"] = fallback,
            ["body"] = _open.Peek(),
        };
        if (_actions.Count > 0)
        {
            card["actions"] = _actions;
        }

        if (CardDirection.IsRightToLeft(card))
        {
            card["rtl"] = true;
        }

        return card;
    }

    /// <summary>A heading that screen readers announce as a heading. A text with anything like markup looks the same but is written as plain text.</summary>
    /// <param name="text">The heading's text.</param>
    /// <param name="close">Whether it belongs to the line above, without space between.</param>
    /// <param name="look"><see cref="Look.Title"/>, <see cref="Look.Bold"/> or <see cref="Look.Section"/>.</param>
    public void FixedHeading(string text, bool close = false, Look look = Look.Title)
    {
        if (!NoMarkup().IsMatch(text))
        {
            Text(text, look);
            return;
        }

        var heading = new JsonObject { ["type"] = "TextBlock", ["text"] = Cut(text), ["style"] = "heading", ["size"] = look == Look.Title ? "large" : "default", ["weight"] = "bolder", ["wrap"] = true };
        if (look == Look.Section)
        {
            heading["color"] = "accent";
        }

        if (close)
        {
            heading["spacing"] = "none";
        }

        Add(heading);
    }

    /// <summary>A text, one block per line; nothing for an empty text.</summary>
    public void Text(string? text, Look look = Look.Plain)
    {
        var lines = Cut(text).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length > LinesPerText)
        {
            lines = [.. lines.Take(LinesPerText - 1), string.Join(' ', lines.Skip(LinesPerText - 1))];
        }

        for (var i = 0; i < lines.Length; i++)
        {
            Runs(i > 0, Run(lines[i], look));
        }
    }

    /// <summary>A sentence of the bot's own. A word to type, marked with backticks, is shown in monospace without them.</summary>
    public void Sentence(string text, IReadOnlyList<TextLink>? links = null)
    {
        if (text.Contains('\n', StringComparison.Ordinal) || text.Length > longest || (links is null or [] && !ToType().IsMatch(text)))
        {
            Text(text);
            return;
        }

        Runs(false, [.. TextLink.Pieces(text, links).SelectMany(piece => piece.Target is { } target ? (IEnumerable<JsonObject>)[Link(piece.Text, target)] : Typed(piece.Text))]);
    }

    /// <summary>A heading in bold and its text in one block.</summary>
    public void Headed(string heading, string text, IReadOnlyList<TextLink>? links = null)
    {
        if (heading.Length == 0)
        {
            Text(text);
            return;
        }

        var pieces = text.Length > longest ? [(Cut(text), null)] : TextLink.Pieces(text, links);
        Runs(false, [Run(Cut(heading) + " ", Look.Bold), .. pieces.Select(p => p.Target is { } target ? Link(p.Text, target) : Run(p.Text, Look.Plain))]);
    }

    /// <summary>A quote, whole and unchanged, with the text before and after it.</summary>
    public void Exact(string before, string quote, string after)
    {
        var runs = new List<JsonNode> { Run(before + "\"", Look.Plain), Run(quote, Look.Italic), Run("\"", Look.Plain) };
        if (after.Length > 0)
        {
            runs.Add(Run(after, Look.Subtle));
        }

        Runs(false, [.. runs]);
    }

    /// <summary>
    /// A field. Its value is never shortened, because it comes back as the new answer. The help text has the id <c>{field}-help</c>, so that a client
    /// that supports it can show it below the label.
    /// </summary>
    public void Field(FormField field)
    {
        if (field.Id == ActionData.Key)
        {
            throw new ArgumentException($"a field may not be called {ActionData.Key}", nameof(field));
        }

        Begin(Box.Room);
        Text(field.Small, Look.Subtle);
        if (field.Help.Length > 0)
        {
            Add(new JsonObject { ["type"] = "RichTextBlock", ["id"] = $"{field.Id}-help", ["spacing"] = "none", ["inlines"] = new JsonArray(Run(Cut(field.Help), Look.Subtle)) });
        }

        var input = new JsonObject
        {
            ["type"] = "Input.Text",
            ["id"] = field.Id,
            ["label"] = field.Label,
            ["spacing"] = "small",
            ["isMultiline"] = field.MultiLine,
            ["maxLength"] = field.MaxLength,
        };
        SetIfAny(input, "placeholder", field.Placeholder);
        SetIfAny(input, "value", field.Value);
        Add(input);
        End();
    }

    /// <summary>Buttons below the whole card.</summary>
    public void Actions(IEnumerable<Button> buttons, bool sendsFields = false)
    {
        foreach (var button in buttons)
        {
            _actions.Add((JsonNode)Submit(button, sendsFields));
        }
    }

    /// <summary>Buttons inside the body.</summary>
    public void ActionSet(IReadOnlyList<Button> buttons)
    {
        if (buttons.Count > 0)
        {
            Add(new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray([.. buttons.Select(b => (JsonNode)Submit(b, false))]) });
        }
    }

    /// <summary>Begins a group: the elements written from here to <see cref="End"/> belong together.</summary>
    public void Begin(Box box = Box.Line)
    {
        JsonArray items = [];
        JsonObject container = new() { ["type"] = "Container", ["spacing"] = box == Box.Emphasis ? "medium" : "large" };
        if (box == Box.Line)
        {
            container["separator"] = true;
        }
        else if (box == Box.Emphasis)
        {
            container["style"] = "emphasis";
        }

        container["items"] = items;
        Add(container);
        _open.Push(items);
    }

    /// <summary>Ends the group that <see cref="Begin"/> began.</summary>
    public void End() => _open.Pop();

    private static JsonObject Submit(Button button, bool sendsFields)
    {
        var action = new JsonObject
        {
            ["type"] = "Action.Submit",
            ["title"] = Texts.Shorten(button.Label, 75),
            ["data"] = new JsonObject { [ActionData.Key] = ActionData.Write(button.Action) },
        };
        if (button.Primary)
        {
            action["style"] = "positive";
        }

        if (!sendsFields)
        {
            action["associatedInputs"] = "none";
        }

        return action;
    }

    private static JsonObject Run(string text, Look look)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = text };
        switch (look)
        {
            case Look.Title:
                run["size"] = "large";
                run["weight"] = "bolder";
                break;
            case Look.Bold:
                run["weight"] = "bolder";
                break;
            case Look.Subtle:
                run["size"] = "small";
                run["isSubtle"] = true;
                break;
            case Look.Italic:
                run["italic"] = true;
                break;
            case Look.Section:
                run["color"] = "accent";
                run["weight"] = "bolder";
                break;
            case Look.Typed:
                run["fontType"] = "monospace";
                break;
        }

        return run;
    }

    private static IEnumerable<JsonObject> Typed(string text) =>
        ToType().Split(text).Select((part, i) => (Text: part, Typed: i % 2 == 1)).Where(p => p.Text.Length > 0).Select(p => Run(p.Text, p.Typed ? Look.Typed : Look.Plain));

    /// <summary>A link in the text.</summary>
    private static JsonObject Link(string text, string target)
    {
        var run = Run(text, Look.Plain);
        run["selectAction"] = new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = text, ["url"] = target };
        return run;
    }

    private static void SetIfAny(JsonObject at, string name, string text)
    {
        if (text.Length > 0)
        {
            at[name] = text;
        }
    }

    private void Runs(bool close, params JsonNode[] runs)
    {
        var block = new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(runs) };
        if (close)
        {
            block["spacing"] = "none";
        }

        Add(block);
    }

    private void Add(JsonNode element) => _open.Peek().Add(element);

    /// <summary>Matches letters, and punctuation with no markdown meaning at its position in a <c>TextBlock</c>. A number that would begin a list does not match.</summary>
    [GeneratedRegex(@"\A(\d{1,3} )?\p{L}[\p{L}\p{M}\p{Nd} ,.?؟،'’:-]*\z")]
    private static partial Regex NoMarkup();

    [GeneratedRegex("`([^`]{1,200})`")]
    private static partial Regex ToType();

    private string Cut(string? text) => Texts.Shorten(text ?? "", longest);
}
