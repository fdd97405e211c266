using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>What is known of the person who is to take a project over.</summary>
/// <param name="HasChat">The bot can write to them, and they have been there.</param>
/// <param name="InChannel">They are in the project's channel; null where nobody can tell.</param>
/// <param name="HowToAdd">How somebody is added to that channel.</param>
/// <param name="IsAsked">They have been asked.</param>
/// <param name="HasAgreed">They have said yes.</param>
internal sealed record Successor(bool HasChat, bool? InChannel, string? HowToAdd, bool IsAsked, bool HasAgreed);

/// <summary>Something that is missing, and a button that mends it.</summary>
internal sealed record HandOverGap(string Sentence, Button? Mend = null);

/// <summary>The checklist of a handing over: pure.</summary>
/// <param name="From">Who hands over.</param>
/// <param name="To">Who takes over.</param>
/// <param name="Rest">What whoever hands over still is afterwards.</param>
/// <param name="Settings">The settings afterwards.</param>
/// <param name="Done">What is done.</param>
/// <param name="Missing">What is missing before the last step.</param>
/// <param name="Changes">What changes in the consent text with the last step.</param>
/// <param name="Look">What only a person can judge.</param>
internal sealed record Plan(
    Member From, Member To, Roles Rest, ProjectSettings Settings, IReadOnlyList<string> Done, IReadOnlyList<HandOverGap> Missing, IReadOnlyList<string> Changes, IReadOnlyList<string> Look)
{
    /// <summary>The new one can be asked: nothing stands against it but their own answer.</summary>
    public bool CanBeAsked { get; init; }

    /// <summary>They have been asked.</summary>
    public bool IsAsked { get; init; }

    /// <summary>They have said yes.</summary>
    public bool HasAgreed { get; init; }
}

/// <summary>Makes the checklist.</summary>
internal static class HandOverPlan
{
    /// <summary>Where things stand.</summary>
    public static Plan Of(Project project, IReadOnlyList<Member> members, Member from, Member to, Successor known)
    {
        var rest = from.Roles & ~Roles.Facilitator;
        var settings = Renamed(project.Settings, from.Name, to.Name);
        var after = members.Where(m => m.Person != from.Person && m.Person != to.Person).Append(to with { Roles = (to.Roles & ~Roles.Lead) | Roles.Facilitator }).Concat(rest == Roles.None ? [] : [@from with { Roles = rest }]).ToList();
        var missing = Missing(project, settings, after, to, known).Concat(Helper(settings, from, rest)).ToList();
        string[] done =
        [
            ProjectCommandWording.FormatDoneIsOnTheProject(to.Name), .. known.HasChat ? (string[])[ProjectCommandWording.FormatDoneHasAWorkingChatWith(to.Name)] : [],
            .. known.HasAgreed ? (string[])[ProjectCommandWording.FormatDoneWantsToRunIt(to.Name)] : [], .. known.InChannel == true ? (string[])[ProjectCommandWording.FormatDoneIsInTheProjectsChannel(to.Name)] : [],
        ];
        return new(from, to, rest, settings, done, missing, Changes(project.Settings, settings), Look(project, settings, from, to, known))
        {
            CanBeAsked = known.HasChat && !to.Roles.HasFlag(Roles.Lead), IsAsked = known.IsAsked, HasAgreed = known.HasAgreed,
        };
    }

    private static IEnumerable<HandOverGap> Missing(Project project, ProjectSettings settings, IReadOnlyList<Member> after, Member to, Successor known)
    {
        if (!known.HasChat)
        {
            yield return new(ProjectCommandWording.FormatHasNoWorkingChatWithMe(to.Name), CommandButton.In(project.Id, ProjectCommandWording.MakeAPrivateLink, $"invite {Quotes.Around(to.Name)}"));
        }

        if (to.Roles.HasFlag(Roles.Lead))
        {
            yield return new(ProjectCommandWording.FormatIsTheProjectsLeadWhoNever(to.Name));
        }

        if (!ReaderNames.Names(settings.Readers, to.Name))
        {
            yield return new(ProjectCommandWording.FormatTheConsentTextSaysThatCan(settings.Readers, to.Name));
        }

        if (ContactPeople.Mistake(settings, after) is { } mistake)
        {
            yield return new(mistake);
        }
    }

    // Somebody who is off the project cannot be asked to get in touch.
    private static HandOverGap[] Helper(ProjectSettings settings, Member from, Roles rest) => rest == Roles.None && ContactPeople.SettingOf(settings, from) is { } setting
        ? [new HandOverGap(ProjectCommandWording.FormatYouAreWhomPeopleCanAsk(setting, from.Name))]
        : [];

    private static IReadOnlyList<string> Changes(ProjectSettings before, ProjectSettings after)
    {
        var changed = before.Texts.Zip(after.Texts).Where(t => t.First.Value != t.Second.Value).Select(t => ProjectCommandWording.FormatBecomes(t.First.Word, t.Second.Value)).ToList();
        return changed.Count == 0 ? [] : [ProjectCommandWording.FormatTheConsentTextChangesWithThe(Spoken.List(changed))];
    }

    private static IReadOnlyList<string> Look(Project project, ProjectSettings settings, Member from, Member to, Successor known)
    {
        var names = from.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(p => p.Length > 2).ToList();
        var led = new[] { ("contact", settings.Contact), ("data-contact", settings.DataContact), ("it-team", settings.ItTeam) }
            .Where(t => t.Item2 is { } text && names.Any(n => text.Contains(n, StringComparison.OrdinalIgnoreCase)))
            .Select(t => ProjectCommandWording.FormatPleaseLookIsWhichMayLead(t.Item1, t.Item2));
        return [.. led, .. known.InChannel == false ? (string[])[known.HowToAdd is { } how ? ProjectCommandWording.FormatPleaseLookIsNotInThe(to.Name, how) : ProjectCommandWording.FormatPleaseLookIsNotInTheProjects(to.Name)] : []];
    }

    private static ProjectSettings Renamed(ProjectSettings s, string from, string to) => s with
    {
        Facilitator = to,
        Readers = s.Readers is { } readers && ReaderNames.Names(readers, from)
            ? (ReaderNames.Names(readers, to) ? Spoken.List([.. ReaderNames.Each(readers, []).Where(n => !NameMatch.Exactly(n, from))]) : readers.Replace(from, to, StringComparison.OrdinalIgnoreCase)) : s.Readers,
    };
}
