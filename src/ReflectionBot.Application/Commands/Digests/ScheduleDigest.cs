using NodaTime;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Sets when the weekly digest is posted, in the project's time zone.</summary>
public sealed record ScheduleDigest(IsoDayOfWeek Day, LocalTime Time) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("digest schedule", "digest schedule <weekday> <time>", () => DigestCommandWording.SetsWhenTheWeeklyDigestIs, Roles.Facilitator,
            Where.Anywhere, CommandGroup.Digests, Takes.Something, ["schedule digest"], ["digest schedule Monday 09:00", "digest schedule mon 9am"]) { Read = Read, ListedAt = 10 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        var example = DigestCommandWording.ForExampleDigestScheduleMonday09;
        var words = TypedText.OneLine(Quotes.Whole(rest).Text).Replace(",", " ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(w => TypedText.Key(w) is not ("every" or "each" or "on" or "at" or "weekly")).ToList();
        var index = words.FindIndex(w => WeekdayWords.Parse(w) is not null);
        if (index < 0)
        {
            return Reading.Wrong(DigestCommandWording.FormatOnWhichDayOfTheWeek(example));
        }

        var day = WeekdayWords.Parse(words[index])!.Value;
        words.RemoveAt(index);
        return TimeWords.Parse(string.Join(' ', words)) is { } time
            ? Reading.Of(new ScheduleDigest(day, time))
            : Reading.Wrong(words.Count == 0 ? DigestCommandWording.FormatAtWhatTimeOn(day, example) : DigestCommandWording.FormatICouldNotReadTheTime(TypedText.Echo(string.Join(' ', words)), example));
    }
}

/// <summary>`digest schedule`.</summary>
public sealed class ScheduleDigestHandler(ITableStore store) : ICommandHandler<ScheduleDigest>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ScheduleDigest command, CancellationToken cancel)
    {
        var schedule = new DigestSchedule(command.Day, command.Time, context.Now.ToUnixTimeMilliseconds());
        var posted = await new DigestStore(store).ListAsync(context.Project.Id, cancel);
        var next = DigestTimes.Next(context.Project, schedule, posted, context.Now);
        var then = MilestonePlans.Ends(context.Project, next) is { } ends
            ? (context.Project.ClosesAt is null ? DigestCommandWording.FormatBeforeTheNextOneDigestNow(Texts.Sentence(ends)) : DigestCommandWording.FormatBeforeTheNextOneDigestNowWorks(Texts.Sentence(ends)))
            : DigestTimes.InWords(context.Project, next);
        return new(
            [ProjectRows.Put(context.Project with { Digest = schedule })],
            [
                context.Reply(NoticeMessage.Of(DigestCommandWording.FormatTheDigestComesEveryAt(command.Day, Spoken.Time(command.Time), context.Project.Settings.TimeZone, then))),
                new RunJob(context.NewId(), new PublishDigest(context.Project.Id, Keys.Time(next), schedule.Version)),
            ]);
    }
}
