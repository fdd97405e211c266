using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Blocks.Pieces;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>How much of each rank is shown, in UTF-16 characters for each text.</summary>
/// <param name="Must">Of required text.</param>
/// <param name="Line">Of an important line.</param>
/// <param name="Detail">Of a long answer; 0 leaves it out.</param>
/// <param name="Exact">Exact quotes are shown, whole.</param>
/// <param name="Dense">In as few blocks as possible.</param>
/// <param name="Lines">How many important lines.</param>
internal sealed record Outline(int Must, int Line, int Detail, bool Exact, bool Dense, int Lines = int.MaxValue)
{
    private const int All = int.MaxValue;

    /// <summary>From the fullest outline to the shortest that still has all important lines.</summary>
    public static IReadOnlyList<Outline> Steps { get; } =
    [
        new(All, All, 1_500, true, false), new(All, All, 600, true, false), new(All, All, 600, false, false), new(All, All, 200, false, false), new(All, All, 200, false, true),
        new(All, All, 0, false, true), new(All, 600, 0, false, true), new(All, 150, 0, false, true),
    ];

    /// <summary>Only with the first important lines.</summary>
    public static Outline First(int lines, int must) => new(must, 150, 0, false, true, lines);

    /// <summary>The pieces at this step, with all buttons and pictures. There are never two divider lines in a row.</summary>
    public List<Piece> Of(IEnumerable<Piece> pieces)
    {
        var (shown, lines) = (new List<Piece>(), 0);
        foreach (var piece in pieces)
        {
            lines += piece is Words { Rank: Rank.Line } ? 1 : 0;
            if ((piece is Words { Rank: Rank.Line } && lines > Lines ? null : Of(piece)) is not { } kept)
            {
                continue;
            }

            if (kept is Rule && shown.Count > 0 && shown[^1] is Rule)
            {
                continue;
            }

            shown.Add(kept);
        }

        return shown;
    }

    private Piece? Of(Piece piece) => piece switch
    {
        Heading heading => new Heading(Texts.Shorten(heading.Text, Must)),
        Words { Rank: Rank.Must } words => Shortened(words, Must),
        Words { Rank: Rank.Line } words => Shortened(words, Line),
        Words { Rank: Rank.Detail } words => Detail == 0 ? null : Shortened(words, Detail),
        Words => Exact ? piece : null,
        _ => piece,
    };

    private static Words Shortened(Words words, int limit)
    {
        if (words.Text.Length <= limit)
        {
            return words;
        }

        var (runs, left) = (new List<Run>(), limit);
        foreach (var run in words.Runs.TakeWhile(_ => left > 0))
        {
            runs.Add(run.Text.Length > left ? run.Part(Texts.Shorten(run.Text, left)) : run);
            left = run.Text.Length > left ? 0 : left - run.Text.Length;
        }

        return words with { Runs = runs };
    }
}
