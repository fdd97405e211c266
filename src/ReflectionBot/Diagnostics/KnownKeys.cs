using Microsoft.Extensions.Options;

namespace ReflectionBot.Diagnostics;

/// <summary>
/// Refuses to start with a key that nothing reads: a mistyped one would pass unseen, and the bot would run with the default instead.
/// </summary>
/// <typeparam name="T">The options class of the section.</typeparam>
internal sealed class KnownKeys<T>(IConfigurationSection section, params string[] elsewhere) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var known = typeof(T).GetProperties().Where(p => p.CanWrite).Select(p => p.Name).Except(elsewhere).ToList();
        var unknown = section.GetChildren().Select(child => child.Key).Where(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase))
            .Select(key => $"{section.Path}:{key} is not a setting. Expected one of {string.Join(", ", known)}.").ToList();
        return unknown.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(unknown);
    }
}
