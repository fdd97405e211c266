using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Marks something agreed as done.</summary>
public sealed record FinishAgreed(string Text) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("agreed done", "agreed done \"<what>\"", () => DigestCommandWording.MarksSomethingAgreedAsDone, Roles.Facilitator | Roles.Lead, Where.Anywhere, CommandGroup.Digests,
            Takes.Something, [], ["agreed done \"share notes within two days\""]) { Read = ArgumentReaders.Texted("agreed done \"share notes within two days\"", t => new FinishAgreed(t)), ListedAt = 50 },
    ];
}

/// <summary>`agreed done "..."`.</summary>
public sealed class FinishAgreedHandler(ITableStore store) : ICommandHandler<FinishAgreed>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, FinishAgreed command, CancellationToken cancel)
    {
        var open = (await AgreementRows.ListAsync(store, context.Project.Id, cancel)).Where(a => a.DoneAt is null).ToList();
        var (found, near) = NameMatch.Find(open, a => a.Text, command.Text);
        return found is not null
            ? new([AgreementRows.Put(found with { DoneAt = context.Now })], [context.Reply(NoticeMessage.Of(DigestCommandWording.MarkedAsDone))])
            : context.DidYouMean(near, n => $"agreed done {Quotes.Around(n)}", near.Count > 0 ? DigestCommandWording.FormatWhichOne(Spoken.List([.. near.Select(n => $"\"{n}\"")])) : DigestCommandWording.NothingOpenReadsLikeThatAgreed);
    }
}
