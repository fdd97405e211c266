using CsCheck;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Tests.Storage;

public class TextPartsTests
{
    /// <summary>Texts near one to three parts long, with surrogate pairs at any place, the edges included.</summary>
    private static readonly Gen<string> Texts = Gen.Select(Gen.Int[0, 3], Gen.Int[-3, 3], Gen.Int[0, 2]).Select((parts, more, shift) =>
    {
        var length = Math.Max(0, (parts * TextParts.Units) + more - shift);
        return new string('x', shift) + string.Concat(Enumerable.Repeat("😀", length / 2)) + new string('y', length % 2);
    });

    [Fact]
    public void Parts_join_to_the_text_and_none_breaks_a_pair_or_is_too_long() => Texts.Sample(text =>
    {
        var parts = TextParts.Split("Text", text).ToList();
        var byName = parts.ToDictionary(p => p.Name, p => p.Text);
        return parts.Count == TextParts.Count(text)
            && TextParts.Join("Text", parts[0].Text, byName.GetValueOrDefault) == text
            && parts.TrueForAll(p => p.Text.Length <= TextParts.Units && (p.Text.Length == 0 || (!char.IsLowSurrogate(p.Text[0]) && !char.IsHighSurrogate(p.Text[^1]))));
    }, iter: 200);

    [Fact]
    public void Names_of_parts_are_fixed_since_they_are_stored() =>
        Assert.Equal(["Text", "Text_2", "Text_3"], TextParts.Split("Text", new string('x', (2 * TextParts.Units) + 1)).Select(p => p.Name));

    [Fact]
    public void The_empty_text_is_one_part() => Assert.Equal([("Text", "")], TextParts.Split("Text", ""));
}
