using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Lists what was agreed and is still open.</summary>
public sealed record ListAgreed : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("agreed list", () => DigestCommandWording.ListsWhatWasAgreedAndIs, CommandSpec.Members, CommandGroup.Digests, new ListAgreed(), ["list agreed"]) with { ListedAt = 60 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;
}

/// <summary>`agreed list`.</summary>
public sealed class ListAgreedHandler(ITableStore store) : ICommandHandler<ListAgreed>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ListAgreed command, CancellationToken cancel)
    {
        var open = (await AgreementRows.ListAsync(store, context.Project.Id, cancel)).Where(a => a.DoneAt is null).Select(a => a.Text).ToList();
        return open.Count == 0
            ? context.Say(DigestCommandWording.NothingIsOpenAfterADigest)
            : new([], [context.Reply(new NoticeMessage([.. open], [], DigestCommandWording.AgreedAndStillOpen))]);
    }
}
