using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Blocks.Pieces;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>How much fits, and the text to show if not everything does.</summary>
/// <param name="Blocks">The most blocks.</param>
/// <param name="Holds">Whether their size is within the limit.</param>
/// <param name="Rest">The sentence that says where the rest is, in the language that applies when it is drawn.</param>
internal sealed record BlockLimits(int Blocks, Predicate<JsonArray> Holds, Func<string> Rest)
{
    /// <summary>What a view needs besides its blocks: title, buttons, metadata. A generous estimate.</summary>
    public const int BesideBlocks = 10_000;

    /// <summary>The lengths to which required text is shortened, if it is too long itself to be shown in full.</summary>
    private static readonly int[] Shorter = [int.MaxValue, 600, 150, 40];

    /// <summary>The limits of a message; its thread has the rest.</summary>
    public static BlockLimits Message { get; } = new(SlackLimits.MessageBlocks, blocks => BlockSize.Of(blocks) <= SlackLimits.MessageSize, () => SlackWording.TheWholeTextIsInThe);

    /// <summary>The limits of a view, which has no thread.</summary>
    public static BlockLimits View { get; } = new(SlackLimits.ViewBlocks, blocks => BlockSize.Bytes(blocks) <= SlackLimits.ViewBytes - BesideBlocks, () => SlackWording.NotEverythingFitsHereWriteTo);

    /// <summary>The pieces as blocks if all of them fit, first with spacing between them and then without; null if they do not.</summary>
    public JsonArray? Whole(IReadOnlyList<Piece> pieces) => Try(pieces, dense: false) ?? Try(pieces, dense: true);

    /// <summary>As much as fits, if not all pieces do: all buttons, and the most important words.</summary>
    public JsonArray Part(IReadOnlyList<Piece> pieces) =>
        Outline.Steps.Select(step => Try(WithRest(step.Of(pieces)), step.Dense)).FirstOrDefault(blocks => blocks is not null) ?? FirstLines(pieces) ?? FirstButtons(pieces);

    private JsonArray? Try(IReadOnlyList<Piece> pieces, bool dense)
    {
        var blocks = BlockWriter.Draw(pieces, dense);
        return blocks.Count <= Blocks && Holds(blocks) ? blocks : null;
    }

    /// <summary>Adds the sentence about the rest, after the words and before the buttons of the whole message.</summary>
    private List<Piece> WithRest(List<Piece> pieces)
    {
        pieces.Insert(pieces.Count > 0 && pieces[^1] is BlockRow ? pieces.Count - 1 : pieces.Count, new Words([new(Rest())], Rank.Must, Shape.Small));
        return pieces;
    }

    /// <summary>The required text, all buttons, and as many of the first important lines as fit; null if not all buttons fit.</summary>
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

    /// <summary>The required text, and as many buttons as fit, those of the whole message first. The other buttons are named in the text.</summary>
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

    /// <summary>The largest number up to this one for which the condition holds. It must hold for 0, and for all numbers below one for which it holds.</summary>
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
