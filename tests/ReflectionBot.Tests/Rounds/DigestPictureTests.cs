using ReflectionBot.Core.Themes;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Digests;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>The picture of a digest is stored before it is posted, can be fetched, and goes with the project's data, also where their day was brought forward since.</summary>
public sealed class DigestPictureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_there_with_the_digest_and_gone_with_the_project()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Rounds", "Scripts", "digests-again.txt"), Cancel));
        var digest = Assert.Single(await bot.Get<DigestStore>().ListAsync("tryouthousing", Cancel));
        var picture = digest.Record.Message.Cycle!;
        Assert.Equal(CyclePicture.Of(Codebook.Load(), digest.Record.Message).AltText, picture.AltText);
        var file = await bot.Get<FileStore>().ReadAsync(picture.File, Cancel);
        Assert.Equal(MediaTypes.Png, file!.File.MediaType);
        Assert.Equal([0x89, .. "PNG"u8], file.Bytes[..4].ToArray());

        await bot.Script.PlayAsync("""
            ana> set keep-until 20 December 2026
            ana< Saved
            lena< ...
            bea< ...
            amir< ...
            carys< ...
            dele< ...
            ewa< ...
            finn< ...
            grace< ...
            channel< ...
            """);
        await bot.PassAsync("2026-12-20 00:05");
        await bot.PassAsync("5 minutes");
        Assert.Null(await bot.Get<ProjectStore>().FindAsync("tryouthousing", Cancel));
        Assert.Null(await bot.Get<FileStore>().FindAsync(picture.File, Cancel));
    }
}
