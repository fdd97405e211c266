using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Rounds;

/// <summary>What people read of a project that is to close, stays open after all, or is closed. Pure.</summary>
internal static class ProjectEndingWords
{
    /// <summary>What somebody is told in their own chat.</summary>
    /// <param name="project">The project.</param>
    /// <param name="closes">When it is to close.</param>
    /// <param name="kept">It stays open after all.</param>
    /// <param name="by">Who asked for it, by name.</param>
    /// <param name="roles">What the reader is.</param>
    /// <param name="round">The name of the open round; null for none.</param>
    internal static NoticeMessage Letter(Project project, DateTimeOffset closes, bool kept, string by, Roles roles, string? round)
    {
        var at = English.DayAndTime(closes, Zones.Of(project));
        if (kept)
        {
            return NoticeMessage.Of($"{by} keeps {project.Name} open. It does not close on {at}.");
        }

        var paragraphs = new List<string> { $"{by} is closing {project.Name}. It closes on {at}; until then everything goes on." };
        if (roles.HasFlag(Roles.Collaborator))
        {
            paragraphs.Add($"{(round is null ? "" : $"The questions on {round} are open until then. What you have not sent in by then stays yours and is counted nowhere. ")}After that I ask you nothing more there. You can take answers back: `withdraw`. {Kept(project)}");
        }

        Button[] buttons = [];
        if (roles.HasFlag(Roles.Facilitator))
        {
            paragraphs.Add("Until then any facilitator can keep it open: `reopen project`. After that it cannot be opened again.");
            buttons = [CommandButton.In(project.Id, "Keep it open", "reopen project")];
        }

        return new NoticeMessage(paragraphs, buttons);
    }

    /// <summary>What the channel is told.</summary>
    internal static NoticeMessage Announcement(Project project, DateTimeOffset closes, bool kept, string by)
    {
        var at = English.DayAndTime(closes, Zones.Of(project));
        return NoticeMessage.Of(kept ? $"{by} keeps {project.Name} open. It does not close on {at}." : $"{by} is closing {project.Name}. It closes on {at}; until then everything goes on.");
    }

    /// <summary>What is said once it is closed.</summary>
    internal static NoticeMessage Ended(Project project) => NoticeMessage.Of($"{project.Name} is closed. No more rounds, reminders or digests come. {Kept(project)}");

    internal static string Kept(Project project) => project.Settings.KeepUntil is { } day
        ? $"What was collected is erased on {English.DayAndYear(day)}, as people were told. Answers can be taken back until then."
        : "Answers can still be taken back.";
}
