using System.Text.RegularExpressions;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Projects;

/// <summary>A contact person: people on a project can ask them to get in touch.</summary>
/// <param name="Id">Identifies the contact person, in either of the two places: a person's id, or for an outsider a hash of the name and the address.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="Person">The id of the person on the project; null for an outsider.</param>
/// <param name="Reach">Their telephone number or address that people can be shown; null for none.</param>
public sealed record ContactPerson(string Id, string Name, string? Person, string? Reach)
{
    /// <summary>The bot can write to them, and they can be expected to read it.</summary>
    public bool Writable { get; init; }

    /// <summary>The name of a message about a request to be contacted, as remembered in the contact person's own partition.</summary>
    /// <param name="project">The project's id.</param>
    /// <param name="message">The message's own id; empty for the common prefix of these names.</param>
    public static string Remember(string project, string message) => $"contact {project} {message}";

    /// <summary>Whether a request can reach them.</summary>
    public bool Works => Writable || Reach is not null;
}

/// <summary>The contact people of one project.</summary>
/// <param name="Project">The project.</param>
/// <param name="People">At most two, without the person who asks.</param>
public sealed record ProjectContacts(Project Project, IReadOnlyList<ContactPerson> People)
{
    /// <summary>A contact person in the settings can no longer be asked, and no replacement is named yet.</summary>
    public bool IsOneMissing { get; init; }
}

/// <summary>The two contact people that the settings name: pure. There are two so that a person who wants to talk about the facilitator can ask another one.</summary>
public static partial class ContactPeople
{
    private const int LeastDigits = 3;

    /// <summary>The contact people who can be asked now. A person who is not on the project and has no address cannot be asked.</summary>
    public static IReadOnlyList<ContactPerson> Of(ProjectSettings settings, IReadOnlyList<Member> members) =>
        [.. Named(settings).Select(n => Find(n.Text, n.Person, members)).OfType<ContactPerson>()];

    /// <summary>The settings with each of the two linked to a person's id, so that another person of the same name is never mistaken for them.</summary>
    public static ProjectSettings Tied(ProjectSettings settings, IReadOnlyList<Member> members)
    {
        return settings with
        {
            Helper1Person = settings.Helper1Person ?? (settings.Helper1 is { } first ? Find(first, null, members)?.Person : null),
            Helper2Person = settings.Helper2Person ?? (settings.Helper2 is { } second ? Find(second, null, members)?.Person : null),
        };
    }

    /// <summary>A sentence about what is wrong with the two together; null where nothing is, or one is not named yet.</summary>
    public static string? Mistake(ProjectSettings settings, IReadOnlyList<Member> members)
    {
        if (Named(settings).Select(n => Find(n.Text, n.Person, members) ?? Outside(n.Text)).ToList() is not [var first, var second])
        {
            return null;
        }

        if (first.Id == second.Id || NameMatch.Same(first.Name, second.Name) || (first.Reach is { } reach && second.Reach is { } other && NameMatch.Same(reach, other)))
        {
            return ProjectWording.Helper1AndHelper2HaveToBe;
        }

        return IsFacilitator(first) && IsFacilitator(second)
            ? ProjectWording.Helper1AndHelper2CannotBothBe
            : null;

        bool IsFacilitator(ContactPerson contact) => (settings.Facilitator is { } facilitator && NameMatch.Same(facilitator, contact.Name))
            || members.Any(m => m.Roles.HasFlag(Roles.Facilitator) && (m.Person == contact.Person || NameMatch.Same(m.Name, contact.Name)));
    }

    /// <summary>The first setting whose contact person can no longer be asked, with its text; null where both can be asked, or are not filled in yet.</summary>
    public static (string Setting, string Text)? Lost(ProjectSettings settings, IReadOnlyList<Member> members)
    {
        foreach (var (setting, text, person) in Named(settings))
        {
            if (Find(text, person, members) is null)
            {
                return (setting, text);
            }
        }

        return null;
    }

    /// <summary>Whether a contact person from before can no longer be asked.</summary>
    public static bool HaveChanged((ProjectSettings Settings, IReadOnlyList<Member> Members) before, (ProjectSettings Settings, IReadOnlyList<Member> Members) after)
    {
        var now = Of(after.Settings, after.Members).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return Of(before.Settings, before.Members).Any(c => !now.Contains(c.Id));
    }

    /// <summary>What the facilitator is told when a contact person leaves the project; null where they are not named.</summary>
    public static string? GoneNotice(ProjectSettings settings, Member gone)
    {
        if (SettingOf(settings, gone) is not { } setting)
        {
            return null;
        }

        return Of(settings, []).FirstOrDefault(c => NameMatch.Same(c.Name, gone.Name)) is { Reach: { } reach }
            ? ProjectWording.FormatIsOneOfTheTwoPeople(gone.Name, reach, setting)
            : ProjectWording.FormatWasOneOfTheTwoPeople(gone.Name, setting);
    }

    /// <summary>The setting that names this member as a contact person; null for none.</summary>
    public static string? SettingOf(ProjectSettings settings, Member member)
    {
        return Named(settings).Where(n => Find(n.Text, n.Person, [member])?.Person == member.Person).Select(n => n.Setting).FirstOrDefault();
    }

    /// <summary>The name and the address in a text such as "Bea Novak, 01234 567890" or "Samaritans (116 123)".</summary>
    public static (string Name, string? Reach) Read(string text)
    {
        var all = Address().Matches(text).Where(m => m.Value.Contains('@', StringComparison.Ordinal) || m.Value.Contains("://", StringComparison.Ordinal) || m.Value.Count(char.IsAsciiDigit) >= LeastDigits).ToList();
        if (all.Count == 0)
        {
            return (Bare(text), null);
        }

        var first = all[0];
        var name = Bare(text[..first.Index]);
        return name.Length > 0 ? (name, Bare(text[first.Index..])) : (Bare(text[(first.Index + first.Length)..]), Bare(first.Value));
    }

    private static ContactPerson? Find(string text, string? person, IReadOnlyList<Member> members)
    {
        var (name, reach) = Read(text);
        var found = person is null ? members.FirstOrDefault(m => NameMatch.Same(m.Name, name)) : members.FirstOrDefault(m => m.Person == person);
        return found is not null ? new(found.Person, found.Name, found.Person, reach) { Writable = !found.Unreachable }
            : reach is not null && name.Length > 0 ? Outside(text)
            : null;
    }

    private static ContactPerson Outside(string text)
    {
        var (name, reach) = Read(text);
        return new(Hashes.Short([name, reach ?? ""]), name, null, reach);
    }

    private static IEnumerable<(string Setting, string Text, string? Person)> Named(ProjectSettings settings)
    {
        return new[] { ("helper1", settings.Helper1, settings.Helper1Person), ("helper2", settings.Helper2, settings.Helper2Person) }
            .Where(n => !string.IsNullOrWhiteSpace(n.Item2)).Select(n => (n.Item1, n.Item2!, n.Item3));
    }

    private static string Bare(string text) => Lead().Replace(text.Trim().TrimEnd(' ', ',', ';', ':', '.', '-', '\u2013', '(', '<', ')', '>').TrimStart(' ', ',', ';', ':', '-', '\u2013', ')', '>'), "").TrimEnd();

    [GeneratedRegex(@"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\s@<>(),;:]+|https?://[^\s<>()]+|\+?[0-9][0-9 ().\u2013-]*[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:[\s,;:(-]+(?:on|at|tel|phone|telephone|email|e-mail|mobile|call))+[.:]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lead();
}
