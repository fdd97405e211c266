using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Ports;

/// <summary>
/// Addresses of stored files. An address is signed and ends; whoever has it can read that one file until then, without being anybody:
/// clients fetch pictures without a cookie. Where the file is deleted, its addresses lead nowhere.
/// </summary>
public interface IFileLinks
{
    /// <summary>An address of a file, made without looking whether it is there.</summary>
    /// <param name="file">The stored file's id.</param>
    /// <param name="good">How long from now; to the second.</param>
    /// <returns>The address; null where the bot has none that others can reach (<c>PublicUrl</c> is not set).</returns>
    Uri? Link(string file, TimeSpan good);
}

/// <summary>How long the addresses in messages are good.</summary>
public static class FileLinkTimes
{
    /// <summary>To fetch a file: time enough to press a button, short enough for an address that strays.</summary>
    public static readonly TimeSpan File = TimeSpan.FromMinutes(15);

    /// <summary>To see a picture: whoever scrolls back next month should still see it. Deleting the file ends it before.</summary>
    public static readonly TimeSpan Picture = TimeSpan.FromDays(366);

    /// <summary>The address that a message needs as it is sent; null where it needs none or there is none.</summary>
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
