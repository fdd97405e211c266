using System.Text.RegularExpressions;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Teams;

/// <summary>Refuses to start with settings of Teams that cannot work or are dangerous, and says which key is wrong and what was expected.</summary>
/// <param name="configuration">For <c>PublicUrl</c> and <c>Urls</c>, which are the host's.</param>
internal sealed partial class TeamsOptionsCheck(IConfiguration configuration) : OptionsCheck<TeamsOptions>
{
    private const string Switch = $"Teams:{nameof(TeamsOptions.DangerouslyBelieveUnsignedRequestsFromThisMachine)}";

    /// <inheritdoc/>
    public override IEnumerable<string> Mistakes(TeamsOptions options) =>
        [.. Registration(options), .. Credentials(options), .. Files(options), .. Urls(options), .. Hosts(options), .. Bypass(options)];

    private static IEnumerable<string> Registration(TeamsOptions options)
    {
        if (options.AppId.Length > 0 && !IsGuid(options.AppId))
        {
            yield return "Teams:AppId must be the \"Microsoft App ID\" of the Azure Bot, e.g. 00000000-1111-2222-3333-444444444444.";
        }

        if (options.TenantId.Length > 0 && !IsGuid(options.TenantId))
        {
            yield return "Teams:TenantId must be the \"App Tenant ID\" of the Azure Bot, e.g. 00000000-1111-2222-3333-444444444444; a domain name does not do.";
        }

        if (options.AppId.Length > 0 && options.TenantId.Length == 0)
        {
            yield return "Teams:TenantId is missing: with Teams:AppId, the bot serves the people of one tenant, and must know which (\"App Tenant ID\" of the Azure Bot).";
        }

        if (options.FederatedManagedIdentity.Length > 0 && !IsGuid(options.FederatedManagedIdentity))
        {
            yield return "Teams:FederatedManagedIdentity must be the client id of a user-assigned managed identity, e.g. 00000000-1111-2222-3333-444444444444.";
        }
    }

    private static IEnumerable<string> Credentials(TeamsOptions options)
    {
        (string Key, bool IsSet)[] ways =
        [
            (nameof(options.ClientSecret), options.ClientSecret.Length > 0), (nameof(options.CertificateFile), options.CertificateFile.Length > 0),
            (nameof(options.ManagedIdentity), options.ManagedIdentity), (nameof(options.FederatedTokenFile), options.FederatedTokenFile.Length > 0),
            (nameof(options.FederatedManagedIdentity), options.FederatedManagedIdentity.Length > 0),
        ];
        var given = ways.Where(way => way.IsSet).Select(way => $"Teams:{way.Key}").ToList();
        if (options.AppId.Length == 0 && given.Count > 0)
        {
            yield return $"Teams:AppId is missing: {given[0]} is of no use without it.";
        }
        else if (options.AppId.Length > 0 && given.Count != 1)
        {
            yield return $"With Teams:AppId, set exactly one of {string.Join(", ", ways.Select(way => $"Teams:{way.Key}"))}: by it the bot proves who it is. {(given.Count == 0 ? "None is set" : $"Set are {string.Join(" and ", given)}")}.";
        }
    }

    private static IEnumerable<string> Files(TeamsOptions options)
    {
        if (options.CertificateFile.Length > 0 && !File.Exists(options.CertificateFile))
        {
            yield return "Teams:CertificateFile must be a PFX or PEM file with a private key; there is no such file, or the bot may not read its folder.";
        }

        if (options.CertificateFile.Length == 0 && options.CertificatePassword.Length > 0)
        {
            yield return "Teams:CertificateFile is missing: Teams:CertificatePassword is of no use without it.";
        }

        if (options.FederatedTokenFile.Length > 0 && !File.Exists(options.FederatedTokenFile))
        {
            yield return "Teams:FederatedTokenFile must be a file with a token; there is no such file, or the bot may not read its folder.";
        }
    }

    private static IEnumerable<string> Urls(TeamsOptions options)
    {
        (string Key, string Value)[] urls = [(nameof(options.OpenIdMetadata), options.OpenIdMetadata), (nameof(options.Issuer), options.Issuer), (nameof(options.Authority), options.Authority)];
        foreach (var (key, _) in urls.Where(url => !LocalHosts.IsSafe(url.Value)))
        {
            yield return $"Teams:{key} must be an https address; leave it out unless the tenant is in Azure Government or Azure China.";
        }

        if (!LocalHosts.IsSafe(options.Scope) || !options.Scope.EndsWith("/.default", StringComparison.Ordinal))
        {
            yield return "Teams:Scope must be an https address that ends with /.default; leave it out unless the tenant is in Azure Government or Azure China.";
        }
    }

    private static IEnumerable<string> Hosts(TeamsOptions options) => options.ServiceHosts.Any(host => !HostPattern().IsMatch(host))
        ? ["Teams:ServiceHosts must be names of hosts such as smba.example.net, or *. and a name of at least two parts such as *.example.net; no https://, no port, no path."]
        : [];

    private IEnumerable<string> Bypass(TeamsOptions options)
    {
        if (!options.DangerouslyBelieveUnsignedRequestsFromThisMachine)
        {
            yield break;
        }

        if (options.AppId.Length > 0)
        {
            yield return $"{Switch} cannot be on together with Teams:AppId: a bot that is registered checks who writes to it. Remove one of them.";
        }

        if (configuration["PublicUrl"] is { Length: > 0 })
        {
            yield return $"{Switch} cannot be on together with PublicUrl: what others can reach must not believe unsigned requests. Remove one of them.";
        }

        var listening = (configuration["Urls"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!listening.All(LocalHosts.IsUrl))
        {
            yield return $"{Switch} cannot be on while Urls names more than this machine. Switch it off, or set Urls to {Listening.DefaultUrl}.";
        }
    }

    private static bool IsGuid(string text) => Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty;

    /// <summary>Labels of letters, digits and hyphens; the last one has a letter, so that an IP address does not match.</summary>
    [GeneratedRegex(@"\A(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();
}
