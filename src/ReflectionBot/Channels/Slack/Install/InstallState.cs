using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>
/// The state of OAuth. It tells an installation that this browser began from one that another person began and wants this browser to finish. The
/// cookie holds the state and its expiry, encrypted; the address holds the state. (Source: RFC 6749, 10.12; RFC 9700, 4.7.)
/// </summary>
internal sealed class InstallState(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>How long the person may take at Slack until the browser comes back.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private const int Bytes = 32;

    /// <summary>The most used states that are remembered. Slack's own code works only once anyway.</summary>
    private const int MostUsed = 10_000;

    private readonly IDataProtector _protector = protection.CreateProtector("ReflectionBot.Slack.InstallState.v1");
    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);

    /// <summary>Begins an installation.</summary>
    /// <returns>The state that goes to Slack and comes back, and the cookie's value.</returns>
    public (string State, string Cookie) Begin()
    {
        var held = new byte[sizeof(long) + Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(held, (time.GetUtcNow() + Lasts).UtcTicks);
        RandomNumberGenerator.Fill(held.AsSpan(sizeof(long)));
        return (Base64Url.EncodeToString(held.AsSpan(sizeof(long))), Base64Url.EncodeToString(_protector.Protect(held)));
    }

    /// <summary>Whether this browser began the installation a short while ago and has not finished it yet. A state is accepted once.</summary>
    /// <param name="state">The state that came back; null for none.</param>
    /// <param name="cookie">The cookie's value; null if the browser sent none.</param>
    public bool TryFinish(string? state, string? cookie)
    {
        if (state is null || Read(cookie) is not { } held || BinaryPrimitives.ReadInt64LittleEndian(held) is var ends && ends <= time.GetUtcNow().UtcTicks)
        {
            return false;
        }

        var expected = System.Text.Encoding.ASCII.GetBytes(Base64Url.EncodeToString(held.AsSpan(sizeof(long))));
        return CryptographicOperations.FixedTimeEquals(expected, System.Text.Encoding.UTF8.GetBytes(state)) && IsFirst(state, new DateTimeOffset(ends, TimeSpan.Zero));
    }

    private byte[]? Read(string? cookie)
    {
        try
        {
            return cookie is { Length: > 0 } && _protector.Unprotect(Base64Url.DecodeFromChars(cookie)) is { Length: sizeof(long) + Bytes } held ? held : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private bool IsFirst(string state, DateTimeOffset ends)
    {
        foreach (var (old, _) in _used.Where(u => u.Value <= time.GetUtcNow()).ToList())
        {
            _used.TryRemove(old, out _);
        }

        if (_used.Count >= MostUsed)
        {
            _used.Clear();
        }

        return _used.TryAdd(state, ends);
    }
}
