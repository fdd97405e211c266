using System.Text.RegularExpressions;
using NodaTime;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar;

/// <summary>What the parser knows about whoever wrote, and where.</summary>
/// <param name="Roles">What they are in the project; <see cref="Roles.None"/> for somebody unknown.</param>
/// <param name="Place">Where they wrote.</param>
/// <param name="Today">Today, in the project's time zone.</param>
/// <param name="Answering">They are answering a question: what is not clearly a command is an answer.</param>
/// <param name="Addressed">The channel itself knows that the bot was meant: a slash command, or a mention it has taken out.</param>
/// <param name="Project">The project's name, for sentences.</param>
public sealed record ParseContext(Roles Roles, Place Place, LocalDate Today, bool Answering = false, bool Addressed = false, string? Project = null);

/// <summary>What became of a text; a closed set. Sentences echo at most 40 characters of it.</summary>
/// <param name="IsAddressed">It began with <c>/reflect</c> or <c>@ReflectionBot</c>, or the channel said so.</param>
public abstract record ParseResult(bool IsAddressed)
{
    /// <summary>A command. Whether it is allowed is for <see cref="Permissions.Check"/> with <paramref name="Spec"/>.</summary>
    public sealed record Parsed(CommandSpec Spec, Command Command, bool IsAddressed) : ParseResult(IsAddressed);

    /// <summary>Nearly a command that the person may use here.</summary>
    public sealed record NearMiss(string Typed, string Suggestion, string Sentence, bool IsAddressed) : ParseResult(IsAddressed);

    /// <summary>A known command that cannot be carried out as typed. The sentence says what to type.</summary>
    public sealed record Mistake(string Sentence, bool IsAddressed) : ParseResult(IsAddressed);

    /// <summary>An answer or ordinary talk. The sentence is for where a command was expected.</summary>
    public sealed record NotACommand(string Sentence, bool IsAddressed) : ParseResult(IsAddressed)
    {
        /// <summary>
        /// In a direct chat: the dialog word it is if the dialog finds that it makes sense ("yes" after a question of the bot's, "open
        /// Housing" where that is open), else null.
        /// </summary>
        public DialogCommand? Perhaps { get; init; }

        /// <summary>While answering: the command that the text resembles or is, so that whoever wrote it is asked which they meant; as <see cref="Likeness.Of"/> says it.</summary>
        public string? Resembles { get; init; }
    }
}

/// <summary>The one grammar for every channel.</summary>
public static partial class CommandParser
{
    // Longer unaddressed messages are talk, whatever their first word resembles.
    private const int MostWordsOfANearMiss = 8;
    private static readonly string[] Certain = ["person ", "milestone ", "digest schedule "];
    private static ParseResult.NotACommand Talk => new(GrammarWording.IDidNotUnderstandThatHelp, false);

    /// <summary>Reads a text. Never throws, whatever the text.</summary>
    /// <remarks>
    /// While answering, unaddressed text counts only as <see cref="TypedWords.Match"/> says, or as exactly one of the few commands that people are
    /// told to type at any time and that change nothing, or a word about links such as "stop link". In a channel, unaddressed
    /// text counts only as a whole command that works there for this person, with its names in quotes; mistakes in it are not remarked on.
    /// What is addressed is never an answer, even where no command is found in it: say so, so that nobody thinks it was saved.
    /// </remarks>
    public static ParseResult Parse(string? text, ParseContext context)
    {
        var (clean, addressed) = StripAddress(TypedText.Clean(text ?? ""));
        addressed |= context.Addressed;
        clean = Unwrap(clean);
        if (context.Answering && !addressed)
        {
            return WhileAnswering(clean, context);
        }

        if (clean.Length == 0)
        {
            return addressed ? Ok(CommandTable.ByWords("help")!, new ShowHelp(null), true) : Talk;
        }

        return Known(clean, context, addressed) ?? Unknown(clean, context, addressed);
    }

    /// <summary>Reads a text in which people were mentioned: a command about people by their marks, anything else by their names.</summary>
    /// <param name="text">With names, as people read it.</param>
    /// <param name="marked">The same with <see cref="MentionMarks"/>; null where nobody was mentioned.</param>
    /// <param name="context">As in <see cref="Parse(string?, ParseContext)"/>.</param>
    public static ParseResult Parse(string? text, string? marked, ParseContext context)
    {
        if (marked is null || !IsAboutPeople(marked))
        {
            return Parse(text, context);
        }

        return Parse(marked, context) switch
        {
            ParseResult.Parsed parsed => parsed,
            ParseResult.Mistake mistake => mistake with { Sentence = MentionMarks.Readable(mistake.Sentence) },
            _ => Parse(text, context),
        };
    }

    /// <summary>Whether a text begins like a command that takes people.</summary>
    public static bool IsAboutPeople(string? text)
    {
        var (clean, _) = StripAddress(TypedText.Clean(text ?? ""));
        return CommandTable.Find(Unwrap(clean)).Any(f => f.Spec.Name is "person add" or "person remove" or "person role" or "invite" or "invite lost" or "add" or "answers");
    }

