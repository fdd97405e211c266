using Microsoft.Extensions.Options;

namespace ReflectionBot.Checks;

/// <summary>Binds a configuration section to its options, with all checks before the start.</summary>
internal static class Settings
{
    /// <summary>Adds options whose every key is known, see <see cref="KnownKeys{T}"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section of the settings.</param>
    /// <param name="elsewhere">Properties that are set in another way, and are not keys of this section.</param>
    public static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, IConfigurationSection section, params string[] elsewhere)
        where T : class
    {
        services.AddSingleton<IValidateOptions<T>>(new KnownKeys<T>(section, elsewhere));
        return services.AddOptions<T>().Bind(section).ValidateOnStart();
    }

    /// <summary>The same, with a check of the values.</summary>
    public static OptionsBuilder<T> AddSettings<T, TCheck>(this IServiceCollection services, IConfigurationSection section, params string[] elsewhere)
        where T : class
        where TCheck : OptionsCheck<T>
    {
        services.AddSingleton<IValidateOptions<T>, TCheck>();
        return services.AddSettings<T>(section, elsewhere);
    }
}
