using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ReflectionBot.EndToEnd.Peers;
using ReflectionBot.Operations.CommandLine;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>The zip of <c>teams-app</c> against the schemas in npm <c>@microsoft/app-manifest</c>, which Teams checks an upload by. No network.</summary>
public sealed class AppSchemaTests : IDisposable
{
    private const string Package = "@microsoft/app-manifest";

    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-schema-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_file_of_the_app_is_valid()
    {
        await UnpackAsync();
        var languages = Directory.GetFiles(_folder, "*.json").Where(f => Path.GetFileName(f) != "manifest.json").ToList();
        Assert.NotEmpty(languages);
        Assert.All(await ValidateAsync([("MicrosoftTeams", Manifest), .. languages.Select(l => ("MicrosoftTeams.Localization", l))]), line => Assert.StartsWith("valid ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("id", "{{AppId}}")]
    [InlineData("accentColor", "green")]
    [InlineData("botId", "x")]
    public async Task The_validator_does_refuse(string name, string value)
    {
        await UnpackAsync();
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Manifest, TestContext.Current.CancellationToken))!;
        (name == "botId" ? manifest["bots"]![0]! : manifest)[name] = value;
        await File.WriteAllTextAsync(Manifest, manifest.ToJsonString(), TestContext.Current.CancellationToken);
        Assert.StartsWith("wrong ", Assert.Single(await ValidateAsync([("MicrosoftTeams", Manifest)])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_the_newest_that_the_package_has()
    {
        await UnpackAsync();
        var newest = Directory.GetDirectories(Schemas(), "v1.*").Select(d => Version.Parse(Path.GetFileName(d)[1..])).Max();
        Assert.Equal(newest, Version.Parse(await VersionAsync()));
    }

    private string Manifest => Path.Combine(_folder, "manifest.json");

    private async Task<string> VersionAsync() => (string)JsonNode.Parse(await File.ReadAllTextAsync(Manifest, TestContext.Current.CancellationToken))!["manifestVersion"]!;

    private async Task UnpackAsync()
    {
        var missing = NodePeer.Missing($"{Package}/package.json");
        Assert.SkipWhen(missing is not null, missing ?? "");
        var (zip, errors) = (Path.Combine(_folder, "app.zip"), new StringWriter());
        var code = await BotCommandLine.RunAsync(["teams-app", "--Teams:AppId", "0a1b2c3d-1111-2222-3333-444444444444", "--PublicUrl", "https://reflect.example.org", "--out", zip], TextWriter.Null, errors, TestContext.Current.CancellationToken);
        Assert.True(code == 0, errors.ToString());
        await ZipFile.ExtractToDirectoryAsync(zip, _folder, TestContext.Current.CancellationToken);
    }

    private async Task<string[]> ValidateAsync(IReadOnlyList<(string Schema, string File)> files)
    {
        var version = await VersionAsync();
        string[] pairs = [.. files.SelectMany(f => (string[])[$"build/json-schemas/teams/v{version}/{f.Schema}.schema.json", f.File])];
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Here(), "validate-app.cjs"), PackageFolder(), .. pairs]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Schemas() => Path.Combine(PackageFolder(), "build", "json-schemas", "teams");

    private static string PackageFolder() => Path.Combine(Here(), "..", "node_modules", Package);

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
