using System.Collections;

namespace ReflectionBot.Checks;

/// <summary>Checks whether a setting has the shape of its property: one value, a list, or named values. Values may be secrets and are not repeated.</summary>
internal static class SettingShape
{
    /// <summary>The sentence on what is wrong; null if nothing is.</summary>
    /// <param name="setting">The setting as given.</param>
    /// <param name="type">The property's type.</param>
    public static string? Mistake(IConfigurationSection setting, Type type)
    {
        var (isNamed, isList) = (typeof(IDictionary).IsAssignableFrom(type), type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type));
        var children = setting.GetChildren().ToList();
        if (isNamed || isList)
        {
            return setting.Value is { Length: > 0 }
                ? $"{setting.Path} is a list, not one value. Expected {setting.Path}:{(isNamed ? "<name>" : "0")}, in the environment {setting.Path.Replace(":", "__", StringComparison.Ordinal)}__{(isNamed ? "<name>" : "0")}."
                : children.Select(child => Mistake(child, typeof(string))).FirstOrDefault(m => m is not null);
        }

        return children.Count > 0 ? $"{setting.Path} is one value, not a section or a list. Expected {setting.Path} alone." : ValueMistake(setting);
    }

    /// <summary>Env files of container engines and of older systemd versions keep quotation marks as part of the value.</summary>
    private static string? ValueMistake(IConfigurationSection setting) => setting.Value switch
    {
        { Length: >= 2 } value when value[0] == value[^1] && value[0] is '"' or '\'' => $"{setting.Path} stands in quotation marks, which would be part of the value: an env file keeps them. Leave them out.",
        { Length: > 0 } value when !string.IsNullOrWhiteSpace(value) && (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1])) => $"{setting.Path} begins or ends with a space or a line break. Leave it out.",
        _ => null,
    };
}
