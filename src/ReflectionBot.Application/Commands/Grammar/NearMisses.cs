using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar;

/// <summary>Finds the command somebody probably meant: the fewest letters changed, left out, put in or swapped with their neighbour.</summary>
internal static class NearMisses
{
    /// <summary>The command among these whose name or alias is nearest to the first words of the text, never a destructive one; or null.</summary>
    /// <param name="clean">Cleaned text.</param>
    /// <param name="specs">The commands the person may use here.</param>
    /// <param name="strict">The words are not addressed to the bot: what follows the name must fit the command.</param>
    internal static (CommandSpec Spec, string Typed)? Find(string clean, IEnumerable<CommandSpec> specs, bool strict)
    {
        var found = CommandTable.FirstWords(clean, 8);
        var words = found.Select(w => w.Key).ToList();
        if (words is [{ Length: > 2 } first, ..] && first.StartsWith("un", StringComparison.Ordinal) && CommandTable.All.Any(s => s.Word is not null && s.Name.Split(' ')[0] == first[2..]))
        {
            // "unsubmit" wants the opposite of `submit`.
            return specs.FirstOrDefault(s => s.Word == CollaboratorAction.Undo) is { } undo && (!strict || words.Count == 1) ? (undo, first) : null;
        }

        (CommandSpec, string)? best = null;
        var least = int.MaxValue;
        foreach (var spec in specs.Where(s => !s.Destructive))
        {
            foreach (var name in spec.Aliases.Prepend(spec.Name))
            {
                var length = name.Split(' ').Length;
                if (length > words.Count || (strict && !Fits(spec, clean[found[length - 1].End..].Trim())))
                {
                    continue;
                }

                var typed = string.Join(' ', words.Take(length));
                var distance = Resemblance.Distance(typed, name);
                if (distance <= Resemblance.Bound(name.Length) && distance < least)
                {
                    (best, least) = ((spec, typed), distance);
                }
            }
        }

        return best;
    }

    // "Quite good, I think" is not nearly "quote", nor "Shame about the room" nearly "share": what follows fits neither.
    private static bool Fits(CommandSpec spec, string rest) => spec.Takes == Takes.Nothing
        ? rest.Length == 0
        : spec.Word is null || spec.Read(rest, default) is { Command: not null, Bare: false };
}
