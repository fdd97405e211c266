namespace ReflectionBot.Core.Projects;

/// <summary>A project's settings as <c>set</c> names them.</summary>
public enum Setting
{
    /// <summary>The project's name.</summary>
    Name,

    /// <summary>The facilitator's name as used in the consent text.</summary>
    FacilitatorName,

    /// <summary>Who can read raw answers.</summary>
    Readers,

    /// <summary>Who runs the computers that store the answers.</summary>
    ItTeam,

    /// <summary>The lead's name.</summary>
    Lead,

    /// <summary>The emergency number.</summary>
    Emergency,

    /// <summary>Who is legally responsible for the data.</summary>
    Controller,

    /// <summary>The date until which answers are kept.</summary>
    KeepUntil,

    /// <summary>What the answers are kept for.</summary>
    Purpose,

    /// <summary>The legal basis; never defaulted.</summary>
    LegalBasis,

    /// <summary>Who owns the chat and may keep a copy.</summary>
    ChatOwner,

    /// <summary>Whom to contact to stop or to take answers back.</summary>
    Contact,

    /// <summary>Whom to ask about data rights.</summary>
    DataContact,

    /// <summary>The regulator for complaints.</summary>
    Regulator,

    /// <summary>The full notice's web address.</summary>
    Notice,

    /// <summary>The project's country.</summary>
    Country,

    /// <summary>The first contact person, whom people can ask to get in touch.</summary>
    Helper1,

    /// <summary>The second contact person.</summary>
    Helper2,

    /// <summary>IANA time zone.</summary>
    TimeZone,

    /// <summary>Days on which nobody is prompted.</summary>
    Holidays,

    /// <summary>How many days a round is open.</summary>
    DaysOpen,

    /// <summary>How many counted people have to write before a digest has topics.</summary>
    Minimum,

    /// <summary>The id of the question set that the next rounds ask.</summary>
    Questions,

    /// <summary>What the weekly digest does in a week with nothing new.</summary>
    QuietWeek,

    /// <summary>Whether the facilitators see a digest first, and say whether it is posted.</summary>
    Preview,

    /// <summary>Whether authors are asked once more before a digest quotes them.</summary>
    QuoteCheck,

    /// <summary>The id of the codebook whose themes its digests show.</summary>
    Codebook,
}

/// <summary>The names of the settings in <c>set</c>.</summary>
public static class SettingNames
{
    /// <summary>Every setting with its name, e.g. <c>keep-until</c>, in list order.</summary>
    public static IReadOnlyList<(Setting Setting, string Word)> All { get; } = [.. Enum.GetValues<Setting>().Select(s => (s, NameOf(s)))];

    /// <summary>The name of a setting.</summary>
    public static string Of(Setting setting) => All[(int)setting].Word;

    private static string NameOf(Setting setting) => string.Concat(setting.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{c}" : $"{c}")).ToLowerInvariant();
}
