using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
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
        CommandSpec.Alone("close", "Closes the round early, after asking you: at once, or with a working day's notice where somebody has begun and not handed in.", Roles.Facilitator, CommandGroup.Rounds, new CloseRound(), ["close early", "close round", "close the round"]) with { Destructive = true, ListedAt = 50 },
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
            return RoundChange.Told(context, closed, new NoticeMessage([$"The round on {round.Name} is closed. I tell those who were told another day, in their own hours. `reopen` opens it again."], [CommandButton.In(context.Project.Id, "Open it again", "reopen")]));
        }

        var (told, at) = (English.Day(round.ToldUntil ?? round.ClosesAt, context.Zone), Notice(context));
        if (at >= round.ClosesAt)
        {
            var back = round.ToldUntil is null ? "" : $" `reopen` keeps it open until {told}.";
            return context.SayPrivately(NoticeMessage.Of($"The round on {round.Name} closes on {English.DayAndTime(round.ClosesAt, context.Zone)}, and somebody has begun and not handed in: they count on that day. Once everyone has handed in, `close` ends it at once.{back}"));
        }

        var sooner = round with { ToldUntil = round.ToldUntil ?? round.ClosesAt, ClosesAt = at, AgainAs = null, Version = round.Version + 1 };
        return RoundChange.Told(context, sooner, new NoticeMessage(
            [$"The round on {round.Name} closes on {English.DayAndTime(at, context.Zone)}. I tell everyone on it the new day, in their own hours. `reopen` keeps it open until {told}."], [CommandButton.In(context.Project.Id, "Keep it open", "reopen")]));
    }

    /// <inheritdoc/>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, CloseRound command, CancellationToken cancel)
    {
        if (await projects.OpenRoundAsync(context, cancel) is not { } round)
        {
            return null;
        }

        var (told, at) = (English.Day(round.ToldUntil ?? round.ClosesAt, context.Zone), Notice(context));
        var drafts = await DraftsAsync(context, round, cancel);
        if (drafts == 0)
        {
            return new(
                [
                    $"Close the round on {round.Name} now? People were told that it is open until {told}.",
                    $"Nobody has begun without handing in. Whoever has not begun can write nothing there any more, and what was handed in can still be taken back, not changed. I tell them, in their own hours. `reopen` opens it again.",
                ],
                "Yes, close it now", "close") { About = [round.Id, told, "now"] };
        }

        return at >= round.ClosesAt ? null : new(
            [
                $"Close the round on {round.Name} early? People were told that it is open until {told}.",
                $"{English.People(drafts)} {(drafts == 1 ? "has" : "have")} begun and not handed in. So that they can, it closes on {English.DayAndTime(at, context.Zone)}. I tell everyone on it the new day, in their own hours, and whoever has begun can send in what they have. What is not sent in by then stays its author's and is counted nowhere.",
                $"Until then `reopen` keeps it open until {told}.",
            ],
            $"Yes, close it on {English.ShortDay(at, context.Zone)}", "close") { About = [round.Id, told, English.DayAndTime(at, context.Zone)] };
    }

    private static DateTimeOffset Notice(CommandContext context) => RoundCalendar.ClosingOn(context.Project, context.Today.PlusDays(1));

    /// <summary>How many have begun and not handed in, and still can.</summary>
    private async Task<int> DraftsAsync(CommandContext context, Round round, CancellationToken cancel)
    {
        var members = (await projects.MembersAsync(context.Project.Id, cancel)).Where(m => m.Roles.HasFlag(Roles.Collaborator)).Select(m => m.Person).ToHashSet(StringComparer.Ordinal);
        return (await people.Roster.ListAsync(round.Id, cancel)).Count(e => e.State == RosterState.Started && members.Contains(e.Person));
    }
}
