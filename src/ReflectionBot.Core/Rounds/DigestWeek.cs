using ReflectionBot.Core.Projects;

namespace ReflectionBot.Core.Rounds;

/// <summary>When the steps of one weekly digest happen, in this order: pure. All are at the digest's own local hour, on working days of the project.</summary>
/// <param name="AsksAt">Authors are asked about their quotes; null where the project has no quote check.</param>
/// <param name="LooksAt">The digest is made of what was handed in by then; with a preview, the facilitators see it.</param>
/// <param name="PostsAt">It is posted.</param>
public sealed record DigestWeek(DateTimeOffset? AsksAt, DateTimeOffset LooksAt, DateTimeOffset PostsAt)
{
    /// <summary>Working days that facilitators have for a preview.</summary>
    public const int PreviewDays = 1;

    /// <summary>Working days that authors have for a quote check; after them comes the preview.</summary>
    public const int QuoteCheckDays = 3;

    /// <summary>The steps of the digest that is to be posted at this time.</summary>
    public static DigestWeek Of(Project project, DateTimeOffset postsAt)
    {
        var looks = project.Settings.PreviewsDigests ? RoundCalendar.WorkingDaysBefore(project, postsAt, PreviewDays) : postsAt;
        return new(project.Settings.ChecksQuotes ? RoundCalendar.WorkingDaysBefore(project, looks, QuoteCheckDays) : null, looks, postsAt);
    }
}
