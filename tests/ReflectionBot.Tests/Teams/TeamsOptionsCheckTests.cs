using Microsoft.Extensions.Configuration;
using ReflectionBot.Channels.Teams;

namespace ReflectionBot.Tests.Teams;

/// <summary>Settings that cannot work or are dangerous stop the start, with a sentence that names the key.</summary>
public sealed class TeamsOptionsCheckTests
{
    private const string Switch = "DangerouslyBelieveUnsignedRequestsFromThisMachine";

    private static readonly (string Key, string Value)[] Registered = [("Teams:AppId", Forge.AppId), ("Teams:TenantId", Forge.TenantId), ("Teams:ClientSecret", "the-secret")];

    private static List<string> Check(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>();
        Array.ForEach(settings, s => all[s.Key] = s.Value); // Later ones win.
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        var options = new TeamsOptions();
        configuration.GetSection(TeamsOptions.Section).Bind(options);
        return [.. new TeamsOptionsCheck(configuration).Mistakes(options)];
    }

    private static void Refused(string key, params (string Key, string Value)[] settings)
    {
        var sentence = Assert.Single(Check(settings));
        Assert.Contains(key, sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_at_all_is_right() => Assert.Empty(Check());

    [Fact]
    public void A_registration_with_one_credential_is_right() => Assert.Empty(Check(Registered));

    [Theory]
    [InlineData("Teams:AppId", "my-bot")]
    [InlineData("Teams:AppId", "{0b1d6e0c-1111-4222-8333-444455556666}")]
    [InlineData("Teams:AppId", "00000000-0000-0000-0000-000000000000")]
    [InlineData("Teams:TenantId", "contoso.onmicrosoft.com")]
    [InlineData("Teams:TenantId", "")]
    [InlineData("Teams:OpenIdMetadata", "http://login.botframework.com/v1/.well-known/openidconfiguration")]
    [InlineData("Teams:OpenIdMetadata", "login.botframework.com")]
    [InlineData("Teams:OpenIdMetadata", "")]
    [InlineData("Teams:OpenIdMetadata", "https://user:word@login.botframework.com/")]
    [InlineData("Teams:Issuer", "botframework")]
    [InlineData("Teams:Authority", "http://login.microsoftonline.com/")]
    [InlineData("Teams:Scope", "https://api.botframework.com")]
    [InlineData("Teams:Scope", ".default")]
    [InlineData("Teams:ServiceHosts", "https://smba.example.net", "0")]
    [InlineData("Teams:ServiceHosts", "smba.example.net:443", "0")]
    [InlineData("Teams:ServiceHosts", "smba.example.net/x", "0")]
    [InlineData("Teams:ServiceHosts", "*.net", "0")]
    [InlineData("Teams:ServiceHosts", "*", "0")]
    [InlineData("Teams:ServiceHosts", "*.*.example.net", "0")]
    [InlineData("Teams:ServiceHosts", "smba.*.net", "0")]
    [InlineData("Teams:ServiceHosts", "localhost", "0")]
    [InlineData("Teams:ServiceHosts", "10.0.0.1", "0")]
    [InlineData("Teams:ServiceHosts", "*.0.0.1", "0")]
    [InlineData("Teams:ServiceHosts", "", "0")]
    [InlineData("Teams:ServiceHosts", "-a.example.net", "0")]
    [InlineData("Teams:CertificatePassword", "the-secret")]
    public void One_wrong_setting_is_named(string key, string value, string? index = null) =>
        Refused(key == "Teams:CertificatePassword" ? "Teams:CertificateFile" : key, [.. Registered, (index is null ? key : $"{key}:{index}", value)]);

    [Theory]
    [InlineData("Teams:OpenIdMetadata", "http://127.0.0.1:4000/openid")]
    [InlineData("Teams:OpenIdMetadata", "https://login.botframework.azure.us/v1/.well-known/openidconfiguration")]
    [InlineData("Teams:Issuer", "https://api.botframework.us")]
    [InlineData("Teams:Authority", "http://localhost:4000/")]
    [InlineData("Teams:Scope", "https://api.botframework.us/.default")]
    [InlineData("Teams:ServiceHosts:0", "*.botframework.azure.cn")]
    [InlineData("Teams:ServiceHosts:0", "SMBA.Example.Net")]
    [InlineData("PublicUrl", "https://reflect.example.org")]
    [InlineData("Urls", "http://*:3978")]
    public void One_right_setting_passes(string key, string value) => Assert.Empty(Check([.. Registered, (key, value)]));

    [Fact]
    public void No_credential_is_refused() => Refused("exactly one of Teams:ClientSecret", [.. Registered, ("Teams:ClientSecret", "")]);

    [Theory]
    [InlineData("ManagedIdentity", "true")]
    [InlineData("FederatedManagedIdentity", "0b1d6e0c-2222-4222-8333-444455556666")]
    public void Each_credential_is_enough_and_two_are_too_many(string key, string value)
    {
        Assert.Empty(Check([.. Registered, ("Teams:ClientSecret", ""), ($"Teams:{key}", value)]));
        Refused($"Set are Teams:ClientSecret and Teams:{key}", [.. Registered, ($"Teams:{key}", value)]);
    }

    [Theory]
    [InlineData("CertificateFile")]
    [InlineData("FederatedTokenFile")]
    public void A_file_must_be_there(string key)
    {
        var file = Path.GetTempFileName();
        Assert.Empty(Check([.. Registered, ("Teams:ClientSecret", ""), ($"Teams:{key}", file)]));
        File.Delete(file);
        Refused($"Teams:{key}", [.. Registered, ("Teams:ClientSecret", ""), ($"Teams:{key}", file)]);
    }

    [Fact]
    public void The_client_id_of_a_managed_identity_is_a_GUID() =>
        Refused("Teams:FederatedManagedIdentity", [.. Registered, ("Teams:ClientSecret", ""), ("Teams:FederatedManagedIdentity", "my-identity")]);

    [Fact]
    public void A_credential_without_an_app_id_is_refused() => Refused("Teams:AppId is missing", ("Teams:ClientSecret", "the-secret"));

    [Theory]
    [InlineData("http://localhost:3978")]
    [InlineData("http://127.0.0.1:3978; https://[::1]:3979")]
    [InlineData("")]
    public void The_switch_is_allowed_on_this_machine(string urls) => Assert.Empty(Check(($"Teams:{Switch}", "true"), ("Urls", urls)));

    [Theory]
    [InlineData("http://*:3978")]
    [InlineData("http://+:3978")]
    [InlineData("http://0.0.0.0:3978")]
    [InlineData("http://[::]:3978")]
    [InlineData("http://localhost:3978;http://10.0.0.7:3978")]
    [InlineData("http://bot.example:3978")]
    public void The_switch_is_refused_where_others_can_connect(string urls) => Refused("Urls", ($"Teams:{Switch}", "true"), ("Urls", urls));

    [Fact]
    public void The_switch_is_refused_with_a_public_address() => Refused("PublicUrl", ($"Teams:{Switch}", "true"), ("PublicUrl", "https://reflect.example.org"));

    [Fact]
    public void The_switch_is_refused_with_a_registration() => Refused("Teams:AppId", [.. Registered, ($"Teams:{Switch}", "true")]);
}
