using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Projects;

/// <summary>
/// Who may be named as a reader of raw answers, and how a change of role changes the text that names them (trust rule 2): pure. A lead never
/// reads. If a role makes a person a reader, the text counts as a new one, and everyone is asked to agree again.
/// </summary>
public static class ReaderRule
{
    /// <summary>Checks the readers that the settings name.</summary>
    /// <returns>A sentence about the mistake, the name as typed, and the person with that name, if any; null where nothing is wrong.</returns>
    public static (string Sentence, string Typed, Member? Reader)? Mistake(ProjectSettings settings, IReadOnlyList<Member> members)
    {
        if (settings.Readers is not { } readers)
        {
            return null;
        }

        foreach (var name in ReaderNames.Each(readers, members.Select(m => m.Name)))
        {
            var member = members.FirstOrDefault(m => NameMatch.Exactly(m.Name, name));
            var lead = members.FirstOrDefault(m => m.Roles.HasFlag(Roles.Lead) && NameMatch.LooksLike(m.Name, name));
            if (lead is not null)
            {
                return (ProjectWording.FormatIsALeadALeadReads(lead.Name), name, lead);
            }

            if (ReaderNames.SeemsToName(settings.Lead, name))
            {
                return (ProjectWording.FormatTheTextNamesAsTheLead(ReflectionBot.Core.Typing.Names.Shown(name)), name, member);
            }

            if (member is null)
            {
                return (ProjectWording.FormatNobodyOnTheProjectIsCalled(ReflectionBot.Core.Typing.Names.Shown(name)), name, null);
            }

            if (!member.Roles.HasFlag(Roles.Facilitator))
            {
                return (ProjectWording.FormatIsNotAFacilitatorSoThey(member.Name, ReflectionBot.Core.Typing.Quotes.Around(member.Name)), name, member);
            }
        }

        return null;
    }

    /// <summary>How a change of a person's roles changes the settings.</summary>
    /// <param name="settings">The current settings.</param>
    /// <param name="name">The name of the person.</param>
    /// <param name="before">Their roles before.</param>
    /// <param name="now">Their new roles.</param>
    public static ReaderChange After(ProjectSettings settings, string name, Roles before, Roles now)
    {
        if (!ReaderNames.Names(settings.Readers, name))
        {
            return new ReaderChange.None();
        }

        if (now.HasFlag(Roles.Facilitator))
        {
            return before.HasFlag(Roles.Facilitator) ? new ReaderChange.None()
                : new ReaderChange.Text(settings with { TextEdition = settings.TextEdition + 1 }, ProjectWording.FormatIsNamedAsAReaderAnd(name));
        }

        var rest = ReaderNames.Each(settings.Readers!, []).Where(n => !NameMatch.Exactly(n, name)).ToList();
        return rest.Count == 0
            ? new ReaderChange.Refused(ProjectWording.FormatIsTheOnlyReaderThatThe(name))
            : new ReaderChange.Text(settings with { Readers = Spoken.List(rest) }, ProjectWording.FormatTheTextAboutWhoSeesWhat(name));
    }

    /// <summary>
    /// The settings with a new edition of the text if a new reader is named. Even with the same words as an earlier text, it is a different
    /// promise. A reader who is named again cannot read what was written before, because people were told that it was closed to them.
    /// </summary>
    /// <param name="before">The settings before.</param>
    /// <param name="after">The settings after.</param>
    /// <param name="at">When they change.</param>
    public static ProjectSettings Renewed(ProjectSettings before, ProjectSettings after, DateTimeOffset at)
    {
        var came = after.Readers is { } now ? ReaderNames.Each(now, []).Where(n => !ReaderNames.Names(before.Readers, n)).ToList() : [];
        return came.Count == 0 ? after : after with
        {
            TextEdition = before.Readers is null ? after.TextEdition : before.TextEdition + 1,
            ReadersSince = [.. before.ReadersSince.Where(r => ReaderNames.Names(after.Readers, r.Name) && !came.Exists(n => NameMatch.Exactly(n, r.Name))), .. came.Select(n => new NamedReader(n, at))],
        };
    }

    /// <summary>Since when a member has been a reader without a break: a facilitator whom the text names. Null where they are not a reader.</summary>
    public static DateTimeOffset? Since(Member member, ProjectSettings settings)
    {
        return member is { RemovedAt: null, FacilitatorSince: { } role } && member.Roles.HasFlag(Roles.Facilitator) && !member.Roles.HasFlag(Roles.Lead) && ReaderNames.Names(settings.Readers, member.Name)
            ? settings.ReadersSince.Where(r => ReaderNames.Names(r.Name, member.Name)).Select(r => r.Since).Append(role).Max()
            : null;
    }
}

/// <summary>How a change of roles changes the text that names readers; a closed set.</summary>
public abstract record ReaderChange
{
    /// <summary>No change.</summary>
    public sealed record None : ReaderChange;

    /// <summary>The text changes.</summary>
    /// <param name="Settings">The settings with the new text.</param>
    /// <param name="Sentence">What to say about it.</param>
    public sealed record Text(ProjectSettings Settings, string Sentence) : ReaderChange;

    /// <summary>The roles cannot change before another reader is named.</summary>
    public sealed record Refused(string Sentence) : ReaderChange;
}
