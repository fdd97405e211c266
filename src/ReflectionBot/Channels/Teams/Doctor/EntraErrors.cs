using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Teams.Doctor;

/// <summary>
/// Explains Microsoft Entra's error codes. (Source: its page "Microsoft Entra authentication and authorization error codes", and the troubleshooting
/// guides of Azure.Identity.) Entra's own message is left out: it may repeat what was sent to it.
/// </summary>
internal static class EntraErrors
{
    private const string Registration = "In the Azure portal, the Azure Bot's page \"Configuration\" shows \"Microsoft App ID\" and \"App Tenant ID\".";

    /// <summary>The finding for a failure.</summary>
    /// <param name="subject">What was checked.</param>
    /// <param name="code">Entra's error code, <c>AADSTS…</c>, or the kind of failure where there was no answer.</param>
    /// <param name="host">The host that was asked.</param>
    /// <param name="options">The settings; no secret in them is shown.</param>
    public static Finding Find(string subject, string code, string host, TeamsOptions options) => code switch
    {
        "AADSTS7000215" => Finding.Wrong(subject, $"Teams:ClientSecret is wrong ({code}). It must be the secret's \"Value\", not its \"Secret ID\". The portal shows it only once: make a new one in the app registration, \"Certificates & secrets\"."),
        "AADSTS7000222" => Finding.Wrong(subject, $"The secret of Teams:ClientSecret has expired ({code}). Make a new one in the app registration, \"Certificates & secrets\"."),
        "AADSTS7000216" or "AADSTS7000218" => Finding.Wrong(subject, $"The app registration got no secret or certificate ({code}). Set one of the five ways in the README's table."),
        "AADSTS700016" => Finding.Wrong(subject, $"The tenant {options.TenantId} has no app {options.AppId} ({code}). Look at Teams:AppId and Teams:TenantId. {Registration} A new registration may need some minutes."),
        "AADSTS90002" or "AADSTS900021" or "AADSTS900023" => Finding.Wrong(subject, $"There is no tenant {options.TenantId} ({code}). Look at Teams:TenantId. {Registration}"),
        "AADSTS7000229" or "AADSTS500011" => Finding.Wrong(subject, $"The tenant has no service principal for the app or for Azure Bot Service ({code}). Create the Azure Bot in this tenant, or add the app to it under \"Enterprise applications\"."),
        "AADSTS7000112" => Finding.Wrong(subject, $"The app is switched off in the tenant ({code}). An administrator can switch it on under \"Enterprise applications\", \"Properties\"."),
        "AADSTS700027" or "AADSTS7000214" or "AADSTS1000502" => Finding.Wrong(subject, $"The certificate is not the one that the app registration knows, or it has expired ({code}). Upload the certificate of Teams:CertificateFile in the app registration, \"Certificates & secrets\"."),
        "AADSTS700024" => Finding.Wrong(subject, $"What the bot signed is not valid at this time ({code}). Set this machine's clock."),
        "AADSTS70021" or "AADSTS700211" or "AADSTS700212" or "AADSTS700213" or "AADSTS700222" => Finding.Wrong(subject, $"The app registration has no federated credential that matches ({code}). In \"Certificates & secrets\", \"Federated credentials\", compare issuer, subject and audience."),
        "AADSTS70011" or "AADSTS1002012" => Finding.Wrong(subject, $"Teams:Scope is not known ({code}). Leave it out, unless the tenant is in Azure Government or Azure China."),
        "AADSTS53003" or "AADSTS53004" => Finding.Wrong(subject, $"A Conditional Access policy of the tenant stops the app ({code}). An administrator can let it through."),
        "AADSTS90033" or "AADSTS90024" or "AADSTS50196" => Finding.CannotTell(subject, $"{host} is busy ({code}). Try again in a few minutes."),
        _ when code.StartsWith("AADSTS", StringComparison.Ordinal) => Finding.Wrong(subject, $"{host} gives the bot no token ({code}). https://login.microsoftonline.com/error?code={code["AADSTS".Length..]} says what that is."),
        _ => Unanswered(subject, code, host, options),
    };

    private static Finding Unanswered(string subject, string kind, string host, TeamsOptions options) => kind switch
    {
        "CredentialUnavailableException" => Finding.Wrong(subject, options.FederatedTokenFile.Length > 0
            ? "The token of Teams:FederatedTokenFile cannot be used. Check that the file is there and that its issuer keeps it fresh."
            : "This host has no managed identity, or not this one. Assign the user-assigned identity to it (in Azure: \"Identity\", \"User assigned\"). It works in Azure only."),
        "CryptographicException" => Finding.Wrong(subject, "The certificate of Teams:CertificateFile cannot be used, or Teams:CertificatePassword is wrong."),
        "IOException" or "FileNotFoundException" or "DirectoryNotFoundException" or "UnauthorizedAccessException" => Finding.Wrong(subject, "A file of the credential cannot be read: Teams:CertificateFile or Teams:FederatedTokenFile."),
        "AuthenticationFailedException" => Finding.CannotTell(subject, $"{host} gave no answer that can be used. Check Teams:Authority, and that a proxy or firewall lets this machine reach that host."),
        _ => Finding.CannotTell(subject, $"No token could be asked for ({kind})."),
    };
}
