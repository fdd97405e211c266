using ReflectionBot.Core.Chat;
using NodaTime;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar;

/// <summary>Reads what follows a command's name. Every mistake says what to type instead.</summary>
public static partial class ArgumentReaders
{
    /// <summary>The most days a round is extended by at once.</summary>
    public const int MaxExtension = 90;

    /// <summary>The longest name of a person, milestone or project, in UTF-16 characters.</summary>
    public const int MaxName = 120;

    /// <summary>The longest text that is recorded or said to the team, in UTF-16 characters.</summary>
    public const int MaxText = 2000;

    /// <summary>A command that stands alone.</summary>
    internal static Func<string, LocalDate, Reading> Alone(string name, Command command) => (rest, _) =>
        rest.Length == 0 ? Reading.Of(command) : Reading.Wrong($"Nothing comes after `{name}`. Type `{name}` on its own.");

    /// <summary>A command with one name to the end.</summary>
    internal static Func<string, LocalDate, Reading> Named(string example, Func<string, Command> make) => (rest, _) =>
    {
        var (text, quoted, left) = Quotes.Whole(rest);
        return left.Length > 0 ? Left(left, example) : Name(text, example, name => Reading.Of(make(name), !quoted));
    };

    /// <summary>A command that a name may follow: null where none does.</summary>
    internal static Func<string, LocalDate, Reading> MayName(string example, Func<string?, Command> make) => (rest, today) =>
        rest.Length == 0 ? Reading.Of(make(null)) : Named(example, make)(rest, today);

    /// <summary>`in "Housing priorities" status`. Without quotes only somebody's own projects tell where the name ends: see <see cref="ProjectPrefix"/>.</summary>
    internal static Reading In(string rest, LocalDate today)
    {
        const string Example = "in \"Housing priorities\" status";
        var (name, line, quoted) = Quotes.Take(rest);
        return !quoted ? Reading.Wrong($"Which project, and what? Put its name in quotes. For example `{Example}`.")
            : line.Length == 0 ? Reading.Wrong($"What should I do there? For example `{Example}`.")
            : Name(name, Example, n => Reading.Of(new InProject(n, line)));
    }

    internal static Reading TakeOver(string rest, LocalDate today) => TypedText.KeyOfAll(rest) switch
    {
        "" or "yes" => Reading.Of(new TakeOver(true)),
        "no" => Reading.Of(new TakeOver(false)),
        _ => Reading.Wrong("Type `take over` to say yes, or `take over no`."),
    };

    /// <summary>A command with text to the end, on one line.</summary>
    internal static Func<string, LocalDate, Reading> Texted(string example, Func<string, Command> make) => (rest, _) =>
    {
        var (text, quoted, left) = Quotes.Whole(rest);
        var line = TypedText.OneLine(left.Length > 0 ? rest : text);
        return line.Length is 0 or > MaxText ? Reading.Wrong(Length(line.Length, MaxText, example)) : Reading.Of(make(line), !quoted);
    };

    /// <summary>Whether it was oneself who opened a link, with its code.</summary>
    internal static Func<string, LocalDate, Reading> LinkCode(bool mine) => (rest, _) => LinkCodes.Read(rest) is { } code
        ? Reading.Of(new AnswerLink(code, mine))
        : Reading.Wrong($"Which one? Type it with the four letters and numbers that I told you, for example `{(mine ? "that was me" : "that was not me")} K7M4`.");

    /// <summary>Coming back, with the project's name or without. Other words than that are talk.</summary>
    internal static Reading ComeBack(string rest, LocalDate today)
    {
        var (text, quoted, _) = Quotes.Whole(rest);
        return Reading.Of(new ComeBack(text.Length == 0 ? null : TypedText.OneLine(text)), text.Length > 0 && !quoted);
    }

    internal static Reading SetUp(string rest, LocalDate today)
    {
        if (rest.Length == 0)
        {
            return Reading.Of(new SetUp(null));
        }

        return Named("setup \"Housing priorities\"", n => new SetUp(n))(rest, today);
    }

