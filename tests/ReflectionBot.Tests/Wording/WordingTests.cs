using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;
using ReflectionBot.Tests.Docs;

namespace ReflectionBot.Tests.Wording;

/// <summary>The resource files: every sentence in them is used, every language has all of them, and no sentence stands elsewhere.</summary>
public sealed partial class WordingTests
{
    private static readonly string[] Files = [.. Repository.Sources("src", "*.resx")];

    // What is no sentence of the bot to a person: what programs read, what operators read in logs, what people type.
    private static readonly string[] NotSentences = ["Exception(", "LoggerMessage(", "Message = ", "GeneratedRegex(", "? \"\" :", "Malformed(\"", "Malformed($\"", "{a.Timestamp:O}"];

    // Where sentences stand in code: files by the end of their name, folders by theirs. Nobody of a project reads them.
    private static readonly (string Where, string Reader)[] NotForPeople =
    [
        ("CodebookValidation.cs", "whoever writes a codebook"),
        ("QuestionId.cs", "whoever makes a set of questions"),
        ("Addresses.cs", "nobody: names of places"),
        ("/Doctor/", "whoever runs the bot: what doctor prints"),
        ("/Slack/Install/", "whoever installs the app in Slack, on a page and on the command line"),
        ("/Teams/Package/", "whoever brings the app into Teams, on the command line"),
        ("OptionsCheck.cs", "whoever runs the bot: what is wrong with a setting"),
        ("WebOptions.cs", "whoever runs the bot: what is wrong with a setting"),
        ("SlackSocketFailure.cs", "whoever runs the bot: the log"),
        ("WebPage.cs", "whoever built the bot without its page"),
        ("DirectLineStreams.cs", "programs: why a stream was closed"),
        ("TryOutAnswers.cs", "nobody: what the sample project's people answer"),
    ];

