using System.Net.Http.Headers;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Web;

/// <summary>How the page's files are sent.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task Scripts_and_styles_are_sent_small_and_what_holds_words_is_not_compressed()
    {
        var folder = Directory.CreateTempSubdirectory("reflectionbot-page-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "app.js"), string.Concat(Enumerable.Repeat("export const words = 1;\n", 4000)), TestContext.Current.CancellationToken);
        await using var bot = await TestBot.StartAsync([$"--Web:AssetsFolder={folder}"], inProcess: true);
        using var script = await GetAsync(bot, "/app.js");
        Assert.Equal("br", Assert.Single(script.Content.Headers.ContentEncoding));
        Assert.True((await script.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length < 4000);
        using var people = await GetAsync(bot, "/tryout/people");
        Assert.True(people.IsSuccessStatusCode);
        Assert.Empty(people.Content.Headers.ContentEncoding);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<HttpResponseMessage> GetAsync(TestBot bot, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        return await bot.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
