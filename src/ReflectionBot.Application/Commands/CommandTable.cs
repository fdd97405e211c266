using System.Reflection;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands;

/// <summary>All commands, found by <see cref="ITypedCommand"/>: names, usage, who may, where, help and examples.</summary>
public static class CommandTable
{
    /// <summary>Every command, in the order in which they are listed.</summary>
    public static IReadOnlyList<CommandSpec> All { get; } =
        [.. typeof(CommandTable).Assembly.GetTypes().Where(typeof(ITypedCommand).IsAssignableFrom).Where(t => t.IsClass).SelectMany(SpecsOf).OrderBy(s => s.Group).ThenBy(s => s.ListedAt).ThenBy(s => s.Name, StringComparer.Ordinal)];

    // These two are made from All, so they stand after it.
    private static readonly Dictionary<string, CommandSpec> ByKey =
        All.SelectMany(s => s.Aliases.Prepend(s.Name).Select(n => (n, s))).ToDictionary(p => p.n, p => p.s, StringComparer.Ordinal);

    private static readonly int LongestKey = ByKey.Keys.Max(k => k.Split(' ').Length);

    /// <summary>The command of a name or an alias, or null. Case, spaces and punctuation do not matter.</summary>
    public static CommandSpec? ByWords(string words) => ByKey.GetValueOrDefault(TypedText.KeyOfAll(TypedText.Clean(words ?? "")));

    /// <summary>The command of a dialog word.</summary>
    public static CommandSpec Of(CollaboratorAction word) => All.First(s => s.Word == word);

    /// <summary>The commands whose name or alias stands at the start of cleaned text, the longest first, each with what follows.</summary>
    internal static IEnumerable<(CommandSpec Spec, string After)> Find(string clean)
    {
        var words = FirstWords(clean, LongestKey);
        for (var taken = words.Count; taken > 0; taken--)
        {
            if (ByKey.TryGetValue(string.Join(' ', words.Take(taken).Select(w => w.Key)), out var spec))
            {
                var rest = clean[words[taken - 1].End..].Trim();
                yield return (spec, rest.All(char.IsPunctuation) && !rest.Any(Quotes.IsDouble) && spec.Takes == Takes.Nothing ? "" : rest);
            }
        }
    }

    /// <summary>The first words with where each ends; a quotation mark ends the words.</summary>
    internal static IReadOnlyList<(string Key, int End)> FirstWords(string clean, int most)
    {
        var words = new List<(string, int)>();
        var at = 0;
        while (words.Count < most && at < clean.Length && !Quotes.IsDouble(clean[at]))
        {
            var start = at;
            while (at < clean.Length && !char.IsWhiteSpace(clean[at]) && !Quotes.IsDouble(clean[at]))
            {
                at++;
            }

            words.Add((TypedText.Key(clean[start..at]), at));
            while (at < clean.Length && char.IsWhiteSpace(clean[at]))
            {
                at++;
            }
        }

        return words;
    }

    private static IReadOnlyList<CommandSpec> SpecsOf(Type command) =>
        (IReadOnlyList<CommandSpec>)typeof(CommandTable).GetMethod(nameof(SpecsOfCommand), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(command).Invoke(null, null)!;

    private static IReadOnlyList<CommandSpec> SpecsOfCommand<T>()
        where T : ITypedCommand => T.Specs;
}
