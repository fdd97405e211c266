using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Rounds;

/// <summary>Texts about a project that is going to close, stays open after all, or is closed. Pure.</summary>
internal static class ProjectEndingWords
{
    /// <summary>What a person is told in their own chat.</summary>
    /// <param name="project">The project.</param>
    /// <param name="closes">When it is going to close.</param>
    /// <param name="kept">It stays open after all.</param>
    /// <param name="by">The name of the person who asked for it.</param>
    /// <param name="roles">The reader's roles.</param>
    /// <param name="round">The name of the open round; null for none.</param>
    internal static NoticeMessage Letter(Project project, DateTimeOffset closes, bool kept, string by, Roles roles, string? round)
    {
        var at = Spoken.DayAndTime(closes, Zones.Of(project));
        if (kept)
        {
            return NoticeMessage.Of(RoundWording.FormatKeepsOpenItDoesNotClose(by, project.Name, at));
        }

        var paragraphs = new List<string> { RoundWording.FormatIsClosingItClosesOnUntil(by, project.Name, at) };
        if (roles.HasFlag(Roles.Collaborator))
        {
            paragraphs.Add(RoundWording.FormatAfterThatIAskYouNothing(round is null ? "" : RoundWording.FormatTheQuestionsOnAreOpenUntil(round), Kept(project)));
        }

        Button[] buttons = [];
        if (roles.HasFlag(Roles.Facilitator))
        {
            paragraphs.Add(RoundWording.UntilThenAnyFacilitatorCanKeep);
            buttons = [CommandButton.In(project.Id, RoundWording.KeepItOpen, "reopen project")];
        }

        return new NoticeMessage(paragraphs, buttons);
    }

    /// <summary>What the channel is told.</summary>
    internal static NoticeMessage Announcement(Project project, DateTimeOffset closes, bool kept, string by)
    {
        var at = Spoken.DayAndTime(closes, Zones.Of(project));
        return NoticeMessage.Of(kept ? RoundWording.FormatKeepsOpenItDoesNotClose(by, project.Name, at) : RoundWording.FormatIsClosingItClosesOnUntil(by, project.Name, at));
    }

    /// <summary>What people are told once it is closed.</summary>
    internal static NoticeMessage Ended(Project project) => NoticeMessage.Of(RoundWording.FormatIsClosedNoMoreRoundsReminders(project.Name, Kept(project)));

    internal static string Kept(Project project) => project.Settings.KeepUntil is { } day
        ? RoundWording.FormatWhatWasCollectedIsErasedOn(Spoken.DayAndYear(day))
        : RoundWording.AnswersCanStillBeTakenBack;
}
