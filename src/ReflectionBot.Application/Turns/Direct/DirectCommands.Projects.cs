using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Turns.Direct;

/// <content>Which project is meant: asking, choosing, changing to another one, and coming back to one.</content>
public sealed partial class DirectCommands
{
    private const int MostButtons = 10;

    /// <summary>A project was picked by its button: it is remembered, and the command that waited for it is carried out.</summary>
    public async Task<bool> ChooseAsync(DirectTurn turn, string item, CancellationToken cancel)
    {
        var (id, line) = CommandButton.Read(item);
        return turn.On.All.FirstOrDefault(p => p.Project.Id == id).Project is { } project
            ? await PickAsync(turn, project, line, cancel)
            : await SayAsync(turn, TurnWording.YouAreNotOnThatProject, cancel);
    }

    /// <summary>`switch`: shows somebody's projects, or changes to another one.</summary>
    public async Task<bool> SwitchAsync(DirectTurn turn, Typed typed, bool answering, CancellationToken cancel)
    {
        if (typed.Argument is not { } name)
        {
            return await ListAsync(turn, null, cancel);
        }

        var (found, near, alike) = turn.On.Find([.. turn.On.All.Select(p => p.Project)], name);
        IReadOnlyList<Project> meant = found is not null ? [found] : alike.Count > 0 ? alike : await choice.WithRoundAsync(turn.On, name, cancel);
        if (meant.Count > 0)
        {
            return meant is [var project] ? await SwitchToAsync(turn, project, cancel) : await WhichAsync(turn, meant, "", cancel);
        }

        if (answering && typed.Message is not null)
        {
            return await turns.StepAsync(turn.Person, turn.Inbound.Key, typed, turn.Inbound.Conversation, turn.Alongside, cancel); // An answer that begins like a word.
        }

        return await ListAsync(turn, near is [var only] ? TurnWording.FormatYouAreOnNoProjectCalledDid(Names.Shown(name), only) : TurnWording.FormatYouAreOnNoProjectCalled2(Names.Shown(name)), cancel);
    }

    /// <summary>Who left by their own choice is asked again by their own word.</summary>
    public async Task<bool> ComeBackAsync(DirectTurn turn, string? name, CancellationToken cancel)
    {
        var left = await choice.LeftAsync(turn.Person, cancel);
        var meant = name is not null ? turn.On.Find(left, name).Found : left is [var only] ? only : null;
        if (meant is null)
        {
            return await SayAsync(turn, left.Count == 0
                ? NoticeMessage.Of(TurnWording.YouHaveNotLeftAProject)
                : new NoticeMessage([TurnWording.WhichProjectDoYouWantTo], [.. left.Take(MostButtons).Select(p => CommandButton.Typing(turn.On.NameOf(p), $"come back {Quotes.Around(turn.On.NameOf(p))}"))]), cancel);
        }

        var asked = await commands.ComeBackAsync(turn.Request, meant.Id, cancel);
        return await StepAsync(turn with { Alongside = [.. turn.Alongside, .. asked] }, new CameBack(meant.Id, turn.On.NameOf(meant)), cancel);
    }

    private async Task<bool> PickAsync(DirectTurn turn, Project project, string line, CancellationToken cancel)
    {
        if (line.Length == 0)
        {
            return await SwitchToAsync(turn, project, cancel);
        }

        var parsed = Parse(turn, project, line) as ParseResult.Parsed;
        if (parsed?.Command is DialogCommand word)
        {
            await turns.StepAsync(turn.Person, $"{turn.Inbound.Key}:to", new WentTo(project.Id, turn.On.NameOf(project), Quietly: true), turn.Inbound.Conversation, [], cancel);
            return await turns.StepAsync(turn.Person, turn.Inbound.Key, new Typed(word.Word, word.Argument), turn.Inbound.Conversation, turn.Alongside, [Waiting.Over], cancel);
        }

        if (parsed is null or { Command: OwnCommand })
        {
            return await SayAsync(turn, TurnWording.ThatDoesNotFitAnyMore, cancel);
        }

        var taken = await commands.RunAsync(turn.Request, project.Id, parsed.Spec, parsed.Command, yes: null, cancel);
        await turns.StepAsync(turn.Person, turn.Inbound.Key, new WentTo(project.Id, turn.On.NameOf(project), Quietly: true), turn.Inbound.Conversation, [], cancel);
        await commands.AnsweredAsync(turn.Person, turn.On.Waiting, null, null, cancel);
        return taken;
    }

    /// <summary>From now on what they say is about this project; where questions are open there, on with them.</summary>
    private Task<bool> SwitchToAsync(DirectTurn turn, Project project, CancellationToken cancel) =>
        turns.StepAsync(turn.Person, turn.Inbound.Key, new WentTo(project.Id, turn.On.NameOf(project)), turn.Inbound.Conversation, turn.Alongside, [Waiting.Over], cancel);

    private Task<bool> ListAsync(DirectTurn turn, string? first, CancellationToken cancel)
    {
        if (turn.On.All.Count == 0)
        {
            return SayAsync(turn, TurnWording.YouAreOnNoProjectYet2, cancel);
        }

        var lines = turn.On.All.Select(p => (p.Project.ClosedAt is null ? (p.Project.Id == turn.On.Chosen ? TurnWording.FormatYouAreHere(turn.On.NameOf(p.Project), PeopleWords.OfRoles(p.Member.Roles)) : $"{turn.On.NameOf(p.Project)}: {PeopleWords.OfRoles(p.Member.Roles)}") : p.Project.Id == turn.On.Chosen ? TurnWording.FormatClosedYouAreHere(turn.On.NameOf(p.Project), PeopleWords.OfRoles(p.Member.Roles)) : TurnWording.FormatClosed(turn.On.NameOf(p.Project), PeopleWords.OfRoles(p.Member.Roles))));
        string[] then = turn.On.IsSeveral ? [TurnWording.ChooseOneOrTypeItsName] : [];
        var message = new NoticeMessage([.. first is null ? [] : new[] { first }, .. lines, .. then], turn.On.IsSeveral ? Pick(turn, turn.On.All.Select(p => p.Project), "") : [], TurnWording.YourProjects);
        TableWrite[] writes = turn.On.IsSeveral ? [new Waiting("", time.GetUtcNow() + Waiting.Lasts).Put()] : [];
        return turns.CommitEffectsAsync(Keys.Person(turn.Person.Id), turn.Inbound.Key, writes, [.. turn.Alongside, Post(turn, message)], cancel);
    }

    private Task<bool> WhichAsync(DirectTurn turn, IReadOnlyList<Project> projects, string text, CancellationToken cancel)
    {
        var message = new NoticeMessage([text.Length == 0 ? TurnWording.WhichProject : TurnWording.WhichProjectIStayWithThe], Pick(turn, projects, text));
        return turns.CommitEffectsAsync(Keys.Person(turn.Person.Id), turn.Inbound.Key, [new Waiting(text, time.GetUtcNow() + Waiting.Lasts).Put()], [.. turn.Alongside, Post(turn, message)], cancel);
    }

    private static IReadOnlyList<Button> Pick(DirectTurn turn, IEnumerable<Project> projects, string text) =>
        [.. projects.Take(MostButtons).Select(p => new Button(turn.On.NameOf(p), new ButtonAction(CommandButton.Choose, Item: text.Length == 0 ? p.Id : $"{p.Id} {text}")))];
}
