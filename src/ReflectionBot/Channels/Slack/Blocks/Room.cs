using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>How much fits, and what is said where not everything does.</summary>
/// <param name="Blocks">The most blocks.</param>
/// <param name="Holds">Their size is within the limit.</param>
/// <param name="Rest">Where the rest is.</param>
internal sealed record Room(int Blocks, Predicate<JsonArray> Holds, string Rest)
{
    /// <summary>What a view needs beside its blocks: title, buttons, metadata. Generously.</summary>
    public const int BesideBlocks = 10_000;

    /// <summary>A message; its thread has the rest.</summary>
    public static Room Message { get; } = new(SlackLimits.MessageBlocks, blocks => BlockSize.Of(blocks) <= SlackLimits.MessageSize, "The whole text is in the thread.");

    /// <summary>A view, which has no thread.</summary>
    public static Room View { get; } = new(SlackLimits.ViewBlocks, blocks => BlockSize.Bytes(blocks) <= SlackLimits.ViewBytes - BesideBlocks, "Not everything fits here. Write to me in the chat for the rest.");

    /// <summary>The pieces as blocks if all of them fit, first with room between them and then without; null if they do not.</summary>
    public JsonArray? Whole(IReadOnlyList<Piece> pieces) => Try(pieces, dense: false) ?? Try(pieces, dense: true);

    /// <summary>As much as fits of pieces of which not all do: all buttons, and of the words the most important ones.</summary>
    public JsonArray Part(IReadOnlyList<Piece> pieces)
    {
        foreach (var step in Outline.Steps)
        {
            if (Try([.. WithRest(step.Of(pieces))], step.Dense) is { } blocks)
            {
                return blocks;
            }
        }

        return Bare(pieces);
    }

    private JsonArray? Try(IReadOnlyList<Piece> pieces, bool dense)
    {
        var blocks = BlockWriter.Draw(pieces, dense);
        return blocks.Count <= Blocks && Holds(blocks) ? blocks : null;
    }

    /// <summary>The sentence stands after the words, before the buttons of the whole.</summary>
    private List<Piece> WithRest(IEnumerable<Piece> pieces)
    {
        List<Piece> all = [.. pieces];
        all.Insert(all.Count > 0 && all[^1] is Row ? all.Count - 1 : all.Count, new Words([new(Rest)], Rank.Must, Shape.Small));
        return all;
    }

    /// <summary>The last resort: the beginning, and as many buttons as fit, those of the whole first; the others are named.</summary>
    private JsonArray Bare(IReadOnlyList<Piece> pieces)
    {
        var rows = pieces.OfType<Row>().ToList();
        List<Press> presses = [.. rows.TakeLast(1).Concat(rows.SkipLast(1)).SelectMany(r => r.Presses)];
        var first = Outline.Steps[^1].Of(pieces).Where(p => p is Heading or Words).Take(1).Append(new Words([new(Rest)])).ToList();
        var (fits, tooMany) = (0, presses.Count + 1);
        while (tooMany - fits > 1)
        {
            var middle = (fits + tooMany) / 2;
            (fits, tooMany) = Try(With(middle), dense: true) is not null ? (middle, tooMany) : (fits, middle);
        }

        return BlockWriter.Draw(With(fits), dense: true);

        List<Piece> With(int count) =>
        [
            .. first,
            .. count < presses.Count ? (Piece[])[ButtonBlocks.Missing([.. presses.Skip(count)])] : [],
            .. count > 0 ? (Piece[])[new Row([.. presses.Take(count)])] : [],
        ];
    }
}
