using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.People;

/// <summary>What is said about the people of a project in more than one place.</summary>
internal static class PeopleWords
{
    /// <summary>Nobody is both.</summary>
    public static string BothSentence => PeopleWording.AFacilitatorAndALeadAre;

    /// <summary>"collaborator and lead".</summary>
    public static string OfRoles(Roles roles) => Spoken.List(Each(roles));

    public static string RolesAsTyped(Roles roles) => string.Join(PeopleWording.And, Each(roles));

    public static bool IsBoth(Roles roles) => roles.HasFlag(Roles.Facilitator | Roles.Lead);

    /// <summary>What to say about a name that fits nobody.</summary>
    public static string Unknown(string typed, IReadOnlyList<string> near) => near.Count > 0
        ? PeopleWording.FormatWhoIsMeant(Spoken.List([.. near.Select(n => $"`{n}`")]))
        : PeopleWording.FormatNobodyOnTheProjectIsCalled(Names.Shown(typed));

    /// <summary>What stands between somebody who becomes a facilitator and people's answers; nothing for others.</summary>
    public static string ReaderNotice(Member member, Member? before) => member.FacilitatorSince is not null && before?.FacilitatorSince is null
        ? PeopleWording.FormatToOpenAnswersMustBeNamed(member.Name)
        : "";

    public static string LeftSentence(string name) =>
        PeopleWording.FormatLeftByTheirOwnChoiceI(name);

    /// <summary>Tells whom it is about, and the other facilitators: nobody is taken off or put back unseen, to find out whose words made a difference (trust rule 5).</summary>
    public static CommandResult Told(CommandContext context, CommandResult result, IReadOnlyList<Member> members, Member about, Func<string, string> them, Func<string, string> others)
    {
        var by = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        Effect Letter(Member to, Func<string, string> sentence) => context.Letter(to.Person, () => NoticeMessage.Of(sentence(by)));
        var facilitators = members.Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != context.Person.Id && m.Person != about.Person);
        Effect[] letters = [.. facilitators.Select(m => Letter(m, others)), .. about.Person == context.Person.Id ? Array.Empty<Effect>() : [Letter(about, them)]];
        return result with { Effects = [.. result.Effects, .. letters] };
    }

    /// <summary>Somebody of the project by a name as typed, with everyone on it, and the names that come near.</summary>
    public static async Task<(IReadOnlyList<Member> Members, Member? Found, IReadOnlyList<string> Near)> FindMemberAsync(this ProjectStore projects, CommandContext context, string name, CancellationToken cancel)
    {
        var members = await projects.MembersAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(members, m => m.Name, name);
        return (members, found, near);
    }

    private static List<string> Each(Roles roles) =>
        [.. Enum.GetValues<Roles>().Where(r => r != Roles.None && roles.HasFlag(r)).Select(r => r.ToString().ToLowerInvariant())];
}
