namespace ReflectionBot.Channels.Teams.Package;

/// <summary>The values of the manifest's placeholders.</summary>
/// <param name="AppId">The bot's app id, which is the Teams app's own id too: one registration, one app.</param>
/// <param name="PublicUrl">The bot's https address.</param>
/// <param name="Developer">The organisation or person that provides the app, at most 32 characters.</param>
/// <param name="Website">Their website.</param>
/// <param name="Privacy">Their privacy statement.</param>
/// <param name="Terms">Their terms of use.</param>
internal sealed record AppValues(Guid AppId, Uri PublicUrl, string Developer, Uri Website, Uri Privacy, Uri Terms)
{
    /// <summary>The manifest's limit for the developer's name. (Source: schema 1.30.)</summary>
    private const int LongestDeveloper = 32;

    /// <summary>Reads them from the settings and the command's own options.</summary>
    /// <param name="configuration">The host's, with <c>Teams:AppId</c> and <c>PublicUrl</c>.</param>
    /// <param name="words">The command's own options.</param>
    /// <returns>Either the values, or what is missing or wrong, one sentence each.</returns>
    public static (AppValues? Values, IReadOnlyList<string> Wrong) Read(IConfiguration configuration, AppWords words)
    {
        var wrong = new List<string>();
        if (!Guid.TryParseExact(configuration["Teams:AppId"], "D", out var id) || id == Guid.Empty)
        {
            wrong.Add("Teams:AppId is missing or no GUID. Set it to the \"Microsoft App ID\" of the Azure Bot, e.g. 00000000-1111-2222-3333-444444444444.");
        }

        var address = Https(configuration["PublicUrl"]);
        if (address is null || address.PathAndQuery != "/")
        {
            wrong.Add("PublicUrl is missing or no https address without a path. Set it to the address at which people reach the bot, e.g. https://reflect.example.org.");
        }

        if (words.Developer is { Length: 0 or > LongestDeveloper })
        {
            wrong.Add($"--developer must be a name of 1 to {LongestDeveloper} characters.");
        }

        Uri? Page(string word, string? given) => given is null ? address : Https(given) ?? Refuse(word);
        Uri? Refuse(string word)
        {
            wrong.Add($"{word} must be an https address, e.g. https://www.example.org/privacy.");
            return null;
        }

        var (website, privacy, terms) = (Page("--website", words.Website), Page("--privacy", words.Privacy), Page("--terms", words.Terms));
        return wrong.Count > 0 ? (null, wrong) : (new(id, address!, words.Developer ?? address!.Host[..Math.Min(address.Host.Length, LongestDeveloper)], website!, privacy!, terms!), []);
    }

    /// <summary>A placeholder's value, or null for one that is not known.</summary>
    public string? Of(string placeholder) => placeholder switch
    {
        nameof(AppId) => AppId.ToString("D"),
        nameof(Developer) => Developer,
        nameof(Website) => Website.AbsoluteUri,
        nameof(Privacy) => Privacy.AbsoluteUri,
        nameof(Terms) => Terms.AbsoluteUri,
        "Host" => PublicUrl.IdnHost,
        _ => null,
    };

    private static Uri? Https(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0 ? url : null;
}
