using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar;

/// <summary>Reads "in" and a project's name in front of a command: with quotes any name, without them one of somebody's own projects.</summary>
public static class ProjectPrefix
{
    /// <summary>The project's name and the command line after it; null where the text is nothing of the kind.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="names">The names of the person's projects.</param>
    public static (string Name, string Line)? Read(string text, IReadOnlyList<string> names)
    {
        var clean = CommandParser.WithoutAddress(text);
        if (!clean.StartsWith("in ", StringComparison.OrdinalIgnoreCase) || clean.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }

        var rest = TypedText.OneLine(clean[3..]);
        var (inside, after, quoted) = Quotes.Take(rest);
        if (quoted)
        {
            return inside.Length > 0 && after.Length > 0 ? (inside, after) : null;
        }

        var name = names.Where(n => rest.Length > n.Length && NameMatch.Same(rest[..n.Length], n) && !char.IsLetterOrDigit(rest[n.Length])).MaxBy(n => n.Length);
        var line = name is null ? "" : rest[name.Length..].TrimStart(' ', ':', ',', '-');
        return line.Length > 0 ? (name!, line) : null;
    }
}
