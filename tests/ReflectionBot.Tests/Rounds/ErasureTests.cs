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
}
