using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Projects;

/// <summary>One co-production effort.</summary>
/// <param name="Id">Issued by the bot; every key uses it.</param>
/// <param name="Workspace">The boundary around it: people of another workspace join by personal invitation only.</param>
/// <param name="Name">The name that people use.</param>
/// <param name="Home">Its one home channel.</param>
/// <param name="Settings">What the consent text and the rounds need.</param>
/// <param name="Digest">When the weekly digest is posted; null while it is off.</param>
/// <param name="ClosedAt">When it ended; null while it runs.</param>
public sealed record Project(string Id, string Workspace, string Name, ConversationAddress Home, ProjectSettings Settings, DigestSchedule? Digest, DateTimeOffset? ClosedAt = null)
{
    /// <summary>When it will end, after `project close`: a day later, so that it can still be kept open. Null where nobody has asked for it.</summary>
    public DateTimeOffset? ClosesAt { get; init; }
}

/// <summary>When the weekly digest is posted, as local time in the project's time zone: it stays the same when the zone or daylight saving changes.</summary>
/// <param name="Day">Day of the week.</param>
/// <param name="Time">Local time of day.</param>
/// <param name="Version">Increases with every change, so that a wake-up for an older schedule does nothing.</param>
public sealed record DigestSchedule(IsoDayOfWeek Day, LocalTime Time, long Version);

/// <summary>A reader whom the consent text names, and since when.</summary>
/// <param name="Name">The name in the text.</param>
/// <param name="Since">When they were first named.</param>
public sealed record NamedReader(string Name, DateTimeOffset Since);

/// <summary>
/// A project's settings. The texts fill the gaps of the consent text, each as it should read there; null is an unfilled gap, and no round opens
/// while there is one (<see cref="Gaps"/>).
/// </summary>
public sealed record ProjectSettings
{
    /// <summary>The facilitator's name as people know it, e.g. "Ana Silva".</summary>
    public string? Facilitator { get; init; }

    /// <summary>Who can read raw answers, e.g. "Ana Silva".</summary>
    public string? Readers { get; init; }

    /// <summary>Who runs the computers that store the answers.</summary>
    public string? ItTeam { get; init; }

    /// <summary>The lead's name.</summary>
    public string? Lead { get; init; }

    /// <summary>The country's ISO 3166 code; null where none is set.</summary>
    public string? Country { get; init; }

    /// <summary>The emergency number, e.g. "999".</summary>
    public string? Emergency { get; init; }

    /// <summary>Who is legally responsible for the data.</summary>
    public string? Controller { get; init; }

    /// <summary>The date until which answers are kept; they are erased on that day.</summary>
    public LocalDate? KeepUntil { get; init; }

    /// <summary>What the answers are kept for.</summary>
    public string? Purpose { get; init; }

    /// <summary>The legal basis; never defaulted.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>Who owns the chat and may keep a copy.</summary>
    public string? ChatOwner { get; init; }

    /// <summary>Whom to contact to stop or to take answers back.</summary>
    public string? Contact { get; init; }

    /// <summary>Whom to ask about data rights.</summary>
    public string? DataContact { get; init; }

    /// <summary>The regulator for complaints; may stay null.</summary>
    public string? Regulator { get; init; }

    /// <summary>Where the full notice is.</summary>
    public string? Notice { get; init; }

    /// <summary>The first contact person: a name, and an address if there is one. <see cref="ContactPeople"/> parses it.</summary>
    public string? Helper1 { get; init; }

    /// <summary>The second contact person; at least one of the two is not the facilitator.</summary>
    public string? Helper2 { get; init; }

    /// <summary>The id of the person that <see cref="Helper1"/> means; null for an outsider, and in rows from before ids were stored.</summary>
    public string? Helper1Person { get; init; }

    /// <summary>The id of the person that <see cref="Helper2"/> means; as above.</summary>
    public string? Helper2Person { get; init; }

    /// <summary>Increases when a person becomes a reader of answers. The consent text is then a new one, even if its wording was used before.</summary>
    public long TextEdition { get; init; }

    /// <summary>
    /// Since when each reader has been named without a break; <see cref="ReaderRule.Renewed"/> maintains it. A reader named in rows from before
    /// this was stored has no entry, and counts as always named.
    /// </summary>
    public IReadOnlyList<NamedReader> ReadersSince { get; init; } = [];

    /// <summary>IANA time zone of schedules and closing times.</summary>
    public string TimeZone { get; init; } = "Europe/London";

    /// <summary>Days on which nobody is prompted or reminded.</summary>
    public IReadOnlyList<LocalDate> Holidays { get; init; } = [];

    /// <summary>How many days a round is open.</summary>
    public int DaysOpen { get; init; } = 14;

    /// <summary>The id of the question set for new rounds; null for the bot's own. An open round keeps its questions.</summary>
    public string? Questions { get; init; }

    /// <summary>The laxest minimum: a project can only make it stricter.</summary>
    public const int LeastMinimum = 5;

    /// <summary>How many counted people have to write before a digest has topics: the laxest minimum, or more. Fixed once a round has opened.</summary>
    public int Minimum { get; init; } = LeastMinimum;

    /// <summary>In a week with nothing new, no weekly digest is posted. Otherwise it lists what is agreed and what comes next.</summary>
    public bool SkipsQuietWeeks { get; init; }

    /// <summary>The id of the codebook whose themes its digests show. Fixed once a round has opened.</summary>
    public string CodebookId { get; init; } = Codebook.OfTheBot;

    /// <summary>A digest with topics is shown to the facilitators first, and is posted only if one of them says so.</summary>
    public bool PreviewsDigests { get; init; }

    /// <summary>Authors are asked once more before a digest quotes them. Silence means no quote.</summary>
    public bool ChecksQuotes { get; init; }

    /// <summary>When the last round opened, so few counted people were asked that a digest with topics reveals that all or nearly all of them wrote. They are told so.</summary>
    public bool FewPeople { get; init; }

    /// <summary>Send prompts and reminders at any hour of any day, not only in working hours: for testing.</summary>
    public bool AnyHour { get; init; }

    /// <summary>The texts in the order of the settings form: the name used by `set`, and the value.</summary>
    public IReadOnlyList<(string Word, string? Value)> Texts =>
    [
        ("facilitator-name", Facilitator), ("readers", Readers), ("it-team", ItTeam), ("lead", Lead), ("emergency", Emergency),
        ("controller", Controller), ("keep-until", KeepUntil?.ToString("uuuu-MM-dd", null)), ("purpose", Purpose), ("legal-basis", LegalBasis),
        ("chat-owner", ChatOwner), ("contact", Contact), ("data-contact", DataContact), ("notice", Notice), ("helper1", Helper1), ("helper2", Helper2),
    ];

    /// <summary>The names of the unfilled gaps; no round opens while there is one.</summary>
    public IReadOnlyList<string> Gaps => [.. Texts.Where(t => string.IsNullOrWhiteSpace(t.Value)).Select(t => t.Word)];
}
