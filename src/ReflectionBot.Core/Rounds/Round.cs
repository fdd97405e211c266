namespace ReflectionBot.Core.Rounds;

/// <summary>One collecting of reflections, attached to a milestone. Closing is a time: what was received before it counts.</summary>
/// <param name="Id">Issued by the bot; sorts by time.</param>
/// <param name="Project">The project's id.</param>
/// <param name="Milestone">The milestone's id.</param>
/// <param name="Name">The milestone's name.</param>
/// <param name="OpenedAt">When it opened.</param>
/// <param name="ClosesAt">When it closes.</param>
/// <param name="ClosedAt">When it was closed early or its time came; null while it is open.</param>
/// <param name="QuestionSet">Id of the pinned question set.</param>
/// <param name="QuestionSetHash">Content hash of the pinned set, so that a running round never changes its questions.</param>
/// <param name="Version">Grows with every change (extended, closed, reopened), so that wake-ups for older times do nothing.</param>
public sealed record Round(string Id, string Project, string Milestone, string Name, DateTimeOffset OpenedAt, DateTimeOffset ClosesAt, DateTimeOffset? ClosedAt, string QuestionSet, string QuestionSetHash, long Version)
{
    /// <summary>When the first of those on the roster is asked, by the hours they had when it opened; null until that is known.</summary>
    public DateTimeOffset? AskFrom { get; init; }

    /// <summary>When the last of them is.</summary>
    public DateTimeOffset? AskUntil { get; init; }

    /// <summary>By how many days the first reminder moved, because the closing did.</summary>
    public int FirstReminderMoved { get; init; }

    /// <summary>By how many days the second one moved.</summary>
    public int SecondReminderMoved { get; init; }

    /// <summary>When the facilitator's one reminder by hand was asked for; null while it was not.</summary>
    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>The closing that people were told of, where it was brought forward since; null where it was not.</summary>
    public DateTimeOffset? ToldUntil { get; init; }

    /// <summary>The version with which it was opened again, or stays open longer after all; null where neither was so.</summary>
    public long? AgainAs { get; init; }

    /// <summary>It had closed before it was opened again; where not, it only stays open longer than people were told last.</summary>
    public bool HadClosed { get; init; }

    /// <summary>It had closed on the day that people were told, so that everyone knew; not where it was closed by hand or brought forward.</summary>
    public bool ClosedAsTold { get; init; }

    /// <summary>Everybody was told when it opened that few count (trust rule 3); null in rows from before it stood here.</summary>
    public bool? FewAreTold { get; init; }

    /// <summary>The round as it ends with its project, if not before. The day people were told is kept for the case that the project stays open.</summary>
    public Round NoLaterThan(DateTimeOffset at)
    {
        return at >= ClosesAt ? this : this with { ClosesAt = at, ToldUntil = ToldUntil ?? ClosesAt, AgainAs = null, Version = Version + 1 };
    }

    /// <summary>Whether something received at this time still counts.</summary>
    public bool IsOpenAt(DateTimeOffset at) => ClosedAt is null ? at < ClosesAt : at < ClosedAt;
}

/// <summary>Where one person stands in one round.</summary>
public enum RosterState
{
    /// <summary>Asked; nothing written yet.</summary>
    Invited = 0,

    /// <summary>Said [Not this round].</summary>
    Declined = 1,

    /// <summary>Has written something.</summary>
    Started = 2,

    /// <summary>Submitted.</summary>
    Submitted = 3,

    /// <summary>Submitted and took everything back.</summary>
    Withdrawn = 4,

    /// <summary>The bot could not write to them. Not written any more: whether somebody can be reached stands with the members.</summary>
    NotReachable = 5,

    /// <summary>On the round, and not asked yet: their working hours come first, unless they come themselves.</summary>
    ToBeAsked = 6,
}
