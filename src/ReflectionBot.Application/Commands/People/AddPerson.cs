using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.People;

/// <summary>Adds a person in these roles (a collaborator where none were said).</summary>
/// <param name="Name">As typed, or a mark of <see cref="MentionMarks"/> where somebody was mentioned.</param>
/// <param name="ByLink">With a personal link, whoever else has that name in the channel.</param>
/// <param name="Mail">Their e-mail address, to which their link goes instead of through anybody's hands; null for none.</param>
public sealed partial record AddPerson(string Name, Roles Roles, bool ByLink = false, string? Mail = null) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("person add", "person add \"<name>\" [and \"<name>\"] [as <roles>] [with a link]", () => PeopleWording.AddsCollaboratorsFacilitatorsOrLeadsWho, Roles.Facilitator, Where.Anywhere,
            CommandGroup.People, Takes.Something, ["people add", "add person", "add people"],
            ["person add \"Maya Brooks\" as collaborator", "person add Sam as lead and collaborator", "person add \"Maya Brooks\" and \"Sam Lee\"", "person add \"Maya Brooks\" with a link", "person add \"Bea Novak\" bea@example.org"]) { Read = Read, ListedAt = 20 },
    ];

    /// <summary>The most people added by one command.</summary>
    public const int MostAtOnce = 20;

    private const string AddExample = "person add \"Maya Brooks\" as collaborator";

    private static readonly string[] Between = ["and ", "& ", "+ "];

    private static Reading Read(string rest, LocalDate today)
    {
        if (ArgumentReaders.MailOfNamed(rest) is var (without, typedMail))
        {
            const string Example = "person add \"Bea Novak\" bea@example.org";
            return ReflectionBot.Core.Chat.MailAddress.Read(typedMail) is not { } mail ? ArgumentReaders.NoAddress(typedMail, Example) : Read(without, today) switch
            {
                { Command: AddPerson { Mail: not null } } => ArgumentReaders.TwoAddresses(Example),
                { Command: AddPerson add } reading => Reading.Of(add with { Mail = mail, ByLink = true }, reading.Bare),
                { Command: AddPeople } => Reading.Wrong(PeopleWording.FormatAnEMailAddressGoesWith(Example)),
                var mistake => mistake,
            };
        }

        var link = ArgumentReaders.WithALink().Match(rest);
        var (byLink, text) = (link.Success, TypedText.OneLine(link.Success ? rest[..link.Index] : rest).TrimEnd('.', ',', ';', ' '));
        var (names, whole, typed, bare) = Who(text);
        if (names.Count > MostAtOnce)
        {
            return Reading.Wrong(PeopleWording.FormatThatArePeopleAddUpTo(names.Count, MostAtOnce));
        }

        // A mark in place of a mention is no name, and as long as its id.
        var typedNames = names.Where(n => MentionMarks.AtStart(n).Length == 0).ToList();
        if (names.Count == 0 || typedNames.Exists(n => n.Length is 0 or > NameLimits.Person))
        {
            return Reading.Wrong(ArgumentReaders.Length(typedNames.Exists(n => n.Length == 0) ? 0 : typedNames.Select(n => n.Length).DefaultIfEmpty().Max(), NameLimits.Person, AddExample));
        }

        Reading Add(Roles roles) => Reading.Of(names is [var only] ? new AddPerson(only, roles, byLink) : new AddPeople(names, whole, roles, byLink), bare);
        return typed.Length == 0 ? Add(Roles.Collaborator) : ArgumentReaders.WithRoles(typed, AddExample, Add);
    }

    /// <summary>The names; the text that they were split from, where it may be one name after all; what was typed as roles; whether anything was plain words.</summary>
    private static (IReadOnlyList<string> Names, string? Whole, string Roles, bool Bare) Who(string text)
    {
        var (names, bare, whole) = (new List<string>(), false, (string?)null);
        while ((text = WithoutSeparator(text, names.Count > 0)).Length > 0)
        {
            if (MentionMarks.AtStart(text) is { Length: > 0 } mark)
            {
                names.Add(mark);
                text = text[mark.Length..];
            }
            else if (Quotes.Take(text) is (var inside, var after, true))
            {
                names.Add(TypedText.OneLine(inside));
                text = after;
            }
            else if (names.Count > 0 && !bare && ArgumentReaders.LooksLikeMail().Match(text) is not { Success: true, Index: 0 })
            {
                return (names, null, text, bare); // After names that were surely names: what they are.
            }
            else
            {
                var end = MentionMarks.IndexIn(text);
                var (said, roles) = end < 0 ? CutRoles(Quotes.Bare(text)) : (text[..end], "");
                var some = said.Split([PeopleWording.And, ",", ";", " & ", " + "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                (bare, whole) = (true, names.Count == 0 && end < 0 && some.Length > 1 ? said : null);
                names.AddRange(some.Select(n => n.EndsWith(" and", StringComparison.OrdinalIgnoreCase) ? n[..^4] : n));
                if (end < 0)
                {
                    return (names, whole, roles, bare);
                }

                text = text[end..];
            }
        }

        return (names, whole, "", bare);
    }

    private static (string Said, string Roles) CutRoles(string text) =>
        text.LastIndexOf(PeopleWording.As, StringComparison.OrdinalIgnoreCase) is > 0 and var at ? (text[..at], text[(at + 4)..]) : (text, "");

    private static string WithoutSeparator(string text, bool between)
    {
        var rest = text.TrimStart(' ', ',', ';', '\n');
        return between && Array.Find(Between, b => rest.StartsWith(b, StringComparison.OrdinalIgnoreCase)) is { } and && !rest.StartsWith("and as ", StringComparison.OrdinalIgnoreCase)
            ? rest[and.Length..].TrimStart()
            : rest;
    }
}

/// <summary>Adds several people in the same roles.</summary>
/// <param name="Names">Each as in <see cref="AddPerson"/>.</param>
/// <param name="Whole">What the names were split from, where it may be one name after all, e.g. "Smith, John"; null otherwise.</param>
public sealed record AddPeople(IReadOnlyList<string> Names, string? Whole, Roles Roles, bool ByLink) : Command;
