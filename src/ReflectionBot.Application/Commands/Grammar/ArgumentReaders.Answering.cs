using NodaTime;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar;

/// <content>What follows the words of a person's own chat. They hand over what the dialog's own buttons carry.</content>
public static partial class ArgumentReaders
{
    // "get help now please": whatever follows, somebody asks for help. Only while answering it may be part of an answer.
    internal static Reading GetHelp(string rest, LocalDate today) => Reading.Of(new DialogCommand(CollaboratorAction.GetHelp), rest.Length > 0);

    internal static Reading Share(string rest, LocalDate today)
    {
        if (rest.Length == 0)
        {
            return Reading.Of(new DialogCommand(CollaboratorAction.Share));
        }

        if (TypedText.Plain(rest).Split(' ', 2) is ["all" or "everything", .. var of])
        {
            return of is not [var said] ? Reading.Of(new DialogCommand(CollaboratorAction.Share, "all"), true)
                : SharingWords.Match(said) is { } forAll ? Reading.Of(new DialogCommand(CollaboratorAction.Share, $"all {forAll.Word()}"))
                : Reading.Wrong(GrammarWording.WhoMaySeeAllOfThem);
        }

        if (SharingWords.Match(rest) is { } alone)
        {
            return Reading.Of(new DialogCommand(CollaboratorAction.Share, $"{SharingDialog.Unsaid} {alone.Word()}"), true); // At a question "share topics" may be somebody's plan.
        }

        var (answer, choice, left) = SharingWords.ReadShare(rest);
        return answer switch
        {
            // "share feelings" may be somebody's plan. "share 3 quote" does not say whether the name goes with it: the dialog shows the choices.
            { } a when left.Length == 0 || left == "quote" => Reading.Of(new DialogCommand(CollaboratorAction.Share, a.Item), !a.IsNumber),
            { } a when choice is not null => Reading.Of(new DialogCommand(CollaboratorAction.Share, $"{a.Item} {choice}")),
            _ => Reading.Wrong(GrammarWording.WhichAnswerAndWhoMaySee),
        };
    }

    /// <summary>
    /// What an answer is about: "3 power hard", "evaluation none". What the topics are called the dialog knows; at a question only words of the
    /// codebook tell that it is no sentence.
    /// </summary>
    internal static Reading About(string rest, LocalDate today)
    {
        if (rest.Length == 0)
        {
            return Reading.Of(new DialogCommand(CollaboratorAction.About), true);
        }

        if (TypedText.Plain(rest) is "all skip" or "skip all")
        {
            return Reading.Of(new DialogCommand(CollaboratorAction.About, $"{SharingDialog.All} {AboutDialog.Skip}"));
        }

        var (answer, _, left) = SharingWords.ReadShare(rest);
        return answer is { } a ? Reading.Of(new DialogCommand(CollaboratorAction.About, $"{a.Item} {left}".Trim()), !a.IsNumber || !AboutWords.AreAll(left))
            : Reading.Wrong(GrammarWording.WhichAnswerAndWhatIsItAbout);
    }

    /// <summary>A word about one answer: "edit 3", "edit evaluation".</summary>
    /// <param name="word">The word.</param>
    /// <param name="name">As it is typed.</param>
    /// <param name="alone">On its own it is a word also while a question is being answered.</param>
    internal static Func<string, LocalDate, Reading> OfAnswer(CollaboratorAction word, string name, bool alone) => (rest, _) =>
        rest.Length == 0 ? Reading.Of(new DialogCommand(word), !alone)
        : word == CollaboratorAction.DontQuote && TypedText.Plain(rest) is "all" or "any" or "anything" or "everything" or "any of it" or "any of them" or "all of it" or "any answers" ? Reading.Of(new DialogCommand(word, "all"))
        : StageWords.Match(rest) is { } answer ? Reading.Of(new DialogCommand(word, answer.Item), answer.Loose)
        : Reading.Wrong(GrammarWording.FormatWhichAnswerWriteItsNumberFor(name));

    internal static Reading Withdraw(string rest, LocalDate today) => TypedText.Plain(rest) switch
    {
        "" => Reading.Of(new DialogCommand(CollaboratorAction.Withdraw)),
        "all" or "everything" or "all of it" or "all of them" or "all answers" or "all my answers" => Reading.Of(new DialogCommand(CollaboratorAction.Withdraw, "all")),
        _ => StageWords.Match(rest) is { } answer
            ? Reading.Of(new DialogCommand(CollaboratorAction.Withdraw, answer.Item), answer.Loose)
            : Reading.Wrong(GrammarWording.WhichAnswerWriteItsNumberOr),
    };

    internal static Reading SayToTeam(string rest, LocalDate today)
    {
        var (text, quoted, left) = Quotes.Whole(rest);
        var said = (left.Length > 0 ? rest : text).Trim();
        return said.Length > MaxText
            ? Reading.Wrong(Length(said.Length, MaxText, "say to team \"...\""))
            : Reading.Of(new DialogCommand(CollaboratorAction.SayToTeam, said.Length == 0 ? null : said), !quoted && said.Length > 0);
    }

    /// <summary>A word that a name may follow: "contact me "Carys Jones"".</summary>
    internal static Func<string, LocalDate, Reading> MayName(CollaboratorAction word, string example) => MayName(example, n => new DialogCommand(word, n));

    internal static Reading Switch(string rest, LocalDate today) =>
        MayName(CollaboratorAction.Switch, "switch to \"Housing priorities\"")(WithoutLead(rest, "to", "project", "back to"), today);

    // "open minded people are rare": only the dialog knows what is open.
    internal static Reading Open(string rest, LocalDate today)
    {
        var reading = MayName(CollaboratorAction.Open, "open \"Housing priorities\"")(rest, today);
        return reading with { Doubtful = reading.Bare };
    }
}
