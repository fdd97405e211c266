using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Blocks.Pieces;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>How much fits, and what is said where not everything does.</summary>
/// <param name="Blocks">The most blocks.</param>
/// <param name="Holds">Their size is within the limit.</param>
/// <param name="Rest">Where the rest is, in the language that holds where it is drawn.</param>
internal sealed record BlockLimits(int Blocks, Predicate<JsonArray> Holds, Func<string> Rest)
{
    /// <summary>What a view needs beside its blocks: title, buttons, metadata. Generously.</summary>
    public const int BesideBlocks = 10_000;

    /// <summary>How much of what must stand there is shown, where it is so long itself that not all of it can.</summary>
    private static readonly int[] Shorter = [int.MaxValue, 600, 150, 40];

    /// <summary>A message; its thread has the rest.</summary>
    public static BlockLimits Message { get; } = new(SlackLimits.MessageBlocks, blocks => BlockSize.Of(blocks) <= SlackLimits.MessageSize, () => SlackWording.TheWholeTextIsInThe);

    /// <summary>A view, which has no thread.</summary>
    public static BlockLimits View { get; } = new(SlackLimits.ViewBlocks, blocks => BlockSize.Bytes(blocks) <= SlackLimits.ViewBytes - BesideBlocks, () => SlackWording.NotEverythingFitsHereWriteTo);

    /// <summary>The pieces as blocks if all of them fit, first with room between them and then without; null if they do not.</summary>
    public JsonArray? Whole(IReadOnlyList<Piece> pieces) => Try(pieces, dense: false) ?? Try(pieces, dense: true);

    /// <summary>As much as fits of pieces of which not all do: all buttons, and of the words the most important ones.</summary>
    public JsonArray Part(IReadOnlyList<Piece> pieces) =>
        Outline.Steps.Select(step => Try(WithRest(step.Of(pieces)), step.Dense)).FirstOrDefault(blocks => blocks is not null) ?? FirstLines(pieces) ?? FirstButtons(pieces);

    private JsonArray? Try(IReadOnlyList<Piece> pieces, bool dense)
    {
        var blocks = BlockWriter.Draw(pieces, dense);
        return blocks.Count <= Blocks && Holds(blocks) ? blocks : null;
    }

    /// <summary>The sentence stands after the words, before the buttons of the whole.</summary>
    private List<Piece> WithRest(List<Piece> pieces)
    {
        pieces.Insert(pieces.Count > 0 && pieces[^1] is BlockRow ? pieces.Count - 1 : pieces.Count, new Words([new(Rest())], Rank.Must, Shape.Small));
        return pieces;
    }

    /// <summary>What must stand there, all buttons, and as many important lines as fit, the first of them; null where all buttons do not.</summary>
    private JsonArray? FirstLines(IReadOnlyList<Piece> pieces)
    {
        foreach (var must in Shorter)
        {
            JsonArray? With(int lines) => Try(WithRest(Outline.First(lines, must).Of(pieces)), dense: true);
            if (With(0) is not null)
            {
                return With(Most(pieces.Count(p => p is Words { Rank: Rank.Line }), lines => With(lines) is not null));
            }
        }

        return null;
    }

    /// <summary>What must stand there, and as many buttons as fit, those of the whole first; the others are named.</summary>
    private JsonArray FirstButtons(IReadOnlyList<Piece> pieces)
    {
        var rows = pieces.OfType<BlockRow>().ToList();
        List<Press> presses = [.. rows.TakeLast(1).Concat(rows.SkipLast(1)).SelectMany(r => r.Presses)];
        var words = Shorter.Select(must => Outline.First(0, must).Of(pieces).Where(p => p is Heading or Words)).Append(Outline.First(1, 40).Of(pieces).Where(p => p is Heading or Words).Take(1));
        var first = words.Select(w => w.Append(new Words([new(Rest())])).ToList()).First(w => Try([.. w, ButtonBlocks.Missing(presses)], dense: true) is not null);
        return BlockWriter.Draw(With(Most(presses.Count, count => Try(With(count), dense: true) is not null)), dense: true);

        List<Piece> With(int count) =>
        [
            .. first,
            .. count < presses.Count ? (Piece[])[ButtonBlocks.Missing([.. presses.Skip(count)])] : [],
            .. count > 0 ? (Piece[])[new BlockRow([.. presses.Take(count)])] : [],
        ];
    }

    /// <summary>The largest number up to this for which it holds, where it holds for 0 and for all below any.</summary>
    private static int Most(int upTo, Predicate<int> holds)
    {
        var (most, tooMany) = (0, upTo + 1);
        while (tooMany - most > 1)
        {
            var middle = (most + tooMany) / 2;
            (most, tooMany) = holds(middle) ? (middle, tooMany) : (most, middle);
        }

        return most;
    }
}
