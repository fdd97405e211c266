using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Tables;
using ReflectionBot.Storage;

namespace ReflectionBot.Security;

/// <summary>
/// ASP.NET Core's Data Protection, for secrets that the bot must store and be able to read again. Its keys are stored in files beside the signing
/// key, or, with a storage account, in rows that every instance reads; in both places encrypted with <see cref="SigningKey"/>. It makes a new
/// key every 90 days and keeps the old ones for reading. (Source: learn.microsoft.com, "Data Protection key management and lifetime".)
/// </summary>
internal static class KeyRingSetup
{
    /// <summary>Every key is bound to this name; under another name, existing data could not be read.</summary>
    public const string Application = "ReflectionBot";

    /// <summary>The folder of the key files, in the data folder.</summary>
    public const string Folder = "keys";

    /// <summary>
    /// Adds Data Protection. It needs these registered: <see cref="ITableStore"/>, <see cref="StorageOptions"/>, <see cref="SigningKey"/>, <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">The services to add it to.</param>
    /// <param name="configuration">Holds <c>Web:DataFolder</c>, the folder of key files.</param>
    public static IServiceCollection AddKeyRing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddDataProtection().SetApplicationName(Application);
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((options, provider) =>
        {
            options.XmlRepository = provider.GetRequiredService<IOptions<StorageOptions>>().Value.Azure() is null
                ? new KeyFiles(Path.GetFullPath(Path.Combine(configuration["Web:DataFolder"] is { Length: > 0 } given ? given : "data", Folder)))
                : new KeyRows(provider.GetRequiredService<ITableStore>(), provider.GetRequiredService<TimeProvider>());
            options.XmlEncryptor = new KeyXmlEncryptor(provider.GetRequiredService<SigningKey>());
        });
        return services;
    }
}
