using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Operations.CommandLine;
using ReflectionBot.Tests.Diagnostics;
using ReflectionBot.Tests.Docs;

namespace ReflectionBot.Tests.Slack;

/// <summary>manifests/slack/manifest.json asks for what the code needs and for nothing else; <c>slack-app</c> completes it.</summary>
public sealed partial class ManifestTests : IDisposable
{
    private static readonly JsonNode Manifest = JsonNode.Parse(Repository.Read("manifests/slack/manifest.json"))!;

    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-app-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null, null)]
    [InlineData("Reflect with us", "https://reflect.example.org:8443")]
    public async Task It_is_what_Slacks_schema_asks_for(string? name, string? publicUrl)
    {
        var schema = await SchemaAsync();
        Assert.Empty(schema.Validate(SlackManifest.Write(name, publicUrl is null ? null : new Uri(publicUrl))));
        Assert.NotEmpty(schema.Validate("""{ "display_information": { "name": "x", "colour": "y" } }""")); // The schema is looked at.
    }

    [Fact]
    public void Scopes_events_commands_and_shortcuts_are_those_of_the_code()
    {
        Assert.Equal(SlackNeeds.Scopes.Select(s => s.Name), Words(Manifest["oauth_config"]!["scopes"]!["bot"]));
        Assert.Null(Manifest["oauth_config"]!["scopes"]!["user"]);
        Assert.Equal(SlackNeeds.Events.Select(e => e.Name), Words(Manifest["settings"]!["event_subscriptions"]!["bot_events"]));
        Assert.Equal([SlackNeeds.Command], Manifest["features"]!["slash_commands"]!.AsArray().Select(c => (string)c!["command"]!));
        Assert.Equal(
            [("global", SlackNeeds.OverviewShortcut), ("message", SlackNeeds.MilestoneShortcut)],
            Manifest["features"]!["shortcuts"]!.AsArray().Select(s => ((string)s!["type"]!, (string)s["callback_id"]!)));
    }

    [Fact]
    public void Every_scope_is_needed_by_a_method_an_event_or_the_command_and_every_event_has_its_scope()
    {
        var scopes = SlackNeeds.Scopes.Select(s => s.Name).ToHashSet();
        var ofEvents = SlackNeeds.Events.SelectMany(e => e.Scopes).ToHashSet();
        Assert.All(ofEvents, s => Assert.Contains(s, scopes));
        Assert.All(SlackNeeds.Scopes, s => Assert.True(s.Methods.Count > 0 || ofEvents.Contains(s.Name) || s.Name == "commands", s.Name));
        Assert.Equal(scopes.Order(StringComparer.Ordinal), SlackNeeds.Scopes.Select(s => s.Name));
        Assert.Equal(SlackNeeds.Events.Select(e => e.Name).Order(StringComparer.Ordinal), SlackNeeds.Events.Select(e => e.Name));
    }

    [Fact]
    public void Every_method_that_the_code_calls_is_accounted_for_and_no_other()
    {
        var called = Repository.Sources("src/ReflectionBot/Channels/Slack/Api").SelectMany(f => Method().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();
        var named = SlackNeeds.Scopes.SelectMany(s => s.Methods).Concat(SlackNeeds.FreeMethods).ToHashSet();
        Assert.Equal(called.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_about_Slack_gives_a_reason_for_each_scope_and_event()
    {
        var rows = Repository.TableRows(Repository.Read("docs/slack.md")).Where(r => r.Length == 2 && r[1].Length > 8).SelectMany(r => r[0].Split(", ")).Select(c => c.Trim('`')).ToList();
        Assert.All(SlackNeeds.Scopes.Select(s => s.Name).Concat(SlackNeeds.Events.Select(e => e.Name)), name => Assert.Contains(name, rows));
        Assert.All(rows.Where(r => r.Contains(':', StringComparison.Ordinal) && !r.Contains(' ', StringComparison.Ordinal)), name => Assert.Contains(name, SlackNeeds.Scopes.Select(s => s.Name)));
    }

    [Fact]
    public void People_can_write_to_the_bot_and_it_is_made_for_Socket_Mode_and_single_workspaces()
    {
        var home = Manifest["features"]!["app_home"]!;
        Assert.Equal((true, true, false), ((bool)home["home_tab_enabled"]!, (bool)home["messages_tab_enabled"]!, (bool)home["messages_tab_read_only_enabled"]!));
        var settings = Manifest["settings"]!;
        Assert.Equal((true, true), ((bool)settings["socket_mode_enabled"]!, (bool)settings["interactivity"]!["is_enabled"]!));
        Assert.Equal((false, false), ((bool)settings["org_deploy_enabled"]!, (bool)settings["token_rotation_enabled"]!));
        Assert.True((bool)Manifest["features"]!["slash_commands"]![0]!["should_escape"]!);
        Assert.DoesNotContain("http", Manifest.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Printed_without_words_it_is_the_file()
    {
        var (code, output, errors) = await RunAsync();
        Assert.Equal((0, ""), (code, errors));
        Assert.True(JsonNode.DeepEquals(Manifest, JsonNode.Parse(output)));
    }

    [Fact]
    public async Task With_an_address_it_is_for_HTTP_and_can_be_installed()
    {
        var (code, output, _) = await RunAsync("--public-url", "https://reflect.example.org", "--name=Reflect");
        Assert.Equal(0, code);
        var made = JsonNode.Parse(output)!;
        Assert.Equal(
            ("https://reflect.example.org/slack/events", "https://reflect.example.org/slack/interactions", "https://reflect.example.org/slack/commands", false),
            ((string)made["settings"]!["event_subscriptions"]!["request_url"]!, (string)made["settings"]!["interactivity"]!["request_url"]!, (string)made["features"]!["slash_commands"]![0]!["url"]!, (bool)made["settings"]!["socket_mode_enabled"]!));
        Assert.Equal(["https://reflect.example.org/slack/oauth_redirect"], Words(made["oauth_config"]!["redirect_urls"]));
        Assert.Equal(("Reflect", "Reflect"), ((string)made["display_information"]!["name"]!, (string)made["features"]!["bot_user"]!["display_name"]!));
    }

    [Fact]
    public async Task The_real_process_writes_it_into_a_file()
    {
        using var host = new HostProcess();
        var (code, output, errors) = await host.RunAsync("slack-app", "--out", "app.json");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("From a manifest", output, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(Manifest, JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(host.Folder, "app.json"), TestContext.Current.CancellationToken))));
    }

    [Theory]
    [InlineData("--public-url must be an https address", "--public-url", "http://reflect.example.org")]
    [InlineData("--public-url must be an https address", "--public-url", "https://reflect.example.org/chat")]
    [InlineData("argument missing for option: '--public-url'", "--public-url")]
    [InlineData("--name must be a name", "--name", "A name that is longer than Slack would ever take")]
    [InlineData("--out must be a file", "--out", "")]
    [InlineData("argument missing for option: '--out'", "--out")]
    [InlineData("I don't know \"--developer\"", "--developer", "x")]
    public async Task Words_that_cannot_be_are_named(string sentence, params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        var (code, _, errors) = await RunAsync("--out", Path.Combine(_folder, "no", "such", "app.json"));
        Assert.Equal(1, code);
        Assert.Contains("Choose another: --out <file>", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await BotCommandLine.RunAsync(["slack-app", .. args], output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>The published schema, from beside the repository, or beside the folder that holds several checkouts of it.</summary>
    private static async Task<JsonSchema> SchemaAsync()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "schemas", "slack-manifest-2.schema.json");
            if (File.Exists(file))
            {
                return await JsonSchema.FromFileAsync(file, TestContext.Current.CancellationToken);
            }
        }

        Assert.Skip("The schema of Slack's manifests is not there: put slack-manifest-2.schema.json into ../shared/schemas beside the repository.");
        throw new InvalidOperationException("skipped");
    }

    private static List<string> Words(JsonNode? list) => [.. list!.AsArray().Select(w => (string)w!)];

    /// <summary>Names of methods as the code writes them: <c>"chat.postMessage"</c>.</summary>
    [GeneratedRegex("""
        "((?:auth|apps|chat|conversations|files|oauth|team|users|views)\.[A-Za-z0-9.]+)"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Method();
}
