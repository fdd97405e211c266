using ReflectionBot.EndToEnd.Peers;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.EndToEnd.Rounds;

/// <summary>The scripts of rounds through the real host over HTTP, with Azure Tables as Azurite speaks it.</summary>
public sealed class AzuriteRoundTests(Azurite azurite)
{
    [Theory]
    [InlineData("whole-round")]
    [InlineData("setup")]
    [InlineData("facilitating")]
    public async Task Plays(string script)
    {
        azurite.Need();
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Rounds", "Scripts", script + ".txt"), TestContext.Current.CancellationToken);
        string[] settings = [$"--Storage:ConnectionString={azurite.ConnectionString}", $"--Storage:Table=Round{script.Replace("-", "", StringComparison.Ordinal)}"];
        await using var bot = await TestBot.StartAsync(settings, inProcess: false);
        await bot.Script.PlayAsync(text);
    }
}
