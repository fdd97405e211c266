using NodaTime;
using NodaTime.Text;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Commands.Handlers;

/// <summary>Carries out what is typed about a project itself.</summary>
public sealed class ProjectCommands
{
    private readonly ProjectStore _projects;

    /// <summary>Handlers over these stores.</summary>
    public ProjectCommands(ProjectStore projects) => _projects = projects;

    /// <summary>What a new project says in its channel.</summary>
    public static NoticeMessage Welcome(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return new NoticeMessage(
            [
                "This channel is its home. You are its facilitator.",
                $"First the consent text, which has gaps to fill: `settings`, or one by one: `set {project.Settings.Gaps[0]} \"...\"`. No round opens before.",
                "Then people: `person add \"Name\"`. Then a milestone: `milestone add \"...\"`. Then `start \"...\"`.",
            ],
            [new Button("Settings", new ButtonAction("run", Item: "settings"), Primary: true), new Button("Help", new ButtonAction("run", Item: "help"))],
            $"{project.Name} is set up.");
    }

    /// <summary>`setup` in a channel that has a project.</summary>
    public static CommandResult AlreadySetUp(CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var gaps = context.Project.Settings.Gaps;
        return context.Say(
            $"This channel is the home of {context.Project.Name}.",
            gaps.Count == 0 ? "Nothing is missing. `settings` shows and changes what it knows." : $"Still to fill before a round: {English.List([.. gaps.Select(g => $"`{g}`")])}. `settings` shows them all.");
    }

    /// <summary>`settings`: all of them on a form.</summary>
    public static CommandResult Settings(CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.SayPrivately(SettingsForm.Of(context.Project));
    }

    /// <summary>`set`: one setting.</summary>
    public async Task<CommandResult> SetAsync(CommandContext context, Setting setting, string value, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var changed = SettingsForm.With(context.Project, setting, value);
        if (await MistakesAsync(context, changed, cancel).ConfigureAwait(false) is [var (_, mistake), ..])
        {
            return context.Say(mistake);
        }

        var rest = Rest(changed) + await AskedAgainAsync(context, cancel).ConfigureAwait(false);
        return await SavedAsync(context, changed, new([], [context.Reply(NoticeMessage.Of($"Saved: `{SettingWords.Of(setting)}`.", rest))]), cancel).ConfigureAwait(false);
    }

    /// <summary>The settings form came back: what is right is kept, what is wrong is named.</summary>
    public async Task<CommandResult> SaveFormAsync(CommandContext context, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (changed, mistakes) = SettingsForm.Read(context.Project, fields, context.Today);
        var wrong = await MistakesAsync(context, changed, cancel).ConfigureAwait(false);
        changed = wrong.Aggregate(changed, (project, w) => SettingsForm.Restored(project, context.Project, w.Setting));
        string[] all = [.. mistakes, .. wrong.Select(w => w.Sentence).Distinct()];
        var rest = Rest(changed) + await AskedAgainAsync(context, cancel).ConfigureAwait(false);
        return await SavedAsync(context, changed, context.SayPrivately(NoticeMessage.Of([all.Length == 0 ? "Saved." : "Saved, but for these:", .. all, rest])), cancel).ConfigureAwait(false);
    }

    /// <summary>What to say where a project is closed and something should be changed.</summary>
    public static string Closed(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        var until = project.Settings.KeepUntil is { } day ? $" What was collected is erased on {English.DayAndYear(day)}." : "";
        return $"{project.Name} is closed, so nothing in it changes any more.{until} `status`, `people`, `milestone list`, `invite` and `answers` still work.";
    }

    /// <summary>`project close`: ends rounds and digests; everything is erased on the day the consent text names.</summary>
    public async Task<CommandResult> CloseAsync(CommandContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rounds = await _projects.RoundsAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var open = rounds.Where(r => r.IsOpenAt(context.Now)).Select(r => r with { ClosedAt = context.Now, Version = r.Version + 1 }).ToList();
        var until = context.Project.Settings.KeepUntil is { } day ? $" on {English.DayAndYear(day)}" : "";
        return new(
            [ProjectRows.Put(context.Project with { ClosedAt = context.Now, Digest = null }), .. open.Select(ProjectRows.Put)],
            [
                context.Reply(NoticeMessage.Of($"{context.Project.Name} is closed. No more rounds, reminders or digests. What was collected is erased{until}. Answers can be taken back until then.")),
                .. open.Select(r => new RunJob(context.NewId(), new Work.CloseRound(context.Project.Id, r.Id, r.Version))),
                new RunJob(context.NewId(), new PurgeProject(context.Project.Id)),
            ]);
    }

