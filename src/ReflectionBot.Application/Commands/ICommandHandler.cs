namespace ReflectionBot.Application.Commands;

/// <summary>The code of one command about a project, found by its interface where the bot is put together. Permission and project are settled before.</summary>
public interface ICommandHandler<in T>
    where T : Command
{
    /// <summary>Computes what the command writes in its project's partition and does afterwards. It may be computed again where others write meanwhile.</summary>
    Task<CommandResult> HandleAsync(CommandContext context, T command, CancellationToken cancel);
}

/// <summary>The code of a command that ends something or takes it away: it asks first, by name, and says what will happen to whom.</summary>
public interface IAsksFirst<in T> : ICommandHandler<T>
    where T : Command
{
    /// <summary>What has to be asked before the command is carried out; null where it can be carried out, or refused, at once.</summary>
    Task<AskedQuestion?> QuestionAsync(CommandContext context, T command, CancellationToken cancel);

    /// <summary>What would be asked now before a command that somebody said yes to; null for nothing.</summary>
    Task<AskedQuestion?> AgainAsync(CommandContext context, T command, CancellationToken cancel) => QuestionAsync(context, command, cancel);
}
