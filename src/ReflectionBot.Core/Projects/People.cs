using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;

namespace ReflectionBot.Core.Projects;

/// <summary>Somebody inside one owner workspace. Chat addresses are directory rows that point here.</summary>
/// <param name="Id">Issued by the bot; every key uses it.</param>
/// <param name="Workspace">The owner workspace.</param>
/// <param name="Name">As the facilitator entered it, or the channel names them.</param>
/// <param name="Address">Where the bot writes to them: the chat they used last, of those that the directory points here from; null while there is none.</param>
/// <param name="TimeZone">IANA time zone of the person; null for the project's.</param>
/// <param name="SeenAt">When they first talked to the bot; null while they never have.</param>
public sealed record Person(string Id, string Workspace, string Name, ChatAddress? Address, string? TimeZone = null, DateTimeOffset? SeenAt = null)
{
    /// <summary>They came to this address, and nothing they did here has been taken yet: what waits for them is still to be shown here.</summary>
    public bool HasMoved { get; init; }

    /// <summary>They have talked to the bot, and nothing of that has been taken yet: what was not stored is tried again.</summary>
    public bool IsNew { get; init; }

    /// <summary>The language they read, a tag of BCP 47; null for the installation's.</summary>
    public string? Language { get; init; }

    /// <summary>The channel that people come into by a personal link alone; null where there is none.</summary>
    public string? LinkChannel { get; init; }

    /// <summary>They have a chat in which they were at least once, or one of a chat program, which is theirs from the start.</summary>
    public bool HasChat => Address is { } address && (address.Channel != LinkChannel || SeenAt is not null);

    /// <summary>They hear of nothing while their page is closed: no chat program of theirs shows that something came.</summary>
    public bool HasOnlyPage => Address is null || Address.Channel == LinkChannel;
}

/// <summary>A person's place in a project.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Person">The person's id.</param>
/// <param name="Name">The name the project uses.</param>
/// <param name="Roles">What they are in it.</param>
/// <param name="Since">Since when.</param>
/// <param name="FacilitatorSince">Since when they are a facilitator: they read only answers given after the notice; null if they are none.</param>
/// <param name="Unreachable">The bot cannot write to them.</param>
/// <param name="Quiet">[Fewer messages]: invitations only, no reminders.</param>
/// <param name="RemovedAt">Since when they are off the project, without roles; null while they are on it. The row stays, so that somebody added again is the same person.</param>
/// <param name="EverUncounted">Counted nowhere. Only in rows from before digests remembered who was lead or facilitator when they were posted; stays.</param>
public sealed record Member(
    string Project, string Person, string Name, Roles Roles, DateTimeOffset Since, DateTimeOffset? FacilitatorSince = null, bool Unreachable = false, bool Quiet = false,
    DateTimeOffset? RemovedAt = null, bool EverUncounted = false)
{
    private const Roles Running = Roles.Facilitator | Roles.Lead;

    /// <summary>Since when they are not asked any more, by their own choice; null while they never chose so, or came back. Nobody else takes it off (trust rule 11).</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>What they were until they left; null in older rows, of whom all were asked.</summary>
    public Roles? LeftAs { get; init; }

    /// <summary>Until when they were lead or facilitator, the last time; null where they never were.</summary>
    public DateTimeOffset? RanUntil { get; init; }

    /// <summary>Lead or facilitator of the project now.</summary>
    public bool Runs => (Roles & Running) != 0;

    /// <summary>Counted in themes now: neither lead nor facilitator of the project (trust rule 3). What a digest left out meanwhile stays out (<see cref="Digests.Window"/>).</summary>
    public bool Counted => !EverUncounted && !Runs;

    /// <summary>In these roles from now on; on the project again where they were off it.</summary>
    public Member As(Roles roles, DateTimeOffset now) => this with
    {
        Roles = roles,
        RanUntil = Runs && (roles & Running) == 0 ? now : RanUntil,
        RemovedAt = null,
        FacilitatorSince = roles.HasFlag(Roles.Facilitator) ? FacilitatorSince ?? now : null,
    };

    /// <summary>Off the project.</summary>
    public Member Removed(DateTimeOffset now) => As(Roles.None, now) with { RemovedAt = now };
}
