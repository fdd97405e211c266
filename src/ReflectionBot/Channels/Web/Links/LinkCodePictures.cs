using System.Text.Json.Nodes;
using QRCoder;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>
/// Adds a QR code of the link to a card, below each personal link, so that a person can open it with a phone's camera. The picture is inside the card
/// itself, so it is not downloaded from anywhere, and it disappears with the message.
/// </summary>
internal static class LinkCodePictures
{
    /// <summary>The id by which the page recognises the picture, to show it on request.</summary>
    public const string Id = "link-code";

    private const int PixelsAModule = 4;

    /// <summary>Adds the pictures to a card.</summary>
    /// <param name="card">The card; it is changed.</param>
    public static JsonObject Added(JsonObject card)
    {
        if (card["body"] is JsonArray body)
        {
            for (var i = body.Count - 1; i >= 0; i--)
            {
                if (PersonalLink(body[i]!.AsObject()) is { } link)
                {
                    body.Insert(i + 1, Picture(link));
                }
            }
        }

        return card;
    }

    private static string? PersonalLink(JsonObject element) => (element["inlines"] as JsonArray)?
        .Select(run => (string?)(run as JsonObject)?["selectAction"]?["url"])
        .FirstOrDefault(url => url?.Contains(Invitations.Mark, StringComparison.Ordinal) == true);

    private static JsonObject Picture(string link)
    {
        using var code = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(code);
        return new JsonObject
        {
            ["type"] = "Image",
            ["id"] = Id,
            ["url"] = $"data:image/png;base64,{Convert.ToBase64String(png.GetGraphic(PixelsAModule))}",
            ["altText"] = WebWording.QRCodeOfThePersonalLink,
        };
    }
}
