using NodaTime;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar;

/// <summary>Reads which setting is meant, and what its value is to be.</summary>
public static class SettingWords
{
    /// <summary>The longest value, in UTF-16 characters.</summary>
    internal const int MaxText = 500;

    /// <summary>The setting a word names ("keep until" as well as "keep-until"), or null.</summary>
    public static Setting? Match(string? word)
    {
        var key = TypedText.KeyOfAll(TypedText.Clean(word ?? "").Replace('-', ' ').Replace('\u2013', ' ').Replace('_', ' ')).Replace(' ', '-');
        foreach (var (setting, name) in SettingNames.All)
        {
            if (name == key || name.Replace("-", "", StringComparison.Ordinal) == key)
            {
                return setting;
            }
        }

        return null;
    }

    /// <summary>Whether a setting may stand empty in a project that runs.</summary>
    public static bool CanBeEmpty(Setting setting) => setting is Setting.Regulator or Setting.Country or Setting.Holidays or Setting.DaysOpen or Setting.Minimum or Setting.Questions or Setting.QuietWeek or Setting.Codebook || IsSwitch(setting);

    /// <summary>Whether it is on or off.</summary>
    private static bool IsSwitch(Setting setting) => setting is Setting.Preview or Setting.QuoteCheck;

    /// <summary>Checks a value; the value in one form (see <see cref="SetSetting"/>), or the sentence that says what was expected.</summary>
    public static (string? Value, string? Mistake) Read(Setting setting, string? text, LocalDate today)
    {
        var value = TypedText.OneLine(TypedText.Clean(text ?? ""));
        if (value.Length > MaxText)
        {
            return (null, GrammarWording.FormatASettingCanHaveUpTo(MaxText, value.Length));
        }

        if (SettingValues.IsNothing(value))
        {
            return setting == Setting.QuietWeek ? (ProjectSetting.Nothing, null) : IsSwitch(setting) ? (ProjectSetting.Off, null) : CanBeEmpty(setting) ? ("", null)
                : (null, setting is Setting.TimeZone or Setting.Name ? GrammarWording.FormatCannotBeEmptyForExample(SettingNames.Of(setting), Example(setting))
                    : GrammarWording.FormatIsNeededBeforeAnybodyIsAsked(SettingNames.Of(setting), Example(setting)));
        }

        return setting switch
        {
            Setting.KeepUntil => SettingValues.KeepUntil(value, today),
            Setting.Holidays => SettingValues.Holidays(value, today),
            Setting.DaysOpen => SettingValues.DaysOpen(value),
            Setting.Minimum => SettingValues.Minimum(value),
            Setting.Questions => SettingValues.Questions(value),
            Setting.QuietWeek => SettingValues.QuietWeek(value),
            Setting.Preview or Setting.QuoteCheck => SettingValues.Switch(setting, value),
            Setting.Codebook => (SettingValues.Id(value), null), // Whether there is one of that id is checked where the codebooks are known.
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
        Setting.KeepUntil => GrammarWording.SetKeepUntil31July2029,
        Setting.Holidays => GrammarWording.SetHolidays25December26December,
        Setting.DaysOpen => "`set days-open 14`",
        Setting.Minimum => "`set minimum 6`",
        Setting.Questions => $"`set questions {QuestionSet.Default.Id}`",
        Setting.QuietWeek => $"`set quiet-week {ProjectSetting.Nothing}`",
        Setting.Codebook => $"`set codebook {Codebook.OfTheBot}`",
        Setting.Preview or Setting.QuoteCheck => $"`set {SettingNames.Of(setting)} {ProjectSetting.On}`",
        Setting.TimeZone => GrammarWording.SetTimeZoneEuropeLondon,
        Setting.Country => GrammarWording.SetCountryUnitedKingdom,
        Setting.Emergency => "`set emergency 999`",
        Setting.Helper1 or Setting.Helper2 => GrammarWording.FormatSetBeaNovak01234567890(SettingNames.Of(setting)),
        Setting.Notice => "`set notice https://example.org/notice`",
        _ => $"`set {SettingNames.Of(setting)} \"...\"`",
    };
}
