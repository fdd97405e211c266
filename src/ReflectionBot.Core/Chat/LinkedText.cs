using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace ReflectionBot.Core.Chat;

/// <summary>
/// A sentence of the bot's own with links in it: an entry of a resource file (<see cref="Of"/>), or an interpolated string. A
/// <see cref="Reference"/> in it brings its links, and every other value is only its letters.
/// </summary>
[InterpolatedStringHandler]
public sealed partial class LinkedText
{
    private readonly StringBuilder _text;
    private readonly List<TextLink> _links = [];

    /// <summary>An empty sentence, as the compiler begins one.</summary>
    public LinkedText(int literalLength, int formattedCount) => _text = new(literalLength + (formattedCount * 16));

    /// <summary>The whole text.</summary>
    public string Text => _text.ToString();

    /// <summary>What in it leads somewhere.</summary>
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

    /// <summary>A sentence of a resource file with its <c>{names}</c> filled in. Its typed <c>Format</c> member would leave the letters alone, and no links.</summary>
    /// <param name="sentence">As it stands there.</param>
    /// <param name="filled">What each name stands for.</param>
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

    /// <summary>Adds words.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Adds words that lead nowhere, whatever they look like.</summary>
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

    /// <summary>The words alone, for where no links can stand.</summary>
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
