using System.Text.RegularExpressions;

namespace ReflectionBot.Tests.Mail;

/// <summary>Plays the scripts in <c>Mail/Scripts</c> with a mail server, and one that was written without mail.</summary>
public sealed partial class MailScriptTests
{
    private static string Folder(string area) => Path.Combine(AppContext.BaseDirectory, area, "Scripts");

    public static TheoryData<string> Scripts => [.. Directory.EnumerateFiles(Folder("Mail"), "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Plays(string script)
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync(await File.ReadAllTextAsync(Path.Combine(Folder("Mail"), script + ".txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_word_of_an_answer_and_no_name_of_a_project_is_in_any_letter_of_a_whole_round()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(Folder("Rounds"), "whole-round.txt"), TestContext.Current.CancellationToken);
        await using var mail = await MailBot.StartAsync();
        string[] everybody = ["amir", "bea", "carys", "dele", "ewa", "finn", "grace"];
        foreach (var who in everybody)
        {
            await mail.PlayAsync($"{who}> mail me at {who}@example.org\n{who}< I write to\nmail {who}> [Yes, write to me]\n{who}< I write to {who}@example.org from now on");
        }

        await mail.PlayAsync(script);
        Assert.True(mail.Server.Taken.Count >= everybody.Length * 3, $"only {mail.Server.Taken.Count} letters");
        var words = Typed().Matches(script).Select(m => m.Groups[1].Value).Where(t => t.Split(' ').Length > 3).SelectMany(t => t.Split(' ').Index().Select(w => string.Join(' ', t.Split(' ').Skip(w.Index).Take(4)))).Where(w => w.Split(' ').Length == 4).ToList();
        Assert.True(words.Count > 30, "hardly any answers");
        foreach (var letter in mail.Server.Taken)
        {
            var all = MailBot.All(letter);
            Assert.DoesNotContain("Housing", all, StringComparison.Ordinal);
            Assert.DoesNotContain("Focus groups", all, StringComparison.Ordinal);
            Assert.All(words, w => Assert.DoesNotContain(w, all, StringComparison.OrdinalIgnoreCase));
        }
    }

    [GeneratedRegex(@"^(?:amir|bea|carys|dele|ewa|finn|grace)> ([A-Z][^\[\]\n]+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Typed();
}
