using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;

namespace ReflectionBot.Core.Projects;

/// <summary>A person inside one owner workspace. Chat addresses are directory rows that point here.</summary>
/// <param name="Id">Issued by the bot; every key uses it.</param>
/// <param name="Workspace">The owner workspace.</param>
/// <param name="Name">As the facilitator entered it, or the channel shows it.</param>
/// <param name="Address">Where the bot writes to them: the chat they used last, of those whose directory rows point here; null while there is none.</param>
/// <param name="TimeZone">IANA time zone of the person; null for the project's.</param>
/// <param name="SeenAt">When they first talked to the bot; null while they never have.</param>
public sealed record Person(string Id, string Workspace, string Name, ChatAddress? Address, string? TimeZone = null, DateTimeOffset? SeenAt = null)
{
    /// <summary>They came to this address, and nothing they did here has been processed yet: messages that wait for them must still be shown here.</summary>
    public bool HasMoved { get; init; }

    /// <summary>They have talked to the bot, and nothing of it has been processed yet: what was not stored is tried again.</summary>
    public bool IsNew { get; init; }

    /// <summary>The language they read, a tag of BCP 47; null for the installation's.</summary>
    public string? Language { get; init; }

    /// <summary>The channel that people enter only by a personal link; null where there is none.</summary>
    public string? LinkChannel { get; init; }

    /// <summary>They have a chat that they have visited at least once, or a chat in a chat app, which is theirs from the start.</summary>
    public bool HasChat => Address is { } address && (address.Channel != LinkChannel || SeenAt is not null);

    /// <summary>They get no notice while their page is closed, because they have no chat app that would show one.</summary>
    public bool HasOnlyPage => Address is null || Address.Channel == LinkChannel;
}

/// <summary>A person's place in a project.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Person">The person's id.</param>
/// <param name="Name">The name the project uses.</param>
/// <param name="Roles">Their roles in it.</param>
/// <param name="Since">When they joined.</param>
/// <param name="FacilitatorSince">When they became a facilitator: they read only answers given after the notice; null if they are none.</param>
/// <param name="Unreachable">The bot cannot write to them.</param>
/// <param name="Quiet">[Fewer messages]: invitations only, no reminders.</param>
/// <param name="RemovedAt">When they were removed and lost their roles; null while they are on it. The row stays, so that a person added again is the same person.</param>
/// <param name="EverUncounted">Never counted. Only in rows from before digests stored who was lead or facilitator when they were posted; it stays set.</param>
public sealed record Member(
    string Project, string Person, string Name, Roles Roles, DateTimeOffset Since, DateTimeOffset? FacilitatorSince = null, bool Unreachable = false, bool Quiet = false,
    DateTimeOffset? RemovedAt = null, bool EverUncounted = false)
{
    private const Roles Running = Roles.Facilitator | Roles.Lead;

    /// <summary>When they chose not to be asked any more; null if they never did, or came back. Nobody else can undo this (trust rule 11).</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Their roles until they left; null in older rows, where all were collaborators.</summary>
    public Roles? LeftAs { get; init; }

    /// <summary>When they last stopped being lead or facilitator; null if they never were.</summary>
    public DateTimeOffset? RanUntil { get; init; }

    /// <summary>Lead or facilitator of the project now.</summary>
    public bool Runs => (Roles & Running) != 0;

    /// <summary>Counted in themes now: not lead or facilitator of the project (trust rule 3). What a digest left out in the meantime stays out (<see cref="Digests.Window"/>).</summary>
    public bool Counted => !EverUncounted && !Runs;

    /// <summary>With these roles from now on; back on the project if they were off it.</summary>
    public Member As(Roles roles, DateTimeOffset now) => this with
    {
        Roles = roles,
        RanUntil = Runs && (roles & Running) == 0 ? now : RanUntil,
        RemovedAt = null,
        FacilitatorSince = roles.HasFlag(Roles.Facilitator) ? FacilitatorSince ?? now : null,
    };

    /// <summary>Removed from the project.</summary>
    public Member Removed(DateTimeOffset now) => As(Roles.None, now) with { RemovedAt = now };
}
