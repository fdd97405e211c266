using System.Globalization;
using System.Text;
using NodaTime.TimeZones;

namespace ReflectionBot.Core.Projects.Places;

/// <summary>A country.</summary>
/// <param name="Code">ISO 3166, two letters.</param>
/// <param name="Name">Its name in English.</param>
/// <param name="Emergency">The emergency number there, as shown to people; null where it is not known here.</param>
public sealed record Country(string Code, string Name, string? Emergency);

/// <summary>Countries by the names that people use. The list comes with the time zones; the emergency numbers are listed here, and only those that are certain.</summary>
public static class Countries
{
    private static readonly Dictionary<string, string> Numbers = Read(
        """
        112: AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE CH AD MC SM TR UA GE MD ME MK AX FO GL IN NG GH TZ ID
        999: GB IM JE GG HK MY QA BD ZM
        112 or 999: IE KE UG
        911: US CA PR GU VI AS MP MX PH AR UY EC CR PA DO JO
        000: AU
        111: NZ
        119 (ambulance) or 110 (police): JP
        119 (ambulance) or 112 (police): KR
        995 (ambulance) or 999 (police): SG
        119 (ambulance) or 110 (police) : TW
        120 (ambulance) or 110 (police): CN
        101 (ambulance) or 100 (police): IL
        192 (ambulance) or 190 (police): BR
        131 (ambulance) or 133 (police): CL
        123: CO
        112 or 10111: ZA
        """);

    private static readonly Dictionary<string, string> Names = Read(
        """
        United Kingdom, UK, U.K., Great Britain, Britain, England, Scotland, Wales, Northern Ireland: GB
        United States, USA, US, U.S., U.S.A., America, United States of America: US
        Ireland, Republic of Ireland, Eire: IE
        Netherlands, Holland, The Netherlands: NL
        Czechia, Czech Republic: CZ
        Turkey, Turkiye: TR
        South Korea, Korea, Republic of Korea: KR
        North Korea: KP
        United Arab Emirates, UAE: AE
        North Macedonia, Macedonia: MK
        Ivory Coast, Cote d'Ivoire: CI
        Hong Kong: HK
        Myanmar, Burma: MM
        Eswatini, Swaziland: SZ
        Cape Verde: CV
        East Timor, Timor-Leste: TL
        Democratic Republic of the Congo, DRC: CD
        Congo, Republic of the Congo: CG
        """);

    private static readonly IReadOnlyList<Country> All =
        [.. (TzdbDateTimeZoneSource.Default.ZoneLocations ?? []).DistinctBy(l => l.CountryCode).Select(l => new Country(l.CountryCode, NameOf(l.CountryCode, l.CountryName), Numbers.GetValueOrDefault(l.CountryCode)))];

    /// <summary>All names by which a country can be found.</summary>
    public static IEnumerable<string> Known => All.Select(c => c.Name).Concat(Names.Keys);

    /// <summary>The country with this name, or null.</summary>
    public static Country? Find(string typed)
    {
        var key = Key(typed);
        var code = Names.FirstOrDefault(n => Key(n.Key) == key).Value;
        return All.FirstOrDefault(c => c.Code == code || Key(c.Name) == key) ?? (key.Length == 2 ? All.FirstOrDefault(c => Key(c.Code) == key) : null);
    }

    /// <summary>The country with this code, or null.</summary>
    public static Country? Of(string? code) => All.FirstOrDefault(c => c.Code == code);

    // Our own name where there is one: the list says "Britain (UK)".
    private static string NameOf(string code, string listed) => Names.FirstOrDefault(n => n.Value == code).Key ?? listed;

    private static string Key(string text)
    {
        var letters = text.Normalize(NormalizationForm.FormD).Where(c => char.IsLetter(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        var key = new string([.. letters]).ToUpperInvariant();
        return key.StartsWith("THE", StringComparison.Ordinal) && key.Length > 5 ? key[3..] : key;
    }

    /// <summary>Reads lines of "key: value", or reversed where the left side lists names.</summary>
    private static Dictionary<string, string> Read(string lines)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Split('\n'))
        {
            var (left, right) = (line[..line.LastIndexOf(':')].Trim(), line[(line.LastIndexOf(':') + 1)..].Trim());
            var codes = left.Length > 0 && char.IsDigit(left[0]);
            foreach (var one in codes ? right.Split(' ') : left.Split(", "))
            {
                read[one] = codes ? left : right;
            }
        }

        return read;
    }
}
