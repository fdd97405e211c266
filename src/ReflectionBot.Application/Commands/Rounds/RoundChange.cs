using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Rounds;

/// <summary>What hangs on a round that opens, closes or moves.</summary>
internal static class RoundChange
{
    /// <summary>What to say where something needs an open round.</summary>
    public static string NoOpenRound => RoundCommandWording.NoRoundIsOpenStartMilestone;

    /// <summary>Why no round can be open for longer while its project is to close; null where it is not.</summary>
    public static string? Ending(CommandContext context) => context.Project.ClosesAt is { } at
        ? RoundCommandWording.FormatClosesOnAndItsRoundsWith(context.Project.Name, Spoken.DayAndTime(at, context.Zone)) : null;

    /// <summary>The round that is open, or null.</summary>
    public static async Task<Round?> OpenRoundAsync(this ProjectStore projects, CommandContext context, CancellationToken cancel) =>
        (await projects.RoundsAsync(context.Project.Id, cancel)).LastOrDefault(r => r.IsOpenAt(context.Now));

    /// <summary>What a round's change does: its row, the answer, and what hangs on its closing.</summary>
    public static CommandResult Changed(CommandContext context, Round round, NoticeMessage answer) => new(
        [ProjectRows.Put(round)],
        [context.Reply(answer), new RunJob(context.NewId(), new EndRound(context.Project.Id, round.Id, round.Version))]);

    /// <summary>As <see cref="Changed"/>, and everyone on the round is told.</summary>
    public static CommandResult Told(CommandContext context, Round round, NoticeMessage answer)
    {
        var changed = Changed(context, round, answer);
        return changed with { Effects = [.. changed.Effects, new RunJob(context.NewId(), new TellMoved(context.Project.Id, round.Id, round.Version))] };
    }

    /// <summary>The reminders that are still to come, in a sentence; empty for none.</summary>
    public static string Reminders(CommandContext context, Round round)
    {
        var ahead = RoundCalendar.Reminders(context.Project, round, context.Zone).Where(r => r.At > context.Now).Select(r => Spoken.ShortDay(r.At, context.Zone)).ToList();
        return ahead.Count == 0 ? "" : Plurals.Of(RoundCommandWording.ResourceManager, "RemindersAhead", ahead.Count, ("ahead", Spoken.List(ahead)));
    }
}
