using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Rounds;

/// <summary>What is said about when people are asked: a plan as a plan, with its date (trust rule 14). Pure.</summary>
public static class AskingWords
{
    /// <summary>
    /// In the channel. It follows from the hours people had when the round opened, so it does not move when somebody comes (trust rule 9); and it
    /// is true however many have come meanwhile, all or none.
    /// </summary>
    public static string InChannel(Project project, Round round, DateTimeOffset now)
    {
        return round.AskUntil is { } last && last > now
            ? (round.AskFrom == last ? RoundWording.FormatOnIWrite(Moment(project, last)) : RoundWording.FormatInTheWorkingHoursOfEach(Moment(project, last))) + RoundWording.ToWhoeverHasNotBegunOr
            : round.ToldUntil is not null || round.AgainAs is not null ? RoundWording.TheQuestionsAreInEachCollaborators
            : RoundWording.EachCollaboratorIsAskedInTheir;
    }

    /// <summary>To a facilitator, about those who were not asked yet; null where everybody was.</summary>
    public static string? ForFacilitator(Project project, IReadOnlyList<RoundPerson> people, DateTimeOffset now)
    {
        var ahead = people.Select(p => p.AskAt).OfType<DateTimeOffset>().Where(at => at > now).Distinct().Order().ToList();
        return ahead switch
        {
            [] => null,
            [var only] => RoundWording.FormatToBeAskedOnOrAt(Moment(project, only)),
            [var first, .., var last] => RoundWording.FormatToBeAskedInTheirOwn(Moment(project, first), Moment(project, last)),
        };
    }

    /// <summary>"Monday 30 November at 09:00", by the project's clock.</summary>
    public static string Moment(Project project, DateTimeOffset at)
    {
        var local = Dates.Local(at, Zones.Of(project));
        return RoundWording.FormatAt(Spoken.Day(local.Date), Spoken.Time(local.TimeOfDay));
    }
}
