namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Registers the services that check the requests of Teams. The caller must register <see cref="TeamsOptions"/>, bound to its section and validated
/// at start, and <see cref="TimeProvider"/>.
/// </summary>
internal static class TeamsInboundSetup
{
    /// <summary>Adds <see cref="TeamsAuthentication"/> and the warning about the development switch.</summary>
    public static IServiceCollection AddTeamsAuthentication(this IServiceCollection services)
    {
        services.AddHttpClient(MetadataDocuments.Client, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(10); // Requests wait for this; Azure Bot Service gives up on a request after 15 seconds.
            client.MaxResponseContentBufferSize = 1024 * 1024; // Both documents together have about 30 KB.
        }).RemoveAllLoggers();
        services.AddSingleton<MetadataDocuments>().AddSingleton<SigningKeys>().AddSingleton<SignedTokens>().AddSingleton<TeamsAuthentication>();
        services.AddHostedService<TeamsBypassWarning>();
        return services;
    }
}
