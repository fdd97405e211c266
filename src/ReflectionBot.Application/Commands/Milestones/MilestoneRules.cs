using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Milestones;

/// <summary>What milestones may be called, when one that has a day opens its round, and what is said of both: pure.</summary>
internal static class MilestoneRules
{
    /// <summary>Why a milestone cannot have this name beside the others; null where it can.</summary>
    public static string? NameRefusal(string name, IReadOnlyList<Milestone> others) =>
        others.FirstOrDefault(m => NameMatch.Same(m.Name, name)) is { } same ? MilestoneWording.FormatIsAMilestoneAlreadyMilestoneList(same.Name)
        : others.FirstOrDefault(m => NameMatch.LooksLike(m.Name, name)) is { } alike ? MilestoneWording.FormatLooksLikeWhichIsAMilestone(Names.Shown(name), alike.Name)
        : name.Length > NameLimits.Milestone ? MilestoneWording.FormatAMilestonesNameCanHaveUp(NameLimits.Milestone)
        : NameRules.TitleMistake(name, typedAlone: false);

    /// <summary>A milestone with its day: the row, the answer with what stands against that day, and the job that opens its round.</summary>
    public static CommandResult Planned(CommandContext context, Milestone milestone, string first, IReadOnlyList<Milestone> others, IReadOnlyList<Round> rounds)
    {
        var day = milestone.PlannedFor!.Value;
        if (context.Project.Settings.KeepUntil is { } until && day >= until)
        {
            return context.Say(MilestoneWording.FormatEverythingIsErasedOnSoNothing(Spoken.DayAndYear(until)));
        }

        string?[] paragraphs = [$"{first} {WhenItOpens(context, milestone.Name, day)}", MilestonePlans.Clash(context.Project, day, others, rounds, context.Now)];
        return new([ProjectRows.Put(milestone)], [context.Reply(NoticeMessage.Of([.. paragraphs.OfType<string>()])), new RunJob(context.NewId(), ReachJob(context.Project, milestone))]);
    }

    private static string WhenItOpens(CommandContext context, string name, LocalDate day)
    {
        var asked = RoundCalendar.WorkingDay(context.Project.Settings, day);
        var rest = (context.Project.Settings.Gaps.Count == 0 ? "" : MilestoneWording.NoRoundOpensWhileTheConsent)
            + (KeepingLimit.AtOpening(context.Project, RoundCalendar.MilestoneAt(context.Project, day)) is { } late ? $" {late}" : "")
            + (context.Project.ClosesAt is { } ends && ends < RoundCalendar.MilestoneAt(context.Project, asked) ? MilestoneWording.FormatButClosesOnSoThatRound(context.Project.Name, Spoken.DayAndTime(ends, context.Zone)) : "");
        return RoundCalendar.MilestoneAt(context.Project, day) <= context.Now
            ? MilestoneWording.FormatThatIsTodaySoItsRound(rest)
            : MilestoneWording.FormatAt0900OrEarlierWith(asked == day ? (day == context.Today ? MilestoneWording.ItsRoundOpensToday : MilestoneWording.ItsRoundOpensThatDay) : MilestoneWording.FormatThatIsNoWorkingDaySo(Spoken.DayOf(asked, context.Today)), Quotes.Around(name), rest);
    }

    /// <summary>The job that reaches a planned milestone on its day.</summary>
    public static OpenAtMilestone ReachJob(Project project, Milestone milestone) => new(project.Id, milestone.Id, Keys.Day(milestone.PlannedFor!.Value));

    /// <summary>What to say about a name that fits no milestone.</summary>
    public static string Unknown(string typed, IReadOnlyList<string> near) => near.Count > 0
        ? MilestoneWording.FormatWhichMilestone(Spoken.List([.. near.Select(n => $"`{n}`")]))
        : MilestoneWording.FormatIDontKnowAMilestoneCalled(Names.Shown(typed));
}
