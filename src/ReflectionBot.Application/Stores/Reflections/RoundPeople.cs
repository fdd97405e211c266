using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Stores.Reflections;

/// <summary>Who is on a round, put together from the roster, the project's members and the people's own rows. For the facilitators alone.</summary>
public sealed class RoundPeople
{
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly RosterStore _roster;
    private readonly Dictionary<string, IChatChannel> _channels;
    private readonly IInvitations _invitations;
    private readonly TimeProvider _time;

    /// <summary>People from these stores; their time zones as these channels know them; who waits for a link, from the invitations.</summary>
    public RoundPeople(ProjectStore projects, PeopleStore people, RosterStore roster, IEnumerable<IChatChannel> channels, IInvitations invitations, TimeProvider time)
    {
        _invitations = invitations;
        _projects = projects;
        _people = people;
        _roster = roster;
        _channels = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
        _time = time;
    }

    /// <summary>The roster.</summary>
    public RosterStore Roster => _roster;

    /// <summary>Everybody on a round, by name. Whoever is off the project is on it only where they were asked before.</summary>
    public async Task<IReadOnlyList<RoundPerson>> OfAsync(Project project, Round round, CancellationToken cancel)
    {
        var roster = (await _roster.ListAsync(round.Id, cancel)).ToDictionary(e => e.Person, StringComparer.Ordinal);
        var members = (await _projects.EverMembersAsync(project.Id, cancel)).Where(m => roster.ContainsKey(m.Person)).ToList();
        var people = await Task.WhenAll(members.Select(m => OfAsync(project, round, m, roster[m.Person].State, cancel)));
        return [.. people.OfType<RoundPerson>()];
    }

    /// <summary>A message about a project as somebody is to read it: with its name where they are on several.</summary>
    public Task<OutboundMessage> ForAsync(Project project, string person, Func<OutboundMessage> message, CancellationToken cancel) =>
        _projects.ForReaderAsync(_people, project, person, message, cancel);

    /// <summary>Whether somebody of a project has a chat.</summary>
    public async Task<Reach> ReachAsync(Member member, CancellationToken cancel)
    {
        return await ReachAsync(member, await _people.GetAsync(member.Person, cancel), cancel);
    }

    /// <summary>Somebody, with the time zone that their channel knows where they have told none: their hours count from the first message on.</summary>
    public async Task<Person?> PersonAsync(string id, CancellationToken cancel)
    {
        var person = await _people.GetAsync(id, cancel);
        if (person is not { TimeZone: null, Address: { } address } || !_channels.TryGetValue(address.Channel, out var channel))
        {
            return person;
        }

        try
        {
            var member = await channel.FindAsync(address, cancel);
            return Zones.Find(member?.TimeZone) is { } zone ? await _people.KeepZoneAsync(person, zone.Id, cancel) : person;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            return person; // The project's hours will do: a channel that is away holds nobody's invitation back.
        }
    }

    private async Task<RoundPerson?> OfAsync(Project project, Round round, Member member, RosterState state, CancellationToken cancel)
    {
        var asked = state != RosterState.ToBeAsked;
        if (member.RemovedAt is not null || !member.Roles.HasFlag(Roles.Collaborator))
        {
            return asked ? new(member.Person, member.Name, state, Reach.HasChat) : null;
        }

        var person = await _people.GetAsync(member.Person, cancel);
        var zone = person is null ? Zones.Of(project) : Zones.Of(person, project);
        var reach = await ReachAsync(member, person, cancel);
        return new(member.Person, member.Name, state, reach, asked ? null : RoundCalendar.AskAt(project, round, zone, _time.GetUtcNow()));
    }

    private async Task<Reach> ReachAsync(Member member, Person? person, CancellationToken cancel) =>
        member.Unreachable || person?.Address is not { } address ? Reach.NotReachable
        : !person.HasChat && await _invitations.WaitsForLinkAsync(address, cancel) ? Reach.LinkNotOpened
        : Reach.HasChat;
}
