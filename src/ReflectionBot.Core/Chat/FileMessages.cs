using System.Text.Json.Serialization;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Chat;

/// <summary>A stored picture, and the same in words.</summary>
/// <param name="File">The id of a stored file that is a picture.</param>
/// <param name="AltText">What it shows, for people who do not see it.</param>
public sealed record DigestPicture(string File, string AltText);

/// <summary>
/// A picture, and the same in words. The picture is a stored file; the channel makes its address when it sends (see <c>FileLinkTimes</c>),
/// so no address is ever stored with the message. Where there is no address, the words stand alone.
/// </summary>
/// <param name="Title">In bold above.</param>
/// <param name="File">The id of a stored file that is a picture.</param>
/// <param name="AltText">What the picture shows, for who cannot see it; never empty.</param>
/// <param name="Lines">The same in words, below the picture; short lines.</param>
/// <param name="Buttons">In order.</param>
public sealed record PictureMessage(string Title, string File, string AltText, IReadOnlyList<string> Lines, IReadOnlyList<Button> Buttons) : OutboundMessage
{
    /// <summary>What the picture shows, for who cannot see it.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public string AltText { get; init; } = string.IsNullOrWhiteSpace(AltText) ? throw new ArgumentException("a picture needs its text", nameof(AltText)) : AltText;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Summary => ChatWording.APictureFromReflectionBot;

    /// <inheritdoc/>
    [JsonIgnore]
    public override DigestPicture? Shows => new(File, AltText);
}

/// <summary>
/// A file for one person. It never goes to a conversation that several people read. The channel hands it over in its own way, or by a link
/// that it makes when it sends.
/// </summary>
/// <param name="Title">In bold above.</param>
/// <param name="File">The id of a stored file.</param>
/// <param name="FileName">Its name as stored, which is clean already.</param>
/// <param name="MediaType">One of the media types that a stored file can have.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Paragraphs">Each one a short paragraph: what is in it.</param>
/// <param name="Buttons">In order.</param>
/// <param name="LinkOnly">As a link, also where the channel has a way of its own to hand a file over: that way was refused.</param>
public sealed record FileMessage(string Title, string File, string FileName, string MediaType, long Bytes, IReadOnlyList<string> Paragraphs, IReadOnlyList<Button> Buttons, bool LinkOnly = false) : OutboundMessage
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Summary => ChatWording.AFileFromReflectionBot;

    /// <summary>In place of a file that is not kept any more.</summary>
    public static NoticeMessage Gone => NoticeMessage.Of(ChatWording.ThatFileIsNotKeptAny);
}
