using NodaTime;

namespace ReflectionBot.Core.Projects;

/// <summary>A named point of a project: planned for a date, or reached by command. Reaching one opens its round.</summary>
/// <param name="Id">Issued by the bot.</param>
/// <param name="Name">The name that people use.</param>
/// <param name="PlannedFor">The day on which it is reached automatically; null where it is reached only by command.</param>
/// <param name="ReachedAt">When it was reached; null before.</param>
/// <param name="Round">The round that opened for it; null before.</param>
public sealed record Milestone(string Id, string Name, LocalDate? PlannedFor, DateTimeOffset? ReachedAt = null, string? Round = null);
