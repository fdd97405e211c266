using System.Globalization;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Projects.Naming;

/// <summary>
/// Finds an item by a typed name: an exact match, except for case, spaces, and letters that look the same. Part of a name never matches, it
/// only counts as near, because another person may be meant.
/// </summary>
public static class NameMatch
{
    /// <summary>The item that is meant, or null with the names that are near.</summary>
    /// <param name="things">The items to search.</param>
    /// <param name="nameOf">The name of an item.</param>
    /// <param name="typed">The typed name.</param>
    public static (T? Found, IReadOnlyList<string> Near) Find<T>(IReadOnlyList<T> things, Func<T, string> nameOf, string typed)
        where T : class
    {
        var wanted = Plain(typed);
        var exact = things.Where(t => Plain(nameOf(t)) == wanted).ToList();
        var same = exact.Count > 0 ? exact : [.. things.Where(t => Same(nameOf(t), typed))];
        if (same.Count == 1)
        {
            return (same[0], []);
        }

        var containing = wanted.Length < 2 ? [] : things.Where(t => Plain(nameOf(t)).Contains(wanted, StringComparison.Ordinal)).ToList();
        return (null, [.. (same.Count > 0 ? same : containing).Select(nameOf).Distinct().Take(5)]);
    }

    /// <summary>As <see cref="Find"/>; if no name contains the typed text, names with a few different letters are near. Not for adding a person: a similar name belongs to another person.</summary>
    public static (T? Found, IReadOnlyList<string> Near) FindClose<T>(IReadOnlyList<T> things, Func<T, string> nameOf, string typed)
        where T : class
    {
        var (found, near) = Find(things, nameOf, typed);
        if (found is not null || near.Count > 0)
        {
            return (found, near);
        }

        var wanted = Plain(typed);
        var close = things.Select(t => (Name: nameOf(t), Distance: Parts(Plain(nameOf(t)), wanted).Min(p => Slip(p, wanted)))).Where(t => t.Distance < int.MaxValue).ToList();
        return (null, [.. close.Where(t => t.Distance == close.Min(c => c.Distance)).Select(t => t.Name).Distinct().Take(5)]);
    }

    private static int Slip(string name, string wanted) =>
        Resemblance.Distance(name, wanted) is var distance && distance <= Resemblance.Bound(Math.Min(name.Length, wanted.Length)) ? distance : int.MaxValue;

    // A single word may be part of a longer name; several words are compared with the whole name.
    private static IEnumerable<string> Parts(string name, string wanted) => wanted.Contains(' ', StringComparison.Ordinal) ? [name] : name.Split(' ').Append(name);

    /// <summary>Whether two names look the same to a reader, ignoring case, spaces, Unicode forms and letters that look the same.</summary>
    public static bool Same(string a, string b) => Plain(a) == Plain(b) || Lookalikes.Of(Spaced(a)) == Lookalikes.Of(Spaced(b)) || Lookalikes.OfStrokes(Spaced(a)) == Lookalikes.OfStrokes(Spaced(b));

    /// <summary>Whether two names can be confused at a glance: as <see cref="Same"/>, also ignoring accents and marks such as full stops.</summary>
    public static bool LooksLike(string a, string b) => Same(a, b) || Lookalikes.AtAGlance(Spaced(a)) == Lookalikes.AtAGlance(Spaced(b)) || (Bare(a) is { Length: > 0 } bare && bare == Bare(b));

    /// <summary>Only the letters and digits of a name, as seen at a glance: words with single spaces, in lower case; empty where there are none.</summary>
    internal static string Bare(string name)
    {
        var kept = Lookalikes.AtAGlance(Spaced(name)).Where(c => c != '\'').Select(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? c : ' ');
        return Spaced(string.Concat(kept));
    }

    /// <summary>Whether two names are the same letter for letter, ignoring case and spaces: for names that grant a permission.</summary>
    public static bool Exactly(string a, string b) => Plain(a) == Plain(b);

    /// <summary>The form of a name for comparison letter for letter.</summary>
    internal static string Plain(string name) => Spaced(name).ToUpperInvariant();

    private static string Spaced(string name)
    {
        return string.Join(' ', Normal(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Normal(string name)
    {
        try
        {
            return name.Normalize();
        }
        catch (ArgumentException)
        {
            return name; // A lone surrogate has no normal form.
        }
    }
}
