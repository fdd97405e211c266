using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>Encrypts a workspace's token for that workspace alone: in the row of another workspace it cannot be decrypted.</summary>
internal sealed class TokenSeal(IDataProtectionProvider protection)
{
    private const string Purpose = "ReflectionBot.Slack.BotToken.v1";

    /// <summary>The token as it is stored: base64.</summary>
    public string Close(string team, string token) => Convert.ToBase64String(Protector(team).Protect(Encoding.UTF8.GetBytes(token)));

    /// <summary>The token; null if it was not encrypted for this workspace with a key that still exists.</summary>
    public string? Open(string team, string @sealed)
    {
        try
        {
            return Encoding.UTF8.GetString(Protector(team).Unprotect(Convert.FromBase64String(@sealed)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string team) => protection.CreateProtector(Purpose, team);
}
