using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands;

/// <summary>
/// What somebody asked the bot to do, made by <see cref="CommandParser"/> only. A command says what was asked, not that it is allowed: ask
/// <see cref="Permissions"/>. Names in it are as typed; whoever carries it out finds the person or milestone. Each stands in a file of its own,
/// with what is typed for it and the code that carries it out.
/// </summary>
public abstract record Command
{
    /// <summary>It still works after its project has closed: looking, and letting people in who want to take answers back.</summary>
    internal virtual bool WorksWhenClosed => false;

    /// <summary>Whether it can be meant for a project as it is now.</summary>
    internal virtual bool Fits(Project project) => project.ClosedAt is null || WorksWhenClosed;
}

/// <summary>A command about whoever gives it, or about the chat, rather than about one project: carried out by the turn itself.</summary>
public abstract record OwnCommand : Command;

/// <summary>A command about somebody on the project. Whoever is mentioned is meant by the channel's own id.</summary>
/// <param name="Name">As typed, or a mark of <see cref="ReflectionBot.Core.Typing.MentionMarks"/>.</param>
public abstract record PersonCommand(string Name) : Command;

/// <summary>A command that is typed. <see cref="CommandTable"/> finds it by this.</summary>
public interface ITypedCommand
{
    /// <summary>What is typed for it: one entry, or several where different words lead to the same command.</summary>
    static abstract IReadOnlyList<CommandSpec> Specs { get; }
}
