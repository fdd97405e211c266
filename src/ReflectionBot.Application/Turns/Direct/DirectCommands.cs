using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Turns.Direct;

/// <summary>Commands in somebody's own chat: which of their projects is meant, and their answers to what the bot has asked about a command.</summary>
public sealed partial class DirectCommands(ConversationRunner turns, CommandRunner commands, PersonProjectsReader choice, TimeProvider time)
{
    // What a button carries back is at most 2,000 characters, the project's id included.
    private const int LongestInButton = 1_900;


    /// <summary>Takes a text that answers a question about a command, or names a project in front of one.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="text">As typed.</param>
    /// <param name="session">Where their conversation is.</param>
    /// <param name="answering">Plain text is an answer just now: only what is certainly meant for the bot is taken.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    /// <returns>Null where it is neither, else whether it was taken now.</returns>
    public async Task<bool?> TryAsync(DirectTurn turn, string text, Session session, bool answering, CancellationToken cancel)
    {
        if (turn.Inbound is not MessagePosted)
        {
            return null;
        }

        if (turn.On.Waiting is { } waiting)
        {
            var elsewhere = waiting.IsUnasked && session.Pending is { TakesYesOrNo: true }; // Asked by somebody else in between: their own question is meant.
            if (!elsewhere && await AnsweredAsync(turn, waiting, text, answering, cancel) is { } answered)
            {
                return answered;
            }

            await LetGoAsync(turn, cancel);
            if (waiting.Token is not null)
            {
                await turns.DidElseAsync(turn.Person, turn.Inbound, asked: true, cancel);
            }
        }

        return ProjectPrefix.Read(text, [.. turn.On.All.SelectMany(p => new[] { turn.On.NameOf(p.Project), p.Project.Name })]) is var (name, line)
            ? await InAsync(turn, name, line, session, answering, cancel)
            : null;
    }

    /// <summary>Carries out a command, in the project that is meant; asks which one where nobody can tell.</summary>
    public async Task<bool> RunAsync(DirectTurn turn, string text, DirectText.ForCommand found, CancellationToken cancel)
    {
        if (turn.On.IsSeveral && await turns.HasTakenAsync(turn.Person.Id, turn.Inbound.Key, cancel))
        {
            return false; // The same message again: it must not go to the project that was chosen since.
        }

        if (found.Command is CloseProject { Name: { } closed } && turn.On.IsSeveral)
        {
            return await NamedAsync(turn, found, closed, cancel);
        }

        if (found.Command is ReopenProject { Name: { } opened } && turn.On.IsSeveral)
        {
            return await NamedAsync(turn, found, opened, cancel);
        }

        var projects = turn.On.Meant(found.Spec, found.Command);
        if (projects.Count > 1)
        {
            projects = await choice.SensibleAsync(projects, found.Command, turn.Person, cancel);
        }

        return projects switch
        {
            [] => await SayAsync(turn, await LeftAsync(turn, cancel) ?? Refusal(found.Spec, turn.On), cancel),
            [var only] => await InAsync(turn, only, found.Spec, found.Command, text, cancel),
            _ when text.Length > LongestInButton => await SayAsync(turn, TurnWording.FormatYouAreOnSeveralProjectsAnd($"{LongestInButton:N0}"), cancel),
            _ => await WhichAsync(turn, projects, text, cancel),
        };
    }

    /// <summary>A button about one project was pressed.</summary>
    public async Task<bool> PressAsync(DirectTurn turn, string item, CancellationToken cancel)
    {
        var (id, line) = CommandButton.Read(item);
        return turn.On.All.FirstOrDefault(p => p.Project.Id == id).Project is { } project && Parse(turn, project, line) is ParseResult.Parsed parsed && parsed.Command is not OwnCommand
            ? await commands.RunAsync(turn.Request, id, parsed.Spec, parsed.Command, yes: null, cancel)
            : await SayAsync(turn, TurnWording.ThatButtonDoesNotFitAny, cancel);
    }

    /// <summary>A settings form came back.</summary>
    public Task<bool> SaveSettingsAsync(DirectTurn turn, string item, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        return turn.On.For(Roles.Facilitator).Any(p => p.Id == SettingsForm.ProjectOf(item))
            ? commands.SaveSettingsAsync(turn.Request, item, fields, cancel)
            : SayAsync(turn, TurnWording.OnlyAFacilitatorOfTheProject, cancel);
    }