    internal static Reading Set(string rest, LocalDate today)
    {
        var words = rest.Split((char[]?)null, 4, StringSplitOptions.RemoveEmptyEntries);
        for (var taken = Math.Min(3, words.Length); taken > 0; taken--)
        {
            if (SettingWords.Match(string.Join(' ', words[..taken]).TrimEnd('=', ':')) is { } setting)
            {
                var tail = string.Join(' ', words[taken..]).TrimStart('=', ':', ' ');
                tail = tail.StartsWith("to ", StringComparison.OrdinalIgnoreCase) ? tail[3..].TrimStart() : tail;
                var (text, quoted, left) = Quotes.Whole(tail);
                var (value, mistake) = left.Length > 0 ? (null, $"Put the whole value in quotes. For example {SettingWords.Example(setting)}.")
                    : text.Length == 0 && !quoted ? (null, $"What should `{SettingNames.Of(setting)}` be? For example {SettingWords.Example(setting)}.")
                    : SettingWords.Read(setting, text, today);
                return value is null ? Reading.Wrong(mistake ?? "") : Reading.Of(new SetSetting(setting, value), !quoted);
            }
        }

        return Reading.Wrong(UnknownSetting(words));
    }

    internal static Reading ChangeRole(string rest, LocalDate today)
    {
        const string Example = "person role \"Maya Brooks\" lead";
        var mark = MentionMarks.AtStart(rest);
        var (name, typed, quoted) = mark.Length > 0 ? (mark, rest[mark.Length..].Trim(), true) : NameThen(rest, " as ");
        if (!quoted && typed.Length == 0)
        {
            (name, typed) = RoleWords.CutOff(TypedText.OneLine(name));
        }

        return typed.Length == 0 && name.Length > 0
            ? Reading.Wrong($"Which role should it be: collaborator, facilitator or lead? For example `{Example}`.")
            : Name(name, Example, n => WithRoles(typed, Example, roles => Reading.Of(new ChangeRole(n, roles), !quoted)));
    }

    internal static Reading AddMilestone(string rest, LocalDate today)
    {
        const string Example = "milestone add \"Analysis workshop\" on 14 December";
        var (inside, after, quoted) = Quotes.Take(rest);
        if (!quoted)
        {
            return BareMilestone(rest, today, Example);
        }

        if (after.Length == 0)
        {
            return Name(inside, Example, n => Reading.Of(new AddMilestone(n, null)));
        }

        return Name(inside, Example, n => On(WithoutLead(after, "on", "by", "for", "at"), today, "on", date => new AddMilestone(n, date)));
    }

    internal static Reading MoveMilestone(string rest, LocalDate today)
    {
        const string Example = "milestone move \"Analysis workshop\" to 14 December";
        var (name, then, quoted) = NameThen(rest, " to ");
        return Name(name, Example, n => On(WithoutLead(then, "to", "on", "for"), today, "to", date => new MoveMilestone(n, date)) with { Bare = !quoted });
    }

    internal static Reading RenameMilestone(string rest, LocalDate today)
    {
        const string Example = "milestone rename \"Analysis workshop\" to \"Analysis day\"";
        var (name, then, quoted) = NameThen(rest, " to ");
        var (text, _, left) = Quotes.Whole(WithoutLead(then, "to", "as"));
        return left.Length > 0 ? Left(left, Example) : Name(name, Example, n => Name(text, Example, to => Reading.Of(new RenameMilestone(n, to), !quoted)));
    }

    internal static Reading Extend(string rest, LocalDate today)
    {
        var words = TypedText.KeyOfAll(Quotes.Whole(rest).Text);
        if (words.Length == 0)
        {
            return Reading.Wrong($"Until when? For example `extend to 14 December` or `extend by 3 days`.");
        }

        var span = WithoutLead(words, "by", "for");
        if (span.All(char.IsAsciiDigit))
        {
            return Reading.Wrong($"Is that a number of days? Type `extend by 3 days`, or a date, for example `extend to 14 December`.");
        }

        if (DayCount.Parse(span) is { } days)
        {
            return days is >= 1 and <= MaxExtension ? Reading.Of(new ExtendBy(days)) : Reading.Wrong($"A round can be extended by 1 to {MaxExtension} days at a time. For example `extend by 3 days`.");
        }

        return On(WithoutLead(words, "to", "until", "till"), today, "to", date => new ExtendTo(date));
    }

