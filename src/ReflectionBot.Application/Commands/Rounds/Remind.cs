using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Rounds;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Rounds;

/// <summary>Sends the one reminder a facilitator may send by hand.</summary>
public sealed record Remind : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("remind", "Sends one more reminder to those who have not handed in yet.", Roles.Facilitator, CommandGroup.Rounds, new Remind(), ["remind everyone", "send reminder"]) with { ListedAt = 70 },
    ];
}

/// <summary>`remind`: one more reminder than planned to those who have not submitted, in their working hours. The answer is private: it tells whether anybody is left.</summary>
public sealed class RemindHandler(ProjectStore projects, RoundPeople people, RoundNews news) : ICommandHandler<Remind>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, Remind command, CancellationToken cancel)
    {
        if (await projects.OpenRoundAsync(context, cancel) is not { } round)
        {
            return context.Say(RoundChange.NoOpenRound);
        }

        if (round.RemindedAt is { } before)
        {
            return context.SayPrivately(NoticeMessage.Of($"One reminder by hand a round: this one's was asked for on {English.DayAndTime(before, context.Zone)}."));
        }

        var asked = await people.OfAsync(context.Project, round, cancel);
        if (!asked.Any(p => p.State is RosterState.Invited or RosterState.Started))
        {
            return context.SayPrivately(NoticeMessage.Of("Nobody is left to remind: everyone who was asked has handed in or said no. The reminder by hand is still there for later."));
        }

        var at = RoundCalendar.PromptAt(context.Project.Settings, context.Zone, context.Now);
        var when = at > context.Now ? $"on {AskingWords.Moment(context.Project, at)}, or in their own working hours where they are elsewhere" : "in their working hours";
        var byHand = await news.ByHandAsync(context.Project, round, asked, cancel);
        var result = context.SayPrivately(
            NoticeMessage.Of([$"I remind those who have not handed in, {when}. Nobody who said no, paused or asked for fewer messages hears from me. It is the one reminder by hand a round.", .. byHand]),
            ProjectRows.Put(round with { RemindedAt = context.Now }));
        return result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new RemindEveryone(context.Project.Id, round.Id))] };
    }
}
