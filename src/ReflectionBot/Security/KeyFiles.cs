using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using ReflectionBot.Checks;
using ReflectionBot.Storage;

namespace ReflectionBot.Security;

/// <summary>Stores the key ring in files that only the bot's own user can read.</summary>
internal sealed class KeyFiles : IXmlRepository
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _folder;

    /// <summary>Uses this folder, and creates it.</summary>
    /// <exception cref="CannotStartException">It cannot be created or changed; the message says what to do.</exception>
    public KeyFiles(string folder)
    {
        _folder = new(folder);
        try
        {
            PrivateFolder.CreateOrClose(folder); // Holds nothing but keys.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The folder {folder} of the key files cannot be created or made private. Make it writable for the bot, or set Web:DataFolder.", e);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. _folder.EnumerateFiles("*.xml").Select(file => XElement.Load(file.FullName))];

    /// <summary>Writes a temporary file and renames it, so that a half-written key is never read.</summary>
    /// <param name="element">A key, encrypted, or a revocation.</param>
    /// <param name="friendlyName">The file's name: letters, digits and hyphens.</param>
    public void StoreElement(XElement element, string friendlyName)
    {
        var path = Path.Combine(_folder.FullName, $"{Path.GetFileName(friendlyName)}.xml");
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream($"{path}.new", how))
        {
            element.Save(file);
            file.Flush(flushToDisk: true);
        }

        File.Move($"{path}.new", path, overwrite: true);
    }
}
