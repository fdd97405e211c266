using System.Buffers;
using System.Globalization;
using System.Text;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Tables;

/// <summary>
/// Writes any valid Unicode string as a key that every store accepts, and reads it back. ASCII letters, digits and <c>. : -</c> stay as they
/// are; every other UTF-16 unit becomes <c>_</c> and four upper-case hexadecimal digits. Azure refuses <c>/ \ # ?</c> and control characters
/// in keys (learn.microsoft.com: "Understanding the Table Service Data Model"), and stores sort non-ASCII text differently: escaped keys are
/// ASCII, so they sort alike everywhere. Units are escaped one by one, so the escaped form of a prefix is a prefix of the escaped key.
/// </summary>
public static class KeyEscaping
{
    private const char Mark = '_';
    private const int MarkedUnits = 5;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:-");

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789ABCDEF");

    /// <summary>The key to store for this raw key.</summary>
    /// <exception cref="TableLimitException">The key holds half of a surrogate pair, or is over <see cref="TableLimits.KeyUnits"/> escaped.</exception>
    public static string Escape(string raw)
    {
        if (!Unicode.IsValid(raw))
        {
            throw new TableLimitException("a key holds half of a surrogate pair");
        }
        var escaped = raw.AsSpan().ContainsAnyExcept(Plain) ? EscapeUnits(raw) : raw;
        return escaped.Length <= TableLimits.KeyUnits
            ? escaped
            : throw new TableLimitException($"a key has at most {TableLimits.KeyUnits} characters when escaped; this one has {escaped.Length}");
    }

    /// <summary>The raw key of a stored one.</summary>
    /// <exception cref="InvalidDataException">The key was not written by <see cref="Escape"/>.</exception>
    public static string Unescape(string escaped)
    {
        if (!escaped.AsSpan().ContainsAnyExcept(Plain))
        {
            return escaped;
        }
        var raw = new StringBuilder(escaped.Length);
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] != Mark)
            {
                raw.Append(Plain.Contains(escaped[at]) ? escaped[at] : throw Foreign());
                continue;
            }
            raw.Append(Marked(escaped.AsSpan(at)));
            at += MarkedUnits - 1;
        }
        return raw.ToString();
    }

    private static string EscapeUnits(string raw)
    {
        var escaped = new StringBuilder(raw.Length + 32);
        foreach (var unit in raw)
        {
            if (Plain.Contains(unit))
            {
                escaped.Append(unit);
            }
            else
            {
                escaped.Append(Mark).Append(((int)unit).ToString("X4", CultureInfo.InvariantCulture));
            }
        }
        return escaped.ToString();
    }

    private static char Marked(ReadOnlySpan<char> rest)
    {
        // Only the form that Escape writes is read, so that two stored keys never mean the same raw key.
        if (rest.Length < MarkedUnits || rest[1..MarkedUnits].ContainsAnyExcept(Hexadecimal))
        {
            throw Foreign();
        }
        var unit = (char)int.Parse(rest[1..MarkedUnits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return Plain.Contains(unit) ? throw Foreign() : unit;
    }

    private static InvalidDataException Foreign() => new("a stored key is not in the escaped form");
}
