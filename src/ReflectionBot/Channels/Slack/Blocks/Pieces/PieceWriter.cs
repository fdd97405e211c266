using System.Text.RegularExpressions;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.Blocks.Pieces;

/// <summary>Writes pieces one below the other; texts without a visible character add no piece.</summary>
internal sealed partial class PieceWriter
{
    private readonly List<Piece> _pieces = [];

    /// <summary>The pieces written so far.</summary>
    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>The title.</summary>
    public void Heading(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            _pieces.Add(new Heading(PlainWords.Lines(text)));
        }
    }

    /// <summary>A paragraph that all looks the same.</summary>
    public void Text(string? text, BlockLook look = BlockLook.Plain, Rank rank = Rank.Line, bool close = false) => Runs(rank, Shape.Paragraph, close, new Run(text ?? "", look));

    /// <summary>A small paragraph.</summary>
    public void Small(string? text, Rank rank = Rank.Line) => Runs(rank, Shape.Small, false, new Run(text ?? ""));

    /// <summary>A heading in bold and its text in one paragraph.</summary>
    public void Headed(string heading, string text, Rank rank = Rank.Line, bool close = false, IReadOnlyList<TextLink>? links = null) =>
        Runs(rank, Shape.Paragraph, close, [new Run(heading.Length == 0 ? "" : heading + " ", BlockLook.Bold), .. TextLink.Pieces(text, links).Select(p => new Run(p.Text, Link: Leads(p.Target)))]);

    /// <summary>The bot's own sentences. Text between backticks is shown as text to type, without the backticks.</summary>
    public void Sentence(string? text, bool close = false, IReadOnlyList<TextLink>? links = null) =>
        Runs(Rank.Line, Shape.Paragraph, close, [.. TextLink.Pieces(text ?? "", links).SelectMany(p => p.Target is { } target
            ? (IEnumerable<Run>)[new Run(p.Text, Link: Leads(target))]
            : ToType().Split(p.Text).Select((part, i) => new Run(part, i % 2 == 1 ? BlockLook.Typed : BlockLook.Plain)))]);

    /// <summary>Lines right below each other.</summary>
    public void Lines(IEnumerable<string> lines, bool closeFirst = false)
    {
        foreach (var line in lines)
        {
            Text(line, close: closeFirst);
            closeFirst = true;
        }
    }

    /// <summary>An exact quote and its author; "" for no author.</summary>
    public void Quote(string quote, string who = "") =>
        Runs(Rank.Exact, Shape.Quote, true, new Run("\""), new Run(quote), new Run(who.Length == 0 ? "\"" : $"\" \u2013 {who}"));

    /// <summary>Buttons; adds nothing if there are none.</summary>
    public void Row(IEnumerable<Button> buttons, Button? opens = null)
    {
        List<Press> presses = [.. opens is null ? [] : (Press[])[new Press(opens, Opens: true)], .. buttons.Select(b => new Press(b))];
        if (presses.Count > 0)
        {
            _pieces.Add(new BlockRow(presses));
        }
    }

    /// <summary>A picture that was uploaded.</summary>
    public void Picture(string file, string altText) => _pieces.Add(new Picture(file, altText));

    /// <summary>A divider line.</summary>
    public void Rule() => _pieces.Add(new Rule());

    /// <summary>
    /// Web pages and email addresses are links, as Slack's own editor makes them. Slack does not document whether blocks may hold <c>tel:</c>, and a
    /// refused message with help in it would be worse than a phone number without a link.
    /// </summary>
    private static string? Leads(string? target) => target is null || target.StartsWith("tel:", StringComparison.Ordinal) ? null : target;

    private void Runs(Rank rank, Shape shape, bool close, params Run[] runs)
    {
        var words = new Words([.. runs.Select(r => r with { Text = PlainWords.Lines(r.Text) }).Where(r => r.Text.Length > 0)], rank, shape, close);
        if (!string.IsNullOrWhiteSpace(words.Text))
        {
            _pieces.Add(words);
        }
    }

    [GeneratedRegex("`([^`\n]{1,200})`")]
    private static partial Regex ToType();
}
