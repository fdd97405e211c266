using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.Blocks.Pieces;

/// <summary>How some words of a paragraph look.</summary>
internal enum BlockLook
{
    Plain,
    Bold,
    Italic,

    /// <summary>Text for the person to type.</summary>
    Typed,
}

/// <summary>The form of a paragraph.</summary>
internal enum Shape
{
    Paragraph,
    Quote,

    /// <summary>Small and grey if its words are tame (<see cref="PlainWords.IsTame"/>); a paragraph otherwise.</summary>
    Small,
}

/// <summary>What happens to a paragraph if not everything fits into the first message.</summary>
internal enum Rank
{
    /// <summary>It stays whole as long as possible: titles, the constant sentences of a digest.</summary>
    Must,

    /// <summary>An important line: shortened last.</summary>
    Line,

    /// <summary>A long answer: shortened first.</summary>
    Detail,

    /// <summary>An exact quote: whole or not at all.</summary>
    Exact,
}

/// <summary>Some words that look the same. Always plain: Slack interprets nothing in them.</summary>
/// <param name="Text">The words.</param>
/// <param name="Look">How they look.</param>
/// <param name="Link">The address, if they are one of the bot's own links; null for no link.</param>
internal sealed record Run(string Text, BlockLook Look = BlockLook.Plain, string? Link = null)
{
    /// <summary>A part of the words. It is no link, because a link must stay whole.</summary>
    public Run Part(string text) => text.Length == Text.Length ? this : this with { Text = text, Link = null };
}

/// <summary>A button, and whether it opens the form's window.</summary>
internal sealed record Press(Button Button, bool Opens = false);

/// <summary>A piece of a message or view, before it is known how much of it fits; a closed set.</summary>
internal abstract record Piece;

/// <summary>The title, in large letters if it is short and tame, else in bold.</summary>
internal sealed record Heading(string Text) : Piece;

/// <summary>A paragraph.</summary>
/// <param name="Runs">In order.</param>
/// <param name="Rank">What may happen to it.</param>
/// <param name="Shape">Its form.</param>
/// <param name="Close">Whether it is right below the paragraph before it.</param>
internal sealed record Words(IReadOnlyList<Run> Runs, Rank Rank = Rank.Line, Shape Shape = Shape.Paragraph, bool Close = false) : Piece
{
    /// <summary>Its whole text.</summary>
    public string Text => string.Concat(Runs.Select(r => r.Text));
}

/// <summary>Buttons that belong together.</summary>
internal sealed record BlockRow(IReadOnlyList<Press> Presses) : Piece;

/// <summary>A picture that was uploaded.</summary>
internal sealed record Picture(string File, string AltText) : Piece;

/// <summary>A divider line.</summary>
internal sealed record Rule : Piece;
