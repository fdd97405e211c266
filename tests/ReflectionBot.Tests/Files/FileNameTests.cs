using System.Globalization;
using CsCheck;
using ReflectionBot.Application.Files;

namespace ReflectionBot.Tests.Files;

/// <summary>Names of files made of what people typed.</summary>
public sealed class FileNameTests
{
    [Theory]
    [InlineData("answers.csv", "answers.csv")]
    [InlineData("ANSWERS.CSV", "ANSWERS.CSV")]
    [InlineData("answers", "answers.csv")]
    [InlineData("report.exe", "report.exe.csv")]
    [InlineData("../../etc/passwd", "passwd.csv")]
    [InlineData(@"C:\Windows\win.ini", "win.ini.csv")]
    [InlineData("a/b\\c.csv", "c.csv")]
    [InlineData("..", "file.csv")]
    [InlineData(".", "file.csv")]
    [InlineData("", "file.csv")]
    [InlineData("   ", "file.csv")]
    [InlineData("folder/", "file.csv")]
    [InlineData(".csv", "csv.csv")]
    [InlineData(".bashrc", "bashrc.csv")]
    [InlineData("a\r\nSet-Cookie: x=y", "a Set-Cookie- x=y.csv")]
    [InlineData("a\0b\u0007c", "abc.csv")]
    [InlineData("invoice\u202Excod.csv", "invoicexcod.csv")]
    [InlineData("\u2066a\u2069\u200F\u061C\uFEFFb", "ab.csv")]
    [InlineData("a\u200Bb\u00ADc", "abc.csv")]
    [InlineData("a\u2028b\u00A0c\u3000d", "a b c d.csv")]
    [InlineData("what? \"why\" <b>|*%2e", "what- -why- -b----2e.csv")]
    [InlineData("CON", "_CON.csv")]
    [InlineData("nul.csv", "_nul.csv")]
    [InlineData("com1.anything.csv", "_com1.anything.csv")]
    [InlineData("console", "console.csv")]
    [InlineData("end. . .", "end.csv")]
    [InlineData("end. .csv", "end.csv")]
    [InlineData("réflexions 反思 😀", "réflexions 反思 😀.csv")]
    [InlineData("half \uD83D of it", "half of it.csv")]
    public void A_name_is_one_name_with_its_kinds_ending(string typed, string name) => Assert.Equal(name, FileNames.Clean(typed, MediaTypes.Csv));

    [Fact]
    public void Each_kind_has_its_ending_and_a_picture_may_have_either()
    {
        Assert.Equal(
            ["x.txt", "x.csv", "x.json", "x.zip", "x.pdf", "x.png", "x.jpg"],
            ((string[])[MediaTypes.Text, MediaTypes.Csv, MediaTypes.Json, MediaTypes.Zip, MediaTypes.Pdf, MediaTypes.Png, MediaTypes.Jpeg]).Select(k => FileNames.Clean("x", k)));
        Assert.Equal("x.jpeg", FileNames.Clean("x.jpeg", MediaTypes.Jpeg));
        Assert.Equal(7, MediaTypes.All.Count);
    }

    [Fact]
    public void Whatever_is_typed_the_name_is_short_visible_and_no_path() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["a. /\\\u202E\u0301\n\"\uD83D\uDE00é"], 0, 300]).Sample(typed =>
        {
            foreach (var kind in MediaTypes.All)
            {
                var name = FileNames.Clean(typed, kind);
                Assert.InRange(name.Length, 5, FileNames.MaxLength);
                Assert.Equal(name, FileNames.Clean(name, kind));
                Assert.True(MediaTypes.Endings(kind).Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)), name);
                Assert.DoesNotContain(name, c => "/\\<>:\"|?*%".Contains(c, StringComparison.Ordinal) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
                Assert.False(name[0] is '.' or ' ', name);
            }
        }, iter: 2000);

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1024, "1 KB")]
    [InlineData(1025, "2 KB")]
    [InlineData(5 * 1024 * 1024, "5 MB")]
    [InlineData(1_300_000, "1.3 MB")]
    public void Sizes_are_said_in_words(long bytes, string words) => Assert.Equal(words, FileWords.Size(bytes));
}
