namespace ReflectionBot.Storage;

/// <summary>Folders of what only the bot's own user may read: keys and answers.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Creates a folder with mode 700, and those above it that are missing; one that exists keeps its mode, which may be somebody's own choice.
    /// On Windows it inherits the rights of the folder above.
    /// </summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
    }

    /// <summary>Whether others than the owner may enter a folder that exists; on Windows not known, and so not said.</summary>
    public static bool IsOpenToOthers(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder) && (File.GetUnixFileMode(folder) & ~OwnerOnly) != UnixFileMode.None;

    /// <summary>Creates it, and makes it private where it was there before.</summary>
    public static void CreateOrClose(string folder)
    {
        Create(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, OwnerOnly);
        }
    }
}
