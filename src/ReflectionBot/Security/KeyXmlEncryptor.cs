using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace ReflectionBot.Security;

/// <summary>
/// Encrypts the secret part of a key of the ring with <see cref="SigningKey"/> (AES-256-GCM), so that a copy of the folder or table that stores
/// the ring is useless by itself.
/// </summary>
internal sealed class KeyXmlEncryptor(SigningKey key) : IXmlEncryptor
{
    /// <summary>The element's name.</summary>
    internal const string Element = "sealed";

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var (cipher, tag) = (new byte[plain.Length], new byte[AesGcm.TagByteSizes.MaxSize]);
        using var aes = Open(key);
        aes.Encrypt(nonce, plain, cipher, tag);
        CryptographicOperations.ZeroMemory(plain);
        return new(new XElement(Element, Convert.ToBase64String([.. nonce, .. tag, .. cipher])), typeof(KeyXmlDecryptor));
    }

    /// <summary>The cipher, with a key derived for this purpose only.</summary>
    internal static AesGcm Open(SigningKey key) => new(key.Sign("key-ring", []), AesGcm.TagByteSizes.MaxSize);
}

/// <summary>Decrypts what <see cref="KeyXmlEncryptor"/> encrypted. Data Protection creates it by its type name, which is stored with every encrypted key.</summary>
/// <param name="services">Provides <see cref="SigningKey"/>.</param>
internal sealed class KeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc/>
    /// <exception cref="CryptographicException">The element was encrypted with another signing key, or changed.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var bytes = SigningKey.Decode(encryptedElement.Value) ?? [];
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        if (bytes.Length < nonce + tag)
        {
            throw new CryptographicException("not a sealed key");
        }

        var plain = new byte[bytes.Length - nonce - tag];
        using var aes = KeyXmlEncryptor.Open(services.GetRequiredService<SigningKey>());
        aes.Decrypt(bytes.AsSpan(0, nonce), bytes.AsSpan(nonce + tag), bytes.AsSpan(nonce, tag), plain);
        var element = XElement.Parse(Encoding.UTF8.GetString(plain));
        CryptographicOperations.ZeroMemory(plain);
        return element;
    }
}