    [Fact]
    public void Every_sentence_is_used()
    {
        var code = string.Concat([.. Repository.Sources("src").Select(File.ReadAllText), .. Entries(Page).Keys.Where(key => PageAsksFor.Contains(key) || PageAsksFor.Contains(key.Split('_')[0])).Select(key => $"PageWording.{key} ")]);
        var used = Member().Matches(code).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        var counted = Counted().Matches(code).Select(m => m.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var idle = Files.SelectMany(f => Entries(f).Select(e => (Room: Path.GetFileNameWithoutExtension(f), e.Key)))
            .Where(e => !used.Contains($"{e.Room}.{e.Key}") && !used.Contains($"{e.Room}.Format{e.Key}") && !counted.Contains(e.Key.Split('_')[0])).ToList();
        Assert.Equal([], idle);
    }

    [Fact]
    public void Every_sentence_that_the_page_asks_for_is_there()
    {
        // Its scripts have no compiler that would say so.
        var there = Entries(Page).Keys.SelectMany(key => (string[])[key, key.Split('_')[0]]).ToHashSet(StringComparer.Ordinal);
        Assert.True(PageAsksFor.Count > 100);
        Assert.Equal([], PageAsksFor.Where(key => !there.Contains(key)));
    }

    [Fact]
    public void Every_language_has_every_sentence_with_the_same_things_filled_in_and_all_its_plural_forms()
    {
        Assert.NotEmpty(Files);
        var languages = Files.Select(f => Path.GetFileName(f).Split('.')).Where(n => n.Length == 3).Select(n => n[1]).Distinct();
        Assert.Equal([], languages.SelectMany(l => Files.Where(f => Path.GetFileName(f).Split('.').Length == 2).SelectMany(f => Mistakes(Entries(f), Entries(Path.ChangeExtension(f, $"{l}.resx")), CultureInfo.GetCultureInfo(l)))));
    }

    [Fact]
    public void What_a_translation_lacks_is_said()
    {
        var english = new Dictionary<string, string> { ["Saved"] = "Saved.", ["Back"] = "{name} is back.", ["Days_One"] = "{count} day", ["Days_Other"] = "{count} days" };
        var polish = new Dictionary<string, string> { ["Back"] = "{nazwa} jest z powrotem.", ["Days_One"] = "{count} dzień", ["Days_Few"] = "{count} dni", ["Days_Other"] = "{count} dnia" };
        Assert.Equal(["pl: Saved is missing", "pl: Back fills in nazwa, not name", "pl: Days has no form Many"], Mistakes(english, polish, CultureInfo.GetCultureInfo("pl")));
    }

    [Theory]
    [InlineData("en", 1, PluralForm.One)]
    [InlineData("en", 0, PluralForm.Other)]
    [InlineData("fr", 0, PluralForm.One)]
    [InlineData("fr", 2, PluralForm.Other)]
    [InlineData("cy", 0, PluralForm.Zero)]
    [InlineData("cy", 2, PluralForm.Two)]
    [InlineData("cy", 3, PluralForm.Few)]
    [InlineData("cy", 6, PluralForm.Many)]
    [InlineData("pl", 22, PluralForm.Few)]
    [InlineData("pl", 12, PluralForm.Many)]
    [InlineData("ru", 21, PluralForm.One)]
    [InlineData("ru", 11, PluralForm.Many)]
    [InlineData("ar", 103, PluralForm.Few)]
    [InlineData("ar", 100, PluralForm.Other)]
    [InlineData("ja", 1, PluralForm.Other)]
    public void A_language_has_its_own_forms_for_numbers(string language, int count, PluralForm form) => Assert.Equal(form, Plurals.Form(count, CultureInfo.GetCultureInfo(language)));

    [Fact]
    public void What_is_filled_into_a_counted_sentence_stands_as_it_is()
    {
        string Closed(params IReadOnlyList<(string Name, string Value)> filled) => Plurals.Of(ReflectionBot.Application.Wording.TurnWording.ResourceManager, "ClosedNothingAsked", 1, filled);
        Assert.StartsWith("The {count} of {closed} is closed", Closed(("closed", "The {count} of {closed}")), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Closed());
    }

    [Fact]
    public void A_scope_ends_where_it_is_closed_and_an_odd_language_changes_nothing()
    {
        var before = CultureInfo.CurrentUICulture;
        using (Language.In("cy"))
        {
            Assert.Equal("cy", Language.Now.Name);
            using (Language.In("no such language!"))
            {
                Assert.Equal("cy", Language.Now.Name);
            }
        }

        Assert.Equal(before, CultureInfo.CurrentUICulture);
    }

    [Theory]
    [InlineData("src/ReflectionBot.Core")]
    [InlineData("src/ReflectionBot.Application")]
    [InlineData("src/ReflectionBot/Channels")]
    [InlineData("src/ReflectionBot/Files")]
    public void No_sentence_stands_in_code(string project)
    {
        var found = Repository.Sources(project).Where(f => !NotForPeople.Any(n => IsAt(f, n.Where))).SelectMany(f => File.ReadLines(f).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal) && !NotSentences.Any(l.Contains))
            .SelectMany(l => Sentence().Matches(l).Select(m => $"{Path.GetFileName(f)}: {m.Value}"))).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public void No_sentence_stands_in_the_page_and_every_exception_is_one()
    {
        var found = Repository.Sources("src/ReflectionBot/Channels/Web/Page", "*.js").SelectMany(f => File.ReadLines(f).Where(l => l.TrimStart() is var line && !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("/*", StringComparison.Ordinal) && !line.StartsWith('*'))
            .SelectMany(l => PageSentence().Matches(l).Select(m => $"{Path.GetFileName(f)}: {m.Value}")))
            .Concat(Shown().Matches(Repository.Read("src/ReflectionBot/Channels/Web/Page/index.html")).Select(m => m.Value)).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
        Assert.Equal([], NotForPeople.Where(n => !Repository.Sources("src").Any(f => IsAt(f, n.Where))));
    }

