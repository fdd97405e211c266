using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Wording;
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
public sealed partial record DialogCommand(CollaboratorAction Word, string? Argument = null) : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } = [.. new[] { Answering(), Choosing(), Always() }.SelectMany(g => g.Select((s, i) => s with { ListedAt = i }))];

    private static CommandSpec[] Answering() =>
    [
        Of(CollaboratorAction.Open, "open", "open [\"<project>\"]", () => OwnWording.ShowsTheQuestionsThatAreOpen, Roles.Collaborator, Takes.Maybe, ArgumentReaders.Open, ["open", "open \"Housing priorities\""]),
        Of(CollaboratorAction.Next, "next", () => OwnWording.GoesToTheNextQuestion, "done"),
        Of(CollaboratorAction.Skip, "skip", () => OwnWording.LeavesThisQuestionOut),
        Of(CollaboratorAction.Back, "back", () => OwnWording.GoesBackOneQuestion),
        Of(CollaboratorAction.Pause, "pause", () => OwnWording.StopsForNowNoRemindersUntil, "stop", "keep for later", "exit", "quit"),
        Of(CollaboratorAction.Resume, "resume", () => OwnWording.GoesOnWhereYouStopped, "continue"),
        Of(CollaboratorAction.Undo, "undo", () => OwnWording.TakesBackYourLastMessage),
        Of(CollaboratorAction.Form, "form", () => OwnWording.ShowsAllSixQuestionsOnOne, "all on one form"),
        Of(CollaboratorAction.OneAtATime, "one at a time", () => OwnWording.AsksOneQuestionAtATime),
        Of(CollaboratorAction.ThreeQuestions, "short", () => OwnWording.AsksThreeQuestionsInsteadOfSix, "three questions", "short form"),
        Of(CollaboratorAction.HidePlan, "hide plan", () => OwnWording.StopsShowingYouYourPlanFrom, "don't show again", "dont show again"),
        Of(CollaboratorAction.Save, "save", () => OwnWording.ShowsWhereYouAreWhatYou),
        Of(CollaboratorAction.Review, "review", () => OwnWording.ShowsYourWholeReflection),
        Of(CollaboratorAction.Submit, "submit", () => OwnWording.HandsYourReflectionIn, "submit what i have"),
        Of(CollaboratorAction.Later, "later", () => OwnWording.LeavesItForAnotherTime),
        Of(CollaboratorAction.NotThisRound, "not this round", () => OwnWording.SaysNoToThisRoundNobody),
        Of(CollaboratorAction.More, "more", () => OwnWording.ShowsWhatElseYouCanDo),
        Of(CollaboratorAction.Yes, "yes", () => OwnWording.SaysYesToWhatIJust, CommandSpec.Members, "y", "yes my answer"),
        Of(CollaboratorAction.Decline, "no", () => OwnWording.SaysNoToWhatIJust, CommandSpec.Members, "n", "no my answer", "no something for you"),
    ];

    private static CommandSpec[] Choosing() =>
    [
        Of(CollaboratorAction.Agree, "agree", () => OwnWording.AgreesToTheTextAboutWho, "i agree"),
        Of(CollaboratorAction.ReadFirst, "read first", () => OwnWording.LeavesTheTextAboutWhoSees),
        Of(CollaboratorAction.Share, "share", "share <1-6> only me | me and facilitator | topics | quote no name | quote with my name", () => OwnWording.ChoosesWhoMaySeeAnAnswer,
            Roles.Collaborator, Takes.Maybe, ArgumentReaders.Share, ["share 3 topics", "share all only me", "share feelings only me", "share 5 quote, no name", "share 3"])
            with { ArgumentWords = StageWords.Vocabulary.Union(SharingWords.Vocabulary).ToHashSet() },
        OfAnswer(CollaboratorAction.Quote, "quote", () => OwnWording.LetsAnAnswerBeQuotedIn, alone: false, "quote exactly this"),
        OfAnswer(CollaboratorAction.Tidy, "tidy", () => OwnWording.TidiesTheSpellingOfAQuote, alone: false, "tidy spelling"),
        OfAnswer(CollaboratorAction.Reword, "reword", () => OwnWording.LetsYouChooseOtherWordsTo, alone: false, "change wording"),
        OfAnswer(CollaboratorAction.DontQuote, "don't quote", () => OwnWording.StopsAnAnswerFromBeingQuoted, alone: false, "dont quote", "do not quote") with { ArgumentWords = StageWords.Vocabulary.Union(["all", "any", "anything", "everything", "of", "it", "them", "answers"]).ToHashSet() },
        Of(CollaboratorAction.About, "about", "about [<1-6> <topic>]", () => OwnWording.SaysWhatAnAnswerIsAbout, Roles.Collaborator, Takes.Maybe, ArgumentReaders.About,
            ["about 3 power hard", "about 3 none", "about"], "what is this about") with { ArgumentWords = StageWords.Vocabulary.Union(AboutWords.Vocabulary).ToHashSet() },
        OfAnswer(CollaboratorAction.Edit, "edit", () => OwnWording.ChangesAnAnswer, alone: true),
        // Taking back, and seeing who looked, must work for somebody who has left the project.
        Of(CollaboratorAction.Withdraw, "withdraw", "withdraw [<1-6> | all]", () => OwnWording.TakesAnAnswerBackOrAll, CommandSpec.Anybody, Takes.Maybe, ArgumentReaders.Withdraw,
            ["withdraw 3", "withdraw", "withdraw all"], "take back", "take answers back", "take back my answers", "delete my answers")
            with { ArgumentWords = StageWords.Vocabulary.Union(["all", "everything", "of", "it", "them", "my", "answers"]).ToHashSet() },
        Of(CollaboratorAction.WhoOpened, "who opened", () => OwnWording.ShowsWhoOpenedYourAnswersAnd, CommandSpec.Anybody, "who opened my answers"),
        Of(CollaboratorAction.MyChoices, "my choices", () => OwnWording.ShowsWhatYouHaveChosenFor, CommandSpec.Anybody),
        Of(CollaboratorAction.MyAnswers, "my answers", () => OwnWording.ShowsAllThatYouWroteAlso, CommandSpec.Anybody, "show my answers", "read my answers"),
        Of(CollaboratorAction.MyConsent, "consent", () => OwnWording.ShowsTheTextThatYouAgreed, CommandSpec.Anybody, "my consent", "what did i agree to"),
        Of(CollaboratorAction.SayToTeam, "say to team", "say to team [\"<your words>\"]", () => OwnWording.PostsYourOwnWordsToThe, Roles.Collaborator, Takes.Maybe,
            ArgumentReaders.SayToTeam, ["say to team \"We need the dates two weeks ahead.\"", "say to team"], "say this to the team in my words", "say this to the team", "say to the team"),
        Of(CollaboratorAction.FewerMessages, "fewer messages", () => OwnWording.NoRemindersAndNoDigestsIn),
        Of(CollaboratorAction.MoreMessages, "more messages", () => OwnWording.RemindersAgain),
        Of(CollaboratorAction.LeaveProject, "leave project", () => OwnWording.TakesYouOffTheProjectNobody, "leave the project", "leave") with { Destructive = true },
    ];

    private static CommandSpec[] Always() =>
    [
        Of(CollaboratorAction.GetHelp, "get help", "get help", () => OwnWording.WhereToGetHelpInDanger, CommandSpec.Anybody, Takes.Maybe, ArgumentReaders.GetHelp, ["get help"], "help me", "i need help"),
        Of(CollaboratorAction.ContactMe, "contact me", "contact me [<name>]", () => OwnWording.AsksSomebodyOfYourChoiceTo, CommandSpec.Anybody, Takes.Maybe,
            ArgumentReaders.MayName(CollaboratorAction.ContactMe, "contact me"), ["contact me"], "ask someone to contact me"),
        Of(CollaboratorAction.CarryOn, "carry on", () => OwnWording.GoesOnAsBeforeAfterYou, CommandSpec.Anybody, "carry on as before"),
        Of(CollaboratorAction.Switch, "switch", "switch [to \"<project>\"]", () => OwnWording.ShowsYourProjectsOrChangesTo, CommandSpec.Anybody, Takes.Maybe,
            ArgumentReaders.Switch, ["switch to \"Housing priorities\"", "switch \"Housing priorities\"", "switch"], "projects", "my projects", "switch project"),
    ];

    private static CommandSpec Of(CollaboratorAction word, string name, Func<string> help, params string[] aliases) => Of(word, name, help, Roles.Collaborator, aliases);

    private static CommandSpec Of(CollaboratorAction word, string name, Func<string> help, Roles allowed, params string[] aliases) =>
        Of(word, name, name, help, allowed, Takes.Nothing, ArgumentReaders.Alone(name, new DialogCommand(word)), [name], aliases);

    private static CommandSpec Of(
        CollaboratorAction word, string name, string usage, Func<string> help, Roles allowed, Takes takes, Func<string, LocalDate, Reading> read, string[] examples, params string[] aliases) =>
        new(name, usage, help, allowed, Where.DirectOnly, GroupOf(word), takes, aliases, examples) { Word = word, Read = read };

    private static CommandSpec OfAnswer(CollaboratorAction word, string name, Func<string> help, bool alone, params string[] aliases) =>
        Of(word, name, $"{name} <1-6>", help, Roles.Collaborator, Takes.Maybe, ArgumentReaders.OfAnswer(word, name, alone), [$"{name} 3", $"{name} action plan"], aliases) with { ArgumentWords = StageWords.Vocabulary };

    private static CommandGroup GroupOf(CollaboratorAction word) => word switch
    {
        CollaboratorAction.GetHelp or CollaboratorAction.ContactMe or CollaboratorAction.CarryOn or CollaboratorAction.Switch => CommandGroup.Always,
        CollaboratorAction.Agree or CollaboratorAction.ReadFirst or CollaboratorAction.Share or CollaboratorAction.Quote or CollaboratorAction.Tidy or CollaboratorAction.Reword or CollaboratorAction.DontQuote
            or CollaboratorAction.About or CollaboratorAction.Edit or CollaboratorAction.Withdraw or CollaboratorAction.WhoOpened or CollaboratorAction.MyChoices or CollaboratorAction.MyAnswers or CollaboratorAction.MyConsent or CollaboratorAction.SayToTeam or CollaboratorAction.FewerMessages
            or CollaboratorAction.MoreMessages or CollaboratorAction.LeaveProject => CommandGroup.Choices,
        _ => CommandGroup.Answering,
    };
}
