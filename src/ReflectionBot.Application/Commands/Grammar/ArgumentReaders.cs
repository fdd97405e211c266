using NodaTime;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar;

/// <summary>Reads what follows a command's name. Every mistake says what to type instead.</summary>
public static partial class ArgumentReaders
{
    /// <summary>The most days a round is extended by at once.</summary>
    public const int MaxExtension = 90;

    /// <summary>The longest text that is recorded or said to the team, in UTF-16 characters.</summary>
    public const int MaxText = 2000;

    /// <summary>A command that stands alone.</summary>
    internal static Func<string, LocalDate, Reading> Alone(string name, Command command) => (rest, _) =>
        rest.Length == 0 ? Reading.Of(command) : Reading.Wrong(GrammarWording.FormatNothingComesAfterTypeOnIts(name));

    /// <summary>A command with one name to the end.</summary>
    internal static Func<string, LocalDate, Reading> Named(string example, Func<string, Command> make) => (rest, _) =>
    {
        var (text, quoted, left) = Quotes.Whole(rest);
        return left.Length > 0 ? Left(left, example) : Name(text, example, name => Reading.Of(make(name), !quoted));
    };

    /// <summary>A command that a name may follow: null where none does.</summary>
    internal static Func<string, LocalDate, Reading> MayName(string example, Func<string?, Command> make) => (rest, today) =>
        rest.Length == 0 ? Reading.Of(make(null)) : Named(example, make)(rest, today);

    /// <summary>A command with text to the end, on one line.</summary>
    internal static Func<string, LocalDate, Reading> Texted(string example, Func<string, Command> make) => (rest, _) =>
    {
        var (text, quoted, left) = Quotes.Whole(rest);
        var line = TypedText.OneLine(left.Length > 0 ? rest : text);
        return line.Length is 0 or > MaxText ? Reading.Wrong(Length(line.Length, MaxText, example)) : Reading.Of(make(line), !quoted);
    };

    internal static Reading On(string words, LocalDate today, string lead, Func<LocalDate, Command> make) => DateWords.Parse(words, today, lead) switch
    {
        DateReading.Found(var date) => Reading.Of(make(date)),
        DateReading.Wrong(var sentence) => Reading.Wrong(sentence),
        DateReading.NoDate(var sentence) => Reading.Wrong(sentence),
        _ => Reading.Wrong(""),
    };

    internal static (string Name, string Then, bool Quoted) NameThen(string rest, string separator)
    {
        var (inside, after, quoted) = Quotes.Take(rest);
        if (quoted)
        {
            return (inside, after, true);
        }

        var line = Quotes.Bare(TypedText.OneLine(rest));
        var at = line.LastIndexOf(separator, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? (line, "", false) : (line[..at], line[(at + separator.Length)..], false);
    }

    internal static Reading WithRoles(string typed, string example, Func<Roles, Reading> then)
    {
        if (RoleWords.Parse(typed) is not { } roles)
        {
            return Reading.Wrong(GrammarWording.FormatIDontKnowTheRoleIt(TypedText.Echo(typed), example));
        }

        return roles.HasFlag(Roles.Facilitator | Roles.Lead)
            ? Reading.Wrong(GrammarWording.FacilitatorAndLeadAreDifferentPeople)
            : then(roles);
    }

    internal static Reading Name(string text, string example, Func<string, Reading> then)
    {
        var name = TypedText.OneLine(text);
        return name.Length is 0 or > NameLimits.Longest ? Reading.Wrong(Length(name.Length, NameLimits.Longest, example)) : then(name);
    }

    internal static string Length(int length, int most, string example) => length == 0
        ? GrammarWording.FormatSomethingIsMissingForExample(example)
        : GrammarWording.FormatThatCanHaveUpToCharacters(most, length, example);

    internal static Reading Left(string left, string example) =>
        Reading.Wrong(GrammarWording.FormatIDidNotExpectAfterThe(TypedText.Echo(left), example));

    internal static string WithoutLead(string words, params string[] leads)
    {
        var lead = Array.Find(leads, l => words.StartsWith($"{l} ", StringComparison.OrdinalIgnoreCase));
        return lead is null ? words : words[(lead.Length + 1)..].TrimStart();
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\s+(?:with a|with|by|by a)(?: private| personal)? link\s*$", System.Text.RegularExpressions.RegexOptions.IgnoreCase | System.Text.RegularExpressions.RegexOptions.CultureInvariant)]
    internal static partial System.Text.RegularExpressions.Regex WithALink();
}
