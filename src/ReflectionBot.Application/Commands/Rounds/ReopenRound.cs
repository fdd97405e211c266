using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Rounds;

/// <summary>Opens the last closed round again.</summary>
public sealed record ReopenRound : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("reopen", () => RoundCommandWording.OpensTheLastRoundAgainOr, Roles.Facilitator, CommandGroup.Rounds, new ReopenRound(), ["reopen round", "reopen the round"]) with { ListedAt = 60 },
    ];
}

/// <summary>`reopen`: opens the last round again, for its project's days from now where its time has passed; or keeps one open that was to close early.</summary>
public sealed class ReopenRoundHandler(ProjectStore projects) : ICommandHandler<ReopenRound>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ReopenRound command, CancellationToken cancel)
    {
        var rounds = await projects.RoundsAsync(context.Project.Id, cancel);
        if (rounds.Count == 0 || (rounds[^1].IsOpenAt(context.Now) && rounds[^1].ToldUntil is null))
        {
            return context.Say(rounds.Count == 0 ? RoundChange.NoOpenRound : RoundCommandWording.FormatTheRoundOnIsOpenAlready(rounds[^1].Name));
        }

        if (RoundChange.Ending(context) is { } ending)
        {
            return context.Say(ending);
        }

        var last = rounds[^1];
        var was = last.ToldUntil ?? last.ClosesAt;
        var closes = was > context.Now ? was : RoundCalendar.Closing(context.Project, context.Now);
        if (was <= context.Now && KeepingLimit.AtOpening(context.Project, context.Now) is { } late)
        {
            return context.Say(late);
        }

        var isOpen = last.IsOpenAt(context.Now);
        var stays = isOpen ? RoundCommandWording.FormatStaysOpenUntil(Spoken.DayAndTime(closes, context.Zone)) : RoundCommandWording.FormatIsOpenAgainUntil(Spoken.DayAndTime(closes, context.Zone));
        var moved = RoundCalendar.Moved(context.Project, last with { ClosesAt = was }, closes, last.ClosedAt ?? last.ClosesAt) with { ClosedAt = null, ToldUntil = null, AgainAs = last.Version + 1, HadClosed = !isOpen, ClosedAsTold = !isOpen && last is { ClosedAt: null, ToldUntil: null }, Version = last.Version + 1 };
        return RoundChange.Told(context, moved, NoticeMessage.Of(isOpen ? RoundCommandWording.FormatTheRoundOnITellThose(last.Name, stays, RoundChange.Reminders(context, moved)) : RoundCommandWording.FormatTheRoundOnITellThoseWho(last.Name, stays, RoundChange.Reminders(context, moved))));
    }
}
