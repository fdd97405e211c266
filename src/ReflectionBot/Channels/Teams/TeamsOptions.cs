namespace ReflectionBot.Channels.Teams;

/// <summary>
/// Settings of Microsoft Teams, section <c>Teams</c>. With nothing set, Teams is off and every request to it is refused. The names are those of
/// the app registration in the Azure portal.
/// </summary>
public sealed class TeamsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Teams";

    /// <summary>"Microsoft App ID" of the Azure Bot, which is the app registration's "Application (client) ID": a GUID. Empty: Teams is off.</summary>
    public string AppId { get; set; } = "";

    /// <summary>"App Tenant ID" of the Azure Bot: the one tenant whose people the bot serves; a GUID.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>A client secret's value. One of the five ways in which the bot proves its identity.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>A certificate with its private key: a PFX or PEM file. The second way.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>The PFX file's password, if it has one.</summary>
    public string CertificatePassword { get; set; } = "";

    /// <summary>The Azure Bot is of the type "User-Assigned Managed Identity" and the bot runs in Azure with that identity. The third way.</summary>
    public bool ManagedIdentity { get; set; }

    /// <summary>A file with a token of another issuer that the app registration trusts (workload identity). The fourth way.</summary>
    public string FederatedTokenFile { get; set; } = "";

    /// <summary>The client id of a managed identity that the app registration trusts as a federated credential. The fifth way.</summary>
    public string FederatedManagedIdentity { get; set; } = "";

    /// <summary>Where the keys that sign incoming requests are published; a different address in Azure Government and Azure China.</summary>
    public string OpenIdMetadata { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>The issuer that signs incoming requests; a different one in Azure Government and Azure China.</summary>
    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>Where the bot gets its own tokens; a different address in Azure Government and Azure China.</summary>
    public string Authority { get; set; } = "https://login.microsoftonline.com/";

    /// <summary>The scope of the bot's own tokens; a different one in Azure Government and Azure China.</summary>
    public string Scope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>
    /// Hosts that the bot may send messages to, besides the built-in ones: a name, or <c>*.</c> and a name. Messages are never sent anywhere else,
    /// whatever a request or a stored row says.
    /// </summary>
    public IReadOnlyList<string> ServiceHosts { get; set; } = [];

    /// <summary>
    /// For the Agents Playground on a developer's machine: requests without any signature are accepted, if everything about them is loopback. Any
    /// user of this machine can then act as any person. With this setting the bot does not start if <c>PublicUrl</c> is set or it listens outside
    /// this machine.
    /// </summary>
    public bool DangerouslyBelieveUnsignedRequestsFromThisMachine { get; set; }

    /// <summary>Whether Teams is in use.</summary>
    internal bool IsOn => AppId.Length > 0 || DangerouslyBelieveUnsignedRequestsFromThisMachine;
}
