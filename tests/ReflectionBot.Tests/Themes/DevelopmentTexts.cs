using System.Text.Json;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Tests.Themes;

/// <summary>Figures on the labelled development texts, which are kept beside the repository and not in it.</summary>
public class DevelopmentTexts(ITestOutputHelper output)
{
    // A floor under what was reached when this was written, so that a change that loses much is seen. It is no claim about other texts.
    private const double Floor = 0.80;

    [Fact]
    public void Stay_above_the_floor()
    {
        var texts = Read();
        var (book, coder) = (Codebook.Load(), new IndicatorCoder());
        var coded = texts.Select(t => (Is: t.Themes, Got: coder.Code(book, t.Text).Select(c => c.ThemeId).ToHashSet())).ToArray();
        foreach (var theme in book.Themes)
        {
            output.WriteLine($"{theme.Id}: F1 {F1(coded, [theme.Id]):F2} of {coded.Count(c => c.Is.Contains(theme.Id))}");
        }

        var none = coded.Where(c => c.Is.Count == 0).ToArray();
        var micro = F1(coded, [.. book.Themes.Select(t => t.Id)]);
        output.WriteLine($"micro F1 {micro:F3}; none {none.Count(c => c.Got.Count == 0)} of {none.Length}; {texts.Count} texts");
        Assert.True(micro >= Floor, $"micro F1 {micro:F3}");
        Assert.True(none.Count(c => c.Got.Count == 0) >= none.Length - 1);
    }

    private static double F1((HashSet<string> Is, HashSet<string> Got)[] coded, string[] themes)
    {
        var both = coded.Sum(c => themes.Count(t => c.Is.Contains(t) && c.Got.Contains(t)));
        var either = coded.Sum(c => themes.Count(c.Is.Contains) + themes.Count(c.Got.Contains));
        return either == 0 ? 0 : 2.0 * both / either;
    }

    private static List<(string Text, HashSet<string> Themes)> Read()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ReflectionBot.sln")))
        {
            root = root.Parent;
        }

        string[] places = root is null ? [] : [.. new[] { "..", "../.." }.Select(up => Path.Combine(root.FullName, up, "shared", "themes", "dev.jsonl"))];
        var path = Array.Find(places, File.Exists);
        Assert.SkipWhen(path is null, "The labelled development texts (shared/themes/dev.jsonl beside the repository) are not here.");
        return
        [
            .. File.ReadLines(path!).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement)
                .Select(e => (e.GetProperty("text").GetString()!, e.GetProperty("themes").EnumerateArray().Select(t => t.GetString()!).ToHashSet())),
        ];
    }
}
