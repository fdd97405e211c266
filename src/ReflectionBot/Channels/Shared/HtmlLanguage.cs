using System.Globalization;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Channels.Shared;

/// <summary>The language attributes of a page, so that it is read aloud and laid out in the right language.</summary>
internal static class HtmlLanguage
{
    /// <summary>Whether the current language is read from right to left.</summary>
    public static bool IsRightToLeft => CultureInfo.GetCultureInfo(Language.Tag).TextInfo.IsRightToLeft;

    /// <summary>The attributes of <c>html</c>, e.g. <c>lang="en"</c>.</summary>
    public static string Attributes => $"lang=\"{Language.Tag}\"{(IsRightToLeft ? " dir=\"rtl\"" : "")}";
}
