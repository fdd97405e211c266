using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar.Phrases;

/// <summary>Reads roles: "collaborator", "facilitator and collaborator", "lead, collaborator".</summary>
internal static class RoleWords
{
    private static readonly Dictionary<string, Roles> Words = new(StringComparer.Ordinal)
    {
        ["collaborator"] = Roles.Collaborator, ["collaborators"] = Roles.Collaborator,
        ["facilitator"] = Roles.Facilitator, ["facilitators"] = Roles.Facilitator,
        ["lead"] = Roles.Lead, ["leads"] = Roles.Lead,
    };

    /// <summary>Null where a word is no role.</summary>
    internal static Roles? Parse(string text)
    {
        var roles = Roles.None;
        foreach (var word in Split(text))
        {
            if (IsFiller(word))
            {
                continue;
            }

            if (!Words.TryGetValue(word, out var role))
            {
                return null;
            }

            roles |= role;
        }

        return roles == Roles.None ? null : roles;
    }

    /// <summary>Cuts the roles off the end of "Maya Brooks as lead and collaborator": the name before, and how the roles were typed.</summary>
    internal static (string Name, string Typed) CutOff(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = words.Length;
        while (start > 1 && Split(words[start - 1]) is var parts && parts.All(p => IsFiller(p) || Words.ContainsKey(p)))
        {
            start--;
        }

        return (string.Join(' ', words[..start]), string.Join(' ', words[start..]));
    }

    private static bool IsFiller(string word) => word is "and" or "as" or "a" or "the" or "also";

    private static IEnumerable<string> Split(string text) =>
        text.Replace('+', ' ').Replace('&', ' ').Replace(',', ' ').Replace('/', ' ').Replace('|', ' ')
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(TypedText.Key).Where(w => w.Length > 0);
}
