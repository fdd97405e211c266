using NodaTime;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar;

/// <summary>
/// Finds the command that somebody may have meant who wrote a few words at a question. They are asked, so that nothing is kept as their answer
/// by accident. A sentence that only begins like a command is none.
/// </summary>
internal static class Likeness
{
    private const int MostWords = 8;
    private const int FewWords = 4;

    /// <summary>What a text resembles.</summary>
    /// <param name="clean">Cleaned text that is no command for certain.</param>
    /// <param name="usable">The commands the person may use here.</param>
    /// <param name="today">For dates.</param>
    /// <param name="awaited">The bot has just asked for what follows the command: its words alone are enough.</param>
    /// <returns>
    /// The command with what follows it, as far as that is understood; empty for one that ends something or takes it away, which is not named;
    /// null for none.
    /// </returns>
    public static string? Of(string clean, IReadOnlyList<CommandSpec> usable, LocalDate today, bool awaited = false)
    {
        var words = CommandTable.FirstWords(clean, MostWords + 1);
        if (words.Count is 0 or > MostWords)
        {
            return null;
        }

        foreach (var spec in usable)
        {
            foreach (var name in spec.Aliases.Where(a => a.Contains(' ', StringComparison.Ordinal) || spec.Name.StartsWith($"{a} ", StringComparison.Ordinal)).Prepend(spec.Name))
            {
                if (Line(clean, words, spec, name, today, awaited) is { } line)
                {
                    return spec.Destructive || spec.Word == CollaboratorAction.Withdraw ? "" : line;
                }
            }
        }

        return null;
    }

    private static string? Line(string clean, IReadOnlyList<(string Key, int End)> words, CommandSpec spec, string name, LocalDate today, bool awaited)
    {
        var isAll = words[^1].End == clean.Length;
        if (isAll && Resemblance.IsSlipOf(string.Join(' ', words.Select(w => w.Key)), name))
        {
            return Called(spec);
        }

        var length = name.Split(' ').Length;
        if (spec.Takes == Takes.Nothing || length > words.Count || (isAll && length == words.Count))
        {
            return null;
        }

        var typed = string.Join(' ', words.Take(length).Select(w => w.Key));
        var rest = clean[words[length - 1].End..].Trim();
        return typed != name && !Resemblance.IsSlipOf(typed, name) ? null
            : spec.Read(rest, today) is { Command: not null } read ? Read(spec, rest, read, typed == name, words.Count <= FewWords)
            : IsNearly(spec, rest, awaited) ? Called(spec, StageWords.Match(rest.Split(' ')[0])?.Item)
            : null;
    }

    /// <param name="spec">The command.</param>
    /// <param name="rest">What follows its name.</param>
    /// <param name="read">What that was read as.</param>
    /// <param name="exact">The name itself has no slip in it.</param>
    /// <param name="few">It is a few words in all.</param>
    private static string? Read(CommandSpec spec, string rest, Reading read, bool exact, bool few) => read.Command switch
    {
        ShowHelp => CommandTable.ByWords(rest) is { } about ? Called(spec, about.Name) : null,
        DialogCommand when exact => null, // Its words have other uses too, and that was decided where they are read.
        DialogCommand { Argument: var argument } when spec.ArgumentWords.Count > 0 => few || !read.Bare ? Called(spec, argument) : null,
        _ => !read.Bare || (few && !exact) ? Called(spec) : null,
    };

    private static string Called(CommandSpec spec, string? argument = null) => $"{spec.Word?.Typed() ?? spec.Name}{(argument is null ? "" : $" {argument}")}";

    /// <summary>
    /// "share 1 everyone", "withdraw al": each word is one that this command takes, or nearly so, and a number or a slip tells that it is no
    /// sentence ("share feelings with the team").
    /// </summary>
    private static bool IsNearly(CommandSpec spec, string rest, bool awaited)
    {
        var said = TypedText.Plain(rest).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return spec.ArgumentWords.Count > 0 && said.All(w => IsNumber(w) || spec.ArgumentWords.Any(v => v == w || IsNear(w, v)))
            && (awaited || said.Any(w => IsNumber(w) || !spec.ArgumentWords.Contains(w)));
    }

    private static bool IsNumber(string word) => word.TrimStart('#') is { Length: 1 or 2 } digits && digits.All(char.IsAsciiDigit);

    private static bool IsNear(string typed, string word) => word.Length >= 3 && Resemblance.Distance(typed, word) <= (word.Length >= 8 ? 2 : 1);
}