    [Fact]
    public void What_leads_somewhere_in_a_sentence_still_does()
    {
        // The typed members make letters of whatever they are given; LinkedText.Of keeps the links.
        Assert.Equal([], Repository.Sources("src").SelectMany(f => File.ReadLines(f).Where(l => Lost().IsMatch(l)).Select(l => $"{Path.GetFileName(f)}: {l.Trim()}")));
        var text = LinkedText.Of("Call {who}, or {who}.", ("who", Reference.ToCall("999")));
        Assert.Equal(("Call 999, or 999.", 2), (text.Text, text.Links.Count));
        Assert.Equal([5, 13], text.Links.Select(l => l.Start));
        Assert.Throws<ArgumentException>(() => LinkedText.Of("Call {who}.", ("whom", "999")));
    }

    private static string Page => Files.Single(f => Path.GetFileName(f) == "PageWording.resx");

    /// <summary>What the page's scripts and the page itself name.</summary>
    private static HashSet<string> PageAsksFor { get; } =
    [
        .. Asked().Matches(Repository.Read("src/ReflectionBot/Channels/Web/Page/app/strings.js")).Select(m => m.Groups["key"].Value).Where(key => key != "ReflectionBot"), // The name is the same everywhere.
        .. Mark().Matches(Repository.Read("src/ReflectionBot/Channels/Web/Page/index.html")).Select(m => m.Groups["key"].Value),
    ];

    private static bool IsAt(string file, string where) =>
        file.Replace(Path.DirectorySeparatorChar, '/') is var path && where.StartsWith('/') ? path.Contains(where, StringComparison.Ordinal) : Path.GetFileName(file).EndsWith(where, StringComparison.Ordinal);

    private static IEnumerable<string> Mistakes(Dictionary<string, string> source, Dictionary<string, string> translated, CultureInfo language)
    {
        foreach (var (key, sentence) in source.Where(s => !s.Key.Contains('_', StringComparison.Ordinal)))
        {
            var (want, have) = (Filled(sentence), translated.TryGetValue(key, out var other) ? Filled(other) : "");
            if (other is null)
            {
                yield return $"{language.Name}: {key} is missing";
            }
            else if (want != have)
            {
                yield return $"{language.Name}: {key} fills in {have}, not {want}";
            }
        }

        var forms = Enumerable.Range(0, 200).Select(n => Plurals.Form(n, language)).Distinct().Order();
        foreach (var key in source.Keys.Where(k => k.Contains('_', StringComparison.Ordinal)).Select(k => k.Split('_')[0]).Distinct())
        {
            foreach (var form in forms.Where(f => !translated.ContainsKey($"{key}_{f}")))
            {
                yield return $"{language.Name}: {key} has no form {form}";
            }
        }
    }

    private static string Filled(string sentence) => string.Join(", ", Hole().Matches(sentence).Select(h => h.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Entries(string file) =>
        File.Exists(file) ? XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value) : [];

    [GeneratedRegex(@"\b[A-Za-z]+Wording\.[A-Za-z0-9_]+")]
    private static partial Regex Member();

    [GeneratedRegex("Wording\\.ResourceManager, \"(?<key>[A-Za-z]+)\"")]
    private static partial Regex Counted();

    [GeneratedRegex(@"Wording\.Format\w+\((?:[^()]|\([^()]*\))*(?:Reference\.To|\bEmergency\()")]
    private static partial Regex Lost();

    [GeneratedRegex(@"\{([A-Za-z0-9]+)\}")]
    private static partial Regex Hole();

    // Keys begin with a capital; what else is quoted there does not.
    [GeneratedRegex("'(?<key>[A-Z][A-Za-z0-9]+)'")]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{\{(?<key>[A-Z][A-Za-z0-9]+)\}\}")]
    private static partial Regex Mark();

    [GeneratedRegex(@"'[^']*\b[A-Z][a-z]+ [a-z]+[^'""]*'|`[^`]*\b[A-Z][a-z]+ [a-z]+[^`]*`")]
    private static partial Regex PageSentence();

    [GeneratedRegex(@">[^<>{}]*[a-z]+ [a-z]+[^<>{}]*<")]
    private static partial Regex Shown();

    // A capital, at least three words, and an end: "Saved." alone is found by its test in the pseudo-language.
    [GeneratedRegex("\"[^\"]*\\b[A-Z`][a-z']* [a-z']+ [^\"]*[.?!:]\\s?(?:\\{[^\"]*\\})?\"")]
    private static partial Regex Sentence();
}
