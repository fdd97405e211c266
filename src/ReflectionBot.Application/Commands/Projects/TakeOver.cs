using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>The answer of whoever is asked to take a project over.</summary>
public sealed record TakeOver(bool Yes) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("take over", "take over [no]", "Says yes, or no, to running a project that its facilitator wants to hand over to you.", CommandSpec.Members, Where.DirectOnly,
            CommandGroup.Project, Takes.Maybe, [], ["take over", "take over no"]) { Read = Read, ListedAt = 80 },
    ];

    private static Reading Read(string rest, LocalDate today) => TypedText.KeyOfAll(rest) switch
    {
        "" or "yes" => Reading.Of(new TakeOver(true)),
        "no" => Reading.Of(new TakeOver(false)),
        _ => Reading.Wrong("Type `take over` to say yes, or `take over no`."),
    };
}

/// <summary>`take over`: the new facilitator says yes or no.</summary>
public sealed class TakeOverHandler(ProjectStore projects, HandOvers handOvers) : ICommandHandler<TakeOver>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, TakeOver command, CancellationToken cancel)
    {
        if (await handOvers.FindAsync(context.Project.Id, cancel) is not { } asked || asked.To != context.Person.Id)
        {
            return context.Say($"Nobody is handing {context.Project.Name} over to you just now.");
        }

        var members = await projects.MembersAsync(context.Project.Id, cancel);
        if (members.FirstOrDefault(m => m.Person == asked.By && m.Roles.HasFlag(Roles.Facilitator)) is not { Name: var from })
        {
            return new([new DeleteRow(ProjectRows.HandOver)], [context.Privately(NoticeMessage.Of($"Whoever asked you to run {context.Project.Name} does not run it any more, so nobody is handing it over to you. Nothing has changed."))]);
        }

        var me = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        return command.Yes
            ? new(
                [HandOvers.Put(asked with { AgreedAt = context.Now })],
                [
                    context.Privately(NoticeMessage.Of($"I tell {from} now, who takes the last step. Nothing has changed yet; I write to you when it has.")),
                    new WriteToPerson(context.NewId(), asked.By, new NoticeMessage([$"{me} says yes to running {context.Project.Name}."], [CommandButton.In(context.Project.Id, "Go on", $"hand over to {Quotes.Around(me)}", primary: true)])),
                ])
            : new(
                [new DeleteRow(ProjectRows.HandOver)],
                [context.Privately(NoticeMessage.Of($"All right: nothing changes. I tell {from} now.")), new WriteToPerson(context.NewId(), asked.By, NoticeMessage.Of($"{me} says no to running {context.Project.Name}. Nothing has changed."))]);
    }
}
