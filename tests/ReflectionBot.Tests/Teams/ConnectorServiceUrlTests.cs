using CsCheck;
using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Teams.Connector;

namespace ReflectionBot.Tests.Teams;

/// <summary>Where the bot speaks to, and where never.</summary>
public sealed class ConnectorServiceUrlTests
{
    private static readonly string[] Hosts =
    [
        "smba.trafficmanager.net", "smba.onyx.prod.teams.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com", "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us", "frontend.botapi.msg.infra.teams.microsoftonline.cn",
    ];

    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/", "https://smba.trafficmanager.net/amer")]
    [InlineData("https://smba.trafficmanager.net/teams", "https://smba.trafficmanager.net/teams")]
    [InlineData("https://smba.trafficmanager.net/de/0F6a-41c2/", "https://smba.trafficmanager.net/de/0F6a-41c2")]
    [InlineData("https://smba.trafficmanager.net///", "https://smba.trafficmanager.net/")]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/gcch", "https://smba.infra.gov.teams.microsoft.us/gcch")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/gcc/", "https://smba.infra.gcc.teams.microsoft.com/gcc")]
    public void A_service_of_Teams_is_known_without_its_last_slashes(string url, string known) => Assert.Equal(known, Urls().Known(url)?.AbsoluteUri);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" https://smba.trafficmanager.net/amer")]
    [InlineData("https://smba.trafficmanager.net/amer\n")]
    [InlineData("https://smba.trafficmanager.net/am er")]
    [InlineData("https://smba.trafficmanager.net@evil.com")]
    [InlineData("https://smba.trafficmanager.net:x@evil.com/amer")]
    [InlineData("https://evil.com@smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net.evil.com")]
    [InlineData("https://smba.trafficmanager.net\\@evil.com")]
    [InlineData("https:\\\\smba.trafficmanager.net")]
    [InlineData("https://smba.trafficmanager.net\\.evil.com/")]
    [InlineData("https://evilsmba.trafficmanager.net/")]
    [InlineData("https://evil.trafficmanager.net/")]
    [InlineData("https://evil.smba.trafficmanager.net/")]
    [InlineData("https://trafficmanager.net/")]
    [InlineData("//smba.trafficmanager.net/amer")]
    [InlineData("smba.trafficmanager.net/amer")]
    [InlineData("https:smba.trafficmanager.net")]
    [InlineData("https:///smba.trafficmanager.net")]
    [InlineData("https://smbа.trafficmanager.net/")] // A Cyrillic letter.
    [InlineData("https://smba。trafficmanager。net/")] // Full stops that some parsers take for dots.
    [InlineData("https://ｓmba.trafficmanager.net/")]
    [InlineData("https://xn--smb-6cd.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net:8443/")]
    [InlineData("https://smba.trafficmanager.net:443/")]
    [InlineData("https://smba.trafficmanager.net:/")]
    [InlineData("http://smba.trafficmanager.net/amer")]
    [InlineData("HTTPS://SMBA.TRAFFICMANAGER.NET/")]
    [InlineData("https://SMBA.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net./")]
    [InlineData("https://smba.trafficmanager.net/amer?to=https://evil.com")]
    [InlineData("https://smba.trafficmanager.net/amer#evil")]
    [InlineData("https://smba.trafficmanager.net/amer/../..")]
    [InlineData("https://smba.trafficmanager.net/%2e%2e/amer")]
    [InlineData("https://smba%2etrafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net//evil.com/x")]
    [InlineData("https://evil.com/smba.trafficmanager.net")]
    [InlineData("https://evil.com/?https://smba.trafficmanager.net/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://169.254.169.254/metadata/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://localhost/")]
    [InlineData("http://localhost:56150/_connector")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://smba.trafficmanager.net/")]
    [InlineData("wss://smba.trafficmanager.net/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/plain,https://smba.trafficmanager.net")]
    public void What_is_not_exactly_a_service_of_Teams_is_unknown(string? url) => Assert.Null(Urls().Known(url));

    [Fact]
    public void Whatever_is_mixed_into_an_address_the_bot_speaks_to_no_other_host()
    {
        string[] pieces = ["https://", "http://", "@", ":", "/", "\\", ".", "..", "?", "#", "%00", "%2f", "\t", "\r\n", "\0", "evil.com", "127.0.0.1", "[::1]", "443", "．", "­", .. Hosts];
        var mixed = Piece(pieces).Array[1, 8].Select(string.Concat);
        var inserted = Gen.Select(Piece(Hosts), Gen.Int[0, 60], Gen.OneOf(Piece(pieces), Gen.String[1, 2]), (h, at, piece) => $"https://{h}/amer/".Insert(Math.Min(at, h.Length + 8), piece));
        var urls = Urls();
        Gen.OneOf(mixed, inserted).Sample(
            text =>
            {
                if (urls.Known(text) is { } known)
                {
                    Assert.Contains(known.Host, Hosts);
                    Assert.True(known is { Scheme: "https", IsDefaultPort: true, UserInfo: "", Query: "", Fragment: "" }, known.AbsoluteUri);
                    Assert.StartsWith($"https://{known.Host}/", known.AbsoluteUri, StringComparison.Ordinal);
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Settings_add_names_and_what_stands_below_a_name()
    {
        var urls = Urls(o => o.ServiceHosts = ["Bots.Example.org", "*.teams.example.com", "*.com", "*", "10.0.0.1", "localhost", "a.b:8443", "https://x.y"]);
        Assert.NotNull(urls.Known("https://bots.example.org/x"));
        Assert.NotNull(urls.Known("https://eu.teams.example.com/"));
        Assert.Null(urls.Known("https://teams.example.com/"));
        Assert.Null(urls.Known("https://xteams.example.com/"));
        Assert.Null(urls.Known("https://evil.com/"));
        Assert.Null(urls.Known("https://10.0.0.1/"));
        Assert.Null(urls.Known("https://localhost/"));
        Assert.Null(urls.Known("https://a.b/"));
    }

    [Fact]
    public void This_machine_is_spoken_to_only_with_the_dangerous_switch_and_never_with_a_token()
    {
        var urls = Urls(o => o.DangerouslyBelieveUnsignedRequestsFromThisMachine = true);
        Assert.Equal("http://localhost:56150/_connector", urls.Known("http://localhost:56150/_connector/")?.AbsoluteUri);
        Assert.NotNull(urls.Known("http://127.0.0.1:5000"));
        Assert.NotNull(urls.Known("http://[::1]:5000/x"));
        Assert.Null(urls.Known("http://localhost.evil.com:5000/"));
        Assert.Null(urls.Known("http://127.0.0.1.evil.com/"));
        Assert.Null(urls.Known("http://127.0.0.1@evil.com/"));
        Assert.Null(urls.Known("http://192.168.0.1:5000/"));
        Assert.Null(urls.Known("http://localhost:99999/"));
        Assert.False(urls.MayCarryToken(new Uri("http://localhost:56150/_connector")));
        Assert.False(Urls().MaySpeakTo(new Uri("http://localhost:56150/_connector")));
    }

    [Theory]
    [InlineData("https://contoso-my.sharepoint.com/personal/x/_api/v2.0/drives/1/items/2/uploadSession?guid='3'&tempauth=4", true)]
    [InlineData("https://contoso.sharepoint.us/x", true)]
    [InlineData("https://contoso.sharepoint-mil.us/x", true)]
    [InlineData("https://contoso.sharepoint.cn/x", true)]
    [InlineData("https://sharepoint.com/x", false)]
    [InlineData("https://a.b.sharepoint.com/x", false)]
    [InlineData("https://contososharepoint.com/x", false)]
    [InlineData("https://contoso.sharepoint.com.evil.com/x", false)]
    [InlineData("https://contoso.sharepoint.com@evil.com/x", false)]
    [InlineData("https://evil.com/contoso.sharepoint.com", false)]
    [InlineData("https://contoso.sharepoint.com:8443/x", false)]
    [InlineData("https://u:p@contoso.sharepoint.com/x", false)]
    [InlineData("http://contoso.sharepoint.com/x", false)]
    [InlineData("https://contoso.svc.ms/x", false)]
    [InlineData("https://127.0.0.1/x", false)]
    [InlineData("file:///contoso.sharepoint.com/x", false)]
    public void Files_go_to_SharePoint_only(string url, bool allowed) => Assert.Equal(allowed, ServiceUrls.IsUploadHost(new Uri(url)));

    private static Gen<string> Piece(string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

    private static ServiceUrls Urls(Action<TeamsOptions>? settings = null)
    {
        var options = new TeamsOptions();
        settings?.Invoke(options);
        return new ServiceUrls(Options.Create(options));
    }
}
