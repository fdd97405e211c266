using NodaTime;
using NodaTime.TimeZones;

namespace ReflectionBot.Core.Projects.Places;

/// <summary>Time zones by city name. Zones without a city, such as GMT, have no summer time, so a digest would be an hour off for half the year.</summary>
public static class CityZones
{
    private static readonly string[] Regions = ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

    // Large cities without a zone of their own name.
    private static readonly Dictionary<string, string> More = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Edinburgh"] = "Europe/London", ["Glasgow"] = "Europe/London", ["Cardiff"] = "Europe/London", ["Manchester"] = "Europe/London", ["Birmingham"] = "Europe/London",
        ["Leeds"] = "Europe/London", ["Liverpool"] = "Europe/London", ["Bristol"] = "Europe/London", ["Sheffield"] = "Europe/London", ["Cork"] = "Europe/Dublin",
        ["Munich"] = "Europe/Berlin", ["Hamburg"] = "Europe/Berlin", ["Cologne"] = "Europe/Berlin", ["Frankfurt"] = "Europe/Berlin", ["Geneva"] = "Europe/Zurich",
        ["Barcelona"] = "Europe/Madrid", ["Milan"] = "Europe/Rome", ["Lyon"] = "Europe/Paris", ["Rotterdam"] = "Europe/Amsterdam", ["The Hague"] = "Europe/Amsterdam",
        ["Boston"] = "America/New_York", ["Washington"] = "America/New_York", ["Philadelphia"] = "America/New_York", ["Miami"] = "America/New_York", ["Atlanta"] = "America/New_York",
        ["San Francisco"] = "America/Los_Angeles", ["Seattle"] = "America/Los_Angeles", ["Houston"] = "America/Chicago", ["Dallas"] = "America/Chicago", ["Ottawa"] = "America/Toronto",
        ["Montreal"] = "America/Toronto", ["Calgary"] = "America/Edmonton", ["Canberra"] = "Australia/Sydney", ["Wellington"] = "Pacific/Auckland", ["Beijing"] = "Asia/Shanghai",
        ["Delhi"] = "Asia/Kolkata", ["New Delhi"] = "Asia/Kolkata", ["Mumbai"] = "Asia/Kolkata", ["Bangalore"] = "Asia/Kolkata", ["Chennai"] = "Asia/Kolkata",
        ["Cape Town"] = "Africa/Johannesburg", ["Pretoria"] = "Africa/Johannesburg", ["Abuja"] = "Africa/Lagos", ["Rio de Janeiro"] = "America/Sao_Paulo", ["Brasilia"] = "America/Sao_Paulo",
        ["Ankara"] = "Europe/Istanbul", ["Tel Aviv"] = "Asia/Jerusalem", ["Islamabad"] = "Asia/Karachi", ["Lahore"] = "Asia/Karachi",
    };

    private static readonly IReadOnlyList<string> Ids = [.. DateTimeZoneProviders.Tzdb.Ids.Where(i => Regions.Contains(i.Split('/')[0]) && i.Contains('/', StringComparison.Ordinal))];

    private static readonly ILookup<string, string> ByCity = Ids.ToLookup(City, StringComparer.OrdinalIgnoreCase);

    /// <summary>All city names that can be found.</summary>
    public static IEnumerable<string> Cities => Ids.Select(City).Concat(More.Keys).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The zones for a region and city, a city, or a country: one, several to choose from, or none.</summary>
    public static IReadOnlyList<string> Find(string typed)
    {
        var words = string.Join(' ', typed.Replace('_', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (Ids.FirstOrDefault(i => i.Replace('_', ' ').Equals(words, StringComparison.OrdinalIgnoreCase)) is { } whole)
        {
            return [whole];
        }

        // "London, UK", "Paris (France)", "London time"
        var city = words.Split(',', '(')[0].Trim();
        city = city.EndsWith(" time", StringComparison.OrdinalIgnoreCase) ? city[..^5].TrimEnd() : city;
        if (More.TryGetValue(city, out var more))
        {
            return [more];
        }

        // Two ids of the same zone count once: America/Louisville and America/Kentucky/Louisville.
        var named = ByCity[city].DistinctBy(i => TzdbDateTimeZoneSource.Default.CanonicalIdMap[i]).ToList();
        return named.Count > 0 || Countries.Find(city) is not { } country ? named : [.. Of(country)];
    }

    /// <summary>The city of a zone, e.g. "New York".</summary>
    public static string City(string id)
    {
        return id[(id.LastIndexOf('/') + 1)..].Replace('_', ' ');
    }

    private static IEnumerable<string> Of(Country country) =>
        (TzdbDateTimeZoneSource.Default.ZoneLocations ?? []).Where(l => l.CountryCode == country.Code).Select(l => l.ZoneId);
}