    internal static Reading Schedule(string rest, LocalDate today)
    {
        const string Example = "For example `digest schedule Monday 09:00`.";
        var words = TypedText.OneLine(Quotes.Whole(rest).Text).Replace(",", " ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(w => TypedText.Key(w) is not ("every" or "each" or "on" or "at" or "weekly")).ToList();
        var index = words.FindIndex(w => WeekdayWords.Parse(w) is not null);
        if (index < 0)
        {
            return Reading.Wrong($"On which day of the week? {Example}");
        }

        var day = WeekdayWords.Parse(words[index])!.Value;
        words.RemoveAt(index);
        return TimeWords.Parse(string.Join(' ', words)) is { } time
            ? Reading.Of(new ScheduleDigest(day, time))
            : Reading.Wrong(words.Count == 0 ? $"At what time on {day}? {Example}" : $"I could not read the time \"{TypedText.Echo(string.Join(' ', words))}\". {Example}");
    }

    internal static Reading Help(string rest, LocalDate today)
    {
        var about = TypedText.KeyOfAll(Quotes.Whole(CommandParser.Unwrap(rest)).Text);
        return Reading.Of(new ShowHelp(about.Length == 0 ? null : CommandTable.ByWords(about)?.Name ?? about[..Math.Min(about.Length, MaxName)]), about.Contains(' ', StringComparison.Ordinal));
    }

    // Without quotes " on " may belong to the name, so only a date after the last one ends it; a date that cannot be is a mistake, not a name.
    private static Reading BareMilestone(string rest, LocalDate today, string example)
    {
        var line = TypedText.OneLine(rest);
        var on = line.LastIndexOf(" on ", StringComparison.OrdinalIgnoreCase);
        if (on > 0)
        {
            switch (DateWords.Parse(line[(on + 4)..], today))
            {
                case DateReading.Found(var date):
                    return Name(Quotes.Bare(line[..on]), example, n => Reading.Of(new AddMilestone(n, date), true));
                case DateReading.Wrong(var sentence):
                    return Reading.Wrong(sentence);
            }
        }

        return Name(Quotes.Bare(line), example, n => Reading.Of(new AddMilestone(n, null), true));
    }

    private static Reading On(string words, LocalDate today, string lead, Func<LocalDate, Command> make) => DateWords.Parse(words, today, lead) switch
    {
        DateReading.Found(var date) => Reading.Of(make(date)),
        DateReading.Wrong(var sentence) => Reading.Wrong(sentence),
        DateReading.NoDate(var sentence) => Reading.Wrong(sentence),
        _ => Reading.Wrong(""),
    };

    private static (string Name, string Then, bool Quoted) NameThen(string rest, string separator)
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

    private static Reading WithRoles(string typed, string example, Func<Roles, Reading> then)
    {
        if (RoleWords.Parse(typed) is not { } roles)
        {
            return Reading.Wrong($"I don't know the role \"{TypedText.Echo(typed)}\". It can be collaborator, facilitator or lead. For example `{example}`.");
        }

        return roles.HasFlag(Roles.Facilitator | Roles.Lead)
            ? Reading.Wrong("Facilitator and lead are different people in a project. Choose one of the two. Either can also be a collaborator.")
            : then(roles);
    }

    private static Reading Name(string text, string example, Func<string, Reading> then)
    {
        var name = TypedText.OneLine(text);
        return name.Length is 0 or > MaxName ? Reading.Wrong(Length(name.Length, MaxName, example)) : then(name);
    }

    private static string Length(int length, int most, string example) => length == 0
        ? $"Something is missing. For example `{example}`."
        : $"That can have up to {most} characters. This has {length}. For example `{example}`.";

    private static Reading Left(string left, string example) =>
        Reading.Wrong($"I did not expect \"{TypedText.Echo(left)}\" after the closing quote. For example `{example}`.");

    private static string WithoutLead(string words, params string[] leads)
    {
        var lead = Array.Find(leads, l => words.StartsWith($"{l} ", StringComparison.OrdinalIgnoreCase));
        return lead is null ? words : words[(lead.Length + 1)..].TrimStart();
    }

    private static string UnknownSetting(string[] words)
    {
        var list = string.Join(", ", SettingNames.All.Select(s => $"`{s.Word}`"));
        if (words.Length == 0)
        {
            return $"Which setting? For example {SettingWords.Example(Setting.Purpose)}. The settings are {list}.";
        }

        var near = Resemblance.Closest(TypedText.Key(words[0]), SettingNames.All.Select(s => s.Word));
        return $"I don't know the setting \"{TypedText.Echo(words[0])}\". {(near is null ? $"The settings are {list}." : $"Did you mean `set {near}`?")}";
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\s+(?:with a|with|by|by a)(?: private| personal)? link\s*$", System.Text.RegularExpressions.RegexOptions.IgnoreCase | System.Text.RegularExpressions.RegexOptions.CultureInvariant)]
    private static partial System.Text.RegularExpressions.Regex WithALink();
}
