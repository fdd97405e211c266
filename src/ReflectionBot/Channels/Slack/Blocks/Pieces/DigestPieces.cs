using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack.Blocks.Pieces;

/// <summary>The pieces of a digest. Its constant sentences are never missing from the message itself.</summary>
internal static class DigestPieces
{
    /// <summary>Writes the digest.</summary>
    public static void Write(PieceWriter to, DigestMessage m, string? picture)
    {
        to.Heading(m.Title);
        to.Lines(m.Lead);
        if (picture is not null && m.Cycle is { } cycle)
        {
            to.Picture(picture, cycle.AltText);
        }

        foreach (var section in m.Sections)
        {
            to.Rule();
            to.Text(section.Heading, BlockLook.Bold);
            foreach (var theme in section.Themes)
            {
                Theme(to, theme);
            }
        }

        foreach (var said in m.Said)
        {
            to.Rule();
            to.Text(said.Heading, BlockLook.Bold, Rank.Exact); // Not shown without its quote.
            to.Quote(said.Text);
        }

        if (m.Agreed.Count > 0)
        {
            to.Rule();
            to.Text(CardWording.AgreedLastTime, BlockLook.Bold);
            to.Lines(m.Agreed, closeFirst: true);
        }

        foreach (var note in m.Notes)
        {
            to.Small(note, Rank.Must);
        }

        to.Row(m.Buttons);
    }

    /// <summary>People look for the theme's name, so it is the heading. Its text follows the colon.</summary>
    private static void Theme(PieceWriter to, DigestTheme theme)
    {
        var colon = theme.Line.IndexOf(": ", StringComparison.Ordinal);
        to.Headed(theme.Line[..(colon + 1)], colon < 0 ? theme.Line : theme.Line[(colon + 2)..], close: true);
        foreach (var quote in theme.Quotes)
        {
            to.Quote(quote.Text, quote.Heading);
        }
    }
}
