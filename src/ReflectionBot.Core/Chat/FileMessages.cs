using System.Text.Json.Serialization;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Chat;

/// <summary>A stored picture, and the same in words.</summary>
/// <param name="File">The id of a stored file that is a picture.</param>
/// <param name="AltText">What it shows, for people who do not see it.</param>
public sealed record ShownPicture(string File, string AltText);

/// <summary>
/// A picture, with the same content as text. The picture is a stored file; the channel makes its link when it sends (see <c>FileLinkTimes</c>),
/// so no link is ever stored with the message. Where there is no link, only the text is shown.
/// </summary>
/// <param name="Title">The bold title above it.</param>
/// <param name="File">The id of a stored file that is a picture.</param>
/// <param name="AltText">What the picture shows, for people who cannot see it; never empty.</param>
/// <param name="Lines">The same content as text, below the picture; short lines.</param>
/// <param name="Buttons">In order.</param>
public sealed record PictureMessage(string Title, string File, string AltText, IReadOnlyList<string> Lines, IReadOnlyList<Button> Buttons) : OutboundMessage
{
    /// <summary>What the picture shows, for people who cannot see it.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public string AltText { get; init; } = string.IsNullOrWhiteSpace(AltText) ? throw new ArgumentException("a picture needs its text", nameof(AltText)) : AltText;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Summary => ChatWording.APictureFromReflectionBot;

    /// <inheritdoc/>
    [JsonIgnore]
    public override ShownPicture? Shows => new(File, AltText);
}

/// <summary>
/// A file for one person. It is never sent to a conversation that several people read. The channel delivers it in its own way, or as a link
/// that it makes when it sends.
/// </summary>
/// <param name="Title">The bold title above it.</param>
/// <param name="File">The id of a stored file.</param>
/// <param name="FileName">Its name as stored, already sanitised.</param>
/// <param name="MediaType">One of the media types allowed for stored files.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Paragraphs">Short paragraphs that say what is in it.</param>
/// <param name="Buttons">In order.</param>
/// <param name="LinkOnly">Send it as a link, even where the channel can deliver files itself: that delivery was refused.</param>
public sealed record FileMessage(string Title, string File, string FileName, string MediaType, long Bytes, IReadOnlyList<string> Paragraphs, IReadOnlyList<Button> Buttons, bool LinkOnly = false) : OutboundMessage
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Summary => ChatWording.AFileFromReflectionBot;

    /// <summary>Shown in place of a file that is no longer kept.</summary>
    public static NoticeMessage Gone => NoticeMessage.Of(ChatWording.ThatFileIsNotKeptAny);
}
