using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace ReflectionBot.Core.Commands;

/// <summary>A project's settings as <c>set</c> names them.</summary>
public enum Setting
{
    /// <summary>The project's name.</summary>
    Name,

    /// <summary>The facilitator's name as the consent text says it.</summary>
    FacilitatorName,

    /// <summary>Who can read raw answers.</summary>
    Readers,

    /// <summary>Who runs the computers the answers are on.</summary>
    ItTeam,

    /// <summary>The lead's name.</summary>
    Lead,

    /// <summary>What to call in danger.</summary>
    Emergency,

    /// <summary>Who is responsible for the data in law.</summary>
    Controller,

    /// <summary>Until when answers are kept.</summary>
    KeepUntil,

    /// <summary>What the answers are kept for.</summary>
    Purpose,

    /// <summary>The legal basis; never defaulted.</summary>
    LegalBasis,

    /// <summary>Who owns the chat and may keep it too.</summary>
    ChatOwner,

    /// <summary>Through whom to stop or take answers back.</summary>
    Contact,

    /// <summary>Whom to ask about data rights.</summary>
    DataContact,

    /// <summary>The regulator for complaints.</summary>
    Regulator,

    /// <summary>The full notice's web address.</summary>
    Notice,

    /// <summary>The project's country.</summary>
    Country,

    /// <summary>The first person somebody can ask to be contacted by.</summary>
    Helper1,

    /// <summary>The second one.</summary>
    Helper2,

    /// <summary>IANA time zone.</summary>
    TimeZone,

    /// <summary>Days on which nobody is prompted.</summary>
    Holidays,

    /// <summary>How many days a round is open.</summary>
    DaysOpen,
}

/// <summary>The settings' words and what each value must be.</summary>
public static class SettingWords
{
    /// <summary>Retention runs for longer than a round: how many years ahead <c>keep-until</c> may be.</summary>
    private const int KeepYears = 30;
    private const int MaxDaysOpen = 90;
    private const int MaxText = 500;

    /// <summary>Every setting with its word, e.g. <c>keep-until</c>, in the order they are listed.</summary>
    public static IReadOnlyList<(Setting Setting, string Word)> All { get; } = [.. Enum.GetValues<Setting>().Select(s => (s, WordOf(s)))];

    /// <summary>The setting a word names ("keep until" as well as "keep-until"), or null.</summary>
    public static Setting? Match(string? word)
    {
        var key = TypedText.KeyOfAll(TypedText.Clean(word ?? "").Replace('-', ' ').Replace('\u2013', ' ').Replace('_', ' ')).Replace(' ', '-');
        foreach (var (setting, name) in All)
        {
            if (name == key || name.Replace("-", "", StringComparison.Ordinal) == key)
            {
                return setting;
            }
        }

        return null;
    }

    /// <summary>The word of a setting.</summary>
    public static string Of(Setting setting) => All[(int)setting].Word;

    /// <summary>Checks a value; the value in one form (see <see cref="SetSetting"/>), or the sentence that says what was expected.</summary>
    public static (string? Value, string? Mistake) Read(Setting setting, string? text, LocalDate today)
    {
        var value = TypedText.OneLine(TypedText.Clean(text ?? ""));
        if (value.Length is 0 or > MaxText)
        {
            return (null, value.Length == 0 ? $"What should `{Of(setting)}` be? For example {Example(setting)}." : $"A setting can have up to {MaxText} characters. This one has {value.Length}.");
        }

        return setting switch
        {
            Setting.KeepUntil => Date(value, today, "set keep-until", KeepYears),
            Setting.Holidays => Dates(value, today),
            Setting.DaysOpen => Days(value),
            Setting.TimeZone => Zone(value),
            Setting.Notice => Address(value),
            Setting.Readers or Setting.Lead or Setting.Helper1 or Setting.Helper2 => Names(value),
            _ => (value, null),
        };
    }

    /// <summary>What to type for a setting, in backticks.</summary>
    internal static string Example(Setting setting) => setting switch
    {
        Setting.KeepUntil => "`set keep-until 31 July 2029`",
        Setting.Holidays => "`set holidays 25 December, 26 December`",
        Setting.DaysOpen => "`set days-open 14`",
        Setting.TimeZone => "`set time-zone Europe/London`",
        Setting.Notice => "`set notice https://example.org/notice`",
        _ => $"`set {Of(setting)} \"...\"`",
    };

    private static string WordOf(Setting setting) => string.Concat(setting.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{c}" : $"{c}")).ToLowerInvariant();

    private static (string?, string?) Date(string value, LocalDate today, string lead, int years) => DateWords.Parse(value, today, lead, years) switch
    {
        DateReading.Found(var date) => (LocalDatePattern.Iso.Format(date), null),
        DateReading.Wrong(var sentence) => (null, sentence),
        DateReading.NoDate(var sentence) => (null, sentence),
        _ => (null, null),
    };

    private static (string?, string?) Dates(string value, LocalDate today)
    {
        if (TypedText.Key(value) is "none" or "no")
        {
            return ("", null);
        }

        var dates = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in value.Split([",", ";", " and "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (date, mistake) = Date(part, today, "set holidays", 5);
            if (date is null)
            {
                return (null, $"{mistake} Write dates with commas between them, or `set holidays none`.");
            }

            dates.Add(date);
        }

        return dates.Count == 0 ? (null, $"Which days? For example {Example(Setting.Holidays)}.") : (string.Join(',', dates), null);
    }

    // These stand in the text that people agree to: nobody must pass for another there.
    private static (string?, string?) Names(string value) =>
        Projects.ReaderNames.Each(value).FirstOrDefault(Projects.NameRules.IsMixed) is { } mixed ? (null, Projects.NameRules.Mistake(mixed)) : (value, null);

    private static (string?, string?) Days(string value)
    {
        var word = TypedText.KeyOfAll(value).Split(' ')[0];
        return DateWords.Number(word) is >= 1 and <= MaxDaysOpen and var days
            ? (days.ToString(CultureInfo.InvariantCulture), null)
            : (null, $"A round can be open for 1 to {MaxDaysOpen} days. Try {Example(Setting.DaysOpen)}.");
    }

    private static (string?, string?) Zone(string value)
    {
        var id = DateTimeZoneProviders.Tzdb.Ids.FirstOrDefault(i => i.Equals(value.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase));
        return id is null ? (null, $"I don't know the time zone \"{TypedText.Echo(value)}\". Write it as region and city. For example {Example(Setting.TimeZone)}.") : (id, null);
    }

    private static (string?, string?) Address(string value)
    {
        var address = value.Trim('<', '>');
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && !address.Contains(' ', StringComparison.Ordinal)
            ? (address, null)
            : (null, $"The notice needs a web address. For example {Example(Setting.Notice)}.");
    }
}
