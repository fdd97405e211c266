using ReflectionBot.Application.Commands.Handlers;
using ReflectionBot.Application.Commands.Handlers.People;

namespace ReflectionBot.Application.Commands;

/// <summary>The commands that end or take something away, and those that undo it: they ask first, by name, and say what will happen to whom.</summary>
public sealed class AskedFirst
{
    private readonly ProjectClosing _closing;
    private readonly PersonRemoval _removal;
    private readonly HandingOver _handing;
    private readonly PeopleCommands _people;
    private readonly RoundClosing _rounds;
    private readonly CommandDesk _desk;

    /// <summary>Over these handlers; every other command goes to the desk.</summary>
    public AskedFirst(ProjectClosing closing, PersonRemoval removal, HandingOver handing, PeopleCommands people, RoundClosing rounds, CommandDesk desk)
    {
        _desk = desk;
        _rounds = rounds;
        _closing = closing;
        _removal = removal;
        _handing = handing;
        _people = people;
    }

    /// <summary>Whether a command belongs here rather than to the desk.</summary>
    public static bool Takes(Command command) => command is CloseProject or ReopenProject or CloseRound or ReopenRound or RemovePerson or RestorePerson or ChangeRole or HandOver or TakeOver;

    /// <summary>What has to be asked before a command is carried out; null where it can be carried out, or refused, at once.</summary>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, Command command, CancellationToken cancel) => command switch
    {
        CloseProject c => await _closing.QuestionAsync(context, c, cancel),
        CloseRound => await _rounds.QuestionAsync(context, cancel),
        RemovePerson c => await _removal.QuestionAsync(context, c, cancel),
        ChangeRole c => await _removal.QuestionAsync(context, c, cancel),
        RestorePerson c => await _removal.QuestionAsync(context, c, cancel),
        HandOver c => await _handing.QuestionAsync(context, c, cancel),
        _ => null,
    };

    /// <summary>What would be asked now before a command that somebody said yes to; null for nothing. To close a project, the yes types its name.</summary>
    public Task<AskedQuestion?> AgainAsync(CommandContext context, Command command, CancellationToken cancel) =>
        QuestionAsync(context, command is CloseProject ? new CloseProject(null) : command, cancel);

    /// <summary>Carries a command out, after a yes where one is needed.</summary>
    public async Task<CommandResult> HandleAsync(CommandContext context, Command command, CancellationToken cancel) => command switch
    {
        CloseProject c => ProjectClosing.Close(context, c.Name),
        ReopenProject c => ProjectClosing.Reopen(context, c.Name),
        CloseRound => await _rounds.CloseAsync(context, cancel),
        ReopenRound => await _rounds.ReopenAsync(context, cancel),
        RemovePerson c => await _people.RemoveAsync(context, c.Name, cancel),
        RestorePerson c => await _removal.RestoreAsync(context, c.Name, cancel),
        ChangeRole c => await _people.ChangeRoleAsync(context, c.Name, c.Roles, cancel),
        HandOver c => await _handing.HandOverAsync(context, c, cancel),
        TakeOver c => await _handing.AnswerAsync(context, c.Yes, cancel),
        _ => await _desk.HandleAsync(context, command, cancel),
    };

    /// <summary>What is typed about the project itself; also where a settings form comes back.</summary>
    internal ProjectCommands Project => _desk.Project;

    /// <summary>Whether somebody has been asked to take a project over.</summary>
    internal Task<bool> IsAskedToTakeOverAsync(string project, string person, CancellationToken cancel) => _handing.IsAskedAsync(project, person, cancel);
}
