using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Rounds;

/// <summary>Adds a late joiner to the open round.</summary>
public sealed record AddToRound(string Name) : PersonCommand(Name), ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Named("add", "add \"<name>\"", () => RoundCommandWording.AddsAPersonOfTheProject, Roles.Facilitator, CommandGroup.Rounds, "add \"Maya Brooks\"", n => new AddToRound(n)) with { ListedAt = 80 },
    ];
}

/// <summary>`add`: brings a late joiner into the open round.</summary>
public sealed class AddToRoundHandler(ProjectStore projects, RoundPeople people) : ICommandHandler<AddToRound>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, AddToRound command, CancellationToken cancel)
    {
        if (await projects.OpenRoundAsync(context, cancel) is not { } round)
        {
            return context.Say(RoundChange.NoOpenRound);
        }

        var members = await projects.MembersAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(members, m => m.Name, command.Name);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"add {Quotes.Around(n)}", PeopleWords.Unknown(command.Name, near));
        }

        if (!found.Roles.HasFlag(Roles.Collaborator))
        {
            return context.Say(RoundCommandWording.FormatIsNotACollaboratorPersonRole(found.Name));
        }

        var result = context.SayPrivately(NoticeMessage.Of(await AddedAsync(context, round, found, cancel)));
        return result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new InvitePerson(context.Project.Id, round.Id, found.Person))] };
    }

    private async Task<string> AddedAsync(CommandContext context, Round round, Member found, CancellationToken cancel)
    {
        var on = (await people.OfAsync(context.Project, round, cancel)).FirstOrDefault(p => p.Person == found.Person);
        if (on is not null && on.State != RosterState.ToBeAsked)
        {
            return RoundCommandWording.FormatWasAskedOnBeforeAndIs(found.Name, round.Name);
        }

        var person = await people.PersonAsync(found.Person, cancel);
        var at = RoundCalendar.AskAt(context.Project, round, person is null ? context.Zone : Zones.Of(person, context.Project), context.Now);
        var when = at > context.Now ? RoundCommandWording.FormatIAskThemOnOrAt(AskingWords.Moment(context.Project, at)) : RoundCommandWording.IAskThemInTheirOwn;
        var reach = await people.ReachAsync(found, cancel) switch
        {
            Reach.LinkNotOpened => RoundCommandWording.TheyHaveNotOpenedTheirLink,
            Reach.NotReachable => RoundCommandWording.ButICouldNotReachThem,
            _ => "",
        };
        return RoundCommandWording.FormatJoinsTheRoundOn(found.Name, round.Name, when, reach);
    }
}
