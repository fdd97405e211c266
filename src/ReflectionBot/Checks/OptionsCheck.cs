using Microsoft.Extensions.Options;

namespace ReflectionBot.Checks;

/// <summary>Refuses to start with settings that cannot work.</summary>
/// <typeparam name="T">The options class.</typeparam>
public abstract class OptionsCheck<T> : IValidateOptions<T>
    where T : class
{
    /// <summary>The mistakes: for each a sentence that names the key and what was expected, and repeats no secret. Empty if there are none.</summary>
    public abstract IEnumerable<string> Mistakes(T options);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, T options) =>
        Mistakes(options).ToList() is { Count: > 0 } wrong ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
}
