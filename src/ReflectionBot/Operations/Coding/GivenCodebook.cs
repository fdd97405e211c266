using ReflectionBot.Core.Themes;

namespace ReflectionBot.Operations.Coding;

/// <summary>The codebook that a command names by its file.</summary>
internal static class GivenCodebook
{
    /// <summary>The codebook of a file, or the bot's own; null where the file cannot be used, after saying why.</summary>
    public static Codebook? Read(string? file, TextWriter errors)
    {
        try
        {
            return file is null ? Codebook.Load() : Codebook.Parse(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            errors.WriteLine(e is FormatException ? $"{file}: {e.Message}" : $"{file} cannot be read ({e.GetType().Name}).");
            return null;
        }
    }
}
