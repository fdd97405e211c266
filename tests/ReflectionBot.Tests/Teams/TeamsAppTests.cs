using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using ReflectionBot.Channels.Teams.Package;
using ReflectionBot.Checks;
using ReflectionBot.Operations.CommandLine;
using ReflectionBot.Tests.Diagnostics;
using ReflectionBot.Tests.Docs;

namespace ReflectionBot.Tests.Teams;

/// <summary><c>teams-app</c>: the zip that is uploaded to Teams.</summary>
public sealed class TeamsAppTests : IDisposable
{
    private const string Id = "0a1b2c3d-1111-2222-3333-444444444444";
    private static readonly string[] Settings = ["--Teams:AppId", Id, "--PublicUrl", "https://reflect.example.org:8443"];

    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-app-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_zip_holds_the_manifest_the_icons_the_languages_and_nothing_else()
    {
        var (code, output, errors) = await RunAsync([.. Settings, "--out", File("app.zip"), "--developer", "University of Example", "--privacy=https://www.example.org/privacy"]);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(File("app.zip"), output, StringComparison.Ordinal);
        using var zip = await ZipFile.OpenReadAsync(File("app.zip"), TestContext.Current.CancellationToken);
        Assert.Equal(["ar.json", "color.png", "de.json", "fr.json", "manifest.json", "outline.png"], zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        Assert.All(zip.Entries.Where(e => e.Name != "manifest.json"), e => Assert.Equal(System.IO.File.ReadAllBytes(Repository.Path($"manifests/teams/{e.Name}")), Bytes(e)));
        var manifest = JsonNode.Parse(Bytes(zip.GetEntry("manifest.json")!))!;
        Assert.DoesNotContain("{{", manifest.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((Id, Id), ((string)manifest["id"]!, (string)manifest["bots"]![0]!["botId"]!));
        Assert.Equal("reflect.example.org", (string)manifest["validDomains"]![0]!);
        Assert.Equal(
            ("University of Example", "https://reflect.example.org:8443/", "https://www.example.org/privacy"),
            ((string)manifest["developer"]!["name"]!, (string)manifest["developer"]!["websiteUrl"]!, (string)manifest["developer"]!["privacyUrl"]!));
    }

    [Fact]
    public async Task Written_twice_it_is_the_same_to_the_byte()
    {
        await RunAsync([.. Settings, "--out", File("one.zip")]);
        System.IO.File.SetLastWriteTimeUtc(Path.Combine(AppPackage.Folder, "color.png"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await RunAsync([.. Settings, $"--out={File("two.zip")}"]);
        Assert.Equal(await System.IO.File.ReadAllBytesAsync(File("one.zip"), TestContext.Current.CancellationToken), await System.IO.File.ReadAllBytesAsync(File("two.zip"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Teams:AppId is missing", "--PublicUrl", "https://reflect.example.org")]
    [InlineData("Teams:AppId is missing", "--PublicUrl", "https://reflect.example.org", "--Teams:AppId", "my-bot")]
    [InlineData("PublicUrl is missing", "--Teams:AppId", Id)]
    [InlineData("PublicUrl is missing", "--Teams:AppId", Id, "--PublicUrl", "http://reflect.example.org")]
    [InlineData("PublicUrl is missing", "--Teams:AppId", Id, "--PublicUrl", "https://reflect.example.org/chat")]
    [InlineData("--privacy must be an https address", "--Teams:AppId", Id, "--PublicUrl", "https://reflect.example.org", "--privacy", "http://example.org")]
    [InlineData("--terms must be an https address", "--Teams:AppId", Id, "--PublicUrl", "https://reflect.example.org", "--terms", "")]
    [InlineData("--developer must be a name", "--Teams:AppId", Id, "--PublicUrl", "https://reflect.example.org", "--developer", "The very long name of an institute of something")]
    public async Task What_is_missing_or_wrong_is_named_and_nothing_is_written(string sentence, params string[] args)
    {
        var (code, output, errors) = await RunAsync([.. args, "--out", File("app.zip")]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.False(Path.Exists(File("app.zip")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        var (code, _, errors) = await RunAsync([.. Settings, "--out", Path.Combine(_folder, "no", "such", "app.zip")]);
        Assert.Equal(1, code);
        Assert.Contains("Choose another: --out <file>", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"id\": \"{{Secret}}\"}", "placeholder {{Secret}}")]
    [InlineData("{\"icons\": {\"color\": \"../../none.png\", \"outline\": \"manifest.json\"}}", "The file none.png of the Teams app cannot be read")]
    [InlineData("{\"icons\": {\"color\": \"manifest.json\"}}", "does not name both icons")]
    [InlineData("{", "no JSON")]
    public void A_manifest_that_somebody_broke_is_refused(string manifest, string words)
    {
        System.IO.File.WriteAllText(File("manifest.json"), manifest);
        var values = AppValues.Read(new ConfigurationBuilder().AddCommandLine(Settings).Build(), new AppWords(null, null, null, null, null, [])).Values!;
        Assert.Contains(words, Assert.Throws<CannotStartException>(() => AppPackage.Write(_folder, values, new MemoryStream())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_process_writes_it_from_a_settings_file()
    {
        using var host = new HostProcess();
        await System.IO.File.WriteAllTextAsync(Path.Combine(host.Folder, "appsettings.json"), $$"""{ "PublicUrl": "https://reflect.example.org", "Teams": { "AppId": "{{Id}}" } }""", TestContext.Current.CancellationToken);
        var (code, output, errors) = await host.RunAsync("teams-app");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("Upload new app", output, StringComparison.Ordinal);
        Assert.True(Path.Exists(Path.Combine(host.Folder, "reflectionbot-teams.zip")));
    }

    private string File(string name) => Path.Combine(_folder, name);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await BotCommandLine.RunAsync(["teams-app", .. args], output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
