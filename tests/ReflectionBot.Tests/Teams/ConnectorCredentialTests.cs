using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Identity;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Teams.Connector;

namespace ReflectionBot.Tests.Teams;

/// <summary>The five ways in which the bot proves who it is, and what it says when it cannot.</summary>
public sealed class ConnectorCredentialTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void Each_way_makes_its_credential()
    {
        Assert.IsType<ClientSecretCredential>(BotCredential.Make(Settings(o => o.ClientSecret = "s")));
        Assert.IsType<ManagedIdentityCredential>(BotCredential.Make(Settings(o => o.ManagedIdentity = true)));
        Assert.IsType<WorkloadIdentityCredential>(BotCredential.Make(Settings(o => o.FederatedTokenFile = "/token")));
        Assert.IsType<ClientAssertionCredential>(BotCredential.Make(Settings(o => o.FederatedManagedIdentity = Guid.Empty.ToString())));
    }

    [Fact]
    public void Without_an_app_there_is_no_credential() =>
        Assert.Null(BotCredential.Make(new TeamsOptions { DangerouslyBelieveUnsignedRequestsFromThisMachine = true, ClientSecret = "s" }));

    [Theory]
    [InlineData("pfx", "")]
    [InlineData("pfx", "pass word")]
    [InlineData("pem", "")]
    [InlineData("pem", "pass word")]
    public void A_certificate_is_a_PFX_or_PEM_file_with_or_without_password(string kind, string password)
    {
        var file = Certificate(kind, password);
        Assert.IsType<ClientCertificateCredential>(BotCredential.Make(Settings(o => (o.CertificateFile, o.CertificatePassword) = (file, password))));
    }

    [Theory]
    [InlineData("pfx")]
    [InlineData("pem")]
    [InlineData("none")]
    public async Task A_certificate_that_cannot_be_used_is_said_without_the_password(string kind)
    {
        var file = kind == "none" ? Path.Combine(_folder, "missing") : Certificate(kind, "right");
        var tokens = new BotTokens(() => BotCredential.Make(Settings(o => (o.CertificateFile, o.CertificatePassword) = (file, "wrong-password"))), "scope", new FakeTimeProvider());
        var e = await Assert.ThrowsAsync<BotTokenException>(async () => await tokens.GetAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("wrong-password", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/", "api://AzureADTokenExchange/.default")]
    [InlineData("https://login.microsoftonline.us/", "api://AzureADTokenExchangeUSGov/.default")]
    [InlineData("https://login.partner.microsoftonline.cn/", "api://AzureADTokenExchangeChina/.default")]
    public void A_managed_identity_stands_for_the_app_in_its_own_cloud(string authority, string scope) => Assert.Equal(scope, BotCredential.ExchangeScope(new Uri(authority)));

    [Fact]
    public async Task Of_Entras_refusal_only_its_number_is_kept()
    {
        var credential = new FakeCredential { Failure = new AuthenticationFailedException("AADSTS7000215: Invalid client secret provided for app 'secret'. Trace ID: 1") };
        var tokens = new BotTokens(credential.Forgetful, "scope", new FakeTimeProvider());
        var e = await Assert.ThrowsAsync<BotTokenException>(async () => await tokens.GetAsync(TestContext.Current.CancellationToken));
        Assert.Equal("AADSTS7000215", e.Code);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TeamsOptions Settings(Action<TeamsOptions> set)
    {
        var options = new TeamsOptions { AppId = "11111111-1111-1111-1111-111111111111", TenantId = "22222222-2222-2222-2222-222222222222" };
        set(options);
        return options;
    }

    private string Certificate(string kind, string password)
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var file = Path.Combine(_folder, "certificate." + kind);
        if (kind == "pfx")
        {
            File.WriteAllBytes(file, made.Export(X509ContentType.Pfx, password));
        }
        else
        {
            var pem = password.Length == 0 ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
            File.WriteAllText(file, made.ExportCertificatePem() + "\n" + pem);
        }

        return file;
    }
}
