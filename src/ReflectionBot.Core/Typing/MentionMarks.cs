using System.Text.RegularExpressions;

namespace ReflectionBot.Core.Typing;

/// <summary>
/// Mentions in the text of a command: <c>&lt;@id&gt;</c> for a person, by the channel's own id, and <c>&lt;!@name&gt;</c> for a
/// group, tag or channel. Names are only for display; the id identifies the person.
/// </summary>
public static partial class MentionMarks
{
    /// <summary>A person's mark.</summary>
    public static string Of(string user) => $"<@{user}>";

    /// <summary>The mark of a mention that is not a person, with its displayed name.</summary>
    public static string OfGroup(string shown)
    {
        return $"<!{shown.Replace('<', ' ').Replace('>', ' ')}>";
    }

    /// <summary>The id in a person's mark; null where the text is not one.</summary>
    public static string? User(string text) => Person().Match(text) is { Success: true } match ? match.Groups["id"].Value : null;

    /// <summary>The displayed name in a group's mark; null where the text is not one.</summary>
    public static string? Group(string text) => OfMany().Match(text) is { Success: true } match ? match.Groups["shown"].Value : null;

    /// <summary>The mark at the start of a text; empty for none.</summary>
    internal static string AtStart(string text) => Any().Match(text).Value;

    /// <summary>The index of the first mark; -1 for none.</summary>
    internal static int IndexIn(string text) => Inside().Match(text) is { Success: true } match ? match.Index : -1;

    /// <summary>A sentence with its marks replaced by readable text.</summary>
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
