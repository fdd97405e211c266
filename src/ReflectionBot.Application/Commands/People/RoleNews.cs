using ReflectionBot.Application.Delivery;
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
            string[] paragraphs = [$"{by} made you {PeopleWords.OfRoles(now)} of {project}.", .. Means(before, now), .. Counts(before, now, "you", "your")];
            yield return new WriteToPerson(context.NewId(), about.Person, NoticeMessage.Of([.. paragraphs]));
        }

        foreach (var other in members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != context.Person.Id && m.Person != about.Person))
        {
            var did = about.Person == context.Person.Id ? $"{by} is {PeopleWords.OfRoles(now)} of {project} now, by their own word." : $"{by} made {about.Name} {PeopleWords.OfRoles(now)} of {project}.";
            string[] paragraphs = [did, .. Counts(before, now, about.Name, "their")];
            yield return new WriteToPerson(context.NewId(), other.Person, NoticeMessage.Of([.. paragraphs]));
        }
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
                yield return new WriteToPerson(context.NewId(), member.Person, NoticeMessage.Of(now
                    ? $"{by} named you as a reader in the consent text of {changed.Name}. Everyone is asked to agree to it before their next answer; you can open what they answer after that: `answers \"Name\"`. They see that you looked."
                    : $"{by} changed the consent text of {changed.Name}: it does not name you as a reader any more, so you open no answers from now on, and those that you had opened are closed to you."));
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
            yield return new WriteToPerson(context.NewId(), member.Person, now.Contains(member.Person)
                ? NoticeMessage.Of(
                    $"{by} named you as one of the two people whom others on {changed.Name} can ask to get in touch with them.",
                    $"Whoever picks you sees your name{(Reach(changed, member.Person) is { } reach ? $" and {reach}" : "")}. I write you theirs, and nothing they wrote; when you get in touch is yours to say to them. If you do not want that, tell {by}: somebody else can be named.")
                : NoticeMessage.Of($"{by} has taken you off the two people whom others on {changed.Name} can ask to get in touch with them. I tell whoever asked for you that they cannot count on it any more."));
        }

        HashSet<string?> People(Project project) => [.. ContactPeople.Of(project.Settings, members).Select(c => c.Person)];
        string? Reach(Project project, string person) => ContactPeople.Of(project.Settings, members).First(c => c.Person == person).Reach;
    }

    /// <summary>What the change does to counting, one paragraph; nothing where it does nothing.</summary>
    /// <param name="before">The roles until now.</param>
    /// <param name="now">The roles from now on.</param>
    /// <param name="who">"you", or a name.</param>
    /// <param name="whose">"your", or "their".</param>
    public static IEnumerable<string> Counts(Roles before, Roles now, string who, string whose)
    {
        if (!(before | now).HasFlag(Roles.Collaborator) || (before & Running) != 0 == ((now & Running) != 0))
        {
            return [];
        }

        var (subject, what) = who == "you" ? ("you are", "you submit") : ($"{who} is", $"{who} submits");
        return (now & Running) != 0
            ? [$"While {subject} {PeopleWords.OfRoles(now & Running)}, {whose} own reflections count in no digest. What a digest leaves out meanwhile stays left out of later ones."]
            : [$"What {what} from now on counts in digests. What was submitted as {PeopleWords.OfRoles(before & Running)}, or left out of a digest meanwhile, stays out."];
    }

    /// <summary>" as lead"; nothing for a collaborator alone, which most people are.</summary>
    public static string As(Roles roles) => roles == Roles.Collaborator ? "" : $" as {PeopleWords.OfRoles(roles)}";

    private static IEnumerable<string> Means(Roles before, Roles now)
    {
        var gained = now & ~before;
        if (gained.HasFlag(Roles.Facilitator))
        {
            yield return "A facilitator adds people and opens rounds, and where the consent text names them can open the answers that people give from then on; people see who looked. `help` shows more.";
        }

        if (gained.HasFlag(Roles.Lead))
        {
            yield return "A lead gets the digests, and never reads anybody's answers.";
        }

        if (gained.HasFlag(Roles.Collaborator))
        {
            yield return "At its milestones I ask you a few questions here. You can say no any time.";
        }

        if (before.HasFlag(Roles.Facilitator) && !now.HasFlag(Roles.Facilitator))
        {
            yield return "You can no longer run rounds, add people or open answers; the answers you had opened are closed to you.";
        }
    }
}
