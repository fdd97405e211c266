using System.Collections.Concurrent;
using System.Globalization;

namespace ReflectionBot.Core.Wording;

/// <summary>The language of whoever has none of their own, and of what many read: the installation's.</summary>
/// <param name="Tag">A language tag of BCP 47; null for English.</param>
public sealed record DefaultLanguage(string? Tag = null)
{
    /// <summary>The same, English said by its name: what was said before in another language does not go on.</summary>
    public string Name => Tag ?? Language.English.Name;
}

/// <summary>
/// The language in which sentences are made: that of whoever reads them. It goes along with the step that makes them, as .NET's own culture does
/// (the resource files follow <see cref="CultureInfo.CurrentUICulture"/>), so no function has to hand it on.
/// </summary>
public static class Language
{
    // What clients say is theirs to choose, so what is kept of it has an end.
    private const int MostLocales = 200;
    private const int LongestTag = 35;

    // Languages that nobody speaks, for tests (CLDR, "Pseudo-locales"): one with accents, one that is read from right to left.
    private static readonly string[] Pseudo = ["en-XA", "ar-XB"];

    private static readonly ConcurrentDictionary<string, string?> Found = new(StringComparer.Ordinal);

    /// <summary>The source language, and the one where nobody chose another.</summary>
    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The one that holds here.</summary>
    public static CultureInfo Now => CultureInfo.CurrentUICulture is { Name: not "" } here && here.TwoLetterISOLanguageName != "en" ? here : English;

    /// <summary>The language of the resource files that hold here, e.g. <c>en</c>: that in which sentences come out.</summary>
    public static string Tag => Read(CultureInfo.CurrentUICulture.Name) ?? English.TwoLetterISOLanguageName;

    /// <summary>The language of the resource files that somebody with this locale reads, e.g. <c>en</c> for <c>en-GB</c>; null where there are none in their language.</summary>
    /// <param name="locale">As a chat program says it; may be anything.</param>
    public static string? Read(string? locale)
    {
        if (locale is null || locale.Length > LongestTag)
        {
            return null;
        }

        if (!Found.TryGetValue(locale, out var language))
        {
            language = Find(locale);
            if (Found.Count < MostLocales)
            {
                Found[locale] = language;
            }
        }

        return language;
    }

    private static string? Find(string locale)
    {
        for (var culture = Known(locale); culture is { Name.Length: > 0 }; culture = culture.Parent)
        {
            if (ConversationWording.ResourceManager.GetResourceSet(culture, createIfNotExists: true, tryParents: false) is not null)
            {
                return culture.Name;
            }
        }

        return locale.LastIndexOf('-') is > 0 and var end ? Find(locale[..end]) : null;
    }

    // .NET keeps every culture that it has made for good, also of a name that somebody made up: none is made but those that Unicode lists.
    private static CultureInfo? Known(string locale)
    {
        try
        {
            return CultureInfo.GetCultureInfo(locale, predefinedOnly: !Pseudo.Contains(locale, StringComparer.OrdinalIgnoreCase));
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Makes sentences in a language, until what is returned is disposed of.</summary>
    /// <param name="tag">A language tag of BCP 47, e.g. <c>cy</c> or <c>en-GB</c>; null, or one that there is not, leaves the language as it is.</param>
    public static Scope In(string? tag)
    {
        try
        {
            return tag is null ? new(CultureInfo.CurrentUICulture) : In(CultureInfo.GetCultureInfo(tag));
        }
        catch (CultureNotFoundException)
        {
            return new(CultureInfo.CurrentUICulture);
        }
    }

    /// <inheritdoc cref="In(string?)"/>
    public static Scope In(CultureInfo language)
    {
        var scope = new Scope(CultureInfo.CurrentUICulture);
        CultureInfo.CurrentUICulture = language;
        return scope;
    }

    /// <summary>For as long as it is not disposed of, sentences are made in a language.</summary>
    /// <param name="before">The one that holds again afterwards.</param>
    public readonly struct Scope(CultureInfo before) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => CultureInfo.CurrentUICulture = before;
    }
}
