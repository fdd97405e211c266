using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>A setting that has to stay as it was.</summary>
/// <param name="Setting">Which.</param>
/// <param name="Sentence">Why, and what to type instead.</param>
/// <param name="Meant">The value that was probably meant; null where nobody can say.</param>
public sealed record SettingMistake(Setting Setting, string Sentence, string? Meant = null);

/// <summary>What settings may not become: by what people were promised, and by who is on the project.</summary>
public sealed class SettingChecks(ProjectStore projects, PeopleStore people, Codings codings)
{
    /// <summary>What is wrong with the settings as they would become.</summary>
    public async Task<IReadOnlyList<SettingMistake>> OfAsync(CommandContext context, Project changed, CancellationToken cancel)
    {
        var members = await projects.MembersAsync(changed.Id, cancel);
        var (before, after) = (context.Project.Settings, changed.Settings);
        var mistakes = new List<SettingMistake?> { await NameAsync(context, changed, cancel), await MinimumAsync(before, after, changed.Id, cancel), await CodebookAsync(before, after, changed.Id, cancel), await KeepUntilAsync(context, before, after, cancel), await ZoneAsync(context, changed, cancel) };
        var roles = NamedRoles.Of(after, members).Where(n => n.Setting == Setting.Lead ? before.Lead != after.Lead : before.Facilitator != after.Facilitator).ToList();
        mistakes.AddRange(roles.Select(n => Named(after, n)));
        mistakes.Add(roles.Exists(n => n.Setting == Setting.Lead) ? null : Readers(before, after, members));
        foreach (var (setting, was, now) in new[] { (Setting.Helper1, before.Helper1, after.Helper1), (Setting.Helper2, before.Helper2, after.Helper2) })
        {
            mistakes.Add(now is null || now == was ? null : await ContactAsync(changed, setting, now, members, cancel));
        }

        if (mistakes.All(m => m?.Setting is not (Setting.Helper1 or Setting.Helper2)) && (before.Helper1, before.Helper2) != (after.Helper1, after.Helper2)
            && ContactPeople.Mistake(after, members) is { } sentence)
        {
            mistakes.AddRange([new(Setting.Helper1, sentence), new(Setting.Helper2, sentence)]);
        }

        return [.. mistakes.OfType<SettingMistake>()];
    }

    private async Task<SettingMistake?> NameAsync(CommandContext context, Project changed, CancellationToken cancel) =>
        changed.Name != context.Project.Name && NameRules.TitleMistake(changed.Name, typedAlone: true) is { } odd ? new(Setting.Name, odd)
        : changed.Name != context.Project.Name
        && await projects.RunAlikeAsync(await people.ProjectsOfAsync(context.Person.Id, cancel), context.Person.Id, changed.Name, p => p.Id == changed.Id, cancel) is { } other
            ? new(Setting.Name, ProjectCommandWording.FormatYouRunAnotherProjectCalledAnd(other.Name))
            : null;

    private async Task<SettingMistake?> MinimumAsync(ProjectSettings before, ProjectSettings after, string project, CancellationToken cancel) =>
        before.Minimum != after.Minimum && (await projects.RoundsAsync(project, cancel)).Count > 0
            ? new(Setting.Minimum, ProjectCommandWording.FormatPeopleWereToldThatTopicsAre(Spoken.Number(before.Minimum)))
            : null;

    /// <summary>What was coded by one codebook is not counted by another: so it changes only while there is nothing.</summary>
    private async Task<SettingMistake?> CodebookAsync(ProjectSettings before, ProjectSettings after, string project, CancellationToken cancel) =>
        before.CodebookId == after.CodebookId ? null
        : !codings.Ids.Contains(after.CodebookId) ? new(Setting.Codebook, ProjectCommandWording.FormatNoCodebookIsCalled(after.CodebookId, Spoken.List([.. codings.Ids.Select(i => $"`{i}`")])))
        : (await projects.RoundsAsync(project, cancel)).Count > 0 ? new(Setting.Codebook, ProjectCommandWording.TheCodebookStaysOnceARoundHasOpened)
        : null;

    /// <summary>How many days ahead people read that what they have written is erased earlier.</summary>
    private const int DaysOfNotice = 14;

