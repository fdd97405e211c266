using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>A word for the dialog in a person's own chat; the dialog decides what it means just now.</summary>
/// <param name="Word">Which.</param>
/// <param name="Argument">
/// What followed, as the dialog's own buttons carry it. An answer is its number as the person sees it, or the name of its stage:
/// <c>edit</c>, <c>quote</c> and the like have that alone, <c>withdraw</c> also <c>all</c>, <c>share</c> may go on with the word of a rung
/// (<c>3 quote-no-name</c>; <c>3 facilitator ana</c> where the facilitator was named). <c>say to team</c> has the text with its line breaks;
/// <c>open</c>, <c>switch</c> and <c>contact me</c> a name. Null where nothing followed.
/// </param>
public sealed partial record DialogCommand(DialogWord Word, string? Argument = null) : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } = [.. new[] { Answering(), Choosing(), Always() }.SelectMany(g => g.Select((s, i) => s with { ListedAt = i }))];

    private static CommandSpec[] Answering() =>
    [
        Of(DialogWord.Open, "open", "open [\"<project>\"]", "Shows the questions that are open for you.", Roles.Collaborator, Takes.Maybe, ArgumentReaders.Open, ["open", "open \"Housing priorities\""]),
        Of(DialogWord.Next, "next", "Goes to the next question.", "done"),
        Of(DialogWord.Skip, "skip", "Leaves this question out."),
        Of(DialogWord.Back, "back", "Goes back one question."),
        Of(DialogWord.Pause, "pause", "Stops for now; no reminders until you go on.", "stop", "keep for later", "exit", "quit"),
        Of(DialogWord.Resume, "resume", "Goes on where you stopped.", "continue"),
        Of(DialogWord.Undo, "undo", "Takes back your last message."),
        Of(DialogWord.Form, "form", "Shows all six questions on one form.", "all on one form"),
        Of(DialogWord.OneAtATime, "one at a time", "Asks one question at a time."),
        Of(DialogWord.ThreeQuestions, "short", "Asks three questions instead of six.", "three questions", "short form"),
        Of(DialogWord.HidePlan, "hide plan", "Stops showing you your plan from last time.", "don't show again", "dont show again"),
        Of(DialogWord.Save, "save", "Shows where you are; what you write is kept as you send it."),
        Of(DialogWord.Review, "review", "Shows your whole reflection."),
        Of(DialogWord.Submit, "submit", "Hands your reflection in.", "submit what i have"),
        Of(DialogWord.Later, "later", "Leaves it for another time."),
        Of(DialogWord.NotThisRound, "not this round", "Says no to this round; nobody is told why."),
        Of(DialogWord.More, "more", "Shows what else you can do."),
        Of(DialogWord.Yes, "yes", "Says yes to what I just asked.", CommandSpec.Members, "y", "yes my answer"),
        Of(DialogWord.Decline, "no", "Says no to what I just asked.", CommandSpec.Members, "n", "no my answer", "no something for you"),
    ];

    private static CommandSpec[] Choosing() =>
    [
        Of(DialogWord.Agree, "agree", "Agrees to the text about who sees what.", "i agree"),
        Of(DialogWord.ReadFirst, "read first", "Leaves the text about who sees what open; nothing is asked until you agree."),
        Of(DialogWord.Share, "share", "share <1-6> only me | me and facilitator | topics | quote no name | quote with my name", "Chooses who may see an answer.",
            Roles.Collaborator, Takes.Maybe, ArgumentReaders.Share, ["share 3 topics", "share all only me", "share feelings only me", "share 5 quote, no name", "share 3"])
            with { ArgumentWords = StageWords.Vocabulary.Union(SharingWords.Vocabulary).ToHashSet() },
        OfAnswer(DialogWord.Quote, "quote", "Lets an answer be quoted, in exactly the words you were shown.", alone: false, "quote exactly this"),
        OfAnswer(DialogWord.Tidy, "tidy", "Tidies the spelling of a quote and shows it again.", alone: false, "tidy spelling"),
        OfAnswer(DialogWord.Reword, "reword", "Lets you choose other words to be quoted.", alone: false, "change wording"),
        OfAnswer(DialogWord.DontQuote, "don't quote", "Stops an answer from being quoted.", alone: false, "dont quote", "do not quote"),
        OfAnswer(DialogWord.Edit, "edit", "Changes an answer.", alone: true),
        // Taking back, and seeing who looked, must work for somebody who has left the project.
        Of(DialogWord.Withdraw, "withdraw", "withdraw [<1-6> | all]", "Takes an answer back, or all of them, at any time.", CommandSpec.Anybody, Takes.Maybe, ArgumentReaders.Withdraw,
            ["withdraw 3", "withdraw", "withdraw all"], "take back", "take answers back", "take back my answers", "delete my answers")
            with { ArgumentWords = StageWords.Vocabulary.Union(["all", "everything", "of", "it", "them", "my", "answers"]).ToHashSet() },
        Of(DialogWord.WhoOpened, "who opened", "Shows who opened your answers, and when.", CommandSpec.Anybody, "who opened my answers"),
        Of(DialogWord.MyChoices, "my choices", "Shows what you have chosen for each answer.", CommandSpec.Anybody),
        Of(DialogWord.MyAnswers, "my answers", "Shows all that you wrote, also after the questions have closed.", CommandSpec.Anybody, "show my answers", "read my answers"),
        Of(DialogWord.MyConsent, "consent", "Shows the text that you agreed to, and when.", CommandSpec.Anybody, "my consent", "what did i agree to"),
        Of(DialogWord.SayToTeam, "say to team", "say to team [\"<your words>\"]", "Posts your own words to the team, after you have seen them.", Roles.Collaborator, Takes.Maybe,
            ArgumentReaders.SayToTeam, ["say to team \"We need the dates two weeks ahead.\"", "say to team"], "say this to the team in my words", "say this to the team", "say to the team"),
        Of(DialogWord.FewerMessages, "fewer messages", "No reminders and no digests in your own chat; what changes, and what somebody says to the team, still comes."),
        Of(DialogWord.MoreMessages, "more messages", "Reminders again."),
        Of(DialogWord.LeaveProject, "leave project", "Takes you off the project; nobody asks why.", "leave the project", "leave") with { Destructive = true },
    ];

    private static CommandSpec[] Always() =>
    [
        Of(DialogWord.GetHelp, "get help", "get help", "Where to get help in danger or distress; nobody watches this chat.", CommandSpec.Anybody, Takes.Maybe, ArgumentReaders.GetHelp, ["get help"], "help me", "i need help"),
        Of(DialogWord.ContactMe, "contact me", "contact me [<name>]", "Asks somebody of your choice to get in touch; only your name is passed on.", CommandSpec.Anybody, Takes.Maybe,
            ArgumentReaders.MayName(DialogWord.ContactMe, "contact me"), ["contact me"], "ask someone to contact me"),
        Of(DialogWord.CarryOn, "carry on", "Goes on as before after you asked to be contacted: reminders come again, and what you sent in is no longer held back.", CommandSpec.Anybody, "carry on as before"),
        Of(DialogWord.Switch, "switch", "switch [to \"<project>\"]", "Shows your projects, or changes to another one: what you type is about that one from then on.", CommandSpec.Anybody, Takes.Maybe,
            ArgumentReaders.Switch, ["switch to \"Housing priorities\"", "switch \"Housing priorities\"", "switch"], "projects", "my projects", "switch project"),
    ];

    private static CommandSpec Of(DialogWord word, string name, string help, params string[] aliases) => Of(word, name, help, Roles.Collaborator, aliases);

    private static CommandSpec Of(DialogWord word, string name, string help, Roles allowed, params string[] aliases) =>
        Of(word, name, name, help, allowed, Takes.Nothing, ArgumentReaders.Alone(name, new DialogCommand(word)), [name], aliases);

    private static CommandSpec Of(
        DialogWord word, string name, string usage, string help, Roles allowed, Takes takes, Func<string, LocalDate, Reading> read, string[] examples, params string[] aliases) =>
        new(name, usage, help, allowed, Where.DirectOnly, GroupOf(word), takes, aliases, examples) { Word = word, Read = read };

    private static CommandSpec OfAnswer(DialogWord word, string name, string help, bool alone, params string[] aliases) =>
        Of(word, name, $"{name} <1-6>", help, Roles.Collaborator, Takes.Maybe, ArgumentReaders.OfAnswer(word, name, alone), [$"{name} 3", $"{name} action plan"], aliases) with { ArgumentWords = StageWords.Vocabulary };

    private static CommandGroup GroupOf(DialogWord word) => word switch
    {
        DialogWord.GetHelp or DialogWord.ContactMe or DialogWord.CarryOn or DialogWord.Switch => CommandGroup.Always,
        DialogWord.Agree or DialogWord.ReadFirst or DialogWord.Share or DialogWord.Quote or DialogWord.Tidy or DialogWord.Reword or DialogWord.DontQuote
            or DialogWord.Edit or DialogWord.Withdraw or DialogWord.WhoOpened or DialogWord.MyChoices or DialogWord.MyAnswers or DialogWord.MyConsent or DialogWord.SayToTeam or DialogWord.FewerMessages
            or DialogWord.MoreMessages or DialogWord.LeaveProject => CommandGroup.Choices,
        _ => CommandGroup.Answering,
    };
}
