using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands;

/// <content>The words of a person's own chat, and help.</content>
public static partial class CommandTable
{
    private static CommandSpec[] AnsweringCommands() =>
    [
        Word(DialogWord.Open, "open", "open [\"<project>\"]", "Shows the questions that are open for you.", Roles.Collaborator, Takes.Maybe, ArgumentReaders.Open, ["open", "open \"Housing priorities\""]),
        Word(DialogWord.Next, "next", "Goes to the next question.", "done"),
        Word(DialogWord.Skip, "skip", "Leaves this question out."),
        Word(DialogWord.Back, "back", "Goes back one question."),
        Word(DialogWord.Pause, "pause", "Stops for now; no reminders until you go on.", "stop", "keep for later", "exit", "quit"),
        Word(DialogWord.Resume, "resume", "Goes on where you stopped.", "continue"),
        Word(DialogWord.Undo, "undo", "Takes back your last message."),
        Word(DialogWord.Form, "form", "Shows all six questions on one form.", "all on one form"),
        Word(DialogWord.OneAtATime, "one at a time", "Asks one question at a time."),
        Word(DialogWord.ThreeQuestions, "short", "Asks three questions instead of six.", "three questions", "short form"),
        Word(DialogWord.HidePlan, "hide plan", "Stops showing you your plan from last time.", "don't show again", "dont show again"),
        Word(DialogWord.Save, "save", "Shows where you are; what you write is kept as you send it."),
        Word(DialogWord.Review, "review", "Shows your whole reflection."),
        Word(DialogWord.Submit, "submit", "Hands your reflection in.", "submit what i have"),
        Word(DialogWord.Later, "later", "Leaves it for another time."),
        Word(DialogWord.NotThisRound, "not this round", "Says no to this round; nobody is told why."),
        Word(DialogWord.More, "more", "Shows what else you can do."),
        Word(DialogWord.Yes, "yes", "Says yes to what I just asked.", Members, "y", "yes my answer"),
        Word(DialogWord.Decline, "no", "Says no to what I just asked.", Members, "n", "no my answer", "no something for you"),
    ];

    private static CommandSpec[] ChoiceCommands() =>
    [
        Word(DialogWord.Agree, "agree", "Agrees to the text about who sees what.", "i agree"),
        Word(DialogWord.ReadFirst, "read first", "Leaves the text about who sees what open; nothing is asked until you agree."),
        Word(DialogWord.Share, "share", "share <1-6> only me | me and facilitator | topics | quote no name | quote with my name", "Chooses who may see an answer.",
            Roles.Collaborator, Takes.Maybe, ArgumentReaders.Share, ["share 3 topics", "share all only me", "share feelings only me", "share 5 quote, no name", "share 3"])
            with { ArgumentWords = StageWords.Vocabulary.Union(SharingWords.Vocabulary).ToHashSet() },
        OfAnswer(DialogWord.Quote, "quote", "Lets an answer be quoted, in exactly the words you were shown.", alone: false, "quote exactly this"),
        OfAnswer(DialogWord.Tidy, "tidy", "Tidies the spelling of a quote and shows it again.", alone: false, "tidy spelling"),
        OfAnswer(DialogWord.Reword, "reword", "Lets you choose other words to be quoted.", alone: false, "change wording"),
        OfAnswer(DialogWord.DontQuote, "don't quote", "Stops an answer from being quoted.", alone: false, "dont quote", "do not quote"),
        OfAnswer(DialogWord.Edit, "edit", "Changes an answer.", alone: true),
        // Taking back, and seeing who looked, must work for somebody who has left the project.
        Word(DialogWord.Withdraw, "withdraw", "withdraw [<1-6> | all]", "Takes an answer back, or all of them, at any time.", Anybody, Takes.Maybe, ArgumentReaders.Withdraw,
            ["withdraw 3", "withdraw", "withdraw all"], "take back", "take answers back", "take back my answers", "delete my answers")
            with { ArgumentWords = StageWords.Vocabulary.Union(["all", "everything", "of", "it", "them", "my", "answers"]).ToHashSet() },
        Word(DialogWord.WhoOpened, "who opened", "Shows who opened your answers, and when.", Anybody, "who opened my answers"),
        Word(DialogWord.MyChoices, "my choices", "Shows what you have chosen for each answer.", Anybody),
        Word(DialogWord.MyAnswers, "my answers", "Shows all that you wrote, also after the questions have closed.", Anybody, "show my answers", "read my answers"),
        Word(DialogWord.MyConsent, "consent", "Shows the text that you agreed to, and when.", Anybody, "my consent", "what did i agree to"),
        Word(DialogWord.SayToTeam, "say to team", "say to team [\"<your words>\"]", "Posts your own words to the team, after you have seen them.", Roles.Collaborator, Takes.Maybe,
            ArgumentReaders.SayToTeam, ["say to team \"We need the dates two weeks ahead.\"", "say to team"], "say this to the team in my words", "say this to the team", "say to the team"),
        Word(DialogWord.FewerMessages, "fewer messages", "Invitations only, no reminders."),
        Word(DialogWord.MoreMessages, "more messages", "Reminders again."),
        Word(DialogWord.LeaveProject, "leave project", "Takes you off the project; nobody asks why.", "leave the project", "leave") with { Destructive = true },
    ];

