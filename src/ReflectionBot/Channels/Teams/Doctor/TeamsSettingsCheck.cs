using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Teams.Doctor;

/// <summary>Says which settings are there and how the bot proves its identity. Their format was checked before.</summary>
internal static class TeamsSettingsCheck
{
    private const string Subject = "Settings";

    /// <summary>The steps to begin with, in order, where nothing is set.</summary>
    public static IReadOnlyList<string> HowToBegin { get; } =
    [
        "Teams is not set up: there is no Teams:AppId. To begin:",
        "  1. Give the bot an https address that the internet can reach, and set PublicUrl to it.",
        "  2. In the Azure portal, create an \"Azure Bot\" of the type \"Single Tenant\", with the messaging endpoint {PublicUrl}/api/messages.",
        "  3. From its page \"Configuration\", set Teams:AppId to \"Microsoft App ID\" and Teams:TenantId to \"App Tenant ID\".",
        "  4. In its app registration, \"Certificates & secrets\", make a secret, and set Teams:ClientSecret to its value, best in the environment: Teams__ClientSecret.",
        "  5. On its page \"Channels\", add Microsoft Teams.",
        "  6. Start the bot, and call this again. Then write the app with teams-app, and upload it to Teams.",
        "README.md, \"Connect Teams\", has every step. To try the bot without any of this: docs/teams.md, \"On one machine\".",
    ];

    /// <summary>The finding about the settings.</summary>
    /// <param name="options">Checked settings with an app id, or with the development switch.</param>
    public static Finding Look(TeamsOptions options) => options.AppId.Length == 0
        ? Finding.Ok(Subject, $"Teams:{nameof(TeamsOptions.DangerouslyBelieveUnsignedRequestsFromThisMachine)} is on: this is for the Agents Playground on this machine. Teams itself cannot reach the bot so.")
        : Finding.Ok(Subject, $"The bot is the app {options.AppId} of the tenant {options.TenantId}. It proves that by {Way(options)}.");

    /// <summary>The one credential that is set, without its value.</summary>
    private static string Way(TeamsOptions options) => options switch
    {
        { ClientSecret.Length: > 0 } => "a client secret (Teams:ClientSecret)",
        { CertificateFile.Length: > 0 } => "a certificate (Teams:CertificateFile)",
        { ManagedIdentity: true } => "the managed identity of this host (Teams:ManagedIdentity)",
        { FederatedTokenFile.Length: > 0 } => "the token of another issuer (Teams:FederatedTokenFile)",
        _ => "a managed identity that the app registration trusts (Teams:FederatedManagedIdentity)",
    };
}
