using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Records what the team agreed.</summary>
public sealed record RecordAgreed(string Text) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("agreed", "agreed \"<what>\"", () => DigestCommandWording.RecordsWhatTheTeamAgreed, Roles.Facilitator | Roles.Lead, Where.Anywhere, CommandGroup.Digests,
            Takes.Something, [], ["agreed \"share notes within two days\""]) { Read = (rest, today) => rest.Length == 0 ? Reading.Wrong(DigestCommandWording.WhatWillYouDoWriteAgreed) : Texted(rest, today), ListedAt = 40 },
    ];

    private static Reading Texted(string rest, LocalDate today) => ArgumentReaders.Texted("agreed \"share notes within two days\"", t => new RecordAgreed(t))(rest, today);
}

/// <summary>`agreed "..."`.</summary>
public sealed class RecordAgreedHandler(ITableStore store) : ICommandHandler<RecordAgreed>
{
    private const int LongestAgreement = 300;

    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, RecordAgreed command, CancellationToken cancel)
    {
        if (command.Text.Length > LongestAgreement)
        {
            return context.Say(DigestCommandWording.FormatPleasePutItInUpTo(LongestAgreement));
        }

        var open = (await AgreementRows.ListAsync(store, context.Project.Id, cancel)).Where(a => a.DoneAt is null);
        return open.Any(a => NameMatch.Same(a.Text.TrimEnd('.'), command.Text.TrimEnd('.')))
            ? context.Say(DigestCommandWording.ThatIsRecordedAlreadyAgreedList)
            : new([AgreementRows.Put(new(command.Text, context.Now, context.NewId()))], [context.Reply(NoticeMessage.Of(DigestCommandWording.RecordedDigestsNameItUntilAgreed))]);
    }
}
