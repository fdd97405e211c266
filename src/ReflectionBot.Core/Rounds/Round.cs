namespace ReflectionBot.Core.Rounds;

/// <summary>One collection of reflections, for one milestone. Closing is a time: what was received before it counts.</summary>
/// <param name="Id">Issued by the bot; sorts by time.</param>
/// <param name="Project">The project's id.</param>
/// <param name="Milestone">The milestone's id.</param>
/// <param name="Name">The milestone's name.</param>
/// <param name="OpenedAt">When it opened.</param>
/// <param name="ClosesAt">When it closes.</param>
/// <param name="ClosedAt">When it was closed early or reached its closing time; null while it is open.</param>
/// <param name="QuestionSet">Id of the pinned question set.</param>
/// <param name="QuestionSetHash">Content hash of the pinned set, so that a running round never changes its questions.</param>
/// <param name="Version">Increases with every change (extended, closed, reopened), so that wake-ups for older times do nothing.</param>
public sealed record Round(string Id, string Project, string Milestone, string Name, DateTimeOffset OpenedAt, DateTimeOffset ClosesAt, DateTimeOffset? ClosedAt, string QuestionSet, string QuestionSetHash, long Version)
{
    /// <summary>When the first person on the roster is asked, by the working hours they had when it opened; null until known.</summary>
    public DateTimeOffset? AskFrom { get; init; }

    /// <summary>When the last person on the roster is asked.</summary>
    public DateTimeOffset? AskUntil { get; init; }

    /// <summary>By how many days the first reminder moved because the closing time moved.</summary>
    public int FirstReminderMoved { get; init; }

    /// <summary>By how many days the second reminder moved.</summary>
    public int SecondReminderMoved { get; init; }

    /// <summary>When the facilitator used their one manual reminder; null if they have not.</summary>
    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>The closing time that people were told, if it was brought forward since; null otherwise.</summary>
    public DateTimeOffset? ToldUntil { get; init; }

    /// <summary>The version at which it was reopened, or stays open longer after all; null where neither happened.</summary>
    public long? AgainAs { get; init; }

    /// <summary>It had closed before it was reopened. Otherwise, it only stays open longer than people were last told.</summary>
    public bool HadClosed { get; init; }

    /// <summary>It had closed on the announced day, so everyone knew; false where it was closed by hand or brought forward.</summary>
    public bool ClosedAsTold { get; init; }

    /// <summary>When it opened, everybody was told that few people count (trust rule 3); null in rows from before this was stored.</summary>
    public bool? FewAreTold { get; init; }

    /// <summary>The round with its end moved to the project's, if that is earlier. The announced day is kept in case the project stays open.</summary>
    public Round NoLaterThan(DateTimeOffset at)
    {
        return at >= ClosesAt ? this : this with { ClosesAt = at, ToldUntil = ToldUntil ?? ClosesAt, AgainAs = null, Version = Version + 1 };
    }

    /// <summary>Whether input received at this time still counts.</summary>
    public bool IsOpenAt(DateTimeOffset at) => ClosedAt is null ? at < ClosesAt : at < ClosedAt;
}

/// <summary>One person's status in one round.</summary>
public enum RosterState
{
    /// <summary>Asked; nothing written yet.</summary>
    Invited = 0,

    /// <summary>Pressed [Not this round].</summary>
    Declined = 1,

    /// <summary>Has written something.</summary>
    Started = 2,

    /// <summary>Submitted.</summary>
    Submitted = 3,

    /// <summary>Submitted and took everything back.</summary>
    Withdrawn = 4,

    /// <summary>The bot could not write to them. No longer used: the member row says whether a person can be reached.</summary>
    NotReachable = 5,

    /// <summary>In the round, but not asked yet: the bot waits for their working hours, unless they come first.</summary>
    ToBeAsked = 6,
}
