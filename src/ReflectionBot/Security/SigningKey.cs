using System.Security.Cryptography;
using System.Text;
using ReflectionBot.Checks;
using ReflectionBot.Storage;

namespace ReflectionBot.Security;

/// <summary>
/// The secret that signs what the bot issues: the web chat's links, cookies and tokens, and the addresses of files. It comes from
/// <c>Web:SigningKey</c>, or from a file that is created at the first start. An attacker who has it can impersonate anyone in the web chat and read
/// every stored file. A new key ends all links and sessions.
/// </summary>
public sealed class SigningKey
{
    /// <summary>The length of a key file, and the minimum length of the setting.</summary>
    public const int Bytes = 32;

    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "web-signing.key";

    private readonly byte[] _key;

    /// <summary>Reads the key from the setting or from its file, or creates one.</summary>
    /// <param name="setting">The setting: base64 of at least <see cref="Bytes"/> bytes. Anything else means the file.</param>
    /// <param name="folder">The file's folder.</param>
    /// <exception cref="CannotStartException">The file cannot be read or written, or is not a key; the message says what to do.</exception>
    public SigningKey(string setting, string folder) => _key = Decode(setting) is { Length: >= Bytes } given ? given : FromFile(folder);

    /// <summary>HMAC-SHA256 of these bytes for one purpose; 32 bytes. Two purposes never have the same signature.</summary>
    public byte[] Sign(string purpose, ReadOnlySpan<byte> data)
    {
        var ofPurpose = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(purpose));
        return HMACSHA256.HashData(ofPurpose, data);
    }

    /// <summary>The bytes of a base64 text; null if it is not base64.</summary>
    internal static byte[]? Decode(string base64)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(base64)];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }

    private static byte[] FromFile(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            PrivateFolder.Create(folder);
            if (!File.Exists(path))
            {
                Create(path);
            }

            var key = File.ReadAllBytes(path);
            return key.Length == Bytes ? key : throw new CannotStartException(
                $"{path} is not a signing key: it should hold {Bytes} bytes. Put the right file back, or delete it; then all links and sessions end.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The signing key {path} cannot be read or created. Make the folder writable, or set Web:SigningKey.", e);
        }
    }

    /// <summary>Writes a temporary file and renames it, so that a half-written key is never read. If two processes start at once, the first key stays.</summary>
    private static void Create(string path)
    {
        var unfinished = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(unfinished, how))
        {
            file.Write(RandomNumberGenerator.GetBytes(Bytes));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }
}
