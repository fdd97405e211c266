using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Core.Storage;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>After the day that people were told, nothing of them is left in the table.</summary>
public sealed class ErasureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_a_project_and_of_whoever_is_on_no_other_is_left()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Rounds", "Scripts", "erased.txt"), Cancel));
        await bot.PassAsync("5 minutes");
        var store = bot.Services.GetRequiredService<ITableStore>();
        Assert.Empty(await store.ListAsync("webpeople", "", Cancel));
        foreach (var person in (string[])["ana", "amir", "lena"])
        {
            Assert.Empty(await store.ListAsync(Keys.Person($"tryout-{person}"), "", Cancel));
            Assert.Empty(await store.ListAsync($"web:d-tryout-{person}", "", Cancel));
        }
    }

    /// <summary>The guide's ticks follow what has happened, and [Start again] leaves a try-out as it was at the first start.</summary>
    [Fact]
    public async Task The_try_out_says_how_far_it_is_and_begins_anew()
    {
        await using var bot = await TestBot.StartAsync();
        Assert.Equal("""{"started":false,"submitted":0,"quoted":false,"digest":false,"takenBack":false,"begun":[]}""", await AskAsync(bot, HttpMethod.Get, "/tryout/progress"));
        await bot.Script.PlayAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Rounds", "Scripts", "digest-copies.txt"), Cancel));
        Assert.StartsWith("""{"started":true,"submitted":5,"quoted":true,"digest":true,"takenBack":true,"begun":["tryout-""", await AskAsync(bot, HttpMethod.Get, "/tryout/progress"), StringComparison.Ordinal);

        await AskAsync(bot, HttpMethod.Post, "/tryout/reset");
        Assert.Equal("""{"started":false,"submitted":0,"quoted":false,"digest":false,"takenBack":false,"begun":[]}""", await AskAsync(bot, HttpMethod.Get, "/tryout/progress"));
        Assert.Empty(await bot.Get<ITableStore>().ListAsync("web:tryout-housing", "a:", Cancel));
        await new Script(new WebChatDriver(bot.Http, bot.Clock), bot).PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< Reflection on Focus groups complete is open
            ana< Round open
            ! tell by hand
            amir< Before you start
            """);
    }

    private static async Task<string> AskAsync(TestBot bot, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", bot.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await bot.Http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