    /// <summary>`in "Housing" status`. While answering only what is certainly a command, in a project that is certainly theirs.</summary>
    private async Task<bool?> InAsync(DirectTurn turn, string name, string line, Session session, bool answering, CancellationToken cancel)
    {
        var (project, near, alike) = turn.On.Find([.. turn.On.All.Select(p => p.Project)], name);
        if (alike.Count > 0 && Parse(turn, alike[0], line) is ParseResult.Parsed { Command: var meant } && meant is DialogCommand or not OwnCommand)
        {
            await turns.DidElseAsync(turn.Person, turn.Inbound, asked: false, cancel);
            return await WhichAsync(turn, alike, line, cancel);
        }

        if (project is null)
        {
            if (turn.On.Find(await choice.EverAsync(turn.Person, cancel), name).Found is { } former && Parse(turn, former, line) is ParseResult.Parsed { Command: DialogCommand { Word: CollaboratorAction.Withdraw or CollaboratorAction.MyChoices or CollaboratorAction.MyAnswers or CollaboratorAction.Share or CollaboratorAction.DontQuote } own })
            {
                return await StepAsync(turn, new Typed(own.Word, own.Argument) { In = former.Id }, cancel); // What they wrote there stays theirs.
            }

            var sentence = TurnWording.FormatYouAreOnNoProjectCalled(Names.Shown(name), near.Count > 0 ? TurnWording.FormatDidYouMean(Spoken.List(near)) : "");
            return answering ? null : await ElseAsync(turn, NoticeMessage.Of(sentence), cancel);
        }

        switch (Parse(turn, project, line))
        {
            case ParseResult.Parsed { Command: DialogCommand word }:
                return await WordAsync(turn, project, word, session, cancel);
            case ParseResult.Parsed { Command: ShowHelp help }:
                return await ElseAsync(turn, HelpText.For(await choice.HelpAsync(turn.On with { Chosen = project.Id }, session, cancel), false, help.About), cancel);
            case ParseResult.Parsed parsed when parsed.Command is not OwnCommand:
                await turns.DidElseAsync(turn.Person, turn.Inbound, asked: false, cancel);
                return await commands.RunAsync(turn.Request, project.Id, parsed.Spec, parsed.Command, yes: null, cancel);
            case ParseResult.NearMiss(_, _, var sentence, _) when !answering:
                return await ElseAsync(turn, NoticeMessage.Of(sentence), cancel);
            case ParseResult.Mistake(var sentence, _) when !answering:
                return await ElseAsync(turn, NoticeMessage.Of(sentence), cancel);
            default:
                return answering ? null : await ElseAsync(turn, NoticeMessage.Of(TurnWording.FormatIDontKnowWhatToDo(TypedText.Echo(line), turn.On.NameOf(project))), cancel);
        }
    }

    /// <summary>A word of the dialog for one project: its button for the last round there says the same.</summary>
    private async Task<bool> WordAsync(DirectTurn turn, Project project, DialogCommand word, Session session, CancellationToken cancel)
    {
        var (last, open) = await choice.RoundsOfAsync(turn.Person, project, cancel);
        var round = open ?? last;
        if (turn.On.Chosen == project.Id || !turn.On.IsSeveral)
        {
            return await StepAsync(turn, new Typed(word.Word, word.Argument), cancel);
        }

        if (word.Word is CollaboratorAction.Switch or CollaboratorAction.Open or CollaboratorAction.Resume)
        {
            return await FirstAsync(turn, project, cancel);
        }

        if (round is null || word.Word is CollaboratorAction.Share or CollaboratorAction.DontQuote)
        {
            return word.Word is CollaboratorAction.Share or CollaboratorAction.DontQuote or CollaboratorAction.GetHelp or CollaboratorAction.ContactMe or CollaboratorAction.LeaveProject or CollaboratorAction.WhoOpened or CollaboratorAction.MyChoices or CollaboratorAction.MyConsent
                ? await StepAsync(turn, new Typed(word.Word, word.Argument) { In = project.Id }, cancel)
                : await ElseAsync(turn, NoticeMessage.Of(TurnWording.FormatYouHaveWrittenNothingInAnd(turn.On.NameOf(project))), cancel);
        }

        return session.Round == round.Id ? await StepAsync(turn, new Typed(word.Word, word.Argument), cancel)
            : word.Word != CollaboratorAction.Undo && WordDialog.TakesAnyRound(word.Word) ? await StepAsync(turn, new Pressed(new ButtonAction(word.Word.Verb(), round.Id, word.Argument)), cancel)
            : await FirstAsync(turn, project, cancel);
    }

    // What moves somebody is not done on the side.
    private Task<bool> FirstAsync(DirectTurn turn, Project project, CancellationToken cancel) =>
        ElseAsync(turn, new NoticeMessage([TurnWording.FormatToGoOnWithYourAnswers(turn.On.NameOf(project))], [new Button(TurnWording.FormatGoTo(Names.Shown(turn.On.NameOf(project))), new ButtonAction(CommandButton.Choose, Item: project.Id))]), cancel);

    private async Task<bool> NamedAsync(DirectTurn turn, DirectText.ForCommand found, string name, CancellationToken cancel)
    {
        var may = turn.On.For(found.Spec.Allowed);
        var (project, near, alike) = turn.On.Find(may, name);
        return alike.Count > 0 ? await WhichAsync(turn, alike, found.Command is CloseProject ? "project close" : "reopen project", cancel)
            : project is not null
            ? await commands.RunAsync(turn.Request, project.Id, found.Spec, Named(found.Command, project), yes: null, cancel)
            : await SayAsync(turn, may.Count == 0 ? Refusal(found.Spec, turn.On) : TurnWording.FormatYouRunNoProjectCalledSo(Names.Shown(name), Spoken.List([.. (near.Count > 0 ? near : may.Select(turn.On.NameOf))])), cancel);
    }

