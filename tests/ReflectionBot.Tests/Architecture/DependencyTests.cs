using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ReflectionBot.Tests.Docs;
using Assembly = System.Reflection.Assembly;

namespace ReflectionBot.Tests.Architecture;

/// <summary>Which part of the code may know which. Read from the compiled types: fields, parameters and what method bodies use; not what they only catch.</summary>
public sealed partial class DependencyTests
{
    private static readonly Assembly Host = typeof(Bot).Assembly;
    private static readonly Assembly Core = typeof(ReflectionBot.Core.Storage.Keys).Assembly;

    private static readonly ArchUnitNET.Domain.Architecture All = new ArchLoader().LoadAssemblies(Host, Core).Build();

    /// <summary>Every use of one type by another, by full names.</summary>
    private static readonly IReadOnlyList<(string From, string To)> Uses =
        [.. All.Types.SelectMany(t => t.Dependencies.Select(d => (t.FullName, d.Target.FullName))).Distinct().Where(u => u.Item1.StartsWith("ReflectionBot.", StringComparison.Ordinal))];

    [Fact]
    public void Uses_are_seen_at_all()
    {
        (string From, string To)[] there =
        [
            ("ReflectionBot.Storage.Sqlite.SqliteFile", "Microsoft.Data.Sqlite.SqliteConnection"),
            ("ReflectionBot.Channels.Web.WebTranscript", "ReflectionBot.Channels.Activities.Activity"),
            ("ReflectionBot.Core.Work.PersonTurns", "ReflectionBot.Core.Dialogs.ReflectionDialog"), // Only in the body of an async lambda.
            ("ReflectionBot.Storage.StorageProbe", "ReflectionBot.Core.Storage.PutRow"), // Only in the body of an async method.
        ];
        Assert.All(there, use => Assert.True(Uses.Any(u => u == use), $"{use} is not seen; of {use.From} these are: {string.Join(", ", Uses.Where(u => u.From.StartsWith(use.From, StringComparison.Ordinal)))}"));
    }

    [Fact]
    public void Core_references_no_host_web_database_or_vendor()
    {
        string[] allowed = ["NodaTime", "Microsoft.Extensions.Logging.Abstractions"];
        var referenced = Core.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.All(referenced, name => Assert.True((name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("System.Net", StringComparison.Ordinal)) || allowed.Contains(name), $"Core references {name}"));
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
    [InlineData("Polly", "ReflectionBot.Channels.Teams.Connector.", "ReflectionBot.Channels.Slack.Api.")]
    [InlineData("Microsoft.IdentityModel.", "ReflectionBot.Channels.Teams.Inbound.")]
    [InlineData("MailKit", "ReflectionBot.Channels.Mail.")]
    [InlineData("MimeKit", "ReflectionBot.Channels.Mail.")]
    [InlineData("Microsoft.Data.Sqlite", "ReflectionBot.Storage.Sqlite.")]
    [InlineData("SQLitePCL", "ReflectionBot.Storage.Sqlite.")]
    [InlineData("System.CommandLine.", "ReflectionBot.CommandLine.")]
    [InlineData("Spectre.Console.", "ReflectionBot.Demonstration.")]
    public void A_vendors_types_stay_in_their_folder(string vendor, params string[] folders) =>
        Never(from => !folders.Any(folder => In(folder)(from)), (_, to) => to.StartsWith(vendor, StringComparison.Ordinal), $"{vendor} is used outside {string.Join(", ", folders)}");

    [Fact]
    public void The_other_way_round_Core_knows_none_of_the_host() =>
        Never(In("ReflectionBot.Core."), (_, to) => In("ReflectionBot.")(to) && !In("ReflectionBot.Core.")(to), "Core knows the host");

    /// <summary>
    /// Themes and Dialogs are pure throughout. In Digests, what reads rows or runs later is named so (Store, Jobs, Sources, Coding), and an
    /// Agreement lists itself.
    /// </summary>
    [Fact]
    public void Dialogs_digests_and_themes_read_no_clock_and_do_no_IO()
    {
        string[] forbidden = ["System.TimeProvider", "ReflectionBot.Core.Storage.ITableStore", "System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask", "System.IO.File", "System.Random"];
        Never(
            from => (In("ReflectionBot.Core.Dialogs.")(from) || In("ReflectionBot.Core.Themes.")(from) || In("ReflectionBot.Core.Digests.")(from)) && !DoesIO().IsMatch(from),
            (_, to) => forbidden.Any(f => to == f || to.StartsWith(f + "<", StringComparison.Ordinal) || to.StartsWith(f + "`", StringComparison.Ordinal)),
            "a pure part reads a clock or does I/O");
    }

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

    [GeneratedRegex(@"^ReflectionBot\.Core\.Digests\.(\w+(Store|Jobs|Sources|Coding)|Agreement)\b")]
    private static partial Regex DoesIO();

    private static Func<string, bool> In(string folder) => name => name.StartsWith(folder, StringComparison.Ordinal);

    private static string? Channel(string name) => name.Split('.') is ["ReflectionBot", "Channels", var channel, _, ..] ? channel : null;

    private static void Never(Func<string, bool> from, Func<string, string, bool> to, string sentence)
    {
        Assert.True(Uses.Any(u => from(u.From)), "nothing was looked at");
        var found = Uses.Where(u => from(u.From) && to(u.From, u.To)).Select(u => $"{u.From} -> {u.To}").ToList();
        Assert.True(found.Count == 0, $"{sentence}:\n{string.Join('\n', found)}");
    }
}
