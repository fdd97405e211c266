using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ReflectionBot.Core.Storage;
using ReflectionBot.Storage.AzureTables;
using ReflectionBot.Storage.Sqlite;

namespace ReflectionBot.Storage;

/// <summary>Registers the store that the configuration asks for.</summary>
public static class StorageSetup
{
    /// <summary>
    /// Adds <see cref="ITableStore"/> as a singleton: SQLite, or Azure Tables where the section <c>Storage</c> names an account. The options
    /// are checked when the host starts; whoever runs the host calls <see cref="ITableStore.PrepareAsync"/> before the first turn.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(StorageOptions.Section);
        services.AddOptions<StorageOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>>(new Validation(section));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Open);
        services.AddHostedService<SqliteUpkeep>();
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

    /// <summary>Checks values, and names: a mistyped key would otherwise pass unseen, and answers go to another store than was meant.</summary>
    private sealed class Validation(IConfigurationSection section) : IValidateOptions<StorageOptions>
    {
        private static readonly string[] Known = [nameof(StorageOptions.ConnectionString), nameof(StorageOptions.Endpoint), nameof(StorageOptions.Table), nameof(StorageOptions.Folder)];

        public ValidateOptionsResult Validate(string? name, StorageOptions options)
        {
            var unknown = section.GetChildren().Select(child => child.Key).Where(key => !Known.Contains(key, StringComparer.OrdinalIgnoreCase))
                .Select(key => $"{StorageOptions.Section}:{key} is not a setting. Expected one of {string.Join(", ", Known)}.");
            var problems = unknown.Concat(options.Problems()).ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }
}
