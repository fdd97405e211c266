using NodaTime;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;

namespace ReflectionBot.Application.Digests;

/// <summary>Puts the picture of the cycle into digests that show topics. It is stored before the digest that names it, under a name that is the same if the step runs again.</summary>
public sealed class DigestPictures(ICycleDrawing drawing, FileStore files, Codings codings, TimeProvider time)
{
    /// <summary>The digest with its picture.</summary>
    public async Task<DigestRecord> AddAsync(Project project, string digest, DigestRecord record, CancellationToken cancel)
    {
        if (!record.HasThemeContent)
        {
            return record;
        }

        var picture = CyclePicture.Of(codings.Of(project).Codebook, record.Message);
        if (drawing.Draw(picture) is not { } png)
        {
            return record;
        }

        await files.StoreAsync(new NewFile("cycle.png", MediaTypes.Png, png, EndOf(project)) { Id = DigestStore.PictureOf(project.Id, digest) }, cancel);
        return record with { Message = record.Message with { Cycle = new ShownPicture(DigestStore.PictureOf(project.Id, digest), picture.AltText) } };
    }

    /// <summary>Stores the rings of several digests side by side.</summary>
    /// <param name="project">The project.</param>
    /// <param name="latest">The last of these digests: a later one makes another picture.</param>
    /// <param name="series">The rings.</param>
    /// <param name="cancel">Cancels the storing.</param>
    /// <returns>The stored file's id; null where the program cannot draw.</returns>
    public async Task<string?> SeriesAsync(Project project, string latest, CycleSeries series, CancellationToken cancel)
    {
        if (drawing.Draw(series) is not { } png)
        {
            return null;
        }

        var stored = await files.StoreAsync(new NewFile("rounds.png", MediaTypes.Png, png, EndOf(project)) { Id = DigestStore.SeriesOf(project.Id, latest) }, cancel);
        return stored.Id;
    }

    // Its link ends then too, and nothing of a project is kept longer than people were told.
    private DateTimeOffset EndOf(Project project)
    {
        var linked = time.GetUtcNow() + FileLinkTimes.Picture;
        return project.Settings.KeepUntil is { } until && Zones.Of(project).AtStartOfDay(until).ToInstant().ToDateTimeOffset() is var day && day < linked && day > time.GetUtcNow() ? day : linked;
    }
}
