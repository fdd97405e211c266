using System.Globalization;

namespace ReflectionBot.Core.Wording;

/// <summary>The language of whoever has none of their own, and of what many read: the installation's.</summary>
/// <param name="Tag">A language tag of BCP 47; null for English.</param>
public sealed record DefaultLanguage(string? Tag = null);

/// <summary>
/// The language in which sentences are made: that of whoever reads them. It goes along with the step that makes them, as .NET's own culture does
/// (the resource files follow <see cref="CultureInfo.CurrentUICulture"/>), so no function has to hand it on.
/// </summary>
public static class Language
{
    /// <summary>The source language, and the one where nobody chose another.</summary>
    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The one that holds here.</summary>
    public static CultureInfo Now => CultureInfo.CurrentUICulture is { Name: not "" } here && here.TwoLetterISOLanguageName != "en" ? here : English;

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
