namespace ReflectionBot.Core.Chat;

/// <summary>
/// A link in the bot's own text, to exactly what it shows: a number to call, an address to write to, a page. It is made only from a
/// <see cref="Reference"/>, so nothing else in a text becomes a link, whatever it looks like.
/// </summary>
/// <param name="Start">Where in the text it begins, in UTF-16 characters.</param>
/// <param name="Length">Its length, in UTF-16 characters.</param>
/// <param name="Target">Where it leads: <c>tel:</c>, <c>mailto:</c>, <c>https:</c>, or an address of the bot's own page.</param>
public sealed record TextLink(int Start, int Length, string Target)
{
    /// <summary>The text in pieces, in order; a piece without a target is plain text. A link that is not within the text is left out.</summary>
    public static IReadOnlyList<(string Text, string? Target)> Pieces(string text, IReadOnlyList<TextLink>? links)
    {
        var (pieces, at) = (new List<(string, string?)>(), 0);
        foreach (var link in (links ?? []).OrderBy(l => l.Start).Where(l => l.Length > 0))
        {
            if (link.Start < at || link.Start > text.Length - link.Length)
            {
                continue;
            }

            Add(text[at..link.Start], null);
            Add(text.Substring(link.Start, link.Length), link.Target);
            at = link.Start + link.Length;
        }

        Add(text[at..], null);
        return pieces;

        void Add(string piece, string? target)
        {
            if (piece.Length > 0)
            {
                pieces.Add((piece, target));
            }
        }
    }
}

/// <summary>A link in one of a message's paragraphs.</summary>
/// <param name="Paragraph">Which, from 0.</param>
/// <param name="Link">The link, within that paragraph.</param>
public sealed record ParagraphLink(int Paragraph, TextLink Link);
