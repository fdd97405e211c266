using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.People;

/// <summary>What goes with any change of roles: it is undone for a day, and what a facilitator who stops being one had opened is closed.</summary>
internal static class RoleChanges
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// What somebody is again. Who reads is no part of it: whoever is made a facilitator again is one from now on, and opens nothing that was
    /// answered before a text names them again. And who left by their own choice meanwhile is not asked again by somebody else (trust rule 11),
    /// nor put back as anything, where they were off the project then: only a facilitator stays on it without being asked.
    /// </summary>
    public static Member Back(Member before, Member now, DateTimeOffset at) =>
        now.As(now.LeftAt is null ? before.Roles : now.LeftAt >= now.RemovedAt ? Roles.None : before.Roles & ~Roles.Collaborator, at);

    /// <summary>How somebody was before, kept for a day.</summary>
    public static PutRow Remember(Member before, DateTimeOffset now) =>
        new(Keys.Join(ProjectRows.Before, before.Person), ProjectRows.Put(before).Row.With("Until", now + Day));

    /// <summary>What stopped facilitators had opened is closed to them.</summary>
    public static CommandResult WithOpenedClosed(CommandContext context, CommandResult result, Member before, Roles now) =>
        Loses(before, now) ? result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new CloseOpened(context.Project.Id, before.Person))] } : result;

    /// <summary>Whether these roles take the facilitator's away.</summary>
    public static bool Loses(Member before, Roles now) => before.Roles.HasFlag(Roles.Facilitator) && !now.HasFlag(Roles.Facilitator);

    /// <summary>Whether the text that names readers stands against it. What would be refused is not asked about.</summary>
    public static bool IsRefused(CommandContext context, Member found, Roles now) => ReaderRule.After(context.Project.Settings, found.Name, found.Roles, now) is ReaderChange.Refused;

    /// <summary>How it is undone.</summary>
    public static string Undo(Member found, bool itself) => itself
        ? PeopleWording.FormatForADayAnotherFacilitatorCan(found.Name)
        : PeopleWording.FormatITellThemAndTheOther(found.Name);

    /// <summary>The button that undoes it.</summary>
    public static Button PutBack(Project project, Member found) => CommandButton.In(project.Id, PeopleWording.FormatPutBack(Names.Shown(found.Name)), $"put back {Quotes.Around(found.Name)}");
}
