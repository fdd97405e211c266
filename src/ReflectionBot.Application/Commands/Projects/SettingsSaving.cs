using ReflectionBot.Application.Commands.Milestones;
using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Keeps settings: one that was set, or a form that came back, with all that hangs on them.</summary>
public sealed class SettingsSaving(ProjectStore projects, SettingChecks checks)
{
    internal static string AskedAgain => ProjectCommandWording.ARoundIsOpenAndThe;

    /// <summary>The settings form came back: what is right is kept; else the form comes again, with everything that was typed and what is wrong with it.</summary>
    public async Task<CommandResult> SaveFormAsync(CommandContext context, string? item, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var (changed, misread) = SettingsForm.Read(context.Project, item, fields, context.Today);
        var mistakes = await checks.OfAsync(context, changed, cancel);
        changed = mistakes.Aggregate(changed, (project, w) => ProjectSetting.Restored(project, context.Project, w.Setting));
        var wrong = new SettingsDraft(misread.Fields
            .Concat(mistakes.DistinctBy(w => w.Setting).Select(w => KeyValuePair.Create(w.Setting, (SettingsForm.Typed(fields, w.Setting), w.Sentence)))).ToDictionary());
        var left = await projects.SettingsDraftAsync(context.Project.Id, context.Person.Id, cancel);
        return await SavedAsync(context, changed, (project, members, rest) =>
        {
            rest += project.Settings.Minimum != context.Project.Settings.Minimum && new DigestSettings(project.Settings.Minimum).TooFew(members) is { } few ? $" {few}" : "";
            OutboundMessage answer = wrong.Fields.Count == 0 ? NoticeMessage.Of(ProjectCommandWording.Saved2, rest)
                : SettingsForm.Of(project, wrong, ProjectCommandWording.FormatSavedButForThese(string.Join(" ", wrong.Fields.Select(w => $"{SettingsForm.Label(w.Key)}: {w.Value.Mistake}")), rest));
            return context.SayPrivately(answer, wrong.Replacing(left, context.Person.Id));
        }, cancel);
    }

    /// <summary>What is still missing, as the next round will ask for it: gaps of the text, and a person to ask for contact who is gone.</summary>
    private static string Rest(Project changed, IReadOnlyList<Member> members)
    {
        string[] gaps = [.. changed.Settings.Gaps, .. ContactPeople.Lost(changed.Settings, members) is { } lost ? new[] { lost.Setting } : []];
        return gaps.Length == 0 ? ProjectCommandWording.NothingIsMissingNow : ProjectCommandWording.FormatStillToFill(Spoken.List([.. gaps.Select(g => $"`{g}`")]));
    }

