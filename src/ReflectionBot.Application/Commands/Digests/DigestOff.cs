using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Stops the weekly digest.</summary>
public sealed record DigestOff : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("digest off", () => DigestCommandWording.StopsTheWeeklyDigest, Roles.Facilitator, CommandGroup.Digests, new DigestOff(), ["digest stop"]) with { ListedAt = 30 },
    ];
}

/// <summary>`digest off`.</summary>
public sealed class DigestOffHandler : ICommandHandler<DigestOff>
{
    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, DigestOff command, CancellationToken cancel)
    {
        return Task.FromResult(context.Project.Digest is null
            ? context.Say(DigestCommandWording.NoDigestIsScheduledDigestSchedule)
            : new([ProjectRows.Put(context.Project with { Digest = null })], [context.Reply(NoticeMessage.Of(DigestCommandWording.TheWeeklyDigestIsOffDigest))]));
    }
}
