using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Projects.Naming;

/// <summary>Finds the names that a person probably meant.</summary>
internal static class NearNames
{
    private const int Most = 3;

    /// <summary>Names that contain the typed text, or differ from it in a few letters, the nearest first.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> names, string typed)
    {
        var all = names.ToList();
        var key = Key(typed);
        var close = all.Select(n => (Name: n, Distance: Resemblance.Distance(key, Key(n)))).Where(n => n.Distance <= Resemblance.Bound(n.Name.Length))
            .OrderBy(n => n.Distance).Select(n => n.Name);
        return [.. close.Concat(NameMatch.Find(all, n => n, typed).Near).Distinct().Take(Most)];
    }

    private static string Key(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
