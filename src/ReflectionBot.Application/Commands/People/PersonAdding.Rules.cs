using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.People;

/// <summary>Who can be added under which name, and what is said about it: pure.</summary>
public sealed partial class PersonAdding
{
    private const int Most = 200;

    private static Outcome BackAgain(Asked asked, Member former, IReadOnlyList<Member>? others = null)
    {
        if (former.LeftAt is not null)
        {
            return Outcome.Of(PeopleWords.LeftSentence(former.Name));
        }

        var member = former.As(asked.Roles, asked.Context.Now);
        return new Outcome(
            [PeopleWording.FormatIsOnAgainAsAsThe(former.Name, asked.Context.Project.Name, PeopleWords.OfRoles(asked.Roles), Renamed(others ?? []), PeopleWords.ReaderNotice(member, null)), PeopleWording.FormatIfTheyNeedANewLink(former.Name)],
            [In(PeopleWording.NewLink, asked, $"invite {Quotes.Around(former.Name)}")]) { Changed = [member, .. others ?? []] };
    }

    private static Outcome WhichOne(Asked asked, string name, IReadOnlyList<ChatMember> members)
    {
        var told = members.Where(m => m.Detail is not null).Take(5).Select(m =>
            In($"{Names.Shown(m.Name)} ({Names.Shown(m.Detail!)})", asked, $"person add {MentionMarks.Of(m.Address.User)} as {PeopleWords.RolesAsTyped(asked.Roles)}"));
        return new Outcome([PeopleWording.FormatPeopleInTheChannelAreCalled(members.Count, Names.Shown(name))], [.. asked.Context.Place.Channel == asked.Context.Project.Home.Channel ? told : []]);
    }

    private static Member? Former(Asked asked, string name) => asked.Ever.Where(m => m.RemovedAt is not null && NameMatch.Same(m.Name, name)).MaxBy(m => m.RemovedAt);

    private static string? Refusal(Asked asked, string name)
    {
        var members = asked.Ever.Where(m => m.RemovedAt is null).ToList();
        if (name.Length > NameLimits.Person)
        {
            return PeopleWording.FormatANameCanHaveUpTo(NameLimits.Person);
        }

        if (NameRules.Mistake(name) is { } mistake)
        {
            return mistake;
        }

        if (asked.Roles.HasFlag(Roles.Lead) && ReaderNames.SeemsToName(asked.Context.Project.Settings.Readers, name))
        {
            return PeopleWording.FormatTheTextAboutWhoSeesWhat(Names.Shown(name));
        }

        if (members.Find(m => NameMatch.Same(m.Name, name)) is { } same)
        {
            return PeopleWording.FormatIsOnTheProjectAlreadyPerson(Names.Shown(name), same.Name);
        }

        if (members.Find(m => NameMatch.LooksLike(m.Name, name)) is { } alike)
        {
            return PeopleWording.FormatLooksLikeWhoIsOnThe(Names.Shown(name), alike.Name);
        }

        var settings = asked.Context.Project.Settings;
        string?[] named = [settings.Facilitator, settings.Lead, settings.Helper1, settings.Helper2, .. ReaderNames.Each(settings.Readers ?? "")];
        if (named.OfType<string>().FirstOrDefault(n => NameMatch.LooksLike(n, name) && !NameMatch.Exactly(n, name)) is { } known)
        {
            return PeopleWording.FormatLooksLikeWhomTheSettingsName(Names.Shown(name), known);
        }

        return members.Count >= Most ? PeopleWording.FormatAProjectCanHaveUpTo(Most) : null;
    }

    private static string Renamed(IReadOnlyList<Member> others) => others.Count == 0 ? "" : PeopleWording.FormatTheOtherOneIsFromNow(Spoken.List([.. others.Select(o => o.Name)]));

    private static string WithoutDetail(string name) => name.EndsWith(')') && name.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var at ? name[..at] : name;

    private static Button Button(string label, Asked asked, string name, bool byLink = false, bool primary = false) =>
        In(label, asked, $"person add {Quotes.Around(name)} as {PeopleWords.RolesAsTyped(asked.Roles)}{(byLink ? " with a link" : "")}", primary);

    // About this project, whatever others somebody runs: these answers stand in their own chat.
    private static Button In(string label, Asked asked, string command, bool primary = false) => CommandButton.In(asked.Context.Project.Id, label, command, primary);

    /// <summary>What became of one of those who were to be added.</summary>
    private sealed record Outcome(IReadOnlyList<LinkedText> Paragraphs, IReadOnlyList<Button> Buttons)
    {
        public IReadOnlyList<Member> Changed { get; init; } = [];

        public static Outcome Of(string sentence) => new([sentence], []);
    }

    /// <summary>What was asked for, and who is on the project as far as it has been done.</summary>
    private sealed record Asked(CommandContext Context, Roles Roles, bool ByLink, List<Member> Ever, bool Several, string? Mail)
    {
        private readonly HashSet<string> _before = [.. Ever.Where(m => m.RemovedAt is null).Select(m => m.Person)];

        public Dictionary<string, Member> Written { get; } = new(StringComparer.Ordinal);

        /// <summary>Those who were not on the project before; others only got a name that tells them apart.</summary>
        public IEnumerable<Member> Added => Written.Values.Where(m => !_before.Contains(m.Person));

        public Member New(string person, string name) => new Member(Context.Project.Id, person, name, Roles.None, Context.Now).As(Roles, Context.Now);

        public void Take(IReadOnlyList<Member> changed)
        {
            foreach (var member in changed)
            {
                Ever.RemoveAll(m => m.Person == member.Person);
                Ever.Add(member);
                Written[member.Person] = member;
            }
        }
    }
}
