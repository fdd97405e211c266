using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>Creates the credential with which the bot proves its identity, in the one way that the settings name.</summary>
internal static class BotCredential
{
    /// <summary>The credential; null where there is no app id, and then no token is ever sent.</summary>
    /// <exception cref="IOException">The certificate's file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The certificate cannot be used, or its password is wrong.</exception>
    public static TokenCredential? Make(TeamsOptions teams)
    {
        return teams switch
        {
            { AppId: "" } => null,
            { ManagedIdentity: true } => Identity(teams.AppId),
            { FederatedTokenFile.Length: > 0 } => new WorkloadIdentityCredential(Quick(new WorkloadIdentityCredentialOptions
            {
                TenantId = teams.TenantId,
                ClientId = teams.AppId,
                TokenFilePath = teams.FederatedTokenFile,
                AuthorityHost = new Uri(teams.Authority),
            })),
            { FederatedManagedIdentity.Length: > 0 } => Federated(teams),
            { CertificateFile.Length: > 0 } => new ClientCertificateCredential(
                teams.TenantId, teams.AppId, Certificate(teams), Quick(new ClientCertificateCredentialOptions { AuthorityHost = new Uri(teams.Authority) })),
            { ClientSecret.Length: > 0 } => new ClientSecretCredential(
                teams.TenantId, teams.AppId, teams.ClientSecret, Quick(new ClientSecretCredentialOptions { AuthorityHost = new Uri(teams.Authority) })),
            _ => throw new InvalidOperationException("Teams has an app id and none of the five ways to prove it"),
        };
    }

    /// <summary>
    /// The scope that a managed identity's token needs to act for an app registration. (Source: Microsoft Entra documentation, "Configure an
    /// application to trust a managed identity".)
    /// </summary>
    internal static string ExchangeScope(Uri authority) => authority switch
    {
        { Host: "login.microsoftonline.us" } => "api://AzureADTokenExchangeUSGov/.default",
        { Host: "login.partner.microsoftonline.cn" or "login.chinacloudapi.cn" } => "api://AzureADTokenExchangeChina/.default",
        _ => "api://AzureADTokenExchange/.default",
    };

    private static ManagedIdentityCredential Identity(string clientId) =>
        new(Quick(new ManagedIdentityCredentialOptions(ManagedIdentityId.FromUserAssignedClientId(clientId))));

    private static ClientAssertionCredential Federated(TeamsOptions teams)
    {
        var authority = new Uri(teams.Authority);
        var (identity, context) = (Identity(teams.FederatedManagedIdentity), new TokenRequestContext([ExchangeScope(authority)]));
        return new ClientAssertionCredential(
            teams.TenantId,
            teams.AppId,
            async cancel => (await identity.GetTokenAsync(context, cancel)).Token,
            Quick(new ClientAssertionCredentialOptions { AuthorityHost = authority }));
    }

    /// <summary>A PEM file holds the certificate and its key; anything else is treated as a PFX file.</summary>
    internal static X509Certificate2 Certificate(TeamsOptions teams)
    {
        var password = teams.CertificatePassword.Length > 0 ? teams.CertificatePassword : null;
        if (File.ReadAllText(teams.CertificateFile).Contains("-----BEGIN ", StringComparison.Ordinal))
        {
            return password is null ? X509Certificate2.CreateFromPemFile(teams.CertificateFile) : X509Certificate2.CreateFromEncryptedPemFile(teams.CertificateFile, password);
        }

        // Where the system allows it, the key stays in memory and is not written to a key store.
        var keys = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;
        return X509CertificateLoader.LoadPkcs12FromFile(teams.CertificateFile, password, keys);
    }

    /// <summary>A message must not wait for its token beyond its lease: there are two short attempts, and the outbox handles the rest.</summary>
    private static T Quick<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 1;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        return options;
    }
}
