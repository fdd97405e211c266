using NodaTime;
using ReflectionBot.Core.Dialogs;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Core.Work;

/// <summary>Gathers what a step of a person's dialog may look at.</summary>
public sealed class DialogContexts
{
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly ReflectionStore _reflections;
    private readonly RosterStore _roster;
    private readonly TimeProvider _time;

    /// <summary>Contexts from these stores.</summary>
    public DialogContexts(ProjectStore projects, PeopleStore people, ReflectionStore reflections, RosterStore roster, TimeProvider time)
    {
        _projects = projects;
        _people = people;
        _reflections = reflections;
        _roster = roster;
        _time = time;
    }

    /// <summary>The context of one input.</summary>
    public async Task<DialogContext> BuildAsync(Person person, PersonState state, DialogInput input, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(state);
        var rounds = new List<AskedRound>();
        var names = new List<string>();
        var notAsked = new List<Project>();
        foreach (var id in await _people.ProjectsOfAsync(person.Id, cancel).ConfigureAwait(false))
        {
            var (found, place, asked, ever) = (_projects.FindAsync(id, cancel), _projects.MemberAsync(id, person.Id, cancel), _projects.RoundsAsync(id, cancel), _projects.EverMembersAsync(id, cancel));
            await Task.WhenAll(found, place, asked, ever).ConfigureAwait(false); // A chat platform waits for the turn.
            if (await found.ConfigureAwait(false) is not { } project)
            {
                continue;
            }

            var (member, all) = (await place.ConfigureAwait(false), await asked.ConfigureAwait(false));
            rounds.AddRange(all.Where(r => state.Reflections.ContainsKey(r.Id) || input is Invited invited && invited.Round == r.Id)
                .Select(r => new AskedRound(r, project, QuestionSet.Find(r.QuestionSet) ?? QuestionSet.Default, LastPlan(state, id, r.Id)) { IsMember = member is not null, IsCollaborator = member?.Roles.HasFlag(Roles.Collaborator) == true }));
            notAsked.AddRange(await IsLeftOutAsync(person, state, all, cancel).ConfigureAwait(false) ? [project] : []);
            names.AddRange((await ever.ConfigureAwait(false)).Select(m => m.Name));
        }

        return new DialogContext
        {
            Now = _time.GetUtcNow(),
            PersonName = person.Name,
            Rounds = [.. rounds.OrderBy(r => r.Round.Id, StringComparer.Ordinal)],
            Redact = text => QuoteCheck.Prepare(text, names) ?? "",
            Tidy = QuoteCheck.Tidy,
            Zone = person.TimeZone is { } zone ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) : null,
            NotAsked = notAsked,
            Openings = await _reflections.OpeningsAsync(person.Id, cancel).ConfigureAwait(false),
        };
    }

    /// <summary>Whether a round is open that a collaborator is not on: whoever is on its roster will be asked in their working hours.</summary>
    private async Task<bool> IsLeftOutAsync(Person person, PersonState state, IReadOnlyList<Round> rounds, CancellationToken cancel)
    {
        foreach (var round in rounds.Where(r => r.IsOpenAt(_time.GetUtcNow()) && !state.Reflections.ContainsKey(r.Id)))
        {
            var member = await _projects.MemberAsync(round.Project, person.Id, cancel).ConfigureAwait(false);
            var roster = await _roster.ListAsync(round.Id, cancel).ConfigureAwait(false);
            if (member?.Roles.HasFlag(Roles.Collaborator) == true && roster.Count > 0 && roster.All(e => e.Person != person.Id))
            {
                return true;
            }
        }

        return false;
    }

    private static string? LastPlan(PersonState state, string project, string round) =>
        state.Reflections.Values.LastOrDefault(r => r.Project == project && string.CompareOrdinal(r.Round, round) < 0 && r.SubmittedAt is not null)
            ?.Of(Stage.ActionPlan) is { Answered: true } plan ? plan.Text : null;
}
