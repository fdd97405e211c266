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
            ? (round.AskFrom == last ? $"On {Moment(project, last)} I write" : $"In the working hours of each collaborator, for the last on {Moment(project, last)}, I write") + " to whoever has not begun or said no by then. To begin before that, write me `hello`."
            : round.ToldUntil is not null || round.AgainAs is not null ? "The questions are in each collaborator's own chat with me. Not there? Write me `hello`."
            : "Each collaborator is asked in their own chat with me. Not got it? Write me `hello`.";
    }

    /// <summary>To a facilitator, about those who were not asked yet; null where everybody was.</summary>
    public static string? ForFacilitator(Project project, IReadOnlyList<RoundPerson> people, DateTimeOffset now)
    {
        var ahead = people.Select(p => p.AskAt).OfType<DateTimeOffset>().Where(at => at > now).Distinct().Order().ToList();
        return ahead switch
        {
            [] => null,
            [var only] => $"To be asked: on {Moment(project, only)}, or at once if they write to me before.",
            [var first, .., var last] => $"To be asked: in their own working hours, the first on {Moment(project, first)}, the last on {Moment(project, last)}, or at once if they write to me before.",
        };
    }

    /// <summary>"Monday 30 November at 09:00", by the project's clock.</summary>
    public static string Moment(Project project, DateTimeOffset at)
    {
        var local = Dates.Local(at, Zones.Of(project));
        return $"{English.Day(local.Date)} at {English.Time(local.TimeOfDay)}";
    }
}
