using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Docs;

namespace ReflectionBot.Tests.Architecture;

/// <summary>
/// Rooms: a folder of a project with all below it is one room, and each channel is one. They depend on one another in one direction, so that each
/// can be read after those it stands on, and nothing else.
/// </summary>
public sealed class RoomTests
{
    private const int MostFiles = 15;

    [Fact]
    public void No_room_depends_on_itself_by_way_of_others()
    {
        var uses = DependencyTests.Uses.Select(u => (From: Room(u.From), To: Room(u.To), Use: $"{u.From} -> {u.To}")).Where(u => u.From is not null && u.To is not null && u.From != u.To).ToList();
        var next = uses.GroupBy(u => u.From!).ToDictionary(g => g.Key, g => g.Select(u => u.To!).Distinct().ToList());
        Assert.True(next.Count > 25, $"only {next.Count} rooms were found");
        Assert.All(next.Keys, room =>
        {
            var way = Way(room, room, next);
            var steps = way is null ? [] : way.Zip(way.Skip(1)).ToList();
            Assert.True(way is null, $"{string.Join(" -> ", way ?? [])}:\n{string.Join('\n', uses.Where(u => steps.Contains((u.From!, u.To!))).Select(u => u.Use).Take(12))}");
        });
    }

    [Fact]
    public void No_folder_has_more_files_than_can_be_seen_at_a_glance()
    {
        var folders = Repository.Sources("src").GroupBy(f => Path.GetDirectoryName(f)!).Where(g => g.Count() > MostFiles).Select(g => $"{g.Key}: {g.Count()}");
        Assert.Empty(folders);
    }

    [Fact]
    public void No_type_has_the_name_of_another()
    {
        var twice = DependencyTests.Assemblies.SelectMany(a => a.GetTypes()).Where(t => !t.IsNested && t.Namespace?.StartsWith("ReflectionBot", StringComparison.Ordinal) == true && !t.IsDefined(typeof(CompilerGeneratedAttribute), false))
            .GroupBy(t => t.Name).Where(g => g.Count() > 1).Select(g => string.Join(", ", g.Select(t => t.FullName)));
        Assert.Empty(twice);
    }

    /// <summary>What a file's namespace says and where it stands are the same.</summary>
    [Fact]
    public void A_files_namespace_is_its_folder()
    {
        var elsewhere = Repository.Sources("src").Select(f => (File: f, Namespace: File.ReadLines(f).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal))?[10..].TrimEnd(';')))
            .Where(f => f.Namespace is not null && !Path.GetDirectoryName(f.File)!.Replace('\\', '.').Replace('/', '.').EndsWith(f.Namespace, StringComparison.Ordinal)).Select(f => $"{f.File}: {f.Namespace}");
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Core_is_pure()
    {
        string[] allowed = ["NodaTime"];
        var core = typeof(Button).Assembly;
        Assert.All(core.GetReferencedAssemblies().Select(a => a.Name!), name => Assert.True((name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("System.Net", StringComparison.Ordinal)) || allowed.Contains(name), $"Core references {name}"));
        string[] forbidden = ["System.TimeProvider", "System.Random", "System.IO.File", "System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask", "System.Threading.CancellationToken"];
        var found = DependencyTests.Uses.Where(u => u.From.StartsWith("ReflectionBot.Core.", StringComparison.Ordinal) && forbidden.Any(f => u.To == f || u.To.StartsWith($"{f}<", StringComparison.Ordinal) || u.To.StartsWith($"{f}`", StringComparison.Ordinal)));
        Assert.Empty(found);
    }

    [Fact]
    public void The_application_references_Core_and_nothing_that_does_IO()
    {
        string[] allowed = ["NodaTime", "Microsoft.Extensions.Logging.Abstractions", "ReflectionBot.Core"];
        Assert.All(typeof(ITableStore).Assembly.GetReferencedAssemblies().Select(a => a.Name!), name => Assert.True((name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("System.Net", StringComparison.Ordinal)) || allowed.Contains(name), $"Application references {name}"));
    }

    /// <summary>What a channel is called stands in its own folder: everybody else learns from the seam what they need to know of it.</summary>
    [Fact]
    public void Neither_Core_nor_the_application_names_a_channel()
    {
        foreach (var assembly in (Assembly[])[typeof(Button).Assembly, typeof(ITableStore).Assembly])
        {
            using var stream = File.OpenRead(assembly.Location);
            using var file = new PEReader(stream);
            var metadata = file.GetMetadataReader();
            var words = new List<string>();
            for (var at = MetadataTokens.UserStringHandle(1); !at.IsNil; at = metadata.GetNextHandle(at))
            {
                words.Add(metadata.GetUserString(at));
            }

            Assert.True(words.Count > 100, $"only {words.Count} texts were found");
            Assert.Empty(words.Intersect(["web", "slack", "teams"], StringComparer.Ordinal));
        }
    }

    /// <summary>The shortest way from one room to another, if there is one.</summary>
    private static List<string>? Way(string from, string to, Dictionary<string, List<string>> next)
    {
        var ways = new Queue<List<string>>([[from]]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var way))
        {
            foreach (var room in next.GetValueOrDefault(way[^1]) ?? [])
            {
                if (room == to)
                {
                    return [.. way, room];
                }

                if (seen.Add(room))
                {
                    ways.Enqueue([.. way, room]);
                }
            }
        }

        return null;
    }

    /// <summary>"ReflectionBot.Core.Chat" for all below it; the host's rooms have no project in their name.</summary>
    private static string? Room(string type) => type.Split('.') switch
    {
        ["ReflectionBot", ("Core" or "Application") and var project, var room, _, ..] => $"{project}.{room}",
        ["ReflectionBot", "Channels", var channel, _, ..] => $"Channels.{channel}",
        ["ReflectionBot", "BotBuilder", ..] => null,
        ["ReflectionBot", var room, _, ..] => room,
        _ => null,
    };
}
