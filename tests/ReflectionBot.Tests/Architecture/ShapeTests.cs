using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Tests.Docs;

namespace ReflectionBot.Tests.Architecture;

/// <summary>The shape of the code: sizes, tokens, constructors, clocks.</summary>
public sealed partial class ShapeTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly Assembly[] Ours = DependencyTests.Assemblies;

    private static IEnumerable<Type> Types => Ours.SelectMany(a => a.GetTypes())
        .Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute)) && !t.Name.Contains('<', StringComparison.Ordinal) && t.Namespace?.StartsWith("ReflectionBot", StringComparison.Ordinal) == true);

    /// <summary>Of interfaces and public types. Not asked of what a framework's interface or base class prescribes.</summary>
    [Fact]
    public void Every_async_method_takes_a_CancellationToken()
    {
        // A signal is handed out, nothing is begun: whoever waits for it brings their own token.
        string[] signals = [$"{nameof(OutboxPump)}.{nameof(OutboxPump.WhenIdleAsync)}", $"{nameof(OutboxQueue)}.{nameof(OutboxQueue.WhenIdleAsync)}"];
        var methods = Types.Where(t => t.IsVisible || t.IsInterface).SelectMany(t => t.GetMethods(Declared)).Where(m => (m.IsPublic || m.DeclaringType!.IsInterface) && IsAsync(m.ReturnType) && !IsPrescribed(m)).ToList();
        Assert.True(methods.Count > 80, $"only {methods.Count} were found");
        var without = methods.Where(m => m.GetParameters().All(p => p.ParameterType != typeof(CancellationToken))).Select(m => $"{m.DeclaringType!.Name}.{m.Name}").Except(signals);
        Assert.Empty(without);
    }

    [Fact]
    public void Nearly_all_files_stay_under_300_lines()
    {
        var sizes = Repository.Sources("src").Concat(Repository.Sources("tests")).Select(f => (Lines: File.ReadLines(f).Count(), f)).OrderBy(s => s.Lines).ToList();
        Assert.True(sizes.Count > 100, "hardly any files were found");
        Assert.True(Percentile95(sizes).Lines <= 300, $"the largest are {string.Join(", ", sizes.TakeLast(10))}");
    }

    /// <summary>Lines of a method's body as the debugger sees them; properties and one-liners are left out, or they would hide the long ones.</summary>
    [Fact]
    public void Nearly_all_methods_stay_under_30_lines()
    {
        var sizes = Ours.SelectMany(Bodies).Where(b => b.Lines > 1).OrderBy(b => b.Lines).ToList();
        Assert.True(sizes.Count > 400, $"only {sizes.Count} were found");
        Assert.True(Percentile95(sizes).Lines <= 30, $"the longest are {string.Join(", ", sizes.TakeLast(20))}");
    }

    [Fact]
    public void Time_comes_from_TimeProvider_and_the_analyzer_that_sees_to_it_is_on()
    {
        Assert.All(Repository.Sources("src").Concat(Repository.Sources("tests")), f => Assert.DoesNotMatch(Clock(), File.ReadAllText(f)));
        Assert.Contains("P:System.DateTime.UtcNow", Repository.Read("BannedSymbols.txt"), StringComparison.Ordinal);
        Assert.Contains("BannedSymbols.txt", Repository.Read("Directory.Build.props"), StringComparison.Ordinal);
        Assert.DoesNotContain("RS0030", Repository.Read(".editorconfig") + Repository.Read("Directory.Build.props"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_warning_is_switched_off_in_the_code() =>
        Assert.All(Repository.Sources("src").Concat(Repository.Sources("tests")), f => Assert.DoesNotMatch(Suppression(), File.ReadAllText(f)));

    [GeneratedRegex(@"(?<!P:System\.)\bDateTime(Offset)?\.(Utc)?Now\b(?!"")")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^\s*#pragma warning disable|\[(assembly: )?SuppressMessage\((?!.*Justification)", RegexOptions.Multiline)]
    private static partial Regex Suppression();

    private static (int Lines, string Name) Percentile95(List<(int Lines, string Name)> sorted) => sorted[(int)Math.Ceiling(sorted.Count * 0.95) - 1];

    private static bool IsAsync(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    private static bool IsPrescribed(MethodInfo method) =>
        method.GetBaseDefinition().DeclaringType!.Assembly != method.DeclaringType!.Assembly
        || (!method.DeclaringType.IsInterface && method.DeclaringType.GetInterfaces().Where(i => !Ours.Contains(i.Assembly))
            .Any(i => method.DeclaringType.GetInterfaceMap(i).TargetMethods.Contains(method)));

    /// <summary>From the portable PDB beside the assembly: the first to the last line of each method's sequence points.</summary>
    private static List<(int Lines, string Name)> Bodies(Assembly assembly)
    {
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb")));
        using var pe = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(assembly.Location));
        var (symbols, names) = (pdb.GetMetadataReader(), pe.GetMetadataReader());
        var bodies = new List<(int, string)>();
        foreach (var handle in symbols.MethodDebugInformation)
        {
            var method = names.GetMethodDefinition(handle.ToDefinitionHandle());
            var type = names.GetString(names.GetTypeDefinition(method.GetDeclaringType()).Name);
            var name = names.GetString(method.Name);
            var points = symbols.GetMethodDebugInformation(handle).GetSequencePoints().Where(p => !p.IsHidden && IsOurs(symbols, p.Document)).ToList();
            if (points.Count > 0 && (!method.Attributes.HasFlag(MethodAttributes.SpecialName) || name == ".ctor"))
            {
                bodies.Add((points.Max(p => p.EndLine) - points.Min(p => p.StartLine) + 1, $"{type}.{name}"));
            }
        }

        return bodies;
    }

    private static bool IsOurs(MetadataReader symbols, DocumentHandle document) =>
        symbols.GetString(symbols.GetDocument(document).Name).Replace('\\', '/') is var path && !path.Contains("/obj/", StringComparison.Ordinal) && !path.EndsWith(".g.cs", StringComparison.Ordinal);
}
