using NodaTime;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Core.Projects;

/// <summary>One co-production effort.</summary>
/// <param name="Id">Issued by the bot; every key uses it.</param>
/// <param name="Workspace">The wall around it: people of another workspace come in by personal invitation only.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Home">Its one home channel.</param>
/// <param name="Settings">What the consent text and the rounds need.</param>
/// <param name="Digest">When the weekly digest is posted; null while it is off.</param>
/// <param name="ClosedAt">When it ended; null while it runs.</param>
public sealed record Project(string Id, string Workspace, string Name, ConversationAddress Home, ProjectSettings Settings, DigestSchedule? Digest, DateTimeOffset? ClosedAt = null)
{
    /// <summary>When it is to end, after `project close`: a day later, so that it can be kept open. Null where nobody has asked for it.</summary>
    public DateTimeOffset? ClosesAt { get; init; }
}

/// <summary>When the weekly digest is posted, in the project's time zone. Local time: it survives a change of zone and of daylight saving.</summary>
/// <param name="Day">Day of the week.</param>
/// <param name="Time">Local time of day.</param>
/// <param name="Version">Grows with every change, so that a wake-up for an older schedule does nothing.</param>
public sealed record DigestSchedule(IsoDayOfWeek Day, LocalTime Time, long Version);

/// <summary>Since when the consent text names a reader.</summary>
/// <param name="Name">As it stands in the text.</param>
/// <param name="Since">When they came to be named.</param>
public sealed record NamedReader(string Name, DateTimeOffset Since);

/// <summary>
/// A project's settings. The texts fill the gaps of the consent text, each as it should stand there; null is a gap, and no round opens
/// while one is left (<see cref="Gaps"/>).
/// </summary>
public sealed record ProjectSettings
{
    /// <summary>The facilitator's name as people know it, e.g. "Ana Silva".</summary>
    public string? Facilitator { get; init; }

    /// <summary>Who can read raw answers, e.g. "Ana Silva".</summary>
    public string? Readers { get; init; }

    /// <summary>Who runs the computers the answers are on.</summary>
    public string? ItTeam { get; init; }

    /// <summary>The lead's name.</summary>
    public string? Lead { get; init; }

    /// <summary>The country's ISO 3166 code; null where none is set.</summary>
    public string? Country { get; init; }

    /// <summary>What to call in danger, e.g. "999".</summary>
    public string? Emergency { get; init; }

    /// <summary>Who is responsible for the data in law.</summary>
    public string? Controller { get; init; }

    /// <summary>Until when answers are kept; also when they are purged.</summary>
    public LocalDate? KeepUntil { get; init; }

    /// <summary>What the answers are kept for.</summary>
    public string? Purpose { get; init; }

    /// <summary>The legal basis; never defaulted.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>Who owns the chat and may keep it too.</summary>
    public string? ChatOwner { get; init; }

    /// <summary>Through whom to stop or take answers back.</summary>
    public string? Contact { get; init; }

    /// <summary>Whom to ask about data rights.</summary>
    public string? DataContact { get; init; }

    /// <summary>The regulator for complaints; may stay null.</summary>
    public string? Regulator { get; init; }

    /// <summary>Where the full notice is.</summary>
    public string? Notice { get; init; }

    /// <summary>The first person somebody can ask to be contacted by: a name, and where there is one an address. <see cref="ContactPeople"/> reads it.</summary>
    public string? Helper1 { get; init; }

    /// <summary>The second one; at least one of the two is not the facilitator.</summary>
    public string? Helper2 { get; init; }

    /// <summary>The id of the person that <see cref="Helper1"/> means; null for somebody outside the project, and in rows from before ids were kept.</summary>
    public string? Helper1Person { get; init; }

    /// <summary>The id of the person that <see cref="Helper2"/> means; as above.</summary>
    public string? Helper2Person { get; init; }

    /// <summary>Grows when somebody comes to read answers: then the consent text is another one, also where its words have stood before.</summary>
    public long TextEdition { get; init; }

    /// <summary>
    /// Since when each reader is named without a break; <see cref="ReaderRule.Renewed"/> keeps it. Who was named in rows from before this was
    /// kept has no entry, and counts as named ever since.
    /// </summary>
    public IReadOnlyList<NamedReader> ReadersSince { get; init; } = [];

    /// <summary>IANA time zone; schedules and closing times are in it.</summary>
    public string TimeZone { get; init; } = "Europe/London";

    /// <summary>Days on which nobody is prompted or reminded.</summary>
    public IReadOnlyList<LocalDate> Holidays { get; init; } = [];

    /// <summary>How many days a round is open.</summary>
    public int DaysOpen { get; init; } = 14;

    /// <summary>The id of the question set that rounds open with; null for the bot's own. A round that is open keeps its questions.</summary>
    public string? Questions { get; init; }

    /// <summary>The laxest minimum: a project can only make it stricter.</summary>
    public const int LeastMinimum = 5;

    /// <summary>How many counted people have to write before a digest has topics: the laxest allowed, or more. Fixed once a round has opened.</summary>
    public int Minimum { get; init; } = LeastMinimum;

    /// <summary>No weekly digest is posted in a week with nothing new; else what is agreed and what comes next.</summary>
    public bool SkipsQuietWeeks { get; init; }

    /// <summary>A digest with topics is shown to the facilitators first, and is posted only if one of them says so.</summary>
    public bool PreviewsDigests { get; init; }

    /// <summary>Authors are asked once more before a digest quotes them. Silence means no quote.</summary>
    public bool ChecksQuotes { get; init; }

    /// <summary>When the last round opened, so few counted people were asked that a digest with topics tells that all or nearly all of them wrote: they are told so.</summary>
    public bool FewPeople { get; init; }

    /// <summary>Prompts and reminders at any hour of any day, not only in working hours: for trying out.</summary>
    public bool AnyHour { get; init; }

    /// <summary>The texts in the order of the settings form: the word used by `set`, and the value.</summary>
    public IReadOnlyList<(string Word, string? Value)> Texts =>
    [
        ("facilitator-name", Facilitator), ("readers", Readers), ("it-team", ItTeam), ("lead", Lead), ("emergency", Emergency),
        ("controller", Controller), ("keep-until", KeepUntil?.ToString("uuuu-MM-dd", null)), ("purpose", Purpose), ("legal-basis", LegalBasis),
        ("chat-owner", ChatOwner), ("contact", Contact), ("data-contact", DataContact), ("notice", Notice), ("helper1", Helper1), ("helper2", Helper2),
    ];

    /// <summary>The words of the gaps that are still unfilled; no round opens while there is one.</summary>
    public IReadOnlyList<string> Gaps => [.. Texts.Where(t => string.IsNullOrWhiteSpace(t.Value)).Select(t => t.Word)];
}
