using System.Globalization;
using NodaTime;
using NodaTime.Text;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Core.Commands.Handlers;

/// <summary>A project's settings as a form, and back: pure.</summary>
public static class SettingsForm
{
    private static readonly (Setting Setting, string Label, string Help)[] Fields =
    [
        (Setting.FacilitatorName, "Facilitator", "The name people know."),
        (Setting.Readers, "Who can read answers", "Names, as they should stand in the consent text."),
        (Setting.ItTeam, "IT team", "Who runs the computers the answers are on."),
        (Setting.Lead, "Lead", "The name people know."),
        (Setting.Emergency, "In danger, call", "For example 999."),
        (Setting.Controller, "Data controller", "Who is responsible in law."),
        (Setting.KeepUntil, "Keep until", "A day, for example 2029-07-31. Everything is erased then."),
        (Setting.Purpose, "Purpose", "What the answers are kept for."),
        (Setting.LegalBasis, "Legal basis", "For research often public task. Ask your data protection officer."),
        (Setting.ChatOwner, "Chat owner", "Who may keep this chat too."),
        (Setting.Contact, "Contact", "Through whom people can stop or take answers back."),
        (Setting.DataContact, "Data contact", "For rights and complaints."),
        (Setting.Regulator, "Regulator", "May stay empty."),
        (Setting.Notice, "Full notice", "A web address."),
        (Setting.Helper1, "First person to ask for contact", "Picked by people who want somebody to get in touch."),
        (Setting.Helper2, "Second person to ask for contact", "At least one of the two is not the facilitator."),
        (Setting.TimeZone, "Time zone", "For example Europe/London."),
        (Setting.DaysOpen, "Days a round is open", "14 unless you change it."),
        (Setting.Holidays, "Days off", "Days on which nobody is written to, for example 2026-12-25, 2026-12-26."),
    ];

    /// <summary>The form with what is known filled in.</summary>
    public static FormMessage Of(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        var fields = Fields.Select(f => new FormField(Id(f.Setting), f.Label, SettingWords.Of(f.Setting), f.Help, "", Value(project.Settings, f.Setting) ?? "", false, 500));
        return new FormMessage(
            $"Settings of {project.Name}", "These fill the gaps of the consent text. Everyone who answers reads it first.",
            [.. fields], new Button("Save", new ButtonAction("save-settings", Item: project.Id), Primary: true), []);
    }

    /// <summary>Reads the form: the project with everything that is right, and a sentence for each field that is not. An emptied field becomes a gap again.</summary>
    public static (Project Project, IReadOnlyList<string> Mistakes) Read(Project project, IReadOnlyDictionary<string, string> fields, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var mistakes = new List<string>();
        foreach (var (setting, label, _) in Fields)
        {
            if (!fields.TryGetValue(Id(setting), out var typed) || typed == (Value(project.Settings, setting) ?? ""))
            {
                continue;
            }

            var (value, mistake) = !string.IsNullOrWhiteSpace(typed) ? SettingWords.Read(setting, typed, today)
                : project.Settings.Gaps.Count == 0 && IsNeeded(project.Settings, setting) ? (null, "this stands in the consent text, so it cannot be emptied. Write something else instead.")
                : ("", null);
            if (mistake is not null)
            {
                mistakes.Add($"{label}: {mistake}");
                continue;
            }

            project = With(project, setting, value!);
        }

        return (project, mistakes);
    }

    /// <summary>The project with one setting changed; the value has been checked by <see cref="SettingWords.Read"/>, or is empty for a gap.</summary>
    public static Project With(Project project, Setting setting, string value)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(value);
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
                Setting.Helper1 => s with { Helper1 = text },
                Setting.Helper2 => s with { Helper2 = text },
                Setting.TimeZone => s with { TimeZone = text ?? "Europe/London" },
                Setting.DaysOpen => s with { DaysOpen = text is null ? 14 : int.Parse(text, CultureInfo.InvariantCulture) },
                Setting.Holidays => s with { Holidays = [.. (text ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(d => LocalDatePattern.Iso.Parse(d).Value)] },
                _ => s,
            },
        };
    }

    /// <summary>The project with one setting as it was before.</summary>
    public static Project Restored(Project project, Project before, Setting setting)
    {
        ArgumentNullException.ThrowIfNull(before);
        return With(project, setting, Value(before.Settings, setting) ?? "");
    }

    private static string? Value(ProjectSettings s, Setting setting) => setting switch
    {
        Setting.Regulator => s.Regulator,
        Setting.TimeZone => s.TimeZone,
        Setting.DaysOpen => s.DaysOpen.ToString(CultureInfo.InvariantCulture),
        Setting.Holidays => string.Join(", ", s.Holidays.Select(LocalDatePattern.Iso.Format)),
        _ => s.Texts.FirstOrDefault(t => t.Word == SettingWords.Of(setting)).Value,
    };

    private static bool IsNeeded(ProjectSettings s, Setting setting) => s.Texts.Any(t => t.Word == SettingWords.Of(setting));

    private static string Id(Setting setting) => setting.ToString();
}
