using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.Blocks.Pieces;

/// <summary>How some words of a paragraph look.</summary>
internal enum BlockLook
{
    Plain,
    Bold,
    Italic,

    /// <summary>A word to type.</summary>
    Typed,
}

/// <summary>How a paragraph stands.</summary>
internal enum Shape
{
    Paragraph,
    Quote,

    /// <summary>Small and grey, where its words are tame (<see cref="PlainWords.IsTame"/>); a paragraph otherwise.</summary>
    Small,
}

/// <summary>What happens to a paragraph where not everything fits into the first message.</summary>
internal enum Rank
{
    /// <summary>It stays whole as long as anything can: titles, the constant sentences of a digest.</summary>
    Must,

    /// <summary>An important line: shortened last.</summary>
    Line,

    /// <summary>A long answer: shortened first.</summary>
    Detail,

    /// <summary>An exact quote: whole or not at all.</summary>
    Exact,
}

/// <summary>Some words that look the same. Always plain: what is in them means nothing to Slack.</summary>
/// <param name="Text">The words.</param>
/// <param name="Look">How they look.</param>
/// <param name="Link">Where they lead, if they are a link of the bot's own; null for nowhere.</param>
internal sealed record Run(string Text, BlockLook Look = BlockLook.Plain, string? Link = null)
{
    /// <summary>A part of the words, which leads nowhere: half an address is none.</summary>
    public Run Part(string text) => text.Length == Text.Length ? this : this with { Text = text, Link = null };
}

/// <summary>A button, and whether it opens the form's window.</summary>
internal sealed record Press(Button Button, bool Opens = false);

/// <summary>What a message or view consists of, before it is known how much of it fits; a closed set.</summary>
internal abstract record Piece;

/// <summary>The title, in large letters where it is short and tame, else in bold.</summary>
internal sealed record Heading(string Text) : Piece;

/// <summary>A paragraph.</summary>
/// <param name="Runs">In order.</param>
/// <param name="Rank">What may happen to it.</param>
/// <param name="Shape">How it stands.</param>
/// <param name="Close">Right below the paragraph before it.</param>
internal sealed record Words(IReadOnlyList<Run> Runs, Rank Rank = Rank.Line, Shape Shape = Shape.Paragraph, bool Close = false) : Piece
{
    /// <summary>Its whole text.</summary>
    public string Text => string.Concat(Runs.Select(r => r.Text));
}

/// <summary>Buttons that stand together.</summary>
internal sealed record BlockRow(IReadOnlyList<Press> Presses) : Piece;

/// <summary>A picture that was uploaded.</summary>
internal sealed record Picture(string File, string AltText) : Piece;

/// <summary>A line across.</summary>
internal sealed record Rule : Piece;
