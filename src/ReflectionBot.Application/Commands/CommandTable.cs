using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands;

/// <summary>
/// The one place where the commands are: names, usage, who may, where, help and examples. A new command is a record in <c>Command.cs</c>, an
/// entry here, and a handler.
/// </summary>
public static partial class CommandTable
{
    private const Roles Anybody = Roles.None;
    private const Roles Members = Roles.Collaborator | Roles.Facilitator | Roles.Lead;

    /// <summary>Every command, in the order in which they are listed.</summary>
    public static IReadOnlyList<CommandSpec> All { get; } =
        [.. ProjectCommands(), .. PeopleCommands(), .. RoundCommands(), .. DigestCommands(), .. AnsweringCommands(), .. ChoiceCommands(), .. HelpCommands()];

    // These two are made from All, so they stand after it.
    private static readonly Dictionary<string, CommandSpec> ByKey =
        All.SelectMany(s => s.Aliases.Prepend(s.Name).Select(n => (n, s))).ToDictionary(p => p.n, p => p.s, StringComparer.Ordinal);

    private static readonly int LongestKey = ByKey.Keys.Max(k => k.Split(' ').Length);

    /// <summary>The command of a name or an alias, or null. Case, spaces and punctuation do not matter.</summary>
    public static CommandSpec? ByWords(string words) => ByKey.GetValueOrDefault(TypedText.KeyOfAll(TypedText.Clean(words ?? "")));

    /// <summary>The command of a dialog word.</summary>
    public static CommandSpec Of(DialogWord word) => All.First(s => s.Word == word);

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

    private static CommandSpec Alone(string name, string help, Roles allowed, CommandGroup group, Command command, string[]? aliases = null, Where where = Where.Anywhere) =>
        new(name, name, help, allowed, where, group, Takes.Nothing, aliases ?? [], [name]) { Read = ArgumentReaders.Alone(name, command) };

    private static CommandSpec Named(string name, string usage, string help, Roles allowed, CommandGroup group, string example, Func<string, Command> make, string[]? aliases = null, Where where = Where.Anywhere) =>
        new(name, usage, help, allowed, where, group, Takes.Something, aliases ?? [], [example]) { Read = ArgumentReaders.Named(example, make) };
}
