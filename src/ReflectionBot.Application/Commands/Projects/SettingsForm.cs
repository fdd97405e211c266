using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>A project's settings as a form, and back: pure.</summary>
public static class SettingsForm
{
    private static readonly (Setting Setting, string Label, string Help)[] Fields =
    [
        (Setting.FacilitatorName, "Facilitator", "The name people know."),
        (Setting.Readers, "Who can read answers", "Names of facilitators, as they should stand in the consent text."),
        (Setting.ItTeam, "IT team", "Who runs the computers the answers are on."),
        (Setting.Lead, "Lead", "The name people know."),
        (Setting.Country, "Country", "May stay empty. I know the emergency numbers of many countries."),
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
        (Setting.Helper1, "First person to ask for contact", "A person on the project, or a name and a number: Bea Novak, 01234 567890."),
        (Setting.Helper2, "Second person to ask for contact", "At least one of the two is not the facilitator."),
        (Setting.TimeZone, "Time zone", "The nearest large city, for example London."),
        (Setting.DaysOpen, "Days a round is open", "For example 14, or two weeks."),
        (Setting.Minimum, "People before a digest has topics", "5 or more, and fixed from the first round on."),
        (Setting.Holidays, "Days off", "Days on which nobody is written to, for example 25 and 26 December."),
        .. QuestionSet.All.Count == 1 ? [] : new[] { (Setting.Questions, "Questions", $"From the next round on: {English.List([.. QuestionSet.All.Select(s => s.Id)])}.") },
    ];

    /// <summary>What the form is for.</summary>
    public const string Intro = "These fill the gaps of the consent text. Everyone who answers reads it first.";

    /// <summary>The form with what is known filled in, and with what was typed before and could not be saved.</summary>
    /// <param name="project">The project.</param>
    /// <param name="draft">What is left over from the last time.</param>
    /// <param name="intro">What to say first; null for what the form is for.</param>
    public static FormMessage Of(Project project, SettingsDraft draft, string? intro = null)
    {
        var marks = Fields.Select(f => draft.Fields.ContainsKey(f.Setting) ? Unsaved : FieldMark.Of(ProjectSetting.Of(project.Settings, f.Setting) ?? ""));
        var fields = Fields.Select(f => draft.Fields.TryGetValue(f.Setting, out var left)
            ? new FormField(Id(f.Setting), f.Label, SettingNames.Of(f.Setting), $"Not saved: {left.Mistake}", "", left.Typed, false, SettingWords.MaxText)
            : new FormField(Id(f.Setting), f.Label, SettingNames.Of(f.Setting), f.Help, "", ProjectSetting.Of(project.Settings, f.Setting) ?? "", false, SettingWords.MaxText));
        return new FormMessage(
            $"Settings of {project.Name}", intro ?? Intro,
            [.. fields], new Button("Save", new ButtonAction(CommandButton.SaveSettings, Item: $"{project.Id} {string.Join(',', marks)}"), Primary: true),
            [CommandButton.In(project.Id, "Preview the consent text", "consent preview")]);
    }

    /// <summary>The id of the project that a form is about.</summary>
    /// <param name="item">What its [Save] carries.</param>
    public static string ProjectOf(string? item) => item?.Split(' ')[0] ?? "";

    /// <summary>
    /// Reads the form: the project with everything that is right, and what was typed and the sentence for each field that is not. An emptied field
    /// becomes a gap again; one that nobody has touched changes nothing, whatever was set elsewhere since the form was shown.
    /// </summary>
    /// <param name="project">The project as it is.</param>
    /// <param name="item">What the form's [Save] carries: the project, and what each field held. Forms from before that have the project alone.</param>
    /// <param name="fields">What came back.</param>
    /// <param name="today">Today in the project's time zone.</param>
    public static (Project Project, SettingsDraft Wrong) Read(Project project, string? item, IReadOnlyDictionary<string, string> fields, LocalDate today)
    {
        var marks = item?.Split(' ') is [_, var all] && all.Split(',') is var each && each.Length == Fields.Length ? each : null;
        var (before, wrong) = (project.Settings, new Dictionary<Setting, (string, string)>());
        foreach (var (at, (setting, _, _)) in Fields.Index())
        {
            if (!fields.TryGetValue(Id(setting), out var typed) || typed == (ProjectSetting.Of(before, setting) ?? "") || marks?[at] == FieldMark.Of(typed))
            {
                continue;
            }

            var (value, mistake) = !string.IsNullOrWhiteSpace(typed) ? SettingWords.Read(setting, typed, today)
                : before.Gaps.Count == 0 && IsNeeded(before, setting) ? (null, "This stands in the consent text, so it cannot be emptied. Write something else instead.")
                : ("", null);
            if (mistake is not null)
            {
                wrong[setting] = (typed, mistake);
                continue;
            }

            project = ProjectSetting.With(project, setting, value!);
        }

        return (project, new(wrong));
    }

    /// <summary>The label of a setting's field.</summary>
    public static string Label(Setting setting) => Fields.First(f => f.Setting == setting).Label;

    /// <summary>What was typed for a setting.</summary>
    public static string Typed(IReadOnlyDictionary<string, string> fields, Setting setting) => fields?.GetValueOrDefault(Id(setting)) ?? "";

    private static bool IsNeeded(ProjectSettings s, Setting setting) => s.Texts.Any(t => t.Word == SettingNames.Of(setting));

    private static string Id(Setting setting) => setting.ToString();

    // What is shown again because it could not be saved is always read again.
    private const string Unsaved = "unsaved";
}
