using System.Text.Json;
using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Operations;
using ReflectionBot.Tests.Docs;
using Assembly = System.Reflection.Assembly;

namespace ReflectionBot.Tests.Architecture;

/// <summary>Which part of the code may know which. Read from the compiled types: fields, parameters and what method bodies use; not what they only catch.</summary>
public sealed class DependencyTests
{
    /// <summary>The main host and what it stands on.</summary>
    internal static readonly Assembly[] Assemblies = [typeof(Bot).Assembly, typeof(Keys).Assembly, typeof(Button).Assembly];

    private static readonly ArchUnitNET.Domain.Architecture All = new ArchLoader().LoadAssemblies(Assemblies).Build();

    /// <summary>Every use of one type by another, by full names.</summary>
    internal static readonly IReadOnlyList<(string From, string To)> Uses =
        [.. All.Types.SelectMany(t => t.Dependencies.Select(d => (t.FullName, d.Target.FullName))).Distinct().Where(u => u.Item1.StartsWith("ReflectionBot.", StringComparison.Ordinal))];

    [Fact]
    public void Uses_are_seen_at_all()
    {
        (string From, string To)[] there =
        [
            ("ReflectionBot.Storage.Sqlite.SqliteFile", "Microsoft.Data.Sqlite.SqliteConnection"),
            ("ReflectionBot.Channels.Web.Transcripts.WebTranscript", "ReflectionBot.Channels.Activities.Activity"),
            ("ReflectionBot.Application.Conversations.ConversationRunner", "ReflectionBot.Core.Conversation.ReflectionDialog"), // Only in the body of an async lambda.
            ("ReflectionBot.Storage.StorageProbe", "ReflectionBot.Application.Tables.PutRow"), // Only in the body of an async method.
        ];
        Assert.All(there, use => Assert.True(Uses.Any(u => u == use), $"{use} is not seen; of {use.From} these are: {string.Join(", ", Uses.Where(u => u.From.StartsWith(use.From, StringComparison.Ordinal)))}"));
    }

    [Fact]
    public void No_channel_knows_another() => Never(
        from => Channel(from) is not null,
        (from, to) => Channel(to) is { } other && other != Channel(from) && other is not ("Activities" or "Shared"),
        "a channel knows another");

    [Fact]
    public void No_store_knows_a_channel_and_no_channel_a_store()
    {
        Never(In("ReflectionBot.Storage."), (_, to) => Channel(to) is not null, "a store knows a channel");
        Never(from => Channel(from) is not null, (_, to) => In("ReflectionBot.Storage.")(to), "a channel knows a store");
    }

    [Theory]
    [InlineData("Azure.Data.", "ReflectionBot.Storage.AzureTables.")]
    [InlineData("Azure.", "ReflectionBot.Storage.AzureTables.", "ReflectionBot.Channels.Teams.Connector.")]
    [InlineData("Polly", "ReflectionBot.Channels.Shared.OutboundHttp")]
    [InlineData("Microsoft.IdentityModel.", "ReflectionBot.Channels.Teams.Inbound.")]
    [InlineData("MailKit", "ReflectionBot.Channels.Mail.")]
    [InlineData("MimeKit", "ReflectionBot.Channels.Mail.")]
    [InlineData("Microsoft.Data.Sqlite", "ReflectionBot.Storage.Sqlite.")]
    [InlineData("SQLitePCL", "ReflectionBot.Storage.Sqlite.")]
    [InlineData("System.CommandLine.", "ReflectionBot.Operations.CommandLine.")]
    [InlineData("Spectre.Console.", "ReflectionBot.Operations.Demonstration.")]
    public void A_vendors_types_stay_in_their_folder(string vendor, params string[] folders) =>
        Never(from => !folders.Any(folder => In(folder)(from)), (_, to) => to.StartsWith(vendor, StringComparison.Ordinal), $"{vendor} is used outside {string.Join(", ", folders)}");

    [Fact]
    public void Every_dependency_has_its_reason()
    {
        var page = Repository.TableRows(Repository.Read("docs/decisions/0002-dependencies.md")).Where(r => r[0].StartsWith('`')).ToList();
        Assert.All(page, row => Assert.True(row.Length == 3 && row[2].Length > 20, row[0]));
        var named = page.Select(r => r[0].Trim('`')).ToList();
        var projects = Repository.Sources("src", "*.csproj").Concat(Repository.Sources("tests", "*.csproj")).Append(Repository.Path("Directory.Build.props"));
        var packages = projects.SelectMany(p => XDocument.Load(p).Descendants("PackageReference").Select(r => (string)r.Attribute("Include")!)).ToHashSet();
        var npm = ((string[])["src/ReflectionBot/Channels/Web/Page/package.json", "tests/ReflectionBot.EndToEnd/package.json"])
            .SelectMany(p => JsonDocument.Parse(Repository.Read(p)).RootElement.GetProperty("dependencies").EnumerateObject().Select(d => d.Name));
        Assert.Equal(packages.Concat(npm).Order(), named.Order());
    }

    private static Func<string, bool> In(string folder) => name => name.StartsWith(folder, StringComparison.Ordinal);

    private static string? Channel(string name) => name.Split('.') is ["ReflectionBot", "Channels", var channel, _, ..] ? channel : null;

    private static void Never(Func<string, bool> from, Func<string, string, bool> to, string sentence)
    {
        Assert.True(Uses.Any(u => from(u.From)), "nothing was looked at");
        var found = Uses.Where(u => from(u.From) && to(u.From, u.To)).Select(u => $"{u.From} -> {u.To}").ToList();
        Assert.True(found.Count == 0, $"{sentence}:\n{string.Join('\n', found)}");
    }
}
