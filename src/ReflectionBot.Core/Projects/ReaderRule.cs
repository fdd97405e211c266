using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Projects;

/// <summary>
/// Who may be named as a reader of raw answers, and what a change of role does to the text that names them (trust rule 2): pure. A lead never
/// reads; whoever comes to read by a role makes it another text, which everyone is asked about again.
/// </summary>
public static class ReaderRule
{
    /// <summary>What is wrong with the readers that the settings name.</summary>
    /// <returns>A sentence, the name as typed, and the person where it is somebody's; null where nothing is wrong.</returns>
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

    /// <summary>What a change of somebody's roles does to the settings.</summary>
    /// <param name="settings">As they are.</param>
    /// <param name="name">Whose roles change.</param>
    /// <param name="before">Their roles until now.</param>
    /// <param name="now">Their roles from now on.</param>
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
    /// The settings with a new edition of the text where somebody is named who was not before: the same words as in an earlier text are another
    /// promise. Whoever comes back to it reads nothing of before: people were told that it was closed to them.
    /// </summary>
    /// <param name="before">As they were.</param>
    /// <param name="after">As they become.</param>
    /// <param name="at">When.</param>
    public static ProjectSettings Renewed(ProjectSettings before, ProjectSettings after, DateTimeOffset at)
    {
        var came = after.Readers is { } now ? ReaderNames.Each(now, []).Where(n => !ReaderNames.Names(before.Readers, n)).ToList() : [];
        return came.Count == 0 ? after : after with
        {
            TextEdition = before.Readers is null ? after.TextEdition : before.TextEdition + 1,
            ReadersSince = [.. before.ReadersSince.Where(r => ReaderNames.Names(after.Readers, r.Name) && !came.Exists(n => NameMatch.Exactly(n, r.Name))), .. came.Select(n => new NamedReader(n, at))],
        };
    }

    /// <summary>Since when somebody reads without a break: a facilitator whom the text names. Null where they do not.</summary>
    public static DateTimeOffset? Since(Member member, ProjectSettings settings)
    {
        return member is { RemovedAt: null, FacilitatorSince: { } role } && member.Roles.HasFlag(Roles.Facilitator) && !member.Roles.HasFlag(Roles.Lead) && ReaderNames.Names(settings.Readers, member.Name)
            ? settings.ReadersSince.Where(r => ReaderNames.Names(r.Name, member.Name)).Select(r => r.Since).Append(role).Max()
            : null;
    }
}

/// <summary>What a change of roles does to the text that names readers; a closed set.</summary>
public abstract record ReaderChange
{
    /// <summary>Nothing.</summary>
    public sealed record None : ReaderChange;

    /// <summary>It is another text from now on.</summary>
    /// <param name="Settings">The settings with it.</param>
    /// <param name="Sentence">What to say about it.</param>
    public sealed record Text(ProjectSettings Settings, string Sentence) : ReaderChange;

    /// <summary>The roles must not change before somebody else is named.</summary>
    public sealed record Refused(string Sentence) : ReaderChange;
}
