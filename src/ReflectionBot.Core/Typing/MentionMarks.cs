using System.Text.RegularExpressions;

namespace ReflectionBot.Core.Typing;

/// <summary>
/// Mentions as they stand in the text of a command: <c>&lt;@id&gt;</c> for a person, by the channel's own id, and <c>&lt;!@name&gt;</c> for a
/// group, tag or channel. Names are for reading; who is meant is said by the id.
/// </summary>
public static partial class MentionMarks
{
    /// <summary>A person's mark.</summary>
    public static string Of(string user) => $"<@{user}>";

    /// <summary>The mark of what is no person, with the name that people see.</summary>
    public static string OfGroup(string shown)
    {
        return $"<!{shown.Replace('<', ' ').Replace('>', ' ')}>";
    }

    /// <summary>The id in a person's mark; null where a text is none.</summary>
    public static string? User(string text) => Person().Match(text) is { Success: true } match ? match.Groups["id"].Value : null;

    /// <summary>What a group's mark shows; null where a text is none.</summary>
    public static string? Group(string text) => OfMany().Match(text) is { Success: true } match ? match.Groups["shown"].Value : null;

    /// <summary>The mark that a text begins with; empty for none.</summary>
    internal static string AtStart(string text) => Any().Match(text).Value;

    /// <summary>Where the first mark stands; -1 for nowhere.</summary>
    internal static int IndexIn(string text) => Inside().Match(text) is { Success: true } match ? match.Index : -1;

    /// <summary>A sentence in which marks are words that people can read.</summary>
    internal static string Readable(string sentence) => Inside().Replace(sentence, m => Group(m.Value) ?? "that person");

    [GeneratedRegex("^<@(?<id>[^<>\\s]{1,200})>$", RegexOptions.CultureInvariant)]
    private static partial Regex Person();

    [GeneratedRegex("^<!(?<shown>[^<>]{1,200})>$", RegexOptions.CultureInvariant)]
    private static partial Regex OfMany();

    [GeneratedRegex("^(?:<@[^<>\\s]{1,200}>|<![^<>]{1,200}>)", RegexOptions.CultureInvariant)]
    private static partial Regex Any();

    [GeneratedRegex("<@[^<>\\s]{1,200}>|<![^<>]{1,200}>", RegexOptions.CultureInvariant)]
    private static partial Regex Inside();
}