    private static CommandSpec[] HelpCommands() =>
    [
        Word(DialogWord.GetHelp, "get help", "get help", "Where to get help in danger or distress; nobody watches this chat.", Anybody, Takes.Maybe, ArgumentReaders.GetHelp, ["get help"], "help me", "i need help"),
        Word(DialogWord.ContactMe, "contact me", "contact me [<name>]", "Asks somebody of your choice to get in touch; only your name is passed on.", Anybody, Takes.Maybe,
            ArgumentReaders.MayName(DialogWord.ContactMe, "contact me"), ["contact me"], "ask someone to contact me"),
        Word(DialogWord.CarryOn, "carry on", "Goes on as before after you asked to be contacted: reminders come again, and what you sent in is no longer held back.", Anybody, "carry on as before"),
        Word(DialogWord.Switch, "switch", "switch [to \"<project>\"]", "Shows your projects, or changes to another one: what you type is about that one from then on.", Anybody, Takes.Maybe,
            ArgumentReaders.Switch, ["switch to \"Housing priorities\"", "switch \"Housing priorities\"", "switch"], "projects", "my projects", "switch project"),
        new("in", "in \"<project>\" <command>", "Does one thing in another project of yours, and changes nothing else.", Members, Where.DirectOnly, CommandGroup.Always, Takes.Something,
            [], ["in \"Housing priorities\" status"]) { Read = ArgumentReaders.In },
        new("come back", "come back [\"<project>\"]", "Takes you back to a project that you have left.", Anybody, Where.DirectOnly, CommandGroup.Choices, Takes.Maybe, ["join again", "rejoin", "join"], ["come back", "come back \"Housing priorities\""]) { Read = ArgumentReaders.ComeBack },
        // Whoever uses a link to somebody's chat is taken for them: they can stop it without asking anybody.
        Alone("stop link", "Stops new private links to your chat that nobody has used yet.", Anybody, CommandGroup.Always, new StopLink(), ["stop the link", "stop links"], Where.DirectOnly),
        Alone("my link", "Makes a private link to your own chat, for another browser or a phone.", Anybody, CommandGroup.Always, new AskForLink(), ["link for me", "make me a link", "another browser"], Where.DirectOnly),
        new("that was me", "that was me <code>", "Confirms that you opened a link, so that your chat opens there too.", Anybody, Where.DirectOnly, CommandGroup.Always, Takes.Something, ["it was me"], ["that was me K7M4"]) { Read = ArgumentReaders.LinkCode(true) },
        new("that was not me", "that was not me <code>", "Shuts what somebody else opened with a link of yours.", Anybody, Where.DirectOnly, CommandGroup.Always, Takes.Something, ["it was not me", "that wasn't me", "it wasn't me"], ["that was not me K7M4"]) { Read = ArgumentReaders.LinkCode(false) },
        new("mail me at", "mail me at <e-mail address>", "Tells you by e-mail that something waits for you here; the mail holds no words of anybody's answers.", Anybody, Where.DirectOnly,
            CommandGroup.Always, Takes.Something, ["mail me", "email me at", "e-mail me at"], ["mail me at bea@example.org"]) { Read = ArgumentReaders.MailMe },
        Alone("my mail", "Shows your e-mail address, if I have one.", Anybody, CommandGroup.Always, new ShowMail(), ["my email", "my e-mail"], Where.DirectOnly),
        Alone("stop mail", "Stops e-mail to you and forgets your address.", Anybody, CommandGroup.Always, new StopMail(), ["no mail", "stop email", "stop e-mail", "no email", "no e-mail"], Where.DirectOnly),
        new("help", "help [<command>]", "Shows what you can do here.", Anybody, Where.Anywhere, CommandGroup.Always, Takes.Maybe, ["commands"], ["help start", "help"]) { Read = ArgumentReaders.Help },
        Alone("hello", "Starts a chat with me.", Anybody, CommandGroup.Always, new SayHello(), ["hi", "hey", "hello there", "hi there", "good morning", "good afternoon", "hello reflectionbot", "hi reflectionbot"]),
    ];

    private static CommandSpec Word(DialogWord word, string name, string help, params string[] aliases) => Word(word, name, help, Roles.Collaborator, aliases);

    private static CommandSpec Word(DialogWord word, string name, string help, Roles allowed, params string[] aliases) =>
        Word(word, name, name, help, allowed, Takes.Nothing, ArgumentReaders.Alone(name, new DialogCommand(word)), [name], aliases);

    private static CommandSpec Word(
        DialogWord word, string name, string usage, string help, Roles allowed, Takes takes, Func<string, LocalDate, Reading> read, string[] examples, params string[] aliases) =>
        new(name, usage, help, allowed, Where.DirectOnly, GroupOf(word), takes, aliases, examples) { Word = word, Read = read };

    private static CommandSpec OfAnswer(DialogWord word, string name, string help, bool alone, params string[] aliases) =>
        Word(word, name, $"{name} <1-6>", help, Roles.Collaborator, Takes.Maybe, ArgumentReaders.OfAnswer(word, name, alone), [$"{name} 3", $"{name} action plan"], aliases) with { ArgumentWords = StageWords.Vocabulary };

    private static CommandGroup GroupOf(DialogWord word) => word switch
    {
        DialogWord.GetHelp or DialogWord.ContactMe or DialogWord.CarryOn or DialogWord.Switch => CommandGroup.Always,
        DialogWord.Agree or DialogWord.ReadFirst or DialogWord.Share or DialogWord.Quote or DialogWord.Tidy or DialogWord.Reword or DialogWord.DontQuote
            or DialogWord.Edit or DialogWord.Withdraw or DialogWord.WhoOpened or DialogWord.MyChoices or DialogWord.MyAnswers or DialogWord.MyConsent or DialogWord.SayToTeam or DialogWord.FewerMessages
            or DialogWord.MoreMessages or DialogWord.LeaveProject => CommandGroup.Choices,
        _ => CommandGroup.Answering,
    };
}
