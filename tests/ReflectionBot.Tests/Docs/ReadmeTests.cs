using System.Text.RegularExpressions;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Projects;
using ReflectionBot.Operations.CommandLine;

namespace ReflectionBot.Tests.Docs;

/// <summary>What the README and the other pages name is there.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] Pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/what-we-store.md", "docs/web-chat.md", "docs/teams.md", "docs/slack.md", "manifests/README.md", .. Directory.GetFiles(Repository.Path("docs/decisions")).Select(f => $"docs/decisions/{Path.GetFileName(f)}")];

    public static TheoryData<string> AllPages => [.. Pages];

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Every_link_of_a_page_leads_to_something(string page)
    {
        var folder = Path.GetDirectoryName(Repository.Path(page))!;
        var links = Link().Matches(Repository.Read(page)).Select(m => m.Groups[1].Value).Where(l => !l.StartsWith("http", StringComparison.Ordinal) && !l.StartsWith('#'));
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link.Split('#')[0])), $"{page} leads to {link}, which is not there"));
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Every_path_a_page_names_is_there(string page)
    {
        var text = Repository.Read(page);
        var named = Code().Matches(text).Select(m => m.Groups[1].Value).Where(c => Paths().IsMatch(c)).Distinct();
        Assert.All(named, path => Assert.True(IsThere(path), $"{page} names {path}, which is not there"));
    }

    [Fact]
    public void Every_command_line_of_the_README_can_be_run()
    {
        var blocks = Block().Matches(Repository.Read("README.md")).SelectMany(m => m.Groups[1].Value.Split('\n')).Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        Assert.Contains("dotnet run --project src/ReflectionBot", blocks);
        Assert.Contains("dotnet test", blocks);
        foreach (var line in blocks)
        {
            var words = line.Split(' ');
            Assert.Equal("dotnet", words[0]);
            Assert.Contains(words[1], (string[])["run", "test"]);
            if (words.IndexOf("--project") is var at and > 0)
            {
                Assert.True(Directory.Exists(Repository.Path(words[at + 1])), line);
            }

            if (words.IndexOf("--") is var args and > 0)
            {
                Assert.Null(BotCommandLine.Mistake(BotCommandLine.Parse([.. System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(line).Skip(args + 1)])));
            }
        }
    }

    [Fact]
    public void Every_chat_command_of_the_README_is_understood()
    {
        var text = Block().Replace(Repository.Read("README.md"), "");
        var typed = Code().Matches(text).Select(m => m.Groups[1].Value.Replace("@ReflectionBot ", "", StringComparison.Ordinal)).Where(c => CommandTable.All.Any(s => c.Split(' ')[0] == s.Usage.Split(' ')[0])).Distinct().ToList();
        Assert.True(typed.Count > 8, $"only these were found: {string.Join(", ", typed)}");
        var today = new NodaTime.LocalDate(2026, 11, 24);
        Assert.All(typed, command =>
        {
            var parsed = ((Roles[])[Roles.Facilitator, Roles.Collaborator]).SelectMany(r => ((Place[])[Place.Direct, Place.Channel])
                .Select(p => CommandParser.Parse(p == Place.Channel ? $"/reflect {command}" : command, new ParseContext(r, p, today))));
            Assert.True(parsed.Any(p => p is ParseResult.Parsed or ParseResult.NotACommand { Perhaps: not null }), $"the README types `{command}`, which is no command");
        });
    }

    [Fact]
    public void The_README_keeps_its_order()
    {
        var headings = Repository.Read("README.md").Split('\n').Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..]);
        Assert.Equal(
            ["Run it", "Use it with real people, over private links", "Connect Slack", "Connect Teams", "Configuration", "What is stored and who sees it", "Tests", "Where things are"], headings);
    }

    [Fact]
    public void Decisions_have_numbers_of_their_own()
    {
        var numbers = Directory.GetFiles(Repository.Path("docs/decisions")).Select(f => Path.GetFileName(f)[..4]).ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.All(Directory.GetFiles(Repository.Path("docs/decisions")), f => Assert.StartsWith($"# {int.Parse(Path.GetFileName(f)[..4], System.Globalization.CultureInfo.InvariantCulture)}. ", File.ReadAllText(f), StringComparison.Ordinal));
    }

    /// <summary>From the root, or within one of the source projects as the pages about them write.</summary>
    private static bool IsThere(string path) =>
        path is "data" or "wwwroot" or "appsettings.json" or "web-signing.key" // Made by the build, the first start, or by hand.
        || ((string[])["", "src/ReflectionBot.Core", "src/ReflectionBot.Application", "src/ReflectionBot", "src/ReflectionBot/Channels/Web", "tests/ReflectionBot.Tests", "manifests/teams"])
            .Any(root => Path.Exists(Repository.Path(Path.Combine(root, path))))
        || (!path.Contains('/', StringComparison.Ordinal) && Repository.Sources("src", "*").Any(f => Path.GetFileName(f) == path))
        || (path.Contains('*', StringComparison.Ordinal) && Repository.Sources("src", path).Any());

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("^ *```[a-z]*\n(.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^(\.?[\w.-]+/)+[\w.-]*$|^[\w.*-]+\.(cs|json|md|props|sln|txt)$")]
    private static partial Regex Paths();
}
