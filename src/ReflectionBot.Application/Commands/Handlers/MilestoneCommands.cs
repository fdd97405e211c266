using NodaTime;
using NodaTime.Text;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Handlers;

/// <summary>Carries out what is typed about milestones.</summary>
public sealed class MilestoneCommands
{
    private const int Most = 100;
    private const int LongestName = 120;

    private static readonly LocalDatePattern Iso = LocalDatePattern.Iso;

    private readonly ProjectStore _projects;

    /// <summary>Handlers over these stores.</summary>
    public MilestoneCommands(ProjectStore projects) => _projects = projects;

    /// <summary>`milestone add`.</summary>
    public async Task<CommandResult> AddAsync(CommandContext context, string name, LocalDate? on, CancellationToken cancel)
    {
        var milestones = await _projects.MilestonesAsync(context.Project.Id, cancel);
        if (Refusal(name, milestones) is { } refused)
        {
            return context.Say(refused);
        }

        if (milestones.Count >= Most)
        {
            return context.Say($"A project can have up to {Most} milestones. `milestone remove \"...\"` makes room.");
        }

        var milestone = new Milestone(context.NewId(), name, on);
        if (on is not { } day)
        {
            return new([ProjectRows.Put(milestone)], [context.Reply(NoticeMessage.Of($"Added: {name}. When it is reached, `start \"{name}\"` opens its round."))]);
        }

        return Planned(context, milestone, $"Added: {name}, on {English.DayOf(day, context.Today)}.", milestones, await _projects.RoundsAsync(context.Project.Id, cancel));
    }

    /// <summary>Why a milestone cannot have this name beside the others; null where it can.</summary>
    private static string? Refusal(string name, IReadOnlyList<Milestone> others) =>
        others.FirstOrDefault(m => NameMatch.Same(m.Name, name)) is { } same ? $"{same.Name} is a milestone already. `milestone list` shows all of them."
        : others.FirstOrDefault(m => NameMatch.LooksLike(m.Name, name)) is { } alike ? $"{Names.Shown(name)} looks like {alike.Name}, which is a milestone already. Add something that tells the two apart."
        : name.Length > LongestName ? $"A milestone's name can have up to {LongestName} characters."
        : NameRules.TitleMistake(name, typedAlone: false);

