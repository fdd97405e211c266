using ReflectionBot.Core.Chat;

namespace ReflectionBot.Core.Projects;

/// <summary>Says which project a message is about, for a person on several projects: pure.</summary>
internal static class ProjectTitle
{
    /// <summary>The message with the project's name added, unless it already contains it.</summary>
    public static OutboundMessage On(OutboundMessage message, string project)
    {
        bool Says(string text) => text.Contains(project, StringComparison.Ordinal);
        return message switch
        {
            NoticeMessage m when m.Paragraphs.Any(Says) || (m.Title is { } title && Says(title)) => m,
            NoticeMessage m => m with { Title = m.Title is null ? project : $"{project}: {m.Title}" },
            RoundStatusMessage m when !Says(m.Title) => m with { Title = $"{project}: {m.Title}" },
            FormMessage m when !Says(m.Title) => m with { Title = $"{project}: {m.Title}" },
            ReviewMessage m when !Says(m.Title) => m with { Title = $"{project}: {m.Title}" },
            DigestMessage m when !Says(m.Title) => m with { Title = $"{project}: {m.Title}" },
            _ => message,
        };
    }
}
