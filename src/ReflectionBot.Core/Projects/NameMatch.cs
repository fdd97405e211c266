namespace ReflectionBot.Core.Projects;

/// <summary>Finds a thing by the name somebody typed: exactly but for case and spaces. A part of a name finds nothing, it only comes near: somebody else may be meant.</summary>
public static class NameMatch
{
    /// <summary>The one meant, or null with the names that come near.</summary>
    /// <param name="things">Where to look.</param>
    /// <param name="nameOf">The name of each.</param>
    /// <param name="typed">What was typed.</param>
    public static (T? Found, IReadOnlyList<string> Near) Find<T>(IReadOnlyList<T> things, Func<T, string> nameOf, string typed)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(things);
        var wanted = Plain(typed);
        var exact = things.Where(t => Plain(nameOf(t)) == wanted).ToList();
        if (exact.Count == 1)
        {
            return (exact[0], []);
        }

        var containing = wanted.Length < 2 ? [] : things.Where(t => Plain(nameOf(t)).Contains(wanted, StringComparison.Ordinal)).ToList();
        return (null, [.. (exact.Count > 0 ? exact : containing).Select(nameOf).Distinct().Take(5)]);
    }

    /// <summary>Whether two names are the same to a reader: case, spaces and Unicode forms aside.</summary>
    public static bool Same(string a, string b) => Plain(a) == Plain(b);

    private static string Plain(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Join(' ', name.Normalize().ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
