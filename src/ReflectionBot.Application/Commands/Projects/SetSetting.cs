using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Changes one setting.</summary>
/// <param name="Setting">Which.</param>
/// <param name="Value">Checked and in one form: text on one line; a date as 2026-12-14; dates the same, joined by commas (empty for none); an IANA zone id; a country's code; a number; empty for none.</param>
public sealed record SetSetting(Setting Setting, string Value) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("set", "set <setting> \"<value>\"", () => ProjectCommandWording.ChangesOneSettingOfTheProject, Roles.Facilitator, Where.Anywhere, CommandGroup.Project, Takes.Something,
            [], ["set keep-until 31 July 2030", "set purpose \"learning how we work together\"", "set time-zone Europe/London"]) { Read = Read, ListedAt = 40 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        var words = rest.Split((char[]?)null, 4, StringSplitOptions.RemoveEmptyEntries);
        for (var taken = Math.Min(3, words.Length); taken > 0; taken--)
        {
            if (SettingWords.Match(string.Join(' ', words[..taken]).TrimEnd('=', ':')) is { } setting)
            {
                var tail = string.Join(' ', words[taken..]).TrimStart('=', ':', ' ');
                tail = tail.StartsWith("to ", StringComparison.OrdinalIgnoreCase) ? tail[3..].TrimStart() : tail;
                var (text, quoted, left) = Quotes.Whole(tail);
                var (value, mistake) = left.Length > 0 ? (null, ProjectCommandWording.FormatPutTheWholeValueInQuotes(SettingWords.Example(setting)))
                    : text.Length == 0 && !quoted ? (null, ProjectCommandWording.FormatWhatShouldBeForExample(SettingNames.Of(setting), SettingWords.Example(setting)))
                    : SettingWords.Read(setting, text, today);
                return value is null ? Reading.Wrong(mistake ?? "") : Reading.Of(new SetSetting(setting, value), !quoted);
            }
        }

        return Reading.Wrong(UnknownSetting(words));
    }

    private static string UnknownSetting(string[] words)
    {
        var list = string.Join(", ", SettingNames.All.Select(s => $"`{s.Word}`"));
        if (words.Length == 0)
        {
            return ProjectCommandWording.FormatWhichSettingForExampleTheSettings(SettingWords.Example(Setting.Purpose), list);
        }

        var near = Resemblance.Closest(TypedText.Key(words[0]), SettingNames.All.Select(s => s.Word));
        return ProjectCommandWording.FormatIDontKnowTheSetting(TypedText.Echo(words[0]), near is null ? ProjectCommandWording.FormatTheSettingsAre(list) : ProjectCommandWording.FormatDidYouMeanSet(near));
    }
}

/// <summary>`set`: one setting.</summary>
public sealed class SetSettingHandler(ProjectStore projects, SettingChecks checks, SettingsSaving saving) : ICommandHandler<SetSetting>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, SetSetting command, CancellationToken cancel)
    {
        var changed = ProjectSetting.With(context.Project, command.Setting, command.Value);
        if (await checks.OfAsync(context, changed, cancel) is [var mistake, ..])
        {
            Button[] meant = mistake.Meant is { } near ? [CommandButton.Typing(ProjectCommandWording.Yes, $"set {SettingNames.Of(mistake.Setting)} {Quotes.Around(near)}", primary: true)] : [];
            return new([], [context.Reply(new NoticeMessage([mistake.Sentence], meant))]);
        }

        var left = await projects.SettingsDraftAsync(context.Project.Id, context.Person.Id, cancel);
        return await saving.SavedAsync(context, changed, (project, members, rest) =>
            new(left.Fields.ContainsKey(command.Setting) ? left.Without(command.Setting).Replacing(left, context.Person.Id) : [], [context.Reply(NoticeMessage.Of(Saved(project, command.Setting, members, context.Now), rest))]), cancel);
    }

    private static string Saved(Project project, Setting setting, IReadOnlyList<Member> members, DateTimeOffset now) =>
        ProjectCommandWording.FormatSaved(SettingNames.Of(setting), SettingEcho.Of(project, setting, members, now)).TrimEnd();
}
