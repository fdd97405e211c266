using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Handlers;

/// <summary>Carries out what is typed about digests and what was agreed.</summary>
public sealed class DigestCommands
{
    private const int LongestAgreement = 300;

    private readonly ITableStore _store;
    private readonly ReflectionSources _reading;

    /// <summary>Handlers over these stores.</summary>
    public DigestCommands(ITableStore store, ReflectionSources reading)
    {
        _store = store;
        _reading = reading;
    }

    /// <summary>`digest schedule`.</summary>
    public async Task<CommandResult> ScheduleAsync(CommandContext context, IsoDayOfWeek day, LocalTime time, CancellationToken cancel)
    {
        var schedule = new DigestSchedule(day, time, NextVersion(context));
        var posted = await new DigestStore(_store).ListAsync(context.Project.Id, cancel);
        var next = DigestJobs.Next(context.Project, schedule, posted, context.Now);
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
        return context.Project.Digest is null
            ? context.Say("No digest is scheduled. `digest schedule Monday 09:00` starts one.")
            : new([ProjectRows.Put(context.Project with { Digest = null })], [context.Reply(NoticeMessage.Of("The weekly digest is off. `digest schedule Monday 09:00` starts it again; `digest now` still works."))]);
    }

    /// <summary>
    /// `digest now`, once a day: somebody who asked after every submission would learn whose was the fifth. A try-out may ask any time.
    /// </summary>
    public async Task<CommandResult> NowAsync(CommandContext context, CancellationToken cancel)
    {
        var posted = await new DigestStore(_store).ListAsync(context.Project.Id, cancel);
        if (DigestJobs.TooSoon(context.Project, posted, context.Now) is not null)
        {
            return context.Say($"I last looked for topics on {English.DayAndTime(posted[^1].Record.WindowEnd, context.Zone)}. {DigestText.OneADay}");
        }

        if (context.Project is { Digest: { } schedule, Settings.AnyHour: false } && DigestJobs.Next(context.Project, schedule, posted, context.Now) is var next && next < context.Now + DigestJobs.OncePer)
        {
            return context.Say($"The weekly digest comes on {English.DayAndTime(next, context.Zone)}. {DigestText.OneADay}");
        }

        var submitted = await SubmittedAsync(context, posted, cancel);
        if (submitted < context.Project.Settings.Minimum)
        {
            var who = submitted switch { 0 => "Nobody has handed in anything", 1 => "One person has handed in", _ => $"{submitted} people have handed in" };
            return context.SayPrivately(NoticeMessage.Of($"{who} since the last digest with topics.", $"A digest shows topics from {English.Number(context.Project.Settings.Minimum)} people on, leads and facilitators not counted, so I have posted nothing. You can ask again any time."));
        }

        Effect job = new RunJob(context.NewId(), new PublishDigest(context.Project.Id, Keys.Time(context.Now), -1) { AskedBy = context.Person.Id, AskedIn = context.Place.Shared ? context.Place : null });
        return context.Place.Whole == context.Project.Home
            ? new([], [job])
            : new([], [context.Reply(NoticeMessage.Of("I look now. What there is to share comes into the channel and to everyone on the project; if there is nothing, I tell you in your own chat.")), job]);
    }

    /// <summary>
    /// People who count and have handed in: what the facilitator can see in the round's numbers and in the roles too, and nothing more. Whether
    /// somebody kept everything to themselves does not show here.
    /// </summary>
    private async Task<int> SubmittedAsync(CommandContext context, IReadOnlyList<StoredDigest> posted, CancellationToken cancel)
    {
        var from = posted.Where(d => d.Record.HasThemeContent).Select(d => (DateTimeOffset?)d.Record.WindowEnd).Max();
        var members = (await _reading.Projects.EverMembersAsync(context.Project.Id, cancel)).Where(m => m.Counted).Select(m => m.Person).ToHashSet(StringComparer.Ordinal);
        var submitted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var round in (await _reading.Projects.RoundsAsync(context.Project.Id, cancel)).Where(r => !((r.ClosedAt ?? r.ClosesAt) <= from)))
        {
            foreach (var entry in (await _reading.Roster.ListAsync(round.Id, cancel)).Where(e => members.Contains(e.Person)))
            {
                var reflection = await _reading.Reflections.FindAsync(entry.Person, round.Id, cancel);
                if (reflection is { State: RosterState.Submitted } && !(reflection.SubmittedAt <= from))
                {
                    submitted.Add(entry.Person);
                }
            }
        }

        return submitted.Count;
    }

    /// <summary>`agreed "..."`.</summary>
    public async Task<CommandResult> AgreeAsync(CommandContext context, string text, CancellationToken cancel)
    {
        if (text.Length > LongestAgreement)
        {
            return context.Say($"Please put it in up to {LongestAgreement} characters.");
        }

        var open = (await AgreementRows.ListAsync(_store, context.Project.Id, cancel)).Where(a => a.DoneAt is null);
        return open.Any(a => NameMatch.Same(a.Text.TrimEnd('.'), text.TrimEnd('.')))
            ? context.Say("That is recorded already. `agreed list` shows what is open.")
            : new([AgreementRows.Put(new(text, context.Now, context.NewId()))], [context.Reply(NoticeMessage.Of("Recorded. Digests name it until `agreed done \"...\"`."))]);
    }

    /// <summary>`agreed done "..."`.</summary>
    public async Task<CommandResult> DoneAsync(CommandContext context, string text, CancellationToken cancel)
    {
        var open = (await AgreementRows.ListAsync(_store, context.Project.Id, cancel)).Where(a => a.DoneAt is null).ToList();
        var (found, near) = NameMatch.Find(open, a => a.Text, text);
        return found is not null
            ? new([AgreementRows.Put(found with { DoneAt = context.Now })], [context.Reply(NoticeMessage.Of("Marked as done."))])
            : context.DidYouMean(near, n => $"agreed done {Quotes.Around(n)}", near.Count > 0 ? $"Which one? {English.List([.. near.Select(n => $"\"{n}\"")])}" : "Nothing open reads like that. `agreed list` shows what is open.");
    }

    /// <summary>`agreed list`.</summary>
    public async Task<CommandResult> ListAsync(CommandContext context, CancellationToken cancel)
    {
        var open = (await AgreementRows.ListAsync(_store, context.Project.Id, cancel)).Where(a => a.DoneAt is null).Select(a => a.Text).ToList();
        return open.Count == 0
            ? context.Say("Nothing is open. After a digest, record what the team agrees: `agreed \"share notes within two days\"`.")
            : new([], [context.Reply(new NoticeMessage([.. open], [], "Agreed and still open"))]);
    }

    private static long NextVersion(CommandContext context) => context.Now.ToUnixTimeMilliseconds();
}