    private static string Rest(Project changed)
    {
        var gaps = changed.Settings.Gaps;
        return gaps.Count == 0 ? "Nothing is missing now." : $"Still to fill: {English.List([.. gaps.Select(g => $"`{g}`")])}.";
    }

    /// <summary>What settings may not become, by what people were promised: one entry for each setting that has to stay as it was.</summary>
    private async Task<IReadOnlyList<(Setting Setting, string Sentence)>> MistakesAsync(CommandContext context, Project changed, CancellationToken cancel)
    {
        var mistakes = new List<(Setting, string)>();
        var (before, after) = (context.Project.Settings, changed.Settings);
        if (before.KeepUntil != after.KeepUntil && after.KeepUntil is { } until)
        {
            if (until <= context.Today)
            {
                mistakes.Add((Setting.KeepUntil, "`keep-until` has to be after today: everything is erased on that day."));
            }
            else if (until > before.KeepUntil && (await _projects.RoundsAsync(changed.Id, cancel).ConfigureAwait(false)).Count > 0)
            {
                mistakes.Add((Setting.KeepUntil, $"People were told that what they write is erased on {English.DayAndYear(before.KeepUntil!.Value)}, so `keep-until` can only become earlier now."));
            }
        }

        if ((before.Helper1, before.Helper2) != (after.Helper1, after.Helper2)
            && Helpers.Mistake(after, await _projects.MembersAsync(changed.Id, cancel).ConfigureAwait(false)) is { } sentence)
        {
            mistakes.Add((Setting.Helper1, sentence));
            mistakes.Add((Setting.Helper2, sentence));
        }

        return mistakes;
    }

    /// <summary>Writes changed settings, and plans anew what hangs on them: the erasing on its day, and what happens at local times of the project.</summary>
    private async Task<CommandResult> SavedAsync(CommandContext context, Project changed, CommandResult result, CancellationToken cancel)
    {
        var effects = new List<Effect>(result.Effects);
        if (changed.Settings.KeepUntil != context.Project.Settings.KeepUntil || changed.Settings.TimeZone != context.Project.Settings.TimeZone)
        {
            effects.Add(new RunJob(context.NewId(), new PurgeProject(changed.Id)));
        }

        if (changed.Settings.TimeZone != context.Project.Settings.TimeZone || !changed.Settings.Holidays.SequenceEqual(context.Project.Settings.Holidays))
        {
            // What stands about the round names days and hours.
            var open = (await _projects.RoundsAsync(changed.Id, cancel).ConfigureAwait(false)).Where(r => r.IsOpenAt(context.Now));
            effects.AddRange(open.Select(r => new RunJob(context.NewId(), new Work.CloseRound(changed.Id, r.Id, r.Version))));
        }

        if (changed.Settings.TimeZone != context.Project.Settings.TimeZone)
        {
            if (changed.Digest is { } digest)
            {
                // Another version: what was planned for the old zone's hour does nothing.
                digest = digest with { Version = Math.Max(digest.Version + 1, context.Now.ToUnixTimeMilliseconds()) };
                changed = changed with { Digest = digest };
                effects.Add(new RunJob(context.NewId(), new PublishDigest(changed.Id, Keys.Time(RoundCalendar.NextDigest(changed, digest, context.Now)), digest.Version)));
            }

            var planned = (await _projects.MilestonesAsync(changed.Id, cancel).ConfigureAwait(false)).Where(m => m.PlannedFor is not null && m.Round is null);
            effects.AddRange(planned.Select(m => new RunJob(context.NewId(), MilestoneCommands.ReachJob(changed, m))));
        }

        return new([.. result.Writes, ProjectRows.Put(changed)], effects);
    }

    private async Task<string> AskedAgainAsync(CommandContext context, CancellationToken cancel) =>
        (await _projects.RoundsAsync(context.Project.Id, cancel).ConfigureAwait(false)).Any(r => r.IsOpenAt(context.Now))
            ? " A round is open: where the consent text changed, everyone is asked again before their next answer."
            : "";
}