    // Typed with what tells it from another one, it is the project's name all the same.
    private static Command Named(Command command, Project project) => command switch
    {
        CloseProject => new CloseProject(project.Name),
        ReopenProject => new ReopenProject(project.Name),
        _ => command,
    };

    /// <summary>Carries out a command in the one project that is meant, read again with that project's day; whoever has several is told which it was.</summary>
    private async Task<bool> InAsync(DirectTurn turn, Project project, CommandSpec spec, Command command, string text, CancellationToken cancel)
    {
        var read = turn.On.IsSeveral && Parse(turn, project, text) is ParseResult.Parsed again && again.Spec == spec ? again.Command : command;
        var taken = await commands.RunAsync(turn.Request, project.Id, spec, read, yes: null, cancel);
        if (turn.On.IsSeveral)
        {
            await MarkAsync(turn, [], cancel);
        }

        return taken;
    }

    private ParseResult Parse(DirectTurn turn, Project project, string line)
    {
        var today = new PersonProjects([.. turn.On.All.Where(p => p.Project.Id == project.Id)]).Today(time.GetUtcNow());
        return CommandParser.Parse(line, new ParseContext(turn.On.Roles, Place.Direct, today, Addressed: true, Project: project.Name));
    }

    /// <summary>Remembers that an event was taken, so that the same one again does nothing, whatever has been chosen since.</summary>
    private Task<bool> MarkAsync(DirectTurn turn, IReadOnlyList<TableWrite> writes, CancellationToken cancel) =>
        turns.CommitEffectsAsync(Keys.Person(turn.Person.Id), turn.Inbound.Key, writes, [], cancel);

    /// <summary>What to say to somebody who is on no project because they left, or were taken off; null for anybody else.</summary>
    public async Task<string?> LeftAsync(DirectTurn turn, CancellationToken cancel)
    {
        if (turn.On.All.Count > 0)
        {
            return null;
        }

        if (await choice.LeftAsync(turn.Person, cancel) is [_, ..] left)
        {
            return TurnWording.FormatYouHaveLeftSoYouAre(Spoken.List([.. left.Select(turn.On.NameOf)]));
        }

        return await choice.EverAsync(turn.Person, cancel) is [_, ..] were
            ? TurnWording.FormatYouAreNotOnAnyMore(Spoken.List([.. were.Select(turn.On.NameOf)]))
            : null;
    }

    private static string Refusal(CommandSpec spec, PersonProjects on) =>
        Permissions.Check(spec, on.Roles, Place.Direct, on.All is [var (only, _)] ? on.NameOf(only) : null) ?? TurnWording.YouAreOnNoProjectYet;

    /// <summary>The words for the team in a text that asks for that, as a command reads; null in any other.</summary>
    internal string? ForTeam(DirectTurn turn, string text)
    {
        var line = ProjectPrefix.Read(text, [.. turn.On.All.SelectMany(p => new[] { turn.On.NameOf(p.Project), p.Project.Name })])?.Line ?? text;
        return CommandParser.Parse(line, new ParseContext(turn.On.Roles, Place.Direct, turn.On.Today(time.GetUtcNow()))) is ParseResult.Parsed { Command: DialogCommand { Word: CollaboratorAction.SayToTeam, Argument: { Length: > 0 } words } } ? words : null;
    }

    private Task<bool> StepAsync(DirectTurn turn, DialogInput input, CancellationToken cancel) =>
        turns.StepAsync(turn.Person, turn.Inbound.Key, input with { From = (turn.Inbound as MessagePosted)?.MessageId }, turn.Inbound.Conversation, turn.Alongside, cancel);

    /// <summary>Answers what was no step of the dialog: what waited there is let go.</summary>
    private async Task<bool> ElseAsync(DirectTurn turn, OutboundMessage message, CancellationToken cancel)
    {
        await turns.DidElseAsync(turn.Person, turn.Inbound, asked: false, cancel);
        return await SayAsync(turn, message, cancel);
    }

    private PostMessage Post(DirectTurn turn, OutboundMessage message) => new(Ids.New(time), turn.Inbound.Conversation, message);

    private Task<bool> SayAsync(DirectTurn turn, string sentence, CancellationToken cancel) => SayAsync(turn, NoticeMessage.Of(sentence), cancel);

    private Task<bool> SayAsync(DirectTurn turn, OutboundMessage message, CancellationToken cancel) =>
        turns.CommitEffectsAsync(Keys.Person(turn.Person.Id), turn.Inbound.Key, [], [.. turn.Alongside, Post(turn, message)], cancel);
}
