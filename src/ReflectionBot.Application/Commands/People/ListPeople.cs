using ReflectionBot.Application.Mail;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.People;

/// <summary>Lists the people of the project.</summary>
public sealed record ListPeople : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("people", () => PeopleWording.ListsThePeopleOfTheProject, Roles.Facilitator, CommandGroup.People, new ListPeople(), ["person list", "people list", "list people"]) with { ListedAt = 10 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;
}

/// <summary>`people`: names and roles, and to the facilitator who cannot be reached, without the reason.</summary>
public sealed class ListPeopleHandler(ProjectStore projects, RoundPeople round, MailBook mail) : ICommandHandler<ListPeople>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ListPeople command, CancellationToken cancel)
    {
        var members = await projects.MembersAsync(context.Project.Id, cancel);
        var reach = await Task.WhenAll(members.Select(m => round.ReachAsync(m, cancel)));
        var addresses = await Task.WhenAll(members.Select(m => mail.FindAsync(m.Person, cancel)));
        var lines = members.Zip(reach, addresses).Select(m => $"{m.First.Name}: {PeopleWords.OfRoles(m.First.Roles)}{Reached(m.Second)}{Mailed(m.Third, context.Person.Id)}");
        return context.SayPrivately(new NoticeMessage([.. lines], [], PeopleWording.FormatOn(Spoken.People(members.Count), context.Project.Name)));
    }

    /// <summary>What became of an address is for whoever gave it.</summary>
    private static string Mailed(MailEntry? entry, string reader) => entry is null || entry.GivenBy != reader ? "" : entry.State switch
    {
        MailState.Confirmed => PeopleWording.EMailConfirmed,
        MailState.Asked => PeopleWording.AskedByEMailNotConfirmed,
        _ => "",
    };

    private static string Reached(Reach reach) => reach switch
    {
        Reach.LinkNotOpened => PeopleWording.HasNotOpenedALinkYet,
        Reach.NotReachable => PeopleWording.NotReachable,
        _ => "",
    };
}