    /// <summary>Writes changed settings, and plans anew what hangs on them: the erasing on its day, and what happens at local times of the project.</summary>
    /// <param name="context">The command.</param>
    /// <param name="changed">The project as it becomes.</param>
    /// <param name="answer">The answer, given the project as it is saved, its people, and what to say about what is missing and who is asked again.</param>
    /// <param name="cancel">Cancels the reading.</param>
    internal async Task<CommandResult> SavedAsync(CommandContext context, Project changed, Func<Project, IReadOnlyList<Member>, string, CommandResult> answer, CancellationToken cancel)
    {
        var members = await projects.MembersAsync(changed.Id, cancel);
        changed = changed with { Settings = ContactPeople.Tied(ReaderRule.Renewed(context.Project.Settings, changed.Settings, context.Now), members) };
        var milestones = await projects.MilestonesAsync(changed.Id, cancel);
        var late = changed.Settings.KeepUntil == context.Project.Settings.KeepUntil ? null : KeepingLimit.Planned(changed, milestones);
        var result = answer(changed, members, Rest(changed, members) + await AskedAgainAsync(context, changed, cancel) + (late is null ? "" : $" {late}"));
        var effects = new List<Effect>([.. result.Effects, .. RoleNews.Readers(context, members, changed)]);
        if (changed.Settings.KeepUntil != context.Project.Settings.KeepUntil || changed.Settings.TimeZone != context.Project.Settings.TimeZone)
        {
            effects.Add(new RunJob(context.NewId(), new PurgeProject(changed.Id)));
        }

        // What somebody had opened is closed once the text does not name them any more.
        effects.AddRange(members.Where(m => OpeningRule.IsReader(m, context.Project.Settings) && !OpeningRule.IsReader(m, changed.Settings)).Select(m => new RunJob(context.NewId(), new CloseOpened(changed.Id, m.Person))));
        effects.AddRange(RoleNews.Helpers(context, members, changed));
        effects.AddRange(await ErasedEarlierAsync(context, changed, members, cancel));
        if (ContactPeople.HaveChanged((context.Project.Settings, members), (changed.Settings, members)))
        {
            effects.Add(new RunJob(context.NewId(), new TellContacts(changed.Id, context.NewId())));
        }

        var writes = new List<TableWrite>(result.Writes);
        if (changed.Settings.TimeZone != context.Project.Settings.TimeZone || !changed.Settings.Holidays.SequenceEqual(context.Project.Settings.Holidays))
        {
            // What stands about the round names days and hours, and what is planned keeps to them.
            var open = (await projects.RoundsAsync(changed.Id, cancel)).Where(r => r.IsOpenAt(context.Now));
            foreach (var round in open)
            {
                var kept = RoundCalendar.Kept(round, context.Project, changed);
                writes.AddRange(kept == round ? [] : new[] { ProjectRows.Put(kept) });
                effects.Add(new RunJob(context.NewId(), new EndRound(changed.Id, round.Id, round.Version)));
            }

            if (changed.ClosesAt is { } closes && RoundCalendar.Kept(closes, context.Zone, Zones.Of(changed)) is var later && later != closes)
            {
                changed = changed with { ClosesAt = later };
                effects.Add(new RunJob(context.NewId(), new EndProject(changed.Id, later)));
            }

            var planned = milestones.Where(m => m.PlannedFor is not null && m.Round is null);
            effects.AddRange(planned.Select(m => new RunJob(context.NewId(), MilestoneRules.ReachJob(changed, m))));
        }

        if (changed.Digest is { } digest && HasOtherHours(context.Project.Settings, changed.Settings))
        {
            // Another version: what was planned for the old hour does nothing.
            digest = digest with { Version = Math.Max(digest.Version + 1, context.Now.ToUnixTimeMilliseconds()) };
            changed = changed with { Digest = digest };
            effects.Add(new RunJob(context.NewId(), new PublishDigest(changed.Id, Keys.Time(RoundCalendar.NextDigest(changed, digest, context.Now)), digest.Version)));
        }

        return new([.. writes, ProjectRows.Put(changed)], effects);
    }

    /// <summary>Whether the steps of a weekly digest come at other times.</summary>
    private static bool HasOtherHours(ProjectSettings before, ProjectSettings now) =>
        before.TimeZone != now.TimeZone || !before.Holidays.SequenceEqual(now.Holidays) || before.PreviewsDigests != now.PreviewsDigests || before.ChecksQuotes != now.ChecksQuotes;

    /// <summary>Everybody who may have written reads that their words go earlier than the text they agreed to says.</summary>
    private async Task<IEnumerable<Effect>> ErasedEarlierAsync(CommandContext context, Project changed, IReadOnlyList<Member> members, CancellationToken cancel)
    {
        if (context.Project.Settings.KeepUntil is not { } before || changed.Settings.KeepUntil is not { } until || until >= before
            || (await projects.RoundsAsync(changed.Id, cancel)).Count == 0)
        {
            return [];
        }

        NoticeMessage Letter() => NoticeMessage.Of(ProjectCommandWording.FormatWhatPeopleWriteOnIsErased(changed.Name, Spoken.DayAndYear(until), Spoken.DayAndYear(before)));
        return members.Where(m => m.Person != context.Person.Id).Select(m => context.Letter(m.Person, Letter));
    }

    /// <summary>Said only where the text that people read has really changed, and somebody is being asked.</summary>
    private async Task<string> AskedAgainAsync(CommandContext context, Project changed, CancellationToken cancel) =>
        ConsentText.VersionFor(context.Project) != ConsentText.VersionFor(changed)
        && (await projects.RoundsAsync(context.Project.Id, cancel)).Any(r => r.IsOpenAt(context.Now))
            ? " " + AskedAgain
            : "";
}