    /// <summary>`milestone move`: another day, or the first one it has.</summary>
    public async Task<CommandResult> MoveAsync(CommandContext context, string name, LocalDate to, CancellationToken cancel)
    {
        var milestones = await _projects.MilestonesAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(milestones, m => m.Name, name);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"milestone move {Quotes.Around(n)} to {Iso.Format(to)}", Unknown(name, near));
        }

        if (found.Round is not null)
        {
            return context.Say($"{found.Name} has had its round, so its date stays.");
        }

        var others = milestones.Where(m => m.Id != found.Id).ToList();
        return Planned(context, found with { PlannedFor = to }, $"Moved: {found.Name}, to {English.DayOf(to, context.Today)}.", others, await _projects.RoundsAsync(context.Project.Id, cancel));
    }

    /// <summary>`milestone rename`.</summary>
    public async Task<CommandResult> RenameAsync(CommandContext context, string name, string to, CancellationToken cancel)
    {
        var milestones = await _projects.MilestonesAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(milestones, m => m.Name, name);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"milestone rename {Quotes.Around(n)} to {Quotes.Around(to)}", Unknown(name, near));
        }

        return found.Round is not null ? context.Say($"{found.Name} has had its round, and people were asked under that name, so it stays.")
            : Refusal(to, [.. milestones.Where(m => m.Id != found.Id)]) is { } refused ? context.Say(refused)
            : new([ProjectRows.Put(found with { Name = to })], [context.Reply(NoticeMessage.Of($"Renamed: {found.Name} is now {to}."))]);
    }

    private static CommandResult Planned(CommandContext context, Milestone milestone, string first, IReadOnlyList<Milestone> others, IReadOnlyList<Round> rounds)
    {
        var day = milestone.PlannedFor!.Value;
        if (context.Project.Settings.KeepUntil is { } until && day >= until)
        {
            return context.Say($"Everything is erased on {English.DayAndYear(until)}, so nothing can be planned for that day or later.");
        }

        string?[] paragraphs = [$"{first} {WhenItOpens(context, milestone.Name, day)}", MilestonePlans.Clash(context.Project, day, others, rounds, context.Now)];
        return new([ProjectRows.Put(milestone)], [context.Reply(NoticeMessage.Of([.. paragraphs.OfType<string>()])), new RunJob(context.NewId(), ReachJob(context.Project, milestone))]);
    }

    private static string WhenItOpens(CommandContext context, string name, LocalDate day)
    {
        var asked = RoundCalendar.WorkingDay(context.Project.Settings, day);
        var rest = (context.Project.Settings.Gaps.Count == 0 ? "" : " No round opens while the consent text has gaps: `settings` shows them.")
            + (KeepingLimit.AtOpening(context.Project, RoundCalendar.MilestoneAt(context.Project, day)) is { } late ? $" {late}" : "");
        return RoundCalendar.MilestoneAt(context.Project, day) <= context.Now
            ? $"That is today, so its round opens now if it can.{rest}"
            : $"{(asked == day ? $"Its round opens {(day == context.Today ? "today" : "that day")}" : $"That is no working day, so its round opens on {English.DayOf(asked, context.Today)}")} at 09:00, or earlier with `start {Quotes.Around(name)}`.{rest}";
    }

    /// <summary>`milestone list`.</summary>
    public async Task<CommandResult> ListAsync(CommandContext context, CancellationToken cancel)
    {
        var milestones = await _projects.MilestonesAsync(context.Project.Id, cancel);
        if (milestones.Count == 0)
        {
            return context.Say("No milestones yet. Add one: `milestone add \"Focus groups complete\"`, or with a date: `milestone add \"Analysis workshop\" on 14 December`.");
        }

        var lines = milestones.OrderBy(m => DayOf(context, m) ?? LocalDate.MaxIsoValue).Select(m => DayOf(context, m) is not { } day ? $"{m.Name}: not reached yet"
            : $"{m.Name}: {(m.ReachedAt is null ? "planned for" : "reached")} {English.DayOf(day, context.Today)}");
        return new([], [context.Reply(new NoticeMessage([.. lines], [], "Milestones"))]);
    }

    /// <summary>`milestone remove`.</summary>
    public async Task<CommandResult> RemoveAsync(CommandContext context, string name, CancellationToken cancel)
    {
        var milestones = await _projects.MilestonesAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.Find(milestones, m => m.Name, name);
        if (found is null)
        {
            return context.NameInFull(near, Unknown(name, near));
        }

        return found.Round is not null
            ? context.Say($"{found.Name} has had its round, so it stays.")
            : new([new DeleteRow(Keys.Join(ProjectRows.Milestone, found.Id))], [context.Reply(NoticeMessage.Of($"Removed: {found.Name}. `milestone add {Quotes.Around(found.Name)}{(found.PlannedFor is { } day && day >= context.Today ? $" on {Iso.Format(day)}" : "")}` brings it back."))]);
    }

    private static LocalDate? DayOf(CommandContext context, Milestone milestone) =>
        milestone.ReachedAt is { } at ? Dates.Local(at, context.Zone).Date : milestone.PlannedFor;

    /// <summary>The job that reaches a planned milestone on its day.</summary>
    internal static OpenAtMilestone ReachJob(Project project, Milestone milestone) => new(project.Id, milestone.Id, Keys.Day(milestone.PlannedFor!.Value));

    /// <summary>What to say about a name that fits no milestone.</summary>
    internal static string Unknown(string typed, IReadOnlyList<string> near) => near.Count > 0
        ? $"Which milestone? {English.List([.. near.Select(n => $"`{n}`")])}."
        : $"I don't know a milestone called \"{Names.Shown(typed)}\". `milestone list` shows them; `milestone add \"{Names.Shown(typed)}\"` adds it.";
}
