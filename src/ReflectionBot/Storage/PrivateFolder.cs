namespace ReflectionBot.Storage;

/// <summary>Folders that only the bot's own user may read: for keys and answers.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Creates a folder with mode 700, and its missing parents. An existing folder keeps its mode, which the operator may have chosen. On Windows
    /// it inherits the rights of its parent.
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

    /// <summary>Whether users other than the owner may enter an existing folder; on Windows this is not known, so the result is false.</summary>
    public static bool IsOpenToOthers(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder) && (File.GetUnixFileMode(folder) & ~OwnerOnly) != UnixFileMode.None;

    /// <summary>Creates the folder, and makes it private if it already existed.</summary>
    public static void CreateOrClose(string folder)
    {
        Create(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, OwnerOnly);
        }
    }
}
