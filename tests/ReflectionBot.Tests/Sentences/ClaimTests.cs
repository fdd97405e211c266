using System.Text.RegularExpressions;
using System.Xml.Linq;
using ReflectionBot.Application.Commands;
using ReflectionBot.Tests.Docs;

namespace ReflectionBot.Tests.Sentences;

/// <summary>
/// The bot says what is so (trust rule 14). Sentences that say that something was done, kept, sent or told are found in the resource files, and
/// those of the channels in the sources, by their words, and each stands in <c>claims.txt</c> under the state it needs. A new one is read by somebody before it is listed: is it true when it is
/// read, on every path that leads to it? What may still fail is said as what the bot does, with its date: "I write to everyone on Monday at 09:00".
/// </summary>
public sealed partial class ClaimTests
{
    private static readonly string[] NotForPeople = ["/Doctor/", "/Checks/", "/Operations/", "/Storage/", "/TryOutAnswers.cs", "/DemoAnswers.cs"];

    [Fact]
    public void Every_sentence_that_says_something_was_done_stands_under_the_state_it_needs()
    {
        var listed = Listed().SelectMany(s => s.Sentences).ToList();
        var unread = Found().Where(f => !listed.Any(l => f.Words.StartsWith(l, StringComparison.Ordinal))).Select(f => $"{f.File}: {f.Words}").ToList();
        Assert.True(unread.Count == 0, $"These say that something was done. List each in Sentences/claims.txt under the state it needs, or say it as a plan:\n{string.Join('\n', unread)}");
    }

    [Fact]
    public void The_list_holds_no_sentence_that_is_gone_and_none_twice()
    {
        var found = Found().Select(f => f.Words).ToList();
        var listed = Listed().SelectMany(s => s.Sentences).ToList();
        Assert.Equal([], listed.Where(l => !found.Any(f => f.StartsWith(l, StringComparison.Ordinal))));
        Assert.Equal([], listed.GroupBy(l => l).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void Every_state_says_where_it_is_checked_and_that_test_is_there()
    {
        var tests = Repository.Sources("tests").Select(f => Path.GetFileNameWithoutExtension(f)).ToHashSet(StringComparer.Ordinal);
        var scripts = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Rounds", "Scripts"), "*.txt").Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        Assert.All(Listed(), s =>
        {
            Assert.NotEmpty(s.Checked);
            Assert.All(s.Checked, c => Assert.True(tests.Contains(c) || scripts.Contains(c), $"{c} is no test and no script"));
            Assert.NotEmpty(s.Sentences);
        });
    }

    [Theory]
    [InlineData("I have written to everyone on the project.", true)]
    [InlineData("I am writing to everyone.", true)]
    [InlineData("Saved.", true)]
    [InlineData("Nothing of it was saved.", true)]
    [InlineData("The link is sent to her.", true)]
    [InlineData("I write to everyone on Monday at 09:00.", false)]
    [InlineData("I tell them in the chats that are theirs.", false)]
    [InlineData("What stood out for you?", false)]
    public void A_claim_is_known_by_its_words(string sentence, bool claims) => Assert.Equal(claims, Claim().IsMatch(sentence));

    // What help says of a command is what it does, not what was done.
    private static readonly HashSet<string> Help = [.. CommandTable.All.Select(s => s.Help())];

    private static List<(string File, string Words)> Found() =>
    [
        .. Repository.Sources("src", "*.resx").SelectMany(f => XDocument.Load(f).Root!.Elements("data").Select(d => (File: Path.GetFileName(f), Words: d.Element("value")!.Value.ReplaceLineEndings(" "))))
            .Where(s => s.Words.Contains(' ', StringComparison.Ordinal) && Claim().IsMatch(s.Words) && !Help.Contains(s.Words)),
        .. Repository.Sources("src").Where(f => !NotForPeople.Any(f.Replace('\\', '/').Contains)).SelectMany(f => File.ReadLines(f)
            .Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal) && !l.Contains("Message = \"", StringComparison.Ordinal) && !l.Contains("Exception(", StringComparison.Ordinal))
            .SelectMany(l => Literal().Matches(l)).Select(m => m.Groups[1].Value).Where(w => w.Contains(' ', StringComparison.Ordinal) && Claim().IsMatch(w) && !Help.Contains(w)).Select(w => (Path.GetFileName(f), w))),
    ];

    /// <summary>"== state (test, test)" begins a state; below it each line is how a sentence begins in the source.</summary>
    private static List<(string State, string[] Checked, List<string> Sentences)> Listed()
    {
        var states = new List<(string State, string[] Checked, List<string> Sentences)>();
        foreach (var line in Repository.Read("tests/ReflectionBot.Tests/Sentences/claims.txt").Split('\n').Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (State().Match(line) is { Success: true } state)
            {
                states.Add((state.Groups["state"].Value, state.Groups["checked"].Value.Split(", "), []));
            }
            else
            {
                states[^1].Sentences.Add(line);
            }
        }

        return states;
    }

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^== (?<state>.+) \((?<checked>[^)]+)\)$")]
    private static partial Regex State();

    [GeneratedRegex("""
        \bI\ (?:have(?!\ a\ |\ no\ )|had|wrote|told|sent|asked|posted|kept|saved|added|gave|took)\b
        | \bI\ am\ \w+ing\b
        | (?:^|[.:!?]\ |\}\ )(?:Saved|Sent|Recorded|Removed|Added|Moved|Renamed|Stopped|Marked|Deleted|Erased|Kept|Paused|Taken\ back|Undone|Restored|Confirmed|Changed|Posted)\b
        | \b(?:is|are|was|were|has\ been|have\ been)\ (?:now\ |not\ |already\ )?(?:sent|kept|saved|told|erased|removed|on\ its\ way|shut|recorded|arranged|posted|counted|confirmed|lost|installed|stopped|shown\ any\ more)\b
        | \b(?:Nothing|Nobody)\b[^.]*\ was\b
        | \bhas\ (?:closed|opened)\b
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Claim();
}
