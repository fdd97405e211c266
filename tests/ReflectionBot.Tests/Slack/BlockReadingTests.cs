using System.Text.Json;
using CsCheck;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Slack;

/// <summary>What comes back from buttons and modals: read strictly, and nothing throws whatever it is.</summary>
public sealed class BlockReadingTests
{
    [Theory]
    [InlineData("{\"verb\":\"next\"}", true)]
    [InlineData("{\"verb\":\"next\",\"round\":\"r1\",\"item\":\"2\",\"rev\":7}", true)]
    [InlineData("", false)]
    [InlineData("null", false)]
    [InlineData("[]", false)]
    [InlineData("{}", false)]
    [InlineData("{\"verb\":\"\"}", false)]
    [InlineData("{\"verb\":7}", false)]
    [InlineData("{\"verb\":\"next\",\"rev\":1.5}", false)]
    [InlineData("{\"verb\":\"next\"} x", false)]
    [InlineData("{\"verb\":\"\\ud800\"}", false)]
    [InlineData("{\"verb\":\"next\",\"item\":{\"a\":{\"b\":{\"c\":1}}}}", false)]
    [InlineData("\ud800", false)]
    public void A_button_is_ours_or_null(string value, bool ours)
    {
        Assert.Equal(ours, BlockReading.ReadButton(value) is not null);
        Assert.Equal(ours, BlockReading.ReadSave(value) is not null);
    }

    [Fact]
    public void More_than_Slack_carries_is_not_read()
    {
        static string Padded(int length) => "{\"verb\":\"next\"}".PadRight(length);
        Assert.Null(BlockReading.ReadButton(null));
        Assert.NotNull(BlockReading.ReadButton(Padded(2_000)));
        Assert.Null(BlockReading.ReadButton(Padded(2_001)));
        Assert.NotNull(BlockReading.ReadSave(Padded(3_000)));
        Assert.Null(BlockReading.ReadSave(Padded(3_001)));
    }

    [Fact]
    public void Fields_are_read_and_an_emptied_one_is_empty()
    {
        var fields = Fields("""
            {"values":{"a":{"a":{"type":"plain_text_input","value":"We <met> &amp; ate."}},"b":{"b":{"type":"plain_text_input","value":null}},
             "c":{"other":{"type":"plain_text_input","value":"x"}},"d":{"d":{"type":"static_select","selected_option":{}}},"e":{"e":7},"f":7,"g":{"g":{"type":"plain_text_input","value":7}}}}
            """);

        Assert.Equal(new Dictionary<string, string> { ["a"] = "We <met> &amp; ate.", ["b"] = "" }, fields);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"values\":[]}")]
    [InlineData("{\"values\":{\"\\ud800\":{\"\\ud800\":{\"type\":\"plain_text_input\",\"value\":\"x\"}}}}")]
    [InlineData("{\"values\":{\"a\":{\"a\":{\"type\":\"plain_text_input\",\"value\":\"\\ud800\"}}}}")]
    [InlineData("{\"values\":{\"a\":{\"\\ud800\":1}}}")]
    public void Fields_that_are_not_as_ours_are_none(string state) => Assert.Empty(Fields(state));

    [Fact]
    public void Fields_are_bounded()
    {
        static string State(string fields) => "{\"values\":{" + fields + "}}";
        static string Of(string id, int length) => $"\"{id}\":{{\"{id}\":{{\"type\":\"plain_text_input\",\"value\":\"{new string('x', length)}\"}}}}";
        Assert.Equal(100_000, Fields(State(Of("a", 100_000)))["a"].Length); // Longer than a box takes as Slack counts; the dialog says what is too long.
        Assert.Empty(Fields(State(Of("a", 100_001))));
        Assert.Equal(100, Fields(State(string.Join(",", Enumerable.Range(0, 150).Select(i => Of($"f{i}", 1))))).Count);
    }

    [Fact]
    public void Nothing_throws() => Gen.Select(Gen.String, Gen.OneOf("{\"verb\":", "{\"values\":{\"a\":{\"a\":", "{\"values\":", "{\"verb\":\"a\",\"rev\":", ""), Gen.OneOf("}", "}}}", "}}", "")).Sample((text, before, after) =>
    {
        BlockReading.ReadButton(before + text + after);
        BlockReading.ReadSave(before + JsonSerializer.Serialize(text) + after);
        try
        {
            using var document = JsonDocument.Parse(before + JsonSerializer.Serialize(text) + after);
            BlockReading.ReadFields(document.RootElement);
        }
        catch (JsonException)
        {
            // No JSON at all: it never gets so far.
        }
    });

    [Fact]
    public void What_the_renderers_write_is_read_back() => Gen.Select(Gen.String[1, 60], Gen.String[0, 200], Gen.String[0, 100], Gen.Long).Where((verb, _, _, _) => verb.Length > 0).Sample((verb, round, item, revision) =>
    {
        var action = new ButtonAction(Valid(verb), Valid(round), Valid(item), revision);
        Assert.Equal(action, BlockReading.ReadButton(ButtonBlocks.Value(action) is { Length: <= 2_000 } value ? value : ButtonBlocks.Value(action = new("next"))));
    });

    private static string Valid(string text) => string.Concat(text.Select(c => char.IsSurrogate(c) ? 'x' : c));

    private static IReadOnlyDictionary<string, string> Fields(string state)
    {
        using var document = JsonDocument.Parse(state);
        return BlockReading.ReadFields(document.RootElement);
    }
}