    private async Task<SettingMistake?> KeepUntilAsync(CommandContext context, ProjectSettings before, ProjectSettings after, CancellationToken cancel)
    {
        if (before.KeepUntil == after.KeepUntil || after.KeepUntil is not { } until)
        {
            return null;
        }

        if (until <= context.Today)
        {
            return new(Setting.KeepUntil, ProjectCommandWording.KeepUntilHasToBeAfter);
        }

        var rounds = before.KeepUntil is null ? [] : await projects.RoundsAsync(context.Project.Id, cancel);
        if (rounds.Count == 0)
        {
            return null;
        }

        if (until > before.KeepUntil)
        {
            return new(Setting.KeepUntil, ProjectCommandWording.FormatTheTextThatPeopleReadBefore(Spoken.DayAndYear(before.KeepUntil!.Value)));
        }

        // It applies to what is written already, so it is never sudden, and no round runs past it.
        var soonest = rounds.Where(r => r.IsOpenAt(context.Now)).Select(r => Dates.Local(r.ClosesAt, context.Zone).Date.PlusDays(1)).Append(context.Today.PlusDays(DaysOfNotice)).Max();
        return until < soonest ? new(Setting.KeepUntil, ProjectCommandWording.FormatPeopleMayHaveWrittenAlreadySo(Spoken.DayAndYear(soonest))) : null;
    }

    private async Task<SettingMistake?> ZoneAsync(CommandContext context, Project changed, CancellationToken cancel)
    {
        if (changed.Settings.TimeZone == context.Project.Settings.TimeZone)
        {
            return null;
        }

        var open = (await projects.RoundsAsync(changed.Id, cancel)).Where(r => r.IsOpenAt(context.Now));
        return open.Select(r => KeepingLimit.AtZone(changed, RoundCalendar.Kept(r, context.Project, changed))).OfType<string>().Select(s => new SettingMistake(Setting.TimeZone, s)).FirstOrDefault();
    }

    private static SettingMistake Named(ProjectSettings settings, NamedWrongly named)
    {
        var text = (named.Setting == Setting.Lead ? settings.Lead : settings.Facilitator)!;
        return named.Near is { } near ? new(named.Setting, ProjectCommandWording.FormatDoYouMean(named.Sentence, near), text.Replace(named.Typed, near, StringComparison.Ordinal)) : new(named.Setting, named.Sentence);
    }

    private static SettingMistake? Readers(ProjectSettings before, ProjectSettings after, IReadOnlyList<Member> members)
    {
        if ((before.Readers, before.Lead) == (after.Readers, after.Lead) || ReaderRule.Mistake(after, members) is not var (sentence, typed, reader))
        {
            return null;
        }

        var setting = before.Readers == after.Readers ? Setting.Lead : Setting.Readers;
        var facilitators = members.Where(m => m.Roles.HasFlag(Roles.Facilitator)).Select(m => m.Name).ToList();
        if (reader is not null || NearNames.Of(facilitators, typed) is not [var near, ..])
        {
            return new(setting, sentence);
        }

        return new(setting, ProjectCommandWording.FormatDoYouMean(sentence, near), after.Readers!.Replace(typed, near, StringComparison.Ordinal));
    }

    private async Task<SettingMistake?> ContactAsync(Project changed, Setting setting, string text, IReadOnlyList<Member> members, CancellationToken cancel)
    {
        var (name, reach) = ContactPeople.Read(text);
        var set = $"set {SettingNames.Of(setting)}";
        if (name.Length == 0)
        {
            return new(setting, ProjectCommandWording.FormatWhoseNumberOrAddressIsThat(set));
        }

        var shown = Names.Shown(name);
        if (members.FirstOrDefault(m => NameMatch.Same(m.Name, name)) is not { } member)
        {
            return reach is not null ? null
                : NearNames.Of(members.Select(m => m.Name), name) is [var near, ..] ? new(setting, ProjectCommandWording.FormatNobodyOnTheProjectIsCalledDo(shown, near), near)
                : new(setting, ProjectCommandWording.FormatNobodyOnTheProjectIsCalledSo(shown, set));
        }

        IReadOnlyList<ContactPerson> one = [new(member.Person, member.Name, member.Person, reach) { Writable = !member.Unreachable }];
        return (await people.WithReachAsync(changed, one, cancel))[0].Works ? null
            : new(setting, ProjectCommandWording.FormatICannotReachYetSoNobody(member.Name, Quotes.Around(member.Name), set));
    }
}
