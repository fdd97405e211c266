using NodaTime;

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

    /// <summary>How many counted people have to write before a digest has topics.</summary>
    Minimum,
}

/// <summary>The settings' words and what each value must be.</summary>
public static class SettingWords
{
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

    /// <summary>Whether a setting may stand empty in a project that runs.</summary>
    public static bool CanBeEmpty(Setting setting) => setting is Setting.Regulator or Setting.Country or Setting.Holidays or Setting.DaysOpen or Setting.Minimum;

    /// <summary>Checks a value; the value in one form (see <see cref="SetSetting"/>), or the sentence that says what was expected.</summary>
    public static (string? Value, string? Mistake) Read(Setting setting, string? text, LocalDate today)
    {
        var value = TypedText.OneLine(TypedText.Clean(text ?? ""));
        if (value.Length > MaxText)
        {
            return (null, $"A setting can have up to {MaxText} characters. This one has {value.Length}.");
        }

        if (SettingValues.IsNothing(value))
        {
            return CanBeEmpty(setting) ? ("", null)
                : (null, setting is Setting.TimeZone or Setting.Name ? $"`{Of(setting)}` cannot be empty. For example {Example(setting)}."
                    : $"`{Of(setting)}` is needed before anybody is asked anything, so it cannot be empty. For example {Example(setting)}.");
        }

        return setting switch
        {
            Setting.KeepUntil => SettingValues.KeepUntil(value, today),
            Setting.Holidays => SettingValues.Holidays(value, today),
            Setting.DaysOpen => SettingValues.DaysOpen(value),
            Setting.Minimum => SettingValues.Minimum(value),
            Setting.TimeZone => SettingValues.TimeZone(value),
            Setting.Country => SettingValues.Country(value),
            Setting.Emergency => SettingValues.Emergency(value),
            Setting.Notice => SettingValues.Notice(value),
            Setting.Readers or Setting.Lead or Setting.FacilitatorName or Setting.Helper1 or Setting.Helper2 => SettingValues.Names(value),
            _ => (value, null),
        };
    }

    /// <summary>What to type for a setting, in backticks.</summary>
    internal static string Example(Setting setting) => setting switch
    {
        Setting.KeepUntil => "`set keep-until 31 July 2029`",
        Setting.Holidays => "`set holidays 25 December, 26 December`",
        Setting.DaysOpen => "`set days-open 14`",
        Setting.Minimum => "`set minimum 6`",
        Setting.TimeZone => "`set time-zone Europe/London`",
        Setting.Country => "`set country \"United Kingdom\"`",
        Setting.Emergency => "`set emergency 999`",
        Setting.Helper1 or Setting.Helper2 => $"`set {Of(setting)} \"Bea Novak, 01234 567890\"`",
        Setting.Notice => "`set notice https://example.org/notice`",
        _ => $"`set {Of(setting)} \"...\"`",
    };

    private static string WordOf(Setting setting) => string.Concat(setting.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{c}" : $"{c}")).ToLowerInvariant();
}
