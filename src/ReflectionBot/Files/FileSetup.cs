using ReflectionBot.Application.Ports;
using ReflectionBot.Pictures;
using ReflectionBot.Security;

namespace ReflectionBot.Files;

/// <summary>Registers and serves the addresses of files.</summary>
internal static class FileSetup
{
    /// <summary>
    /// Adds <see cref="FileLinks"/>. It needs a registered <see cref="SigningKey"/> and <see cref="TimeProvider"/>; the endpoint also needs a
    /// <c>FileStore</c>. <c>PublicUrl</c> is checked with the web chat's settings.
    /// </summary>
    public static IServiceCollection AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(sp => new FileLinks(
            sp.GetRequiredService<SigningKey>(), sp.GetRequiredService<TimeProvider>(), Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var address) ? address : null));
        services.AddSingleton<ICycleDrawing, CycleDrawing>();
        services.AddSingleton<IFileLinks>(sp => sp.GetRequiredService<FileLinks>());
        return services;
    }

    /// <summary>Adds <c>/files</c>.</summary>
    public static void MapFiles(this WebApplication app) => FileEndpoints.Map(app);
}
