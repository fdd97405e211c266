namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// Registers what checks the requests of Teams. It needs, from elsewhere: <see cref="TeamsOptions"/> bound to its section and validated at start, and
/// <see cref="TimeProvider"/>.
/// </summary>
internal static class TeamsInboundSetup
{
    /// <summary>Adds <see cref="TeamsAuthentication"/> and the warning about the development switch.</summary>
    public static IServiceCollection AddTeamsAuthentication(this IServiceCollection services)
    {
        services.AddHttpClient(MetadataDocuments.Client, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(10); // Requests wait for it; Azure Bot Service gives up on one after 15.
            client.MaxResponseContentBufferSize = 1024 * 1024; // Of both documents, about 30 KB are seen.
        }).RemoveAllLoggers();
        services.AddSingleton<MetadataDocuments>().AddSingleton<SigningKeys>().AddSingleton<SignedTokens>().AddSingleton<TeamsAuthentication>();
        services.AddHostedService<TeamsBypassWarning>();
        return services;
    }
}
