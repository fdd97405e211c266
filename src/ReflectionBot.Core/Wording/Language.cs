using System.Collections.Concurrent;
using System.Globalization;

namespace ReflectionBot.Core.Wording;

/// <summary>The installation's language: for people without their own, and for messages that several people read.</summary>
/// <param name="Tag">A language tag of BCP 47; null for English.</param>
public sealed record DefaultLanguage(string? Tag = null)
{
    /// <summary>The same tag, but with English named explicitly, so that an earlier language does not stay in effect.</summary>
    public string Name => Tag ?? Language.English.Name;
}

/// <summary>
/// The language of the bot's sentences: the reader's. It follows the current step, like .NET's own culture
/// (the resource files use <see cref="CultureInfo.CurrentUICulture"/>), so no function has to pass it on.
/// </summary>
public static class Language
{
    // Clients can send any locale, so what is cached is limited.
    private const int MostLocales = 200;
    private const int LongestTag = 35;

    // Artificial languages for tests (CLDR, "Pseudo-locales"): one with accents, one that is read from right to left.
    private static readonly string[] Pseudo = ["en-XA", "ar-XB"];

    private static readonly ConcurrentDictionary<string, string?> Found = new(StringComparer.Ordinal);

    /// <summary>The source language, and the default.</summary>
    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The current language.</summary>
    public static CultureInfo Now => CultureInfo.CurrentUICulture is { Name: not "" } here && here.TwoLetterISOLanguageName != "en" ? here : English;

    /// <summary>The language of the current resource files, e.g. <c>en</c>: the one in which sentences are written.</summary>
    public static string Tag => Read(CultureInfo.CurrentUICulture.Name) ?? English.TwoLetterISOLanguageName;

    /// <summary>The language of the resource files for a locale, e.g. <c>en</c> for <c>en-GB</c>; null where there are none in that language.</summary>
    /// <param name="locale">As sent by a chat app; may be anything.</param>
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

    // .NET keeps every created culture for good, even for a made-up name. So only those that Unicode lists are created.
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

    /// <summary>Sets the language of sentences until the returned scope is disposed.</summary>
    /// <param name="tag">A language tag of BCP 47, e.g. <c>cy</c> or <c>en-GB</c>; null or an unknown tag leaves the language unchanged.</param>
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

    /// <summary>Restores the earlier language when it is disposed.</summary>
    /// <param name="before">The language to restore.</param>
    public readonly struct Scope(CultureInfo before) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => CultureInfo.CurrentUICulture = before;
    }
}
