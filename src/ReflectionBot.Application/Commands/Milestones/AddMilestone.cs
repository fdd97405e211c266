using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Milestones;

/// <summary>Adds a milestone; with a date it is reached by itself on that day.</summary>
public sealed record AddMilestone(string Name, LocalDate? On) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("milestone add", "milestone add \"<name>\" [on <date>]", () => MilestoneWording.AddsAMilestoneWithADate, Roles.Facilitator,
            Where.Anywhere, CommandGroup.Milestones, Takes.Something, ["milestones add", "add milestone"],
            ["milestone add \"Analysis workshop\" on 14 December", "milestone add Analysis workshop"]) { Read = Read, ListedAt = 10 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        const string Example = "milestone add \"Analysis workshop\" on 14 December";
        var (inside, after, quoted) = Quotes.Take(rest);
        if (!quoted)
        {
            return ReadBare(rest, today, Example);
        }

        if (after.Length == 0)
        {
            return ArgumentReaders.Name(inside, Example, n => Reading.Of(new AddMilestone(n, null)));
        }

        return ArgumentReaders.Name(inside, Example, n => ArgumentReaders.On(ArgumentReaders.WithoutLead(after, "on", "by", "for", "at"), today, "on", date => new AddMilestone(n, date)));
    }

    // Without quotes " on " may belong to the name, so only a date after the last one ends it; a date that cannot be is a mistake, not a name.
    private static Reading ReadBare(string rest, LocalDate today, string example)
    {
        var line = TypedText.OneLine(rest);
        var on = line.LastIndexOf(MilestoneWording.On, StringComparison.OrdinalIgnoreCase);
        if (on > 0)
        {
            switch (DateWords.Parse(line[(on + 4)..], today))
            {
                case DateReading.Found(var date):
                    return ArgumentReaders.Name(Quotes.Bare(line[..on]), example, n => Reading.Of(new AddMilestone(n, date), true));
                case DateReading.Wrong(var sentence):
                    return Reading.Wrong(sentence);
            }
        }

        return ArgumentReaders.Name(Quotes.Bare(line), example, n => Reading.Of(new AddMilestone(n, null), true));
    }
}

/// <summary>`milestone add`.</summary>
public sealed class AddMilestoneHandler(ProjectStore projects) : ICommandHandler<AddMilestone>
{
    private const int Most = 100;

    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, AddMilestone command, CancellationToken cancel)
    {
        var milestones = await projects.MilestonesAsync(context.Project.Id, cancel);
        if (MilestoneRules.NameRefusal(command.Name, milestones) is { } refused)
        {
            return context.Say(refused);
        }

        if (milestones.Count >= Most)
        {
            return context.Say(MilestoneWording.FormatAProjectCanHaveUpTo(Most));
        }

        var milestone = new Milestone(context.NewId(), command.Name, command.On);
        if (command.On is not { } day)
        {
            return new([ProjectRows.Put(milestone)], [context.Reply(NoticeMessage.Of(MilestoneWording.FormatAddedWhenItIsReachedStart(command.Name)))]);
        }

        return MilestoneRules.Planned(context, milestone, MilestoneWording.FormatAddedOn(command.Name, Spoken.DayOf(day, context.Today)), milestones, await projects.RoundsAsync(context.Project.Id, cancel));
    }
}
