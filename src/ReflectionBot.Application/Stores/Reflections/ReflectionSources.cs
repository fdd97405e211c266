namespace ReflectionBot.Application.Stores.Reflections;

/// <summary>The stores that jobs about reflections read.</summary>
/// <param name="Projects">Projects and members.</param>
/// <param name="Reflections">Reflections and answers.</param>
/// <param name="Roster">Rosters.</param>
/// <param name="Time">The clock.</param>
public sealed record ReflectionSources(ProjectStore Projects, ReflectionStore Reflections, RosterStore Roster, TimeProvider Time);
