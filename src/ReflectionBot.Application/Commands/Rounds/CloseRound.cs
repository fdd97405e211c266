using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Rounds;

/// <summary>Closes the open round.</summary>
public sealed record CloseRound : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("close", () => RoundCommandWording.ClosesTheRoundEarlyAfterAsking, Roles.Facilitator, CommandGroup.Rounds, new CloseRound(), ["close early", "close round", "close the round"]) with { Destructive = true, ListedAt = 50 },
    ];
}

/// <summary>
/// `close`. People were told until when a round is open, and that is theirs to count on (trust rule 15): closing early asks first. Where somebody
/// has begun and not handed in, it closes at the end of the next working day, so that they can; else now. Everyone is told.
/// </summary>
public sealed class CloseRoundHandler(ProjectStore projects, RoundPeople people) : IAsksFirst<CloseRound>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, CloseRound command, CancellationToken cancel)
    {
        if (await projects.OpenRoundAsync(context, cancel) is not { } round)
        {
            return context.Say(RoundChange.NoOpenRound);
        }

        if (await DraftsAsync(context, round, cancel) == 0)
        {
            var closed = round with { ClosedAt = context.Now, AgainAs = null, Version = round.Version + 1 };
            return RoundChange.Told(context, closed, new NoticeMessage([RoundCommandWording.FormatTheRoundOnIsClosedI(round.Name)], [CommandButton.In(context.Project.Id, RoundCommandWording.OpenItAgain, "reopen")]));
        }

        var (told, at) = (Spoken.Day(round.ToldUntil ?? round.ClosesAt, context.Zone), Notice(context));
        if (at >= round.ClosesAt)
        {
            var back = round.ToldUntil is null ? "" : RoundCommandWording.FormatReopenKeepsItOpenUntil(told);
            return context.SayPrivately(NoticeMessage.Of(RoundCommandWording.FormatTheRoundOnClosesOnAnd(round.Name, Spoken.DayAndTime(round.ClosesAt, context.Zone), back)));
        }

        var sooner = round with { ToldUntil = round.ToldUntil ?? round.ClosesAt, ClosesAt = at, AgainAs = null, Version = round.Version + 1 };
        return RoundChange.Told(context, sooner, new NoticeMessage(
            [RoundCommandWording.FormatTheRoundOnClosesOnI(round.Name, Spoken.DayAndTime(at, context.Zone), told)], [CommandButton.In(context.Project.Id, RoundCommandWording.KeepItOpen, "reopen")]));
    }

    /// <inheritdoc/>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, CloseRound command, CancellationToken cancel)
    {
        if (await projects.OpenRoundAsync(context, cancel) is not { } round)
        {
            return null;
        }

        var (told, at) = (Spoken.Day(round.ToldUntil ?? round.ClosesAt, context.Zone), Notice(context));
        var drafts = await DraftsAsync(context, round, cancel);
        if (drafts == 0)
        {
            return new(
                [
                    RoundCommandWording.FormatCloseTheRoundOnNowPeople(round.Name, told),
                    RoundCommandWording.NobodyHasBegunWithoutHandingIn,
                ],
                RoundCommandWording.YesCloseItNow, "close") { About = [round.Id, told, "now"] };
        }

        return at >= round.ClosesAt ? null : new(
            [
                RoundCommandWording.FormatCloseTheRoundOnEarlyPeople(round.Name, told),
                Plurals.Of(RoundCommandWording.ResourceManager, "BegunNotHandedIn", drafts, ("dayAndTime", Spoken.DayAndTime(at, context.Zone))),
                RoundCommandWording.FormatUntilThenReopenKeepsItOpen(told),
            ],
            RoundCommandWording.FormatYesCloseItOn(Spoken.ShortDay(at, context.Zone)), "close") { About = [round.Id, told, Spoken.DayAndTime(at, context.Zone)] };
    }

    private static DateTimeOffset Notice(CommandContext context) => RoundCalendar.ClosingOn(context.Project, context.Today.PlusDays(1));

    /// <summary>How many have begun and not handed in, and still can.</summary>
    private async Task<int> DraftsAsync(CommandContext context, Round round, CancellationToken cancel)
    {
        var members = (await projects.MembersAsync(context.Project.Id, cancel)).Where(m => m.Roles.HasFlag(Roles.Collaborator)).Select(m => m.Person).ToHashSet(StringComparer.Ordinal);
        return (await people.Roster.ListAsync(round.Id, cancel)).Count(e => e.State == RosterState.Started && members.Contains(e.Person));
    }
}