    /// <summary>Without the backticks that come along when a command is copied from a help text.</summary>
    internal static string Unwrap(string clean) => clean.Length > 2 && clean[0] == '`' && clean[^1] == '`' ? clean.Trim('`').Trim() : clean;

    /// <summary>Cleaned text without what addresses it to the bot.</summary>
    internal static string WithoutAddress(string text) => Unwrap(StripAddress(TypedText.Clean(text)).Text);

    /// <summary>The word that waits for what must follow it, with this text as that; null where the text does not fit.</summary>
    /// <param name="words">The word and what is known of the rest, e.g. <c>share Evaluation</c>.</param>
    /// <param name="text">As typed.</param>
    /// <param name="answering">While what the person writes is taken as an answer.</param>
    public static DialogCommand? Following(string words, string text, bool answering) => TypedWords.Read($"{words} {WithoutAddress(text)}", answering)?.Command;

    /// <summary>As <see cref="Likeness.Of"/>, for a text that may be what must follow a word.</summary>
    internal static string? Like(string words, string text) => WithoutAddress(text) is { Length: > 0 } clean && !clean.Contains('\n', StringComparison.Ordinal)
        ? Likeness.Of($"{words} {clean}", [.. CommandTable.All.Where(s => s.Word is not null && words.StartsWith(s.Name, StringComparison.Ordinal))], default, awaited: true) : null;

    private static ParseResult WhileAnswering(string clean, ParseContext context)
    {
        switch (TypedWords.Read(clean, answering: true))
        {
            case (var word, true): return Ok(CommandTable.Of(word.Word), word, false);
            case (var word, false): return Talk with { Perhaps = word };
        }

        if (clean.Contains('\n', StringComparison.Ordinal))
        {
            return Talk;
        }

        // The bot tells them to type these: they must not become answers. The other commands are asked about, for "close" may be both.
        if (AboutLinks(clean) is { } links)
        {
            return links;
        }

        // Nor may an address, which would stand among the answers.
        if (CommandTable.Find(clean).FirstOrDefault(f => f.Spec.Name is "stop mail" or "mail me at") is ({ } mail, var rest) && mail.Read(rest, default).Command is { } aboutMail)
        {
            return Ok(mail, aboutMail, false);
        }

        var usable = CommandTable.All.Where(s => Permissions.Check(s, context.Roles, Place.Direct) is null).ToList();
        if (CommandTable.ByWords(clean) is { } spec && usable.Contains(spec) && spec.Word is null && spec.Read("", context.Today).Command is { } command)
        {
            return command is SayHello or ShowStatus or ShowHelp ? Ok(spec, command, false) : Talk with { Resembles = spec.Name };
        }

        return Talk with { Resembles = Likeness.Of(clean, usable, context.Today) };
    }

    private static ParseResult.Parsed? AboutLinks(string clean)
    {
        foreach (var (spec, rest) in CommandTable.Find(clean))
        {
            if (spec.Read(rest, default).Command is (StopLink or AskForLink or AnswerLink or ComeBack { Project: null }) and var command && (command is not ComeBack || TypedText.KeyOfAll(clean) == spec.Name))
            {
                return Ok(spec, command, false);
            }
        }

        return null;
    }

    private static ParseResult? Known(string clean, ParseContext context, bool addressed)
    {
        string? mistake = null;
        foreach (var (spec, rest) in CommandTable.Find(clean))
        {
            var reading = spec.Read(rest, context.Today);
            var allowed = Permissions.Check(spec, context.Roles, context.Place, context.Project);
            if (!addressed && context.Place == Place.Channel && spec is { Where: Where.DirectOnly, Word: null, Takes: Takes.Something } && Permissions.Check(spec, context.Roles, Place.Direct) is null
                && (rest.Length == 0 || reading is { Command: not null, Bare: false }))
            {
                return reading.Command is { } meant ? Ok(spec, meant, false) : new ParseResult.Mistake(allowed!, false); // Meant for the bot: they are told that it works in their own chat.
            }

            if (reading.Command is { } command)
            {
                // People who talk to each other also say "yes", "close" and "hello".
                if (reading.Doubtful && !addressed && context.Place == Place.Direct)
                {
                    return Talk with { Perhaps = command as DialogCommand };
                }

                if (addressed || context.Place == Place.Direct || (!reading.Bare && allowed is null && command is not SayHello))
                {
                    return Ok(spec, command, addressed);
                }

                return reading.Bare && allowed is null && IsCertainly(spec, clean)
                    ? new ParseResult.Mistake(GrammarWording.FormatInAChannelITakeThe(spec.Examples[0]), false)
                    : Talk;
            }

            var said = allowed ?? reading.Mistake!;
            if (addressed || (context.Place == Place.Channel && allowed is null && IsCertainly(spec, clean)) || (context.Place == Place.Direct && allowed is null && !LooksLikeTalk(spec, rest)))
            {
                mistake ??= said;
            }

            // "agreed list of actions to the board": the words after a name may make it another command's argument.
            if (spec.Takes != Takes.Nothing)
            {
                break;
            }
        }

        return mistake is null ? null : new ParseResult.Mistake(mistake, addressed);
    }

