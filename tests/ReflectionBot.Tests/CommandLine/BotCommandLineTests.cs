using ReflectionBot.Operations.CommandLine;

namespace ReflectionBot.Tests.CommandLine;

/// <summary>What is typed behind the program's name: help for everything, a sentence for every slip, and nothing that starts by accident.</summary>
public sealed class BotCommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("help")]
    public async Task Help_names_every_word_and_starts_nothing(string typed)
    {
        var (code, output, errors) = await TypeAsync(typed);
        Assert.Equal((0, ""), (code, errors));
        Assert.All((string[])["demo", "web-project", "doctor", "slack-app", "teams-app", "themes", "help", "--version", "--Section:Key"], word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("-v")]
    public async Task The_version_is_said(string typed)
    {
        var (code, output, errors) = await TypeAsync(typed);
        Assert.Equal((0, ""), (code, errors));
        Assert.Matches(@"^\d+\.\d+\.\d+", output);
    }

    [Theory]
    [InlineData("Make a web channel", "web-project", "--help")]
    [InlineData("Make a web channel", "web-project", "-h")]
    [InlineData("Make a web channel", "help", "web-project")]
    [InlineData("Play one whole round", "demo", "--help")]
    [InlineData("Play one whole round", "help", "demo")]
    [InlineData("Check everything that Slack needs", "doctor", "slack", "--help")]
    [InlineData("Check everything that Slack needs", "help", "doctor", "slack")]
    [InlineData("Check everything that e-mail needs", "doctor", "mail", "--help")]
    [InlineData("Print the manifest", "slack-app", "--help")]
    [InlineData("--developer", "teams-app", "--help")]
    [InlineData("Measure the coder", "themes", "--help")]
    [InlineData("--errors", "themes", "evaluate", "--help")]
    [InlineData("one JSON object a line", "help", "themes", "code")]
    public async Task Every_word_has_help_of_its_own(string says, params string[] typed)
    {
        var (code, output, errors) = await TypeAsync(typed);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I don't know \"dmeo\". Did you mean demo? --help shows what can be typed.", "dmeo")]
    [InlineData("I don't know \"--hlep\". Did you mean --help?", "--hlep")]
    [InlineData("I don't know \"--verison\". Did you mean --version?", "--verison")]
    [InlineData("I don't know \"--Slak:BotToken\". Did you mean --Slack:BotToken?", "--Slak:BotToken", "x")]
    [InlineData("I don't know \"--Stroage:Folder\". Did you mean --Storage:Folder?", "--Stroage:Folder=x")]
    [InlineData("I don't know \"start\". --help shows what can be typed.", "start")]
    [InlineData("I don't know \"-x\".", "-x")]
    [InlineData("I don't know \"@file\".", "@file")]
    [InlineData("--Urls needs a value: --Urls <value>.", "--Urls")]
    [InlineData("--Urls needs a value: --Urls <value>.", "--Urls", "--Storage:Folder", "x")]
    [InlineData("I don't know \"x\".", "--Urls", "http://localhost:3979", "x")]
    [InlineData("I don't know \"slck\". Did you mean slack? doctor --help shows what can be typed.", "doctor", "slck")]
    [InlineData("I don't know \"now\". demo --help shows what can be typed.", "demo", "now")]
    [InlineData("I don't know \"--public-ulr\". Did you mean --public-url? slack-app --help", "slack-app", "--public-ulr", "https://x")]
    [InlineData("I don't know \"extra\". doctor slack --help shows what can be typed.", "doctor", "slack", "extra")]
    [InlineData("'your name' missing for command: 'web-project'. Expected: web-project \"<channel>\" \"<your name>\".", "web-project", "Housing priorities")]
    [InlineData("--help shows what can be typed.", "help", "dmeo")]
    [InlineData("Expected: evaluate \"<FILE.jsonl>\". themes evaluate --help shows what can be typed.", "themes", "evaluate")]
    [InlineData("I don't know \"evalute\". Did you mean evaluate?", "themes", "evalute", "x.jsonl")]
    [InlineData("I don't know \"--jsno\". Did you mean --json?", "themes", "evaluate", "x.jsonl", "--jsno")]
    [InlineData("I don't know \"--Urls\".", "themes", "code", "x.jsonl", "--Urls", "x")]
    public async Task A_slip_is_said_and_starts_nothing(string sentence, params string[] typed)
    {
        var (code, output, errors) = await TypeAsync(typed);
        Assert.Equal((BotCommandLine.NotUnderstood, ""), (code, output));
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Doctor_alone_looks_at_the_store_and_says_how_to_connect_the_rest()
    {
        var folder = Directory.CreateTempSubdirectory("reflectionbot-doctor-");
        try
        {
            var (code, output, errors) = await TypeAsync("doctor", "--Storage:Folder", folder.FullName, "--Web:DataFolder", folder.FullName);
            Assert.Equal((0, ""), (code, errors));
            Assert.Contains("What people write can be stored.", output, StringComparison.Ordinal);
            Assert.Contains("doctor slack", output, StringComparison.Ordinal);
            Assert.Contains("doctor teams", output, StringComparison.Ordinal);
            Assert.Contains("doctor mail", output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Ended after a minute: what starts by mistake must not run for ever.</summary>
    private static async Task<(int Code, string Output, string Errors)> TypeAsync(params string[] typed)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await BotCommandLine.RunAsync(typed, output, errors, limit.Token);
        return (code, output.ToString(), errors.ToString());
    }
}
