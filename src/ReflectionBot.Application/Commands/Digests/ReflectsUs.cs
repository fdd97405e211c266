using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Says whether the last digest reflects the team.</summary>
/// <param name="Answer">Null where they are still to be asked.</param>
public sealed record ReflectsUs(Reflects? Answer) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("reflects us", "reflects us [partly]", () => DigestCommandWording.SaysWhetherTheLastDigestReflectsUs, Roles.Collaborator, Where.DirectOnly, CommandGroup.Digests,
            Takes.Maybe, ["does this reflect us", "digest reflects us"], ["reflects us partly", "reflects us"]) { Read = Read, ListedAt = 37, ArgumentWords = new HashSet<string> { "yes", "partly", "no" } },
    ];

    private static Reading Read(string rest, LocalDate today) => TypedText.Plain(rest).TrimEnd('?', '.', ' ') switch
    {
        "" => Reading.Of(new ReflectsUs((Reflects?)null)),
        "yes" or "it does" or "y" => Reading.Of(new ReflectsUs(Reflects.Yes)),
        "partly" or "in part" or "some" or "a bit" => Reading.Of(new ReflectsUs(Reflects.Partly)),
        "no" or "not" or "it does not" or "n" or "not at all" => Reading.Of(new ReflectsUs(Reflects.No)),
        _ => Reading.Wrong(DigestCommandWording.ReflectsUsYesPartlyOrNo),
    };
}

/// <summary>`reflects us`: kept in the person's own partition, and read by nobody but the next digest, which says it of three or more.</summary>
public sealed class ReflectsUsHandler(ITableStore store) : ICommandHandler<ReflectsUs>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ReflectsUs command, CancellationToken cancel)
    {
        if ((context.Roles & (Roles.Lead | Roles.Facilitator)) != 0)
        {
            return context.Say(DigestCommandWording.LeadsAndFacilitatorsAreNotAsked);
        }

        var last = (await new DigestStore(store).ListAsync(context.Project.Id, cancel)).LastOrDefault(d => !d.Record.Unposted);
        if (last is not { Record.HasThemeContent: true } digest)
        {
            return context.Say(last is null ? DigestCommandWording.FormatNoDigestOfHasShownTopics(context.Project.Name) : DigestCommandWording.TheLastDigestShowedNoTopics);
        }

        Button Choice(string label, Reflects answer) => CommandButton.In(context.Project.Id, label, $"reflects us {answer.ToString().ToLowerInvariant()}");
        Button[] choices = [Choice(DigestCommandWording.YesItDoes, Reflects.Yes), Choice(DigestCommandWording.Partly, Reflects.Partly), Choice(DigestCommandWording.NoItDoesNot, Reflects.No)];
        var day = Spoken.FullDay(Dates.Local(digest.Record.WindowEnd, context.Zone).Date);
        return command.Answer is not { } answer
            ? new([], [context.Reply(new NoticeMessage([DigestCommandWording.FormatDoesTheDigestReflectYou(day), DigestCommandWording.FormatNobodyIsShownWhatYouAnswer(Spoken.Number(context.Project.Settings.Minimum))], choices))])
            : new([],
                [
                    context.Reply(new NoticeMessage([DigestCommandWording.ThankYouNobodyIsShownIt, DigestCommandWording.ToTellTheFacilitatorsMore], choices)),
                    new RunJob(context.NewId(), new KeepReflects(context.Project.Id, digest.Id, context.Person.Id, answer)),
                ]);
    }
}
