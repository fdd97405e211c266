using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace ReflectionBot.Core.Chat;

/// <summary>
/// One of the bot's sentences, with links: an entry of a resource file (<see cref="Of"/>), or an interpolated string. A
/// <see cref="Reference"/> in it keeps its links; every other value is inserted as plain text.
/// </summary>
[InterpolatedStringHandler]
public sealed partial class LinkedText
{
    private readonly StringBuilder _text;
    private readonly List<TextLink> _links = [];

    /// <summary>An empty sentence; the compiler calls this for an interpolated string.</summary>
    public LinkedText(int literalLength, int formattedCount) => _text = new(literalLength + (formattedCount * 16));

    /// <summary>The whole text.</summary>
    public string Text => _text.ToString();

    /// <summary>The links in the text.</summary>
    public IReadOnlyList<TextLink> Links => _links;

    /// <summary>A sentence without links.</summary>
    public static implicit operator LinkedText(string text) => FromString(text);

    /// <summary>A sentence without links.</summary>
    public static LinkedText FromString(string text)
    {
        var whole = new LinkedText(0, 0);
        whole.AppendLiteral(text);
        return whole;
    }

    /// <summary>A value with its links.</summary>
    public static implicit operator LinkedText(Reference value) => FromReference(value);

    /// <summary>A value with its links.</summary>
    public static LinkedText FromReference(Reference value)
    {
        var whole = new LinkedText(0, 1);
        whole.AppendFormatted(value);
        return whole;
    }

    /// <summary>A sentence of a resource file with its <c>{names}</c> filled in. Its typed <c>Format</c> member would keep only the text and lose the links.</summary>
    /// <param name="sentence">As it is in the resource file.</param>
    /// <param name="filled">The value for each name.</param>
    /// <exception cref="ArgumentException">A name has no value.</exception>
    public static LinkedText Of(string sentence, params IReadOnlyList<(string Name, LinkedText Value)> filled)
    {
        var whole = new LinkedText(sentence.Length, filled.Count);
        var at = 0;
        foreach (Match hole in Hole().Matches(sentence))
        {
            whole.AppendLiteral(sentence[at..hole.Index]);
            whole.AppendFormatted(filled.FirstOrDefault(f => f.Name == hole.Groups["name"].Value).Value ?? throw new ArgumentException($"nothing is given for {hole.Value}", nameof(filled)));
            at = hole.Index + hole.Length;
        }

        whole.AppendLiteral(sentence[at..]);
        return whole;
    }

    /// <summary>Adds text.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Adds plain text without links, even if it looks like a link.</summary>
    public void AppendFormatted(string? value) => _text.Append(value);

    /// <summary>Adds a number.</summary>
    public void AppendFormatted(int value) => _text.Append(value);

    /// <summary>Adds a value with its links.</summary>
    public void AppendFormatted(Reference value)
    {
        Append(value.Text, value.Links);
    }

    /// <summary>Adds another sentence with its links.</summary>
    public void AppendFormatted(LinkedText value)
    {
        Append(value.Text, value.Links);
    }

    /// <summary>The text only, for places that cannot have links.</summary>
    public override string ToString() => Text;

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();

    private void Append(string text, IEnumerable<TextLink> links)
    {
        var at = _text.Length;
        _text.Append(text);
        _links.AddRange(links.Select(l => l with { Start = l.Start + at }));
    }
}
