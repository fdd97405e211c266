using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Projects.Naming;

/// <summary>A setting that names a person for a role that they do not have.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Sentence">What is wrong, and what to do.</param>
/// <param name="Typed">The name in the setting.</param>
/// <param name="Near">A person with the role who may be meant; null for none.</param>
public sealed record NamedWrongly(Setting Setting, string Sentence, string Typed, string? Near);

/// <summary>
/// The consent text names the facilitator and the lead, and the roster says who has these roles: the two must agree. A lead who is not on the
/// project can be named only while nobody on it is a lead. Pure.
/// </summary>
public static class NamedRoles
{
    /// <summary>The settings that do not agree with the roster.</summary>
    public static IReadOnlyList<NamedWrongly> Of(ProjectSettings settings, IReadOnlyList<Member> members)
    {
        return [.. Of(Setting.FacilitatorName, Roles.Facilitator, settings.Facilitator, members), .. Of(Setting.Lead, Roles.Lead, settings.Lead, members)];
    }

    /// <summary>Warnings where a change of the roster makes the consent text wrong.</summary>
    public static IEnumerable<string> News(ProjectSettings settings, IReadOnlyList<Member> before, IReadOnlyList<Member> after)
    {
        var was = Of(settings, before);
        return Of(settings, after).Where(n => !was.Contains(n)).Select(n => ProjectWording.FormatTheConsentTextStillNamesNo(Names.Shown(n.Typed), n.Sentence, SettingNames.Of(n.Setting)));
    }

    private static IEnumerable<NamedWrongly> Of(Setting setting, Roles role, string? text, IReadOnlyList<Member> members)
    {
        var holders = members.Where(m => m.Roles.HasFlag(role)).Select(m => m.Name).ToList();
        foreach (var name in string.IsNullOrWhiteSpace(text) ? [] : ReaderNames.Each(text, members.Select(m => m.Name)))
        {
            var member = members.FirstOrDefault(m => NameMatch.Exactly(m.Name, name)) ?? members.FirstOrDefault(m => NameMatch.LooksLike(m.Name, name));
            if (holders.Exists(h => NameMatch.Exactly(h, name)) || (member is null && holders.Count == 0))
            {
                continue;
            }

            var near = member is not null && member.Roles.HasFlag(role) ? member.Name : member is null ? NearNames.Of(holders, name) is [var close, ..] ? close : null : null;
            yield return new(setting, Sentence(role, name, near is null ? member : null, holders), name, near);
        }
    }

    private static string Sentence(Roles role, string name, Member? member, List<string> holders)
    {
        var word = RolesInWords.OneOf(role);
        return member is null ? Plurals.Of(ProjectWording.ResourceManager, "NobodyOfThatRole", holders.Count, ("word", word), ("shown", Names.Shown(name)), ("holders", Spoken.List(holders)))
            : member.Roles.HasFlag(Roles.Facilitator) ? ProjectWording.FormatIsAFacilitatorWhoReadsAnswers(member.Name)
            : member.Roles.HasFlag(Roles.Lead) ? ProjectWording.FormatIsALeadWhoNeverReads(member.Name)
            : ProjectWording.FormatIsNotOfTheProjectFirst(member.Name, word, ReflectionBot.Core.Typing.Quotes.Around(member.Name), word.Split(' ')[^1]);
    }
}
