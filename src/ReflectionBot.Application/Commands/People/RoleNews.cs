using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Application.Commands.People;

/// <summary>
/// What a change of roles means, told to whom it is about and to the other facilitators: nobody's words are left out of a digest, and nobody
/// comes to read, without their knowing. Pure.
/// </summary>
internal static class RoleNews
{
    private const Roles Running = Roles.Facilitator | Roles.Lead;

    /// <summary>Letters to whoever has other roles now, and to the other facilitators; none to whoever did it.</summary>
    /// <param name="context">Who did it.</param>
    /// <param name="members">Everyone on the project.</param>
    /// <param name="about">Whom it is about.</param>
    /// <param name="before">Their roles until now; none for somebody new.</param>
    /// <param name="now">Their roles from now on.</param>
    public static IEnumerable<Effect> Letters(CommandContext context, IReadOnlyList<Member> members, Member about, Roles before, Roles now)
    {
        if (before == now)
        {
            yield break;
        }

        var by = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        var project = context.Project.Name;
        if (about.Person != context.Person.Id)
        {
            yield return context.Letter(about.Person, () => NoticeMessage.Of([PeopleWording.FormatMadeYouOf(by, PeopleWords.OfRoles(now), project), .. Means(before, now), .. Counts(before, now)]));
        }

        foreach (var other in members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != context.Person.Id && m.Person != about.Person))
        {
            yield return context.Letter(other.Person, () => NoticeMessage.Of([Did(), .. Counts(before, now, about.Name)]));
        }

        string Did() => about.Person == context.Person.Id ? PeopleWording.FormatIsOfNowByTheirOwn(by, PeopleWords.OfRoles(now), project) : PeopleWording.FormatMadeOf(by, about.Name, PeopleWords.OfRoles(now), project);
    }

    /// <summary>Letters to those whom the consent text comes to name as readers, or names no more; none to whoever changed it.</summary>
    public static IEnumerable<Effect> Readers(CommandContext context, IReadOnlyList<Member> members, Project changed)
    {
        var by = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        foreach (var member in members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != context.Person.Id))
        {
            var (was, now) = (ReaderNames.Names(context.Project.Settings.Readers, member.Name), ReaderNames.Names(changed.Settings.Readers, member.Name));
            if (was != now)
            {
                yield return context.Letter(member.Person, () => NoticeMessage.Of(now
                    ? PeopleWording.FormatNamedYouAsAReaderIn(by, changed.Name)
                    : PeopleWording.FormatChangedTheConsentTextOfIt(by, changed.Name)));
            }
        }
    }

    /// <summary>Letters to those whom others can ask for contact from now on, or can no more: nobody is named without knowing what it means. None to whoever changed it.</summary>
    public static IEnumerable<Effect> Helpers(CommandContext context, IReadOnlyList<Member> members, Project changed)
    {
        var by = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        var (was, now) = (People(context.Project), People(changed));
        foreach (var member in members.Where(m => m.Person != context.Person.Id && was.Contains(m.Person) != now.Contains(m.Person)))
        {
            yield return context.Letter(member.Person, () => now.Contains(member.Person)
                ? NoticeMessage.Of(
                    PeopleWording.FormatNamedYouAsOneOfThe(by, changed.Name),
                    Reach(changed, member.Person) is { } reach ? PeopleWording.FormatWhoeverPicksYouSeesYourName(reach, by) : PeopleWording.FormatWhoeverPicksYouSeesYourNameI(by))
                : NoticeMessage.Of(PeopleWording.FormatHasTakenYouOffTheTwo(by, changed.Name)));
        }

        HashSet<string?> People(Project project) => [.. ContactPeople.Of(project.Settings, members).Select(c => c.Person)];
        string? Reach(Project project, string person) => ContactPeople.Of(project.Settings, members).First(c => c.Person == person).Reach;
    }

    /// <summary>What the change does to counting, one paragraph; nothing where it does nothing.</summary>
    /// <param name="before">The roles until now.</param>
    /// <param name="now">The roles from now on.</param>
    /// <param name="name">Whose; null for the reader's own.</param>
    public static IEnumerable<string> Counts(Roles before, Roles now, string? name = null)
    {
        if (!(before | now).HasFlag(Roles.Collaborator) || (before & Running) != 0 == ((now & Running) != 0))
        {
            return [];
        }

        var runs = PeopleWords.OfRoles(((now & Running) != 0 ? now : before) & Running);
        return ((now & Running) != 0, name) switch
        {
            (true, null) => [PeopleWording.FormatWhileYouRunItYoursCountNot(runs)],
            (true, _) => [PeopleWording.FormatWhileTheyRunItTheirsCountNot(name, runs)],
            (false, null) => [PeopleWording.FormatWhatYouSubmitNowCounts(runs)],
            (false, _) => [PeopleWording.FormatWhatTheySubmitNowCounts(name, runs)],
        };
    }

    /// <summary>" as lead"; nothing for a collaborator alone, which most people are.</summary>
    public static string As(Roles roles) => roles == Roles.Collaborator ? "" : PeopleWording.FormatAs2(PeopleWords.OfRoles(roles));

    private static IEnumerable<string> Means(Roles before, Roles now)
    {
        var gained = now & ~before;
        if (gained.HasFlag(Roles.Facilitator))
        {
            yield return PeopleWording.AFacilitatorAddsPeopleAndOpens;
        }

        if (gained.HasFlag(Roles.Lead))
        {
            yield return PeopleWording.ALeadGetsTheDigestsAnd;
        }

        if (gained.HasFlag(Roles.Collaborator))
        {
            yield return PeopleWording.AtItsMilestonesIAskYou;
        }

        if (before.HasFlag(Roles.Facilitator) && !now.HasFlag(Roles.Facilitator))
        {
            yield return PeopleWording.YouCanNoLongerRunRounds;
        }
    }
}
