using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Handlers;

/// <summary>
/// `close` and `reopen`. People were told until when a round is open, and that is theirs to count on (trust rule 15): closing early asks first.
/// Where somebody has begun and not handed in, it closes at the end of the next working day, so that they can; else now. Everyone is told.
/// </summary>
public sealed class RoundClosing
{
    private readonly ProjectStore _projects;
    private readonly RoundPeople _people;

    /// <summary>Over these stores.</summary>
    public RoundClosing(ProjectStore projects, RoundPeople people)
    {
        _projects = projects;
        _people = people;
    }

    /// <summary>What is asked before a round closes early; null where there is nothing to ask.</summary>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, CancellationToken cancel)
    {
        if (await OpenAsync(context, cancel) is not { } round)
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

    /// <summary>`close`, after a yes.</summary>
    public async Task<CommandResult> CloseAsync(CommandContext context, CancellationToken cancel)
    {
        if (await OpenAsync(context, cancel) is not { } round)
        {
            return context.Say(RoundCommands.NoOpenRound);
        }

        if (await DraftsAsync(context, round, cancel) == 0)
        {
            var closed = round with { ClosedAt = context.Now, AgainAs = null, Version = round.Version + 1 };
            return Told(context, closed, new NoticeMessage([$"The round on {round.Name} is closed. I tell those who were told another day, in their own hours. `reopen` opens it again."], [CommandButton.In(context.Project.Id, "Open it again", "reopen")]));
        }

        var (told, at) = (English.Day(round.ToldUntil ?? round.ClosesAt, context.Zone), Notice(context));
        if (at >= round.ClosesAt)
        {
            var back = round.ToldUntil is null ? "" : $" `reopen` keeps it open until {told}.";
            return context.SayPrivately(NoticeMessage.Of($"The round on {round.Name} closes on {English.DayAndTime(round.ClosesAt, context.Zone)}, and somebody has begun and not handed in: they count on that day. Once everyone has handed in, `close` ends it at once.{back}"));
        }

        var sooner = round with { ToldUntil = round.ToldUntil ?? round.ClosesAt, ClosesAt = at, AgainAs = null, Version = round.Version + 1 };
        return Told(context, sooner, new NoticeMessage(
            [$"The round on {round.Name} closes on {English.DayAndTime(at, context.Zone)}. I tell everyone on it the new day, in their own hours. `reopen` keeps it open until {told}."], [CommandButton.In(context.Project.Id, "Keep it open", "reopen")]));
    }

    /// <summary>`reopen`: opens the last round again, for its project's days from now where its time has passed; or keeps one open that was to close early.</summary>
    public async Task<CommandResult> ReopenAsync(CommandContext context, CancellationToken cancel)
    {
        var rounds = await _projects.RoundsAsync(context.Project.Id, cancel);
        if (rounds.Count == 0 || (rounds[^1].IsOpenAt(context.Now) && rounds[^1].ToldUntil is null))
        {
            return context.Say(rounds.Count == 0 ? RoundCommands.NoOpenRound : $"The round on {rounds[^1].Name} is open already.");
        }

        var last = rounds[^1];
        var was = last.ToldUntil ?? last.ClosesAt;
        var closes = was > context.Now ? was : RoundCalendar.Closing(context.Project, context.Now);
        if (was <= context.Now && KeepingLimit.AtOpening(context.Project, context.Now) is { } late)
        {
            return context.Say(late);
        }

        var stays = last.IsOpenAt(context.Now) ? $"stays open until {English.DayAndTime(closes, context.Zone)}" : $"is open again until {English.DayAndTime(closes, context.Zone)}";
        var moved = RoundCalendar.Moved(context.Project, last with { ClosesAt = was }, closes, last.ClosedAt ?? last.ClosesAt) with { ClosedAt = null, ToldUntil = null, AgainAs = last.Version + 1, Version = last.Version + 1 };
        return Told(context, moved, NoticeMessage.Of($"The round on {last.Name} {stays}.{Reminders(context, moved)} I tell those who are on it and have not said no, in their own hours."));
    }

    /// <summary>What a round's change does: its row, the answer, and what hangs on its closing.</summary>
    internal static CommandResult Changed(CommandContext context, Round round, NoticeMessage answer) => new(
        [ProjectRows.Put(round)],
        [context.Reply(answer), new RunJob(context.NewId(), new EndRound(context.Project.Id, round.Id, round.Version))]);

    /// <summary>The reminders that are still to come, in a sentence; empty for none.</summary>
    internal static string Reminders(CommandContext context, Round round)
    {
        var ahead = RoundCalendar.Reminders(context.Project, round, context.Zone).Where(r => r.At > context.Now).Select(r => English.ShortDay(r.At, context.Zone)).ToList();
        return ahead.Count switch { 0 => "", 1 => $" Reminder: {ahead[0]}.", _ => $" Reminders: {English.List(ahead)}." };
    }

    private static CommandResult Told(CommandContext context, Round round, NoticeMessage answer)
    {
        var changed = Changed(context, round, answer);
        return changed with { Effects = [.. changed.Effects, new RunJob(context.NewId(), new TellMoved(context.Project.Id, round.Id, round.Version))] };
    }

    private static DateTimeOffset Notice(CommandContext context) => RoundCalendar.ClosingOn(context.Project, context.Today.PlusDays(1));

    /// <summary>How many have begun and not handed in, and still can.</summary>
    private async Task<int> DraftsAsync(CommandContext context, Round round, CancellationToken cancel)
    {
        var members = (await _projects.MembersAsync(context.Project.Id, cancel)).Where(m => m.Roles.HasFlag(Roles.Collaborator)).Select(m => m.Person).ToHashSet(StringComparer.Ordinal);
        return (await _people.Roster.ListAsync(round.Id, cancel)).Count(e => e.State == RosterState.Started && members.Contains(e.Person));
    }

    private async Task<Round?> OpenAsync(CommandContext context, CancellationToken cancel) =>
        (await _projects.RoundsAsync(context.Project.Id, cancel)).LastOrDefault(r => r.IsOpenAt(context.Now));
}
