using ReflectionBot.Application.Commands.Grammar;
using NodaTime;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands;

/// <summary>Where a command works.</summary>
public enum Where
{
    /// <summary>In the channel and in a direct chat.</summary>
    Anywhere,

    /// <summary>In a person's own chat with the bot only.</summary>
    DirectOnly,

    /// <summary>In the project's channel only.</summary>
    ChannelOnly,
}

/// <summary>Where somebody is writing.</summary>
public enum Place
{
    /// <summary>Their own chat with the bot.</summary>
    Direct,

    /// <summary>A channel several people read.</summary>
    Channel,
}

/// <summary>Whether something follows a command's name.</summary>
public enum Takes
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Something may.</summary>
    Maybe,

    /// <summary>Something must.</summary>
    Something,
}

/// <summary>What a command belongs to, in the order help shows it.</summary>
public enum CommandGroup
{
    /// <summary>Setting a project up.</summary>
    Project,

    /// <summary>People.</summary>
    People,

    /// <summary>Milestones.</summary>
    Milestones,

    /// <summary>Rounds.</summary>
    Rounds,

    /// <summary>Digests and what was agreed.</summary>
    Digests,

    /// <summary>Answering questions.</summary>
    Answering,

    /// <summary>What becomes of an answer.</summary>
    Choices,

    /// <summary>Help, and what is there for everybody.</summary>
    Always,
}

/// <summary>One command: everything the parser, the permissions, the help and the documents say about it.</summary>
/// <param name="Name">What is typed, e.g. <c>milestone add</c>.</param>
/// <param name="Usage">The whole form: <c>&lt;...&gt;</c> must be filled in, <c>[...]</c> may be left out.</param>
/// <param name="Help">One plain sentence, in the language of whoever reads it.</param>
/// <param name="Allowed">Any of these roles may; <see cref="Roles.None"/> for everybody, known or not.</param>
/// <param name="Where">Where it works.</param>
/// <param name="Group">Where help lists it.</param>
/// <param name="Takes">Whether something follows the name.</param>
/// <param name="Aliases">Other ways to type the name.</param>
/// <param name="Examples">Each one parses to this command; the first is shown.</param>
public sealed record CommandSpec(
    string Name, string Usage, Func<string> Help, Roles Allowed, Where Where, CommandGroup Group, Takes Takes, IReadOnlyList<string> Aliases, IReadOnlyList<string> Examples)
{
    /// <summary>Somebody not known on the project, too.</summary>
    internal const Roles Anybody = Roles.None;

    /// <summary>Everybody on the project.</summary>
    internal const Roles Members = Roles.Collaborator | Roles.Facilitator | Roles.Lead;

    /// <summary>Its place among those of its group.</summary>
    public int ListedAt { get; init; }

    /// <summary>The dialog word, for the commands of a person's own chat.</summary>
    public CollaboratorAction? Word { get; init; }

    /// <summary>
    /// It ends, removes or takes something away: somebody whose fingers slipped is never asked whether they meant it, nor is it named to
    /// anybody who has not typed it.
    /// </summary>
    public bool Destructive { get; init; }

    /// <summary>The words of which what follows the name is made, where there are only so many; as <see cref="TypedText.Plain"/> leaves them.</summary>
    internal IReadOnlySet<string> ArgumentWords { get; init; } = new HashSet<string>();

    /// <summary>Reads what follows the name.</summary>
    internal Func<string, LocalDate, Reading> Read { get; init; } = (_, _) => Reading.Wrong("");

    /// <summary>A command that nothing follows.</summary>
    internal static CommandSpec Alone(string name, Func<string> help, Roles allowed, CommandGroup group, Command command, string[]? aliases = null, Where where = Where.Anywhere) =>
        new(name, name, help, allowed, where, group, Takes.Nothing, aliases ?? [], [name]) { Read = ArgumentReaders.Alone(name, command) };

    /// <summary>A command that a name follows.</summary>
    internal static CommandSpec Named(string name, string usage, Func<string> help, Roles allowed, CommandGroup group, string example, Func<string, Command> make, string[]? aliases = null, Where where = Where.Anywhere) =>
        new(name, usage, help, allowed, where, group, Takes.Something, aliases ?? [], [example]) { Read = ArgumentReaders.Named(example, make) };
}

/// <summary>What became of the text after a command's name: a command, or a sentence that says what to type.</summary>
/// <param name="Command">Null for a mistake.</param>
/// <param name="Mistake">Null for a command.</param>
/// <param name="Bare">Free text came without quotes, or a word that has other uses too, so it may be ordinary talk.</param>
internal readonly record struct Reading(Command? Command, string? Mistake, bool Bare)
{
    /// <summary>Whether it is a command depends on names that only the dialog knows.</summary>
    internal bool Doubtful { get; init; }

    internal static Reading Of(Command command, bool bare = false) => new(command, null, bare);

    internal static Reading Wrong(string sentence) => new(null, sentence, false);
}
