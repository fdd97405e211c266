using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Tables;
using ReflectionBot.Checks;
using ReflectionBot.Storage.AzureTables;
using ReflectionBot.Storage.Sqlite;

namespace ReflectionBot.Storage;

/// <summary>Registers the configured store.</summary>
public static class StorageSetup
{
    /// <summary>
    /// Adds <see cref="ITableStore"/> as a singleton: SQLite, or Azure Tables if the section <c>Storage</c> names an account. The options are
    /// checked when the host starts; the host must call <see cref="ITableStore.PrepareAsync"/> before the first turn.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<StorageOptions, StorageOptionsCheck>(configuration.GetSection(StorageOptions.Section));
        services.AddHealthChecks().AddCheck<DiskSpaceHealth>("disk");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Open);
        services.AddHostedService<SqliteUpkeep>();
        return services;
    }

    /// <summary>Puts <see cref="SnapshotTables"/> in front of the registered table: call it after all other registrations.</summary>
    public static IServiceCollection ReadOnceInATurn(this IServiceCollection services)
    {
        var table = services.Last(s => s.ServiceType == typeof(ITableStore));
        services.RemoveAll<ITableStore>();
        services.AddSingleton(s => new SnapshotTables((ITableStore)(table.ImplementationInstance ?? table.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, table.ImplementationType!))));
        services.AddSingleton<ITableStore>(s => s.GetRequiredService<SnapshotTables>());
        return services;
    }

    private static ITableStore Open(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        if (options.Azure() is { } account)
        {
            return new AzureTableStore(account, services.GetRequiredService<TimeProvider>());
        }
        var root = services.GetService<IHostEnvironment>()?.ContentRootPath ?? Directory.GetCurrentDirectory();
        return new SqliteTableStore(SqliteTableOptions.InFolder(Path.GetFullPath(options.Folder, root)));
    }
}
