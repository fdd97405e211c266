namespace ReflectionBot.Tests.Rounds.Play;

/// <summary>
/// A folder of its own for a bot under test, in memory where the machine has room for it there: the store waits at every commit until the disk has
/// it, and a round that is only played need not. What a disk does to the store is tested where the store is.
/// </summary>
internal static class TestFolder
{
    private const string Memory = "/dev/shm";
    private const long Room = 1L << 30; // A container often has only 64 MB of it, too little for many bots side by side.

    /// <summary>Creates one, for this user only.</summary>
    public static string Create(string prefix)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Memory) || new DriveInfo(Memory).AvailableFreeSpace < Room)
        {
            return Directory.CreateTempSubdirectory(prefix).FullName;
        }

        return Directory.CreateDirectory(Path.Combine(Memory, prefix + Path.GetRandomFileName()), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
