using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Rounds;

/// <summary>Moves the open round's closing date to this day.</summary>
public sealed record ExtendTo(LocalDate Date) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("extend", "extend to <date> | extend by <n> days", () => RoundCommandWording.MovesTheDayTheRoundCloses, Roles.Facilitator, Where.Anywhere, CommandGroup.Rounds,
            Takes.Something, [], ["extend to 14 December", "extend by 3 days", "extend 3 days"]) { Read = Read, ListedAt = 40 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        var words = TypedText.KeyOfAll(Quotes.Whole(rest).Text);
        if (words.Length == 0)
        {
            return Reading.Wrong(RoundCommandWording.UntilWhenForExampleExtendTo);
        }

        var span = ArgumentReaders.WithoutLead(words, "by", "for");
        if (span.All(char.IsAsciiDigit))
        {
            return Reading.Wrong(RoundCommandWording.IsThatANumberOfDays);
        }

        if (DayCount.Parse(span) is { } days)
        {
            return days is >= 1 and <= ArgumentReaders.MaxExtension ? Reading.Of(new ExtendBy(days)) : Reading.Wrong(RoundCommandWording.FormatARoundCanBeExtendedBy(ArgumentReaders.MaxExtension));
        }

        return ArgumentReaders.On(ArgumentReaders.WithoutLead(words, "to", "until", "till"), today, "to", date => new ExtendTo(date));
    }
}

/// <summary>Moves the open round's closing date by days, 1 to <see cref="ArgumentReaders.MaxExtension"/>.</summary>
public sealed record ExtendBy(int Days) : Command;

/// <summary>`extend`: moves the closing of the open round, and with it the reminders that are still to come.</summary>
public sealed class ExtendHandler(ProjectStore projects) : ICommandHandler<ExtendTo>, ICommandHandler<ExtendBy>
{
    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, ExtendTo command, CancellationToken cancel) => ExtendAsync(context, command.Date, 0, cancel);

    /// <inheritdoc/>
    public Task<CommandResult> HandleAsync(CommandContext context, ExtendBy command, CancellationToken cancel) => ExtendAsync(context, null, command.Days, cancel);

    private async Task<CommandResult> ExtendAsync(CommandContext context, LocalDate? to, int days, CancellationToken cancel)
    {
        if (await projects.OpenRoundAsync(context, cancel) is not { } round)
        {
            return context.Say(RoundChange.NoOpenRound);
        }

        if (RoundChange.Ending(context) is { } ending)
        {
            return context.Say(ending);
        }

        var day = to ?? Dates.Local(round.ClosesAt, context.Zone).Date.PlusDays(days);
        var closes = RoundCalendar.ClosingOn(context.Project, day);
        if (closes <= round.ClosesAt)
        {
            return context.Say(RoundCommandWording.FormatTheRoundIsOpenUntilAlready(Spoken.Day(round.ClosesAt, context.Zone)));
        }

        if (KeepingLimit.AtExtending(context.Project, round, closes) is { } late)
        {
            return context.Say(late);
        }

        var told = round.ToldUntil is not null;
        var moved = RoundCalendar.Moved(context.Project, round with { ClosesAt = round.ToldUntil ?? round.ClosesAt }, closes, context.Now) with { Version = round.Version + 1 };
        moved = told ? moved with { ToldUntil = null, AgainAs = moved.Version, HadClosed = false } : moved;
        var result = RoundChange.Changed(context, moved, NoticeMessage.Of(RoundCommandWording.FormatTheRoundOnIsNowOpen(round.Name, Spoken.DayAndTime(closes, context.Zone), RoundChange.Reminders(context, moved), told ? RoundCommandWording.ITellThoseWhoWereTold : "")));
        Job next = told ? new TellMoved(context.Project.Id, moved.Id, moved.Version) : new OfferLastCall(context.Project.Id, moved.Id, moved.Version);
        return result with { Effects = [.. result.Effects, new RunJob(context.NewId(), next)] };
    }
}