    // In a channel people talk to each other: they "start early" and "add that", but nobody says "person add".
    private static bool IsCertainly(CommandSpec spec, string clean) =>
        spec.Takes == Takes.Something && spec.Where != Where.DirectOnly && Certain.Any(c => clean.StartsWith(c, StringComparison.OrdinalIgnoreCase));

    // "open minded people", "close to my heart", "next week is fine": the first word is a command by chance.
    private static bool LooksLikeTalk(CommandSpec spec, string rest) =>
        (spec.Name == "in" && !rest.Any(Quotes.IsDouble)) || (spec.Takes == Takes.Nothing ? spec.Word is not null || rest.Count(char.IsWhiteSpace) > 1 : spec.Word is not null && rest.Count(char.IsWhiteSpace) > 5);

    private static ParseResult Unknown(string clean, ParseContext context, bool addressed)
    {
        if (!addressed && context.Place == Place.Channel)
        {
            return Quoted(clean, context);
        }

        if (!addressed && (CommandTable.FirstWords(clean, MostWordsOfANearMiss + 1).Count > MostWordsOfANearMiss || CommandTable.Find(clean).Any()))
        {
            return Talk;
        }

        var usable = CommandTable.All.Where(s => !s.Destructive && Permissions.Check(s, context.Roles, context.Place) is null).ToList();
        var first = CommandTable.FirstWords(clean, 2);
        var head = usable.Where(s => first.Count > 0 && s.Name.StartsWith($"{first[0].Key} ", StringComparison.Ordinal) && s.Word is null).ToList();
        if (head is [var only] && first.Count > 1 && !MayMean(only, clean))
        {
            head = [];
        }

        if (head.Count > 0 && (first.Count == 1 || NearMisses.Find(clean, head, strict: false) is null))
        {
            var list = string.Join(", ", head.Select(s => $"`{s.Name}`"));
            return new ParseResult.Mistake(head.Count == 1 ? GrammarWording.FormatDidYouMeanHelpShowsWhat(list) : GrammarWording.FormatSayWhichOne(list), addressed);
        }

        if (NearMisses.Find(clean, head.Count > 0 ? head : usable, strict: !addressed) is { } near)
        {
            return new ParseResult.NearMiss(TypedText.Echo(near.Typed), near.Spec.Name, Meant(near), addressed);
        }

        return addressed ? new ParseResult.NotACommand(GrammarWording.FormatIDontKnowHelpShowsWhat(TypedText.Echo(clean)), true) : Talk;
    }

    // "who has not handed in" may mean `who handed in`; "take it back" is not nearly `take over`, which is another thing altogether.
    private static bool MayMean(CommandSpec spec, string clean)
    {
        var words = CommandTable.FirstWords(clean, MostWordsOfANearMiss).Skip(1).Select(w => w.Key).ToList();
        return spec.Name.Split(' ').Skip(1).Any(part => words.Exists(w => w == part || Resemblance.Distance(w, part) <= Resemblance.Bound(part.Length)));
    }

    // strat "Focus groups complete": nobody says that to a colleague.
    private static ParseResult Quoted(string clean, ParseContext context)
    {
        var usable = CommandTable.All.Where(s => s.Word is null && s.Takes != Takes.Nothing && Permissions.Check(s, context.Roles, context.Place) is null);
        return !CommandTable.Find(clean).Any() && NearMisses.Find(clean, usable, strict: true) is { } near && clean[near.Typed.Length..].TrimStart() is { Length: > 0 } rest && Quotes.IsDouble(rest[0])
            && near.Spec.Read(rest, context.Today) is { Command: not null, Bare: false }
            ? new ParseResult.NearMiss(TypedText.Echo(near.Typed), near.Spec.Name, Meant(near), false)
            : Talk;
    }

    private static string Meant((CommandSpec Spec, string Typed) near) => GrammarWording.FormatIDontKnowDidYouMean(TypedText.Echo(near.Typed), near.Spec.Name);

    private static ParseResult.Parsed Ok(CommandSpec spec, Command command, bool addressed) => new(spec, command, addressed);

    private static (string Text, bool Addressed) StripAddress(string clean)
    {
        var addressed = false;
        while (Address().Match(clean) is { Success: true, Length: > 0 } match)
        {
            (clean, addressed) = (clean[match.Length..].TrimStart(), true);
        }

        // "/relfect status" is meant for nobody else.
        if (!addressed && clean.StartsWith('/') && CommandTable.FirstWords(clean, 1) is [var (key, end)] && key.Length > 5 && Resemblance.Distance(key[1..], "reflect") is > 0 and <= 2)
        {
            (clean, addressed) = (clean[end..].TrimStart(), true);
        }

        return (clean, addressed);
    }

    [GeneratedRegex(@"^(?:/reflect(?![\w-])|<at[^>]{0,80}>\s?@?reflectionbot\s?</at>|@reflect(?:ion)?[ -]?bot(?![\w-])|reflection ?bot(?=[,:]))[\s,:;.!]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
