using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace ReflectionBot.Core.Wording;

/// <summary>A plural form, with its name in Unicode's CLDR. Each language has its own rules for which numbers take which form.</summary>
public enum PluralForm
{
    /// <summary>For everything without another form; every language has it.</summary>
    Other,

    /// <summary>E.g. Arabic and Welsh, for 0.</summary>
    Zero,

    /// <summary>E.g. English for 1, French for 0 and 1.</summary>
    One,

    /// <summary>E.g. Arabic and Welsh, for 2.</summary>
    Two,

    /// <summary>E.g. Polish for 2 to 4.</summary>
    Few,

    /// <summary>E.g. Polish for 5 to 21.</summary>
    Many,
}

/// <summary>Phrases with a number: the resource files have a key for each form of the language, e.g. <c>Days_One</c> and <c>Days_Other</c>.</summary>
public static partial class Plurals
{
    /// <summary>The phrase for a number, in the current language; <c>{count}</c> in it is the number.</summary>
    /// <param name="wording">The resource file.</param>
    /// <param name="key">Its key without the form.</param>
    /// <param name="count">The number.</param>
    /// <param name="filled">The value for each other name in it.</param>
    /// <exception cref="MissingManifestResourceException">There is no such phrase.</exception>
    /// <exception cref="ArgumentException">A name has no value.</exception>
    public static string Of(ResourceManager wording, string key, int count, params IReadOnlyList<(string Name, string Value)> filled)
    {
        var here = CultureInfo.CurrentUICulture;
        var phrase = wording.GetString($"{key}_{Form(count, Language.Now)}", here) ?? wording.GetString($"{key}_{PluralForm.Other}", here) ?? throw new MissingManifestResourceException(key);
        // In a single pass, because the values may contain braces.
        return Hole().Replace(phrase, hole => hole.Groups["name"].Value is var name && name == "count" ? count.ToString(Language.Now)
            : filled.FirstOrDefault(f => f.Name == name).Value ?? throw new ArgumentException($"nothing is given for {hole.Value}", nameof(filled)));
    }

    /// <summary>The form that a language uses for a whole number (CLDR, "Language Plural Rules"). An unlisted language gets one form for 1 and another for the rest.</summary>
    public static PluralForm Form(int count, CultureInfo language)
    {
        var (ten, hundred) = (count % 10, count % 100);
        return language.TwoLetterISOLanguageName switch
        {
            "ja" or "ko" or "zh" or "th" or "vi" or "id" or "ms" => PluralForm.Other,
            "fr" or "hi" or "fa" or "bn" or "gu" => count is 0 or 1 ? PluralForm.One : PluralForm.Other,
            "cy" => count switch { 0 => PluralForm.Zero, 1 => PluralForm.One, 2 => PluralForm.Two, 3 => PluralForm.Few, 6 => PluralForm.Many, _ => PluralForm.Other },
            "ar" => count switch { 0 => PluralForm.Zero, 1 => PluralForm.One, 2 => PluralForm.Two, _ when hundred is >= 3 and <= 10 => PluralForm.Few, _ when hundred >= 11 => PluralForm.Many, _ => PluralForm.Other },
            "ru" or "uk" or "be" => ten == 1 && hundred != 11 ? PluralForm.One : ten is >= 2 and <= 4 && hundred is < 12 or > 14 ? PluralForm.Few : PluralForm.Many,
            "pl" => count == 1 ? PluralForm.One : ten is >= 2 and <= 4 && hundred is < 12 or > 14 ? PluralForm.Few : PluralForm.Many,
            "cs" or "sk" => count == 1 ? PluralForm.One : count is >= 2 and <= 4 ? PluralForm.Few : PluralForm.Other,
            "ro" => count == 1 ? PluralForm.One : count == 0 || hundred is >= 1 and <= 19 ? PluralForm.Few : PluralForm.Other,
            "lt" => ten == 1 && hundred is < 11 or > 19 ? PluralForm.One : ten >= 2 && hundred is < 11 or > 19 ? PluralForm.Few : PluralForm.Other,
            _ => count == 1 ? PluralForm.One : PluralForm.Other,
        };
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();
}
