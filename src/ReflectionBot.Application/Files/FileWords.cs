using System.Globalization;

namespace ReflectionBot.Application.Files;

/// <summary>Sizes of files as people read them, in English.</summary>
public static class FileWords
{
    private const int Unit = 1024;

    /// <summary>"1 byte", "900 bytes", "12 KB", "1.2 MB"; units of 1,024.</summary>
    public static string Size(long bytes)
    {
        var culture = CultureInfo.GetCultureInfo("en-GB");
        return bytes switch
        {
            1 => "1 byte",
            < Unit => string.Create(culture, $"{bytes} bytes"),
            < Unit * Unit => string.Create(culture, $"{Math.Ceiling(bytes / (double)Unit):0} KB"),
            _ => string.Create(culture, $"{Math.Ceiling(bytes * 10 / (double)(Unit * Unit)) / 10:0.#} MB"),
        };
    }
}
