using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Blocks.Pieces;

/// <summary>The whole text of a message that does not fit into one, for its thread: every word in order, without buttons.</summary>
internal static class ThreadParts
{
    /// <summary>The most space that the blocks around a text need, if the text fills a whole message.</summary>
    private const int Frame = 1_000;

    /// <summary>The most space that one run needs besides its text: its element, its style, the marks around it.</summary>
    private const int PerRun = 250;

    /// <summary>The text in as many messages as it needs. A paragraph is split only if it is longer than one message, and then between words.</summary>
    public static IEnumerable<JsonArray> Of(IEnumerable<Piece> pieces)
    {
        List<Piece> open = [];
        var waiting = new Stack<Piece>(pieces.Where(p => p is Heading or Words).Reverse());
        while (waiting.TryPop(out var piece))
        {
            if (Fits([.. open, piece]))
            {
                open.Add(piece);
            }
            else if (open.Count > 0)
            {
                yield return BlockWriter.Draw(open);
                open.Clear();
                waiting.Push(piece);
            }
            else
            {
                var (first, later) = Split(piece);
                waiting.Push(later);
                waiting.Push(first);
            }
        }

        if (open.Count > 0)
        {
            yield return BlockWriter.Draw(open);
        }
    }

    private static bool Fits(IReadOnlyList<Piece> pieces)
    {
        var blocks = BlockWriter.Draw(pieces);
        return blocks.Count <= SlackLimits.MessageBlocks && BlockLimits.Message.Holds(blocks);
    }

    private static (Words First, Words Later) Split(Piece piece)
    {
        var words = piece as Words ?? new Words([new(((Heading)piece).Text, BlockLook.Bold)]);
        var (first, later, left) = (new List<Run>(), new List<Run>(), SlackLimits.MessageSize - Frame);
        foreach (var run in words.Runs)
        {
            left -= PerRun;
            var end = later.Count > 0 || left <= 0 ? 0 : TextCuts.BySize(run.Text, left);
            left -= BlockSize.Of(run.Text);
            Add(first, run, run.Text[..end]);
            Add(later, run, run.Text[end..]);
        }

        return (words with { Runs = first }, words with { Runs = later });
    }

    private static void Add(List<Run> to, Run run, string text)
    {
        if (text.Length > 0)
        {
            to.Add(run.Part(text));
        }
    }
}
