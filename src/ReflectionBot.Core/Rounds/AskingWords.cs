using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Rounds;

/// <summary>Texts about when people are asked: a plan is presented as a plan, with its date (trust rule 14). Pure.</summary>
public static class AskingWords
{
    /// <summary>
    /// For the channel. It uses the working hours that people had when the round opened, so it does not change when a person comes (trust rule 9).
    /// It is true however many have come in the meantime, all or none.
    /// </summary>
    public static string InChannel(Project project, Round round, DateTimeOffset now)
    {
        return round.AskUntil is { } last && last > now
            ? (round.AskFrom == last ? RoundWording.FormatOnIWrite(Moment(project, last)) : RoundWording.FormatInTheWorkingHoursOfEach(Moment(project, last))) + RoundWording.ToWhoeverHasNotBegunOr
            : round.ToldUntil is not null || round.AgainAs is not null ? RoundWording.TheQuestionsAreInEachCollaborators
            : RoundWording.EachCollaboratorIsAskedInTheir;
    }

    /// <summary>For a facilitator, about those who have not been asked yet; null where everybody has been.</summary>
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

    /// <summary>"Monday 30 November at 09:00", in the project's time zone.</summary>
    public static string Moment(Project project, DateTimeOffset at)
    {
        var local = Dates.Local(at, Zones.Of(project));
        return RoundWording.FormatAt(Spoken.Day(local.Date), Spoken.Time(local.TimeOfDay));
    }
}
