using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
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
        new("take over", "take over [no]", () => ProjectCommandWording.SaysYesOrNoToRunning, CommandSpec.Members, Where.DirectOnly,
            CommandGroup.Project, Takes.Maybe, [], ["take over", "take over no"]) { Read = Read, ListedAt = 80 },
    ];

    private static Reading Read(string rest, LocalDate today) => TypedText.KeyOfAll(rest) switch
    {
        "" or "yes" => Reading.Of(new TakeOver(true)),
        "no" => Reading.Of(new TakeOver(false)),
        _ => Reading.Wrong(ProjectCommandWording.TypeTakeOverToSayYes),
    };
}

/// <summary>`take over`: the new facilitator says yes or no.</summary>
public sealed class TakeOverHandler(ProjectStore projects, HandOvers handOvers) : ICommandHandler<TakeOver>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, TakeOver command, CancellationToken cancel)
    {
        var asked = (await handOvers.ListAsync(context.Project.Id, cancel)).Where(a => a.To == context.Person.Id).ToList();
        if (asked.Count == 0)
        {
            return context.Say(ProjectCommandWording.FormatNobodyIsHandingOverToYou(context.Project.Name));
        }

        var members = await projects.MembersAsync(context.Project.Id, cancel);
        string? NameOf(string facilitator) => members.FirstOrDefault(m => m.Person == facilitator && m.Roles.HasFlag(Roles.Facilitator))?.Name;
        var by = asked.Where(a => NameOf(a.By) is not null).ToList();
        var others = asked.Except(by).Select(a => a.Delete());
        if (by.Count == 0)
        {
            return new([.. others], [context.Privately(NoticeMessage.Of(ProjectCommandWording.FormatWhoeverAskedYouToRunDoes(context.Project.Name)))]);
        }

        var me = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        return command.Yes
            ? new(
                [.. others, .. by.Select(a => (a with { AgreedAt = context.Now }).Put())],
                [
                    context.Privately(NoticeMessage.Of([.. by.Select(a => ProjectCommandWording.FormatITellNowWhoTakesThe(NameOf(a.By)!))])),
                    .. by.Select(a => context.Letter(a.By, () => new NoticeMessage([ProjectCommandWording.FormatSaysYesToRunning(me, context.Project.Name)], [CommandButton.In(context.Project.Id, ProjectCommandWording.GoOn, $"hand over to {Quotes.Around(me)}", primary: true)]))),
                ])
            : new(
                [.. others, .. by.Select(a => a.Delete())],
                [
                    context.Privately(NoticeMessage.Of([.. by.Select(a => ProjectCommandWording.FormatAllRightNothingChangesITell(NameOf(a.By)!))])),
                    .. by.Select(a => context.Letter(a.By, () => NoticeMessage.Of(ProjectCommandWording.FormatSaysNoToRunningNothingHas(me, context.Project.Name)))),
                ]);
    }
}
