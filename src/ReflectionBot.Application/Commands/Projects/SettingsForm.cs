using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>A project's settings as a form, and back: pure.</summary>
public static class SettingsForm
{
    private static (Setting Setting, string Label, string Help)[] Fields =>
    [
        (Setting.FacilitatorName, ProjectCommandWording.Facilitator, ProjectCommandWording.TheNamePeopleKnow),
        (Setting.Readers, ProjectCommandWording.WhoCanReadAnswers, ProjectCommandWording.NamesOfFacilitatorsAsTheyShould),
        (Setting.ItTeam, ProjectCommandWording.ITTeam, ProjectCommandWording.WhoRunsTheComputersTheAnswers),
        (Setting.Lead, ProjectCommandWording.Lead, ProjectCommandWording.TheNamePeopleKnow),
        (Setting.Country, ProjectCommandWording.Country, ProjectCommandWording.MayStayEmptyIKnowThe),
        (Setting.Emergency, ProjectCommandWording.InDangerCall, ProjectCommandWording.ForExample999),
        (Setting.Controller, ProjectCommandWording.DataController, ProjectCommandWording.WhoIsResponsibleInLaw),
        (Setting.KeepUntil, ProjectCommandWording.KeepUntil, ProjectCommandWording.ADayForExample202907),
        (Setting.Purpose, ProjectCommandWording.Purpose, ProjectCommandWording.WhatTheAnswersAreKeptFor),
        (Setting.LegalBasis, ProjectCommandWording.LegalBasis, ProjectCommandWording.ForResearchOftenPublicTaskAsk),
        (Setting.ChatOwner, ProjectCommandWording.ChatOwner, ProjectCommandWording.WhoMayKeepThisChatToo),
        (Setting.Contact, ProjectCommandWording.Contact, ProjectCommandWording.ThroughWhomPeopleCanStopOr),
        (Setting.DataContact, ProjectCommandWording.DataContact, ProjectCommandWording.ForRightsAndComplaints),
        (Setting.Regulator, ProjectCommandWording.Regulator, ProjectCommandWording.MayStayEmpty),
        (Setting.Notice, ProjectCommandWording.FullNotice, ProjectCommandWording.AWebAddress),
        (Setting.Helper1, ProjectCommandWording.FirstPersonToAskForContact, ProjectCommandWording.APersonOnTheProjectOr),
        (Setting.Helper2, ProjectCommandWording.SecondPersonToAskForContact, ProjectCommandWording.AtLeastOneOfTheTwo),
        (Setting.TimeZone, ProjectCommandWording.TimeZone, ProjectCommandWording.TheNearestLargeCityForExample),
        (Setting.DaysOpen, ProjectCommandWording.DaysARoundIsOpen, ProjectCommandWording.ForExample14OrTwoWeeks),
        (Setting.Minimum, ProjectCommandWording.PeopleBeforeADigestHasTopics, ProjectCommandWording.N5OrMoreAndFixedFrom),
        (Setting.QuietWeek, ProjectCommandWording.AWeekWithNothingNew, ProjectCommandWording.PostOrNothing),
        (Setting.Preview, ProjectCommandWording.PreviewOfDigests, ProjectCommandWording.OnOrOffPreview),
        (Setting.QuoteCheck, ProjectCommandWording.QuoteCheck, ProjectCommandWording.OnOrOffQuoteCheck),
        (Setting.Holidays, ProjectCommandWording.DaysOff2, ProjectCommandWording.DaysOnWhichNobodyIsWritten),
        .. QuestionSet.All.Count == 1 ? [] : new[] { (Setting.Questions, ProjectCommandWording.Questions, ProjectCommandWording.FormatFromTheNextRoundOn(Spoken.List([.. QuestionSet.All.Select(s => s.Id)]))) },
    ];

    /// <summary>What the form is for.</summary>
    public static string Intro => ProjectCommandWording.TheseFillTheGapsOfThe;

    /// <summary>The form with what is known filled in, and with what was typed before and could not be saved.</summary>
    /// <param name="project">The project.</param>
    /// <param name="draft">What is left over from the last time.</param>
    /// <param name="intro">What to say first; null for what the form is for.</param>
    public static FormMessage Of(Project project, SettingsDraft draft, string? intro = null)
    {
        var marks = Fields.Select(f => draft.Fields.ContainsKey(f.Setting) ? Unsaved : FieldMark.Of(ProjectSetting.Of(project.Settings, f.Setting) ?? ""));
        var fields = Fields.Select(f => draft.Fields.TryGetValue(f.Setting, out var left)
            ? new FormField(Id(f.Setting), f.Label, SettingNames.Of(f.Setting), ProjectCommandWording.FormatNotSaved(left.Mistake), "", left.Typed, false, SettingWords.MaxText)
            : new FormField(Id(f.Setting), f.Label, SettingNames.Of(f.Setting), f.Help, "", ProjectSetting.Of(project.Settings, f.Setting) ?? "", false, SettingWords.MaxText));
        return new FormMessage(
            ProjectCommandWording.FormatSettingsOf(project.Name), intro ?? Intro,
            [.. fields], new Button(ProjectCommandWording.Save, new ButtonAction(CommandButton.SaveSettings, Item: $"{project.Id} {string.Join(',', marks)}"), Primary: true),
            [CommandButton.In(project.Id, ProjectCommandWording.PreviewTheConsentText, "consent preview")]);
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
                : before.Gaps.Count == 0 && IsNeeded(before, setting) ? (null, ProjectCommandWording.ThisStandsInTheConsentText)
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
