using NodaTime;
using NodaTime.Text;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
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
        var asked = await AskedAgainAsync(context, cancel).ConfigureAwait(false);
        var gaps = changed.Settings.Gaps;
        var rest = gaps.Count == 0 ? "Nothing is missing now." : $"Still to fill: {English.List([.. gaps.Select(g => $"`{g}`")])}.";
        return new([ProjectRows.Put(changed)], [context.Reply(NoticeMessage.Of($"Saved: `{SettingWords.Of(setting)}`.", rest + asked))]);
    }

    /// <summary>The settings form came back: what is right is kept, what is wrong is named.</summary>
    public async Task<CommandResult> SaveFormAsync(CommandContext context, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (changed, mistakes) = SettingsForm.Read(context.Project, fields, context.Today);
        var asked = await AskedAgainAsync(context, cancel).ConfigureAwait(false);
        var gaps = changed.Settings.Gaps;
        var rest = gaps.Count == 0 ? "Nothing is missing now." : $"Still to fill: {English.List([.. gaps.Select(g => $"`{g}`")])}.";
        return context.SayPrivately(NoticeMessage.Of([mistakes.Count == 0 ? "Saved." : "Saved, but for these:", .. mistakes, rest + asked]), ProjectRows.Put(changed));
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

    private async Task<string> AskedAgainAsync(CommandContext context, CancellationToken cancel) =>
        (await _projects.RoundsAsync(context.Project.Id, cancel).ConfigureAwait(false)).Any(r => r.IsOpenAt(context.Now))
            ? " A round is open: where the consent text changed, everyone is asked again before their next answer."
            : "";
}
