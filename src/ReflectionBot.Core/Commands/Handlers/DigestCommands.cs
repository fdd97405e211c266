using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Commands.Handlers;

/// <summary>Carries out what is typed about digests and what was agreed.</summary>
public sealed class DigestCommands
{
    private const int LongestAgreement = 300;

    private readonly ITableStore _store;

    /// <summary>Handlers over this table.</summary>
    public DigestCommands(ITableStore store) => _store = store;

    /// <summary>`digest schedule`.</summary>
    public static CommandResult Schedule(CommandContext context, IsoDayOfWeek day, LocalTime time)
    {
        ArgumentNullException.ThrowIfNull(context);
        var schedule = new DigestSchedule(day, time, NextVersion(context));
        var next = RoundCalendar.NextDigest(context.Project, schedule, context.Now);
        return new(
            [ProjectRows.Put(context.Project with { Digest = schedule })],
            [
                context.Reply(NoticeMessage.Of($"The digest comes every {day} at {English.Time(time)} ({context.Project.Settings.TimeZone}). The next one: {English.DayAndTime(next, context.Zone)}.")),
                new RunJob(context.NewId(), new PublishDigest(context.Project.Id, Keys.Time(next), schedule.Version)),
            ]);
    }

    /// <summary>`digest off`.</summary>
    public static CommandResult Off(CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Project.Digest is null
            ? context.Say("No digest is scheduled. `digest schedule Monday 09:00` starts one.")
            : new([ProjectRows.Put(context.Project with { Digest = null })], [context.Reply(NoticeMessage.Of("The weekly digest is off. `digest schedule Monday 09:00` starts it again; `digest now` still works."))]);
    }

    /// <summary>
    /// `digest now`, once a day: somebody who asked after every submission would learn whose was the fifth. A try-out may ask any time.
    /// </summary>
    public async Task<CommandResult> NowAsync(CommandContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var posted = await new DigestStore(_store).ListAsync(context.Project.Id, cancel).ConfigureAwait(false);
        if (posted is [.., { Record.WindowEnd: var last }] && last > context.Now - DigestJobs.OncePer && !context.Project.Settings.AnyHour)
        {
            return context.Say($"The last digest was posted on {English.DayAndTime(last, context.Zone)}. One a day is the most, so that nobody can work out who wrote when.");
        }

        Effect job = new RunJob(context.NewId(), new PublishDigest(context.Project.Id, Keys.Time(context.Now), -1));
        return context.Place.Whole == context.Project.Home
            ? new([], [job])
            : new([], [context.Reply(NoticeMessage.Of("The digest is on its way to the channel and to each collaborator.")), job]);
    }

    /// <summary>`agreed "..."`.</summary>
    public static CommandResult Agree(CommandContext context, string text)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > LongestAgreement
            ? context.Say($"Please put it in up to {LongestAgreement} characters.")
            : new([new Agreement(text, context.Now, context.NewId()).ToRow()], [context.Reply(NoticeMessage.Of("Recorded. Digests name it until `agreed done \"...\"`."))]);
    }

    /// <summary>`agreed done "..."`.</summary>
    public async Task<CommandResult> DoneAsync(CommandContext context, string text, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var open = (await Agreement.ListAsync(_store, context.Project.Id, cancel).ConfigureAwait(false)).Where(a => a.DoneAt is null).ToList();
        var (found, near) = NameMatch.Find(open, a => a.Text, text);
        return found is not null
            ? new([(found with { DoneAt = context.Now }).ToRow()], [context.Reply(NoticeMessage.Of("Marked as done."))])
            : context.DidYouMean(near, n => $"agreed done {Quotes.Around(n)}", near.Count > 0 ? $"Which one? {English.List([.. near.Select(n => $"\"{n}\"")])}." : "Nothing open reads like that. `agreed list` shows what is open.");
    }

    /// <summary>`agreed list`.</summary>
    public async Task<CommandResult> ListAsync(CommandContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var open = (await Agreement.ListAsync(_store, context.Project.Id, cancel).ConfigureAwait(false)).Where(a => a.DoneAt is null).Select(a => a.Text).ToList();
        return open.Count == 0
            ? context.Say("Nothing is open. After a digest, record what the team agrees: `agreed \"share notes within two days\"`.")
            : new([], [context.Reply(new NoticeMessage([.. open], [], "Agreed and still open"))]);
    }

    private static long NextVersion(CommandContext context) => context.Now.ToUnixTimeMilliseconds();
}
