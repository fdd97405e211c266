using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Stores.Reflections;

/// <summary>The people on a round, combined from the roster, the project's members and the people's own rows. For facilitators only.</summary>
public sealed class RoundPeople
{
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly RosterStore _roster;
    private readonly Dictionary<string, IChatChannel> _channels;
    private readonly IInvitations _invitations;
    private readonly TimeProvider _time;

    /// <summary>People from these stores. Their time zones come from these channels; who waits for a link, from the invitations.</summary>
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

    /// <summary>Everyone on a round, by name. Former members are included only if they had been invited.</summary>
    public async Task<IReadOnlyList<RoundPerson>> OfAsync(Project project, Round round, CancellationToken cancel)
    {
        var roster = (await _roster.ListAsync(round.Id, cancel)).ToDictionary(e => e.Person, StringComparer.Ordinal);
        var members = (await _projects.EverMembersAsync(project.Id, cancel)).Where(m => roster.ContainsKey(m.Person)).ToList();
        var people = await Task.WhenAll(members.Select(m => OfAsync(project, round, m, roster[m.Person].State, cancel)));
        return [.. people.OfType<RoundPerson>()];
    }

    /// <summary>A message about a project for one reader: with the project's name if they are on several.</summary>
    public Task<OutboundMessage> ForAsync(Project project, string person, Func<OutboundMessage> message, CancellationToken cancel) =>
        _projects.ForReaderAsync(_people, project, person, message, cancel);

    /// <summary>Whether and how a project member can be reached.</summary>
    public async Task<Reach> ReachAsync(Member member, CancellationToken cancel)
    {
        return await ReachAsync(member, await _people.GetAsync(member.Person, cancel), cancel);
    }

    /// <summary>A person. If they have set no time zone, their channel's is used, so that their working hours count from the first message on.</summary>
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
            return person; // Use the project's hours instead: an unavailable channel must not delay an invitation.
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
