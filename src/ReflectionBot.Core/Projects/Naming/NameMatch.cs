using System.Globalization;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Projects.Naming;

/// <summary>
/// Finds a thing by the name somebody typed: exactly but for case, spaces, and letters that look the same. A part of a name finds nothing, it
/// only comes near: somebody else may be meant.
/// </summary>
public static class NameMatch
{
    /// <summary>The one meant, or null with the names that come near.</summary>
    /// <param name="things">Where to look.</param>
    /// <param name="nameOf">The name of each.</param>
    /// <param name="typed">What was typed.</param>
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

    /// <summary>As <see cref="Find"/>; where nothing holds the words, names that are a few letters away come near. Not for somebody who is to be added: a name like another is somebody else's.</summary>
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

    // One word may be part of a longer name; several are compared with the whole of it.
    private static IEnumerable<string> Parts(string name, string wanted) => wanted.Contains(' ', StringComparison.Ordinal) ? [name] : name.Split(' ').Append(name);

    /// <summary>Whether two names are the same to a reader: case, spaces, Unicode forms and letters that look the same aside.</summary>
    public static bool Same(string a, string b) => Plain(a) == Plain(b) || Lookalikes.Of(Spaced(a)) == Lookalikes.Of(Spaced(b)) || Lookalikes.OfStrokes(Spaced(a)) == Lookalikes.OfStrokes(Spaced(b));

    /// <summary>Whether one name can be taken for another at a glance: as <see cref="Same"/>, accents and marks such as full stops aside.</summary>
    public static bool LooksLike(string a, string b) => Same(a, b) || Lookalikes.AtAGlance(Spaced(a)) == Lookalikes.AtAGlance(Spaced(b)) || (Bare(a) is { Length: > 0 } bare && bare == Bare(b));

    /// <summary>A name without anything but letters and digits, as it is taken in at a glance: words with single spaces, in lower case; empty where there are none.</summary>
    internal static string Bare(string name)
    {
        var kept = Lookalikes.AtAGlance(Spaced(name)).Where(c => c != '\'').Select(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? c : ' ');
        return Spaced(string.Concat(kept));
    }

    /// <summary>Whether two names are the same, letter for letter, case and spaces aside: for what a name permits.</summary>
    public static bool Exactly(string a, string b) => Plain(a) == Plain(b);

    /// <summary>A name as it is compared letter for letter.</summary>
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
