using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Themes;
using ReflectionBot.Pictures;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

/// <summary>The picture of the cycle shows what the digest says, and nothing else.</summary>
public sealed class CyclePictureTests
{
    private static readonly CycleDrawing Drawing = new();

    [Fact]
    public void Each_theme_looks_as_the_digest_says_it()
    {
        CodedReflection[] team =
        [
            .. Enumerable.Range(0, 4).Select(i => Reflection($"p{i}", Code("shared-power", Polarity.Mixed), Code("shared-values", Polarity.Present), Code("shared-responsibilities", Polarity.Strained))),
            .. Enumerable.Range(4, 3).Select(i => Reflection($"p{i}", Code("shared-ownership", i == 4 ? Polarity.Present : Polarity.Strained))),
        ];
        var picture = CyclePicture.Of(Book, Build(team).Message);
        Assert.Equal(Book.Themes.Select(t => t.Words.About), picture.Segments.Select(s => s.About));
        Assert.Equal(
            [("shared-values", CycleLook.Present), ("shared-understanding", CycleLook.NotShown), ("shared-power", CycleLook.Both), ("shared-responsibilities", CycleLook.Strained), ("shared-ownership", CycleLook.Shown), ("positive-outcomes", CycleLook.NotShown)],
            Book.Themes.Zip(picture.Segments, (t, s) => (t.Id, s.Look)));
        Assert.All(picture.Segments, s => Assert.Contains(s.About, picture.AltText, StringComparison.Ordinal));
        Assert.Contains("Not shown:", picture.AltText, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_and_nobody_look_the_same()
    {
        var few = Team(7, 7, Code("shared-power")).Concat(Enumerable.Range(0, 2).Select(i => Reflection($"p{i}", "r2", Monday.AddDays(-1), Code("shared-values"))));
        Assert.Equal(Drawn(Team(7, 7, Code("shared-power"))), Drawn(few));
    }

    [Fact]
    public void The_same_picture_has_the_same_bytes_and_each_look_has_others()
    {
        var all = Enum.GetValues<CycleLook>().Select(look => Drawn(new CyclePicture([.. Book.Themes.Select(t => new CycleSegment(t.Words.About, look))]))).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(all[1], Drawn(new CyclePicture([.. Book.Themes.Select(t => new CycleSegment(t.Words.About, CycleLook.Shown))])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void A_codebook_of_another_size_is_drawn_too(int themes)
    {
        var picture = new CyclePicture([.. Enumerable.Range(0, themes).Select(i => new CycleSegment(i == 0 ? "responsibilities for everything" : "\u4e16\u754c", CycleLook.Strained))]);
        Assert.StartsWith("iVBORw0KGgo", Drawn(picture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Digests_stand_side_by_side_the_same_each_time(int digests)
    {
        var series = new CycleSeries([.. Enumerable.Range(1, digests).Select(i => ($"{i} December 2026", CyclePicture.Of(Book, Build(Team(7, 7, Code("shared-power"))).Message)))]);
        Assert.True(Drawing.Draw(series)!.Value.Span.SequenceEqual(Drawing.Draw(series)!.Value.Span));
        Assert.Null(Drawing.Draw(new CycleSeries([])));
    }

    private static string Drawn(IEnumerable<CodedReflection> team) => Drawn(CyclePicture.Of(Book, Build(team).Message));

    private static string Drawn(CyclePicture picture) => Convert.ToBase64String(Drawing.Draw(picture)!.Value.Span);
}
