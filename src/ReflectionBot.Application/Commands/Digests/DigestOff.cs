using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Stops the weekly digest.</summary>
public sealed record DigestOff : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("digest off", "Stops the weekly digest.", Roles.Facilitator, CommandGroup.Digests, new DigestOff(), ["digest stop"]) with { ListedAt = 30 },
    ];
}

/// <summary>`digest off`.</summary>
public sealed class DigestOffHandler : ICommandHandler<DigestOff>
{
    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, DigestOff command, CancellationToken cancel)
    {
        return Task.FromResult(context.Project.Digest is null
            ? context.Say("No digest is scheduled. `digest schedule Monday 09:00` starts one.")
            : new([ProjectRows.Put(context.Project with { Digest = null })], [context.Reply(NoticeMessage.Of("The weekly digest is off. `digest schedule Monday 09:00` starts it again; `digest now` still works."))]));
    }
}
