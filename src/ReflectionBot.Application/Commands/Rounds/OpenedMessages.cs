using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Commands.Rounds;

/// <summary>Somebody's answers as messages that fit a row and a chat: one message where they are short, else several, a long answer in parts. Pure.</summary>
internal static class OpenedMessages
{
    /// <summary>UTF-16 characters of answers in one message: with the card around it, far from the 1 MiB of a row.</summary>
    public const int LongestMessage = 20_000;

    // All messages are one batch, and a batch has at most 100 rows and 4 MiB.
    private const int MostMessages = 30;

    /// <summary>The messages, in order. Of more than fits, the newest stays, and the last message says so.</summary>
    /// <param name="author">Whose answers.</param>
    /// <param name="items">One for each answer, the oldest first.</param>
    public static IReadOnlyList<ReviewMessage> Of(string author, IReadOnlyList<ReviewItem> items)
    {
        var groups = new List<List<ReviewItem>>();
        var room = 0;
        foreach (var item in items.SelectMany(Parts))
        {
            if (groups.Count == 0 || item.Text.Length > room)
            {
                groups.Add([]);
                room = LongestMessage;
            }

            groups[^1].Add(item);
            room -= item.Text.Length;
        }

        var shown = groups.TakeLast(MostMessages).ToList();
        var left = groups.Count > shown.Count ? RoundCommandWording.TheOldestAnswersAreTooMuch : "";
        var footer = RoundCommandWording.FormatCanSeeThatYouOpenedThem(author, left);
        return [.. shown.Select((g, i) => new ReviewMessage(Title(author, i + 1, shown.Count), g, i == shown.Count - 1 ? footer : "", []))];
    }

    private static string Title(string author, int number, int of) => of == 1 ? RoundCommandWording.FormatSAnswers(author) : RoundCommandWording.FormatSAnswersOf(author, number, of);

    private static IEnumerable<ReviewItem> Parts(ReviewItem item)
    {
        if (item.Text.Length <= LongestMessage)
        {
            yield return item;
            yield break;
        }

        var part = 0;
        for (var start = 0; start < item.Text.Length; part++)
        {
            var length = Math.Min(LongestMessage, item.Text.Length - start);
            if (start + length < item.Text.Length && char.IsHighSurrogate(item.Text[start + length - 1]))
            {
                length--; // Never inside a surrogate pair.
            }

            yield return item with { Heading = part == 0 ? item.Heading : RoundCommandWording.FormatContinued(item.Heading), Text = item.Text.Substring(start, length) };
            start += length;
        }
    }
}
