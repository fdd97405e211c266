using System.Globalization;
using NodaTime.Text;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Projects;

/// <summary>Reads and changes one setting of a project by its name. Pure.</summary>
public static class ProjectSetting
{
    /// <summary>The value of <see cref="Setting.QuietWeek"/> that skips a week with nothing new.</summary>
    public const string Nothing = "nothing";

    /// <summary>The value of <see cref="Setting.QuietWeek"/> that posts a digest in such a week.</summary>
    public const string Post = "post";

    /// <summary>The value of a setting that is on or off, where it is on.</summary>
    public const string On = "on";

    /// <summary>Where it is off.</summary>
    public const string Off = "off";

    /// <summary>The project with one setting changed. The caller has validated the value; empty makes it a gap.</summary>
    public static Project With(Project project, Setting setting, string value)
    {
        var text = value.Length == 0 ? null : value;
        var s = project.Settings;
        return setting == Setting.Name ? project with { Name = text ?? project.Name } : project with
        {
            Settings = setting switch
            {
                Setting.FacilitatorName => s with { Facilitator = text },
                Setting.Readers => s with { Readers = text },
                Setting.ItTeam => s with { ItTeam = text },
                Setting.Lead => s with { Lead = text },
                Setting.Emergency => s with { Emergency = text },
                Setting.Controller => s with { Controller = text },
                Setting.KeepUntil => s with { KeepUntil = text is null ? null : LocalDatePattern.Iso.Parse(text).Value },
                Setting.Purpose => s with { Purpose = text },
                Setting.LegalBasis => s with { LegalBasis = text },
                Setting.ChatOwner => s with { ChatOwner = text },
                Setting.Contact => s with { Contact = text },
                Setting.DataContact => s with { DataContact = text },
                Setting.Regulator => s with { Regulator = text },
                Setting.Notice => s with { Notice = text },
                Setting.Country => Located(s, text),
                Setting.Helper1 => s with { Helper1 = text, Helper1Person = null },
                Setting.Helper2 => s with { Helper2 = text, Helper2Person = null },
                Setting.TimeZone => s with { TimeZone = text ?? "Europe/London" },
                Setting.DaysOpen => s with { DaysOpen = text is null ? 14 : int.Parse(text, CultureInfo.InvariantCulture) },
                Setting.Minimum => s with { Minimum = text is null ? ProjectSettings.LeastMinimum : int.Parse(text, CultureInfo.InvariantCulture) },
                Setting.Questions => s with { Questions = text },
                Setting.QuietWeek => s with { SkipsQuietWeeks = text == Nothing },
                Setting.Preview => s with { PreviewsDigests = text == On },
                Setting.QuoteCheck => s with { ChecksQuotes = text == On },
                Setting.Codebook => s with { CodebookId = text ?? Codebook.OfTheBot },
                Setting.Holidays => s with { Holidays = [.. (text ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(d => LocalDatePattern.Iso.Parse(d).Value)] },
                _ => s,
            },
        };
    }

    /// <summary>The project with one setting restored to its earlier value.</summary>
    public static Project Restored(Project project, Project before, Setting setting)
    {
        var restored = With(project, setting, Of(before.Settings, setting) ?? "");
        return setting switch
        {
            Setting.Helper1 => restored with { Settings = restored.Settings with { Helper1Person = before.Settings.Helper1Person } },
            Setting.Helper2 => restored with { Settings = restored.Settings with { Helper2Person = before.Settings.Helper2Person } },
            _ => restored,
        };
    }

    /// <summary>The project with a mark in place of one of its texts, to find where that text is used; unchanged where the setting is not a text.</summary>
    internal static Project Marked(Project project, Setting setting, string mark) =>
        setting is Setting.KeepUntil or Setting.Country or Setting.Name or Setting.TimeZone or Setting.DaysOpen or Setting.Minimum or Setting.Holidays or Setting.Questions or Setting.QuietWeek or Setting.Preview or Setting.QuoteCheck or Setting.Codebook ? project : With(project, setting, mark);

    // The emergency number follows the country, unless a different one was entered by hand.
    private static ProjectSettings Located(ProjectSettings s, string? code)
    {
        var (was, now) = (Countries.Of(s.Country)?.Emergency, Countries.Of(code)?.Emergency);
        return s with { Country = code, Emergency = now is not null && (s.Emergency is null || s.Emergency == was) ? now : s.Emergency };
    }

    /// <summary>The current value of a setting; null or empty for a gap.</summary>
    public static string? Of(ProjectSettings s, Setting setting) => setting switch
    {
        Setting.Regulator => s.Regulator,
        Setting.Country => Countries.Of(s.Country)?.Name,
        Setting.TimeZone => s.TimeZone,
        Setting.DaysOpen => s.DaysOpen.ToString(CultureInfo.InvariantCulture),
        Setting.Minimum => s.Minimum.ToString(CultureInfo.InvariantCulture),
        Setting.Questions => s.Questions,
        Setting.QuietWeek => s.SkipsQuietWeeks ? Nothing : Post,
        Setting.Preview => s.PreviewsDigests ? On : Off,
        Setting.QuoteCheck => s.ChecksQuotes ? On : Off,
        Setting.Codebook => s.CodebookId,
        Setting.Holidays => string.Join(", ", s.Holidays.Select(LocalDatePattern.Iso.Format)),
        _ => s.Texts.FirstOrDefault(t => t.Word == SettingNames.Of(setting)).Value,
    };
}
