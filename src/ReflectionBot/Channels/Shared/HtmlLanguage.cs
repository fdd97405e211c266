using System.Globalization;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Channels.Shared;

/// <summary>What a page says of the language that it is in, so that it is read out and laid out as that.</summary>
internal static class HtmlLanguage
{
    /// <summary>The language that holds here is read from right to left.</summary>
    public static bool IsRightToLeft => CultureInfo.GetCultureInfo(Language.Tag).TextInfo.IsRightToLeft;

    /// <summary>The attributes of <c>html</c>, e.g. <c>lang="en"</c>.</summary>
    public static string Attributes => $"lang=\"{Language.Tag}\"{(IsRightToLeft ? " dir=\"rtl\"" : "")}";
}
