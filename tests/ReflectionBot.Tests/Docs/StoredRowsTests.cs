using System.Text.RegularExpressions;

namespace ReflectionBot.Tests.Docs;

/// <summary>docs/what-we-store.md names every kind of row and of partition that the code can write, and no other.</summary>
public sealed partial class StoredRowsTests
{
    private const string Page = "docs/what-we-store.md";

    [Fact]
    public void Every_kind_of_row_is_on_the_page_and_every_one_on_the_page_is_in_the_code()
    {
        var page = Repository.Read(Page);
        var details = page[page.IndexOf("## Everything, row by row", StringComparison.Ordinal)..page.IndexOf("## Beside the table", StringComparison.Ordinal)];
        var named = Repository.TableRows(details).SelectMany(r => Code().Matches(r[0]).Select(m => m.Groups[1].Value)).ToHashSet();
        var partitions = details.Split('\n').Where(l => l.StartsWith("### ", StringComparison.Ordinal)).SelectMany(l => Code().Matches(l).Select(m => m.Groups[1].Value)).ToHashSet();
        var (rows, inCode) = InCode();
        Assert.Equal(rows.Order(), named.Where(n => n != "webpeople").Order());
        Assert.Equal(inCode.Order(), partitions.Order());
    }

    /// <summary>
    /// Row kinds: the first part of what is joined to a key, the names in Keys, and the web chat's keys. Partitions: what Keys and WebKeys
    /// make of ids.
    /// </summary>
    private static (HashSet<string> Rows, HashSet<string> Partitions) InCode()
    {
        var files = Repository.Sources("src").ToDictionary(f => f, File.ReadAllText);
        var constants = files.SelectMany(f => Constant().Matches(f.Value).Select(m => (File: f.Key, Class: Path.GetFileNameWithoutExtension(f.Key), Name: m.Groups[1].Value, Value: m.Groups[2].Value))).ToList();
        string Value(string file, string word) => word.StartsWith('"') ? word.Trim('"')
            : constants.Where(c => word.Contains('.', StringComparison.Ordinal) ? $"{c.Class}.{c.Name}" == word : c.File == file && c.Name == word).Select(c => c.Value).FirstOrDefault() ?? "";
        var keys = files.Keys.Single(f => f.EndsWith($"Tables{Path.DirectorySeparatorChar}Keys.cs", StringComparison.Ordinal));
        var partitions = Partition().Matches(files[keys]).Select(m => m.Groups[1].Value == "due" ? "due" : $"{m.Groups[1].Value}:").ToHashSet();
        var rows = Row().Matches(files[keys]).Select(m => $"{m.Groups[1].Value}:").ToHashSet();
        rows.UnionWith(files.Where(f => f.Key != keys).SelectMany(f => Joined().Matches(f.Value).Select(m => Value(f.Key, m.Groups[1].Value))).Where(v => v.Length > 0).Select(v => $"{v}:"));
        rows.ExceptWith(partitions); // Keys.Prefix("p") asks whether a key is a partition of people.
        rows.UnionWith(constants.Where(c => (c.File == keys && c.Name is "Session" or "Self" or "Dialog") || c.Name is "CursorRow" or "Head" or "Profile" || (c.Class == "TeamsDirectory" && c.Name == "Service") || (c.Class == "Waiting" && c.Name is "Key" or "Chosen") || (c.Class == "StoredInstallations" && c.Name == "Installation") || (c.Class is "StorageProbe" or "Recovery" && c.Name == "Key")).Select(c => c.Value));
        var web = files.Where(f => f.Key.Contains($"Channels{Path.DirectorySeparatorChar}Web", StringComparison.Ordinal)).ToList();
        foreach (var key in web.SelectMany(f => WebKey().Matches(f.Value).Select(m => (File: Path.GetFileName(f.Key), Kind: m.Groups[1].Value))))
        {
            (key.File == "WebKeys.cs" && key.Kind is "webuser:" or "web:" ? partitions : rows).Add(key.Kind);
        }

        partitions.UnionWith(constants.Where(c => c.Class == "WebKeys" && c.Name is "Channels" or "People").Select(c => c.Value));
        partitions.UnionWith(constants.Where(c => c.Class == "StorageProbe" && c.Name == "Partition").Select(c => c.Value));
        return (rows, partitions);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("""const string (\w+) = "([^"]*)";""")]
    private static partial Regex Constant();

    [GeneratedRegex("""Join\("(a|h|p|j|r|c|f|t|k|due)"[,)]""")]
    private static partial Regex Partition();

    [GeneratedRegex("""Join\("(in|out|posted)",""")]
    private static partial Regex Row();

    [GeneratedRegex(@"Keys\.(?:Join|Prefix)\(([""\w.]+)")]
    private static partial Regex Joined();

    [GeneratedRegex("""\$?"([a-z]+:)(?:\{|"(?! \+ Hash))""")]
    private static partial Regex WebKey();
}
