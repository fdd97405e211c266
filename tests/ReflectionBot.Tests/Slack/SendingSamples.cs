using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Slack;

/// <summary>Messages that are several of Slack's. Each of their paragraphs has a word of its own, such as <c>secret7</c>.</summary>
internal static class SendingSamples
{
    private const string Much = "we met the council and the tenants in the hall, and talked about the agenda for a long time before anything was decided. ";

    /// <summary>So many paragraphs of about 900 characters.</summary>
    public static NoticeMessage Notice(int paragraphs, string word = "secret") => new([.. Numbered(paragraphs, word)], [BlockSamples.Next], "What was said");

    /// <summary>A review of six long answers.</summary>
    public static ReviewMessage Review(string word = "secret") => new(
        "Your reflection", [.. Numbered(6, word).Select((text, i) => new ReviewItem($"{i + 1}. Question", text + Repeat(Much, 40), "Who may see it", null, null, [BlockSamples.Next]))], "Look it over.", [BlockSamples.Next]);

    /// <summary>A digest with so many quotes; the first is said by nobody else.</summary>
    public static DigestMessage Digest(int quotes, string word = "secret") => new(
        "Digest", ["Seven people wrote."], [new("What happened", [new("Shared power: named by 5", [.. Numbered(quotes, word).Select(text => new HeadedText("One of you", text))])])], [], [], ["How many wrote is not how much it matters."], [BlockSamples.Next]);

    /// <summary>The words that stand in these: <c>secret1</c> and so on.</summary>
    public static IEnumerable<string> Words(int count, string word = "secret") => Enumerable.Range(1, count).Select(i => $"{word}{i}");

    private static IEnumerable<string> Numbered(int count, string word) => Words(count, word).Select(w => $"{w} {Repeat(Much, 7)}");

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
