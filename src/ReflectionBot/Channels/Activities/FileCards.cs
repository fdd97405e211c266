using System.Text.Json.Nodes;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Activities;

/// <summary>Cards with a picture or a file. The caller provides the address: nothing here creates or looks up one.</summary>
internal static class FileCards
{
    /// <summary>The picture and the same content as text; without an address, the description of the picture replaces it.</summary>
    public static void Picture(CardWriter card, PictureMessage m, Uri? link)
    {
        card.Text(m.Title, Look.Bold);
        if (link is null)
        {
            card.Text(m.AltText, Look.Italic);
        }
        else
        {
            card.Picture(link, m.AltText);
        }

        foreach (var line in m.Lines)
        {
            card.Text(line);
        }

        card.Actions(m.Buttons);
    }

    /// <summary>A description of the file and a button to download it; without an address, a sentence explains why there is none.</summary>
    public static void File(CardWriter card, FileMessage m, Uri? link)
    {
        card.Text(m.Title, Look.Bold);
        foreach (var paragraph in m.Paragraphs)
        {
            card.Text(paragraph);
        }

        card.Text(FileSentences.What(m));
        card.Text(FileSentences.How(link), Look.Subtle);
        if (link is not null)
        {
            card.Opens(CardWording.Download, link);
        }

        card.Actions(m.Buttons);
    }
}

/// <summary>Sentences about every file, on cards and without them.</summary>
internal static class FileSentences
{
    /// <summary>The file's name and size, e.g. "answers.csv, 12 KB".</summary>
    public static string What(FileMessage m) => $"{m.FileName}, {FileWords.Size(m.Bytes)}";

    /// <summary>How to download it.</summary>
    public static string How(Uri? link) => link is null
        ? CardWording.ItCannotBeFetchedHereThe
        : Plurals.Of(CardWording.ResourceManager, "TheLinkWorksForMinutes", (int)FileLinkTimes.File.TotalMinutes);
}

/// <summary>Elements that show or link to a file.</summary>
internal sealed partial class CardWriter
{
    /// <summary>A picture as wide as the card, with a text alternative for people who cannot see it.</summary>
    public void Picture(Uri address, string altText) =>
        Add(new JsonObject { ["type"] = "Image", ["url"] = address.OriginalString, ["altText"] = Cut(altText), ["size"] = "stretch" });

    /// <summary>A picture that stands beside words: as wide as a phone shows without cutting it, and no wider.</summary>
    public void SmallPicture(Uri address, string altText) =>
        Add(new JsonObject { ["type"] = "Image", ["url"] = address.OriginalString, ["altText"] = Cut(altText), ["width"] = "300px", ["horizontalAlignment"] = "Center" });

    /// <summary>A button below the whole card that opens an address; styled as the expected next step.</summary>
    public void Opens(string label, Uri address) =>
        _actions.Add((JsonNode)new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = label, ["url"] = address.OriginalString, ["style"] = "positive" });
}
