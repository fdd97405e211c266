using System.Text.Json.Nodes;
using CsCheck;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Whatever the words and however many the buttons: every part is within Slack's limits, no word is lost, none of it is markup.</summary>
public sealed class BlockPropertyTests
{
    private static readonly string[] Bits =
    [
        "a", "word ", "é", "e\u0301", "😀", "👩‍👩‍👧", "🇬🇧", "\n", "\r\n", " ", "<!channel>", "<@U123>", "&amp;", "&", "<", ">", "*a* ", "_b_", "~", ":smile:",
        "https://x.example ", "\u200f", "كلمتنا ", "שלום ", "漢字", "\u0001", "\"", "\\", "{}", ": ", "\u2028", "\u00a0",
    ];

    private static readonly Gen<string> Short = Gen.OneOf(Bits).Array[0, 30].Select(string.Concat);
    private static readonly Gen<string> Long = Gen.Select(Short, Gen.Int[1, 150], (bits, times) => string.Concat(Enumerable.Repeat(bits + "x ", times)));
    private static readonly Gen<string> NoSpaces = Gen.Select(Gen.OneOf("😀", "👩‍👩‍👧", "e\u0301", "a", "&"), Gen.Int[1, 5_000], (bit, times) => string.Concat(Enumerable.Repeat(bit, times)));
    private static readonly Gen<string> Any = Gen.Frequency((12, Short), (2, Long), (1, NoSpaces));

    private static readonly Gen<Button> Buttons = Gen.Select(Gen.Frequency((9, Short), (1, Long)), Short, Gen.Bool, (label, item, primary) => new Button(label, new("edit", "r1", item, 7), primary));

    /// <summary>Messages of every kind with other words in every place.</summary>
    private static readonly Gen<OutboundMessage[]> Messages = Gen.Select(Any.Array[6, 6], Short.Array[20, 20], Buttons.Array[0, 8], (longer, shorter, buttons) =>
    {
        var all = longer.Concat(shorter).ToArray();
        var at = 0;
        return BlockSamples.Of(() => all[at++ * 7 % all.Length], buttons).ToArray();
    });

    [Fact]
    public void Every_part_of_every_message_is_within_the_limits() => Messages.Sample(
        messages =>
        {
            foreach (var part in messages.SelectMany(m => BlockRenderer.Render(m, "F1").Parts))
            {
                Assert.Empty(BlockRules.Drawn(part.Blocks));
                Assert.Empty(BlockText.All(part.Blocks, "mrkdwn"));
            }
        },
        iter: 30);

    [Fact]
    public void No_word_is_lost_and_all_stand_in_order() => Messages.Sample(
        messages =>
        {
            foreach (var message in messages)
            {
                var parts = BlockRenderer.Render(message, "F1").Parts;
                var shown = Squeezed(string.Concat((parts.Count == 1 ? parts : parts.Skip(1)).SelectMany(p => BlockText.Of(p.Blocks))));
                var at = 0;
                foreach (var word in BlockSamples.Words(message).Where(w => !string.IsNullOrWhiteSpace(w) && (parts.Count == 1 || message is not PictureMessage { AltText: var alt } || w != alt)))
                {
                    var found = shown.IndexOf(Squeezed(word), at, StringComparison.Ordinal);
                    Assert.True(found >= 0, $"{message.GetType().Name}: {word[..Math.Min(word.Length, 200)]}");
                    at = found + Squeezed(word).Length;
                }
            }
        },
        iter: 30);

    [Fact]
    public void All_buttons_stand_in_the_first_part_and_none_in_another() => Messages.Sample(
        messages =>
        {
            foreach (var message in messages)
            {
                var parts = BlockRenderer.Render(message, "F1").Parts;
                Assert.All(parts.Skip(1), part => Assert.Empty(BlockText.All(part.Blocks, "actions")));
                var actions = BlockText.All(parts[0].Blocks, "button").Select(b => BlockReading.ReadButton((string)b["value"]!)!).ToList();
                var all = BlockSamples.Buttons(message).Select(b => b.Action).ToList();
                if (parts.Count == 1 || !BlockText.Of(parts[0].Blocks).Any(t => t.Contains("Not every button fits here.", StringComparison.Ordinal)))
                {
                    Assert.Equal(all, actions);
                }
                else
                {
                    Assert.True(actions.Count < all.Count);
                }
            }
        },
        iter: 30);

    [Fact]
    public void Any_number_of_lines_and_buttons_is_within_the_limits() => Gen.Select(Short, Gen.Int[0, 600], Gen.Int[0, 1_500], Buttons).Sample(
        (words, lines, buttons, button) =>
        {
            var row = Enumerable.Repeat(button, buttons).ToArray();
            OutboundMessage[] messages =
            [
                new NoticeMessage([.. Enumerable.Repeat(words, lines)], row, words),
                new ReviewMessage(words, [.. Enumerable.Repeat(new ReviewItem("1", words, words, words, words, [button, button]), lines / 4)], words, row),
                new DigestMessage("Digest", [words], [new(words, [.. Enumerable.Repeat(new DigestTheme(words, [new(words, words)]), lines / 4)])], [], [.. Enumerable.Repeat(words, lines / 4)], ["The constant sentence."], row),
            ];
            foreach (var message in messages)
            {
                var parts = BlockRenderer.Render(message).Parts;
                Assert.All(parts, part => Assert.Empty(BlockRules.Drawn(part.Blocks)));
                var shown = BlockText.All(parts[0].Blocks, "button").Count();
                Assert.True(message is not DigestMessage || BlockText.Of(parts[0].Blocks).Contains("The constant sentence."));
                Assert.True(shown == BlockSamples.Buttons(message).Count() || BlockText.Of(parts[0].Blocks).Any(t => t.Contains("Not every button fits here.", StringComparison.Ordinal)));
            }
        },
        iter: 10);

    [Fact]
    public void Views_are_within_the_limits() => Gen.Select(Any.Array[30, 30], Gen.Int[0, 130], Buttons.Array[0, 8]).Sample(
        (words, fields, buttons) =>
        {
            var at = 0;
            string Word() => words[at++ * 7 % words.Length];
            var form = new FormMessage(Word(), Word(), [.. Enumerable.Range(0, fields).Select(i => new FormField($"f{i}", Word(), Word(), Word(), Word(), Word(), i % 2 == 0, i * 50))], new(Word(), new("save", "r1", "1:all")), buttons);
            var page = new HomePage(Word(), [.. Enumerable.Range(0, fields).Select(_ => new HomePart(Word(), [Word(), Word()], buttons))]);
            JsonObject[] views = [ViewRenderer.Form(form), ViewRenderer.Home(page), ViewRenderer.Home(page, modal: true), ViewRenderer.Notice(Word(), Word(), Word(), "Closed.")];
            Assert.All(views, view => Assert.Empty(BlockRules.Drawn(view)));
            Assert.All(views, view => Assert.Empty(BlockText.All(view, "mrkdwn")));
        },
        iter: 20);

    /// <summary>Without what our own marks and shapes put between words: what people wrote has to be there letter for letter.</summary>
    private static string Squeezed(string text) =>
        PlainWordsOf(text).Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal).Replace("\u2060", "", StringComparison.Ordinal);

    private static string PlainWordsOf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
