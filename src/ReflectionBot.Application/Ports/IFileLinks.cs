using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Ports;

/// <summary>
/// Addresses of stored files. An address is signed and expires. Until then, anyone who has it can read that one file without signing in,
/// because clients fetch pictures without a cookie. When the file is deleted, its addresses stop working.
/// </summary>
public interface IFileLinks
{
    /// <summary>Makes an address of a file, without checking that the file exists.</summary>
    /// <param name="file">The stored file's id.</param>
    /// <param name="good">How long from now; to the second.</param>
    /// <returns>The address; null if the bot has no address that others can reach (<c>PublicUrl</c> is not set).</returns>
    Uri? Link(string file, TimeSpan good);
}

/// <summary>How long the addresses in messages are valid.</summary>
public static class FileLinkTimes
{
    /// <summary>To fetch a file: long enough to press a button, short enough to limit the risk if the address leaks.</summary>
    public static readonly TimeSpan File = TimeSpan.FromMinutes(15);

    /// <summary>To see a picture: a reader who scrolls back next month should still see it. Deleting the file ends it earlier.</summary>
    public static readonly TimeSpan Picture = TimeSpan.FromDays(366);

    /// <summary>The address that a message needs when it is sent; null if it needs none or there is none.</summary>
    public static Uri? For(this IFileLinks links, OutboundMessage message)
    {
        return message switch
        {
            { Shows: { } picture } => links.Link(picture.File, Picture),
            FileMessage file => links.Link(file.File, File),
            _ => null,
        };
    }
}
