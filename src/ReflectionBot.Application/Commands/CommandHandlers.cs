using System.Reflection;
using ReflectionBot.Application.Wording;

namespace ReflectionBot.Application.Commands;

/// <summary>Carries out commands about projects by the code that is there for each: see <see cref="ICommandHandler{T}"/>.</summary>
public sealed class CommandHandlers
{
    private readonly Dictionary<Type, Handler> _handlers = [];

    /// <summary>All commands of these handlers.</summary>
    /// <exception cref="ArgumentException">Two handlers are there for one command.</exception>
    public CommandHandlers(IEnumerable<object> handlers)
    {
        foreach (var (handler, command) in handlers.SelectMany(h => Commands(h.GetType()).Select(c => (h, c))))
        {
            _handlers.Add(command, (Handler)Activator.CreateInstance(typeof(Handler<>).MakeGenericType(command), handler)!);
        }
    }

    /// <summary>The types of an assembly that handle commands.</summary>
    public static IEnumerable<Type> Find(Assembly assembly) => assembly.GetTypes().Where(t => t.IsClass && !t.IsAbstract && Commands(t).Any());

    /// <summary>Whether a command may have to be asked about before it is carried out.</summary>
    public bool AsksFirst(Command command) => _handlers.GetValueOrDefault(command.GetType())?.AsksFirst == true;

    /// <summary>What has to be asked before a command is carried out; null where it can be carried out, or refused, at once.</summary>
    public Task<AskedQuestion?> QuestionAsync(CommandContext context, Command command, CancellationToken cancel) =>
        _handlers.GetValueOrDefault(command.GetType())?.QuestionAsync(context, command, cancel) ?? Task.FromResult<AskedQuestion?>(null);

    /// <summary>What would be asked now before a command that somebody said yes to; null for nothing.</summary>
    public Task<AskedQuestion?> AgainAsync(CommandContext context, Command command, CancellationToken cancel) =>
        _handlers.GetValueOrDefault(command.GetType())?.AgainAsync(context, command, cancel) ?? Task.FromResult<AskedQuestion?>(null);

    /// <summary>Carries a command out, after a yes where one is needed. A button can bring any text that parses, so what no code is there for is answered.</summary>
    public Task<CommandResult> HandleAsync(CommandContext context, Command command, CancellationToken cancel) =>
        _handlers.GetValueOrDefault(command.GetType())?.HandleAsync(context, command, cancel) ?? Task.FromResult(context.Say(CommandWording.ThatDoesNotWorkHereHelp));

    private static IEnumerable<Type> Commands(Type type) =>
        type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommandHandler<>)).Select(i => i.GenericTypeArguments[0]);

    private abstract class Handler
    {
        public abstract bool AsksFirst { get; }

        public abstract Task<CommandResult> HandleAsync(CommandContext context, Command command, CancellationToken cancel);

        public abstract Task<AskedQuestion?> QuestionAsync(CommandContext context, Command command, CancellationToken cancel);

        public abstract Task<AskedQuestion?> AgainAsync(CommandContext context, Command command, CancellationToken cancel);
    }

    private sealed class Handler<T>(ICommandHandler<T> handler) : Handler
        where T : Command
    {
        private static readonly Task<AskedQuestion?> Nothing = Task.FromResult<AskedQuestion?>(null);

        public override bool AsksFirst => handler is IAsksFirst<T>;

        public override Task<CommandResult> HandleAsync(CommandContext context, Command command, CancellationToken cancel) => handler.HandleAsync(context, (T)command, cancel);

        public override Task<AskedQuestion?> QuestionAsync(CommandContext context, Command command, CancellationToken cancel) =>
            handler is IAsksFirst<T> asks ? asks.QuestionAsync(context, (T)command, cancel) : Nothing;

        public override Task<AskedQuestion?> AgainAsync(CommandContext context, Command command, CancellationToken cancel) =>
            handler is IAsksFirst<T> asks ? asks.AgainAsync(context, (T)command, cancel) : Nothing;
    }
}
