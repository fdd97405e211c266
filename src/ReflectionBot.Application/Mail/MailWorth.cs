using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Mail;

/// <summary>Whether a letter is still worth sending, read from the rows at the time it is sent.</summary>
public sealed class MailWorth(ProjectStore projects, PeopleStore people, RosterStore roster, ReflectionStore reflections, DueRows due, TimeProvider time)
{
    /// <summary>The closing day and language for a letter.</summary>
    /// <param name="Until">The day it closes, in their language; null for a letter about no round.</param>
    /// <param name="Language">The reader's language; null if none is known.</param>
    public sealed record Worth(string? Until, string? Language);

    /// <summary>The person with this id, or null.</summary>
    public Task<Person?> PersonAsync(string person, CancellationToken cancel) => people.GetAsync(person, cancel);

    /// <summary>
    /// Null if the letter is out of date: the person uses a chat that notifies them itself, is off the project, has answered or declined, or the
    /// round is over.
    /// </summary>
    public async Task<Worth?> ReadAsync(TellByMail job, CancellationToken cancel)
    {
        if (await people.GetAsync(job.Person, cancel) is not { HasOnlyPage: true } person)
        {
            return null;
        }

        using var language = Language.In(person.Language);
        if (job.Project is not { } project)
        {
            return new(null, person.Language);
        }

        if (await projects.MemberAsync(project, job.Person, cancel) is null || await projects.FindAsync(project, cancel) is not { } found)
        {
            return null;
        }

        return job.Round is { } round ? await OfRoundAsync(job.Kind, found, round, person, cancel) : new(null, person.Language);
    }

    /// <summary>Schedules a letter that is not due yet.</summary>
    /// <returns>False if it is due.</returns>
    public async Task<bool> WaitsAsync(TellByMail job, CancellationToken cancel)
    {
        if (job.At <= time.GetUtcNow())
        {
            return false;
        }

        await due.PlanAsync(job, job.At, $"mail {job.Kind} {job.Person} {job.Round}", cancel);
        return true;
    }

    private async Task<Worth?> OfRoundAsync(LetterKind kind, Project project, string id, Person person, CancellationToken cancel)
    {
        if (await projects.RoundAsync(project.Id, id, cancel) is not { } round || !round.IsOpenAt(time.GetUtcNow()))
        {
            return null;
        }

        if (kind == LetterKind.Quote)
        {
            var reflection = await reflections.FindAsync(person.Id, id, cancel);
            return reflection?.Answered.Any(a => a.WaitsForYes) == true ? new(Closing(project, round), person.Language) : null;
        }

        var stands = (await roster.ListAsync(id, cancel)).FirstOrDefault(e => e.Person == person.Id)?.State;
        return stands is RosterState.Submitted or RosterState.Declined or RosterState.Withdrawn ? null : new(Closing(project, round), person.Language);
    }

    private static string Closing(Project project, Round round) => Spoken.Day(round.ClosesAt, Zones.Of(project));
}
