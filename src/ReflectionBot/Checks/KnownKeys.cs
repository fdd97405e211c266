namespace ReflectionBot.Checks;

/// <summary>
/// Refuses to start with a key that nothing reads, or with a value of a shape that the binder would silently ignore: the bot would then run with
/// the default instead.
/// </summary>
/// <typeparam name="T">The options class of the section.</typeparam>
internal sealed class KnownKeys<T>(IConfigurationSection section, params string[] elsewhere) : OptionsCheck<T>
    where T : class
{
    /// <inheritdoc/>
    public override IEnumerable<string> Mistakes(T options)
    {
        var known = typeof(T).GetProperties().Where(p => p.CanWrite && !elsewhere.Contains(p.Name)).ToDictionary(p => p.Name, p => p.PropertyType, StringComparer.OrdinalIgnoreCase);
        var unknown = section.GetChildren().Where(child => !known.ContainsKey(child.Key)).Select(child => $"{section.Path}:{child.Key} is not a setting. Expected one of {string.Join(", ", known.Keys)}.");
        var shapes = section.GetChildren().Where(child => known.ContainsKey(child.Key)).Select(child => SettingShape.Mistake(child, known[child.Key])).OfType<string>();
        var whole = section.Value is { Length: > 0 } ? [$"{section.Path} is a section, not one value. Expected its keys, e.g. {section.Path}:{known.Keys.First()}."] : (string[])[];
        return whole.Concat(unknown).Concat(shapes);
    }
}
