using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Rounds;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Wording;
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
        CommandSpec.Alone("remind", () => RoundCommandWording.SendsOneMoreReminderToThose, Roles.Facilitator, CommandGroup.Rounds, new Remind(), ["remind everyone", "send reminder"]) with { ListedAt = 70 },
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
            return context.SayPrivately(NoticeMessage.Of(RoundCommandWording.FormatOneReminderByHandARound(Spoken.DayAndTime(before, context.Zone))));
        }

        var asked = await people.OfAsync(context.Project, round, cancel);
        if (!asked.Any(p => p.State is RosterState.Invited or RosterState.Started))
        {
            return context.SayPrivately(NoticeMessage.Of(RoundCommandWording.NobodyIsLeftToRemindEveryone));
        }

        var at = RoundCalendar.PromptAt(context.Project.Settings, context.Zone, context.Now);
        var when = at > context.Now ? RoundCommandWording.FormatOnOrInTheirOwnWorking(AskingWords.Moment(context.Project, at)) : RoundCommandWording.InTheirWorkingHours;
        var byHand = await news.ByHandAsync(context.Project, round, asked, cancel);
        var result = context.SayPrivately(
            NoticeMessage.Of([RoundCommandWording.FormatIRemindThoseWhoHaveNot(when), .. byHand]),
            ProjectRows.Put(round with { RemindedAt = context.Now }));
        return result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new RemindEveryone(context.Project.Id, round.Id))] };
    }
}
