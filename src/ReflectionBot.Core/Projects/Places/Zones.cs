using NodaTime;
using NodaTime.TimeZones;

namespace ReflectionBot.Core.Projects.Places;

/// <summary>Time zones by the names that clients use: IANA ids with their older names, in any case, and the names that Windows uses.</summary>
public static class Zones
{
    private const int Longest = 64;

    private static readonly Dictionary<string, string> Ids = DateTimeZoneProviders.Tzdb.Ids.ToDictionary(id => id, id => id, StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<string, string> Windows = TzdbDateTimeZoneSource.Default.WindowsToTzdbIds.ToDictionary(p => p.Key, p => p.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>The zone with this name; null where there is none, or no name.</summary>
    public static DateTimeZone? Find(string? name) =>
        name?.Trim() is { Length: > 0 and <= Longest } id ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(Ids.GetValueOrDefault(id) ?? Windows.GetValueOrDefault(id) ?? id) : null;

    /// <summary>A person's time zone: their own where it is known, else the project's.</summary>
    public static DateTimeZone Of(Person person, Project project)
    {
        return Find(person.TimeZone) ?? Of(project);
    }

    /// <summary>The project's time zone.</summary>
    public static DateTimeZone Of(Project project) => Find(project.Settings.TimeZone) ?? DateTimeZone.Utc;
}
