using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>Somebody opens their chat for the first time.</summary>
public sealed class GreetingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The questions may stand there already, or come in a moment: the greeting fits both.</summary>
    [Fact]
    public async Task While_questions_are_open_it_says_so_and_shows_the_way_to_them()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< Before you start
            """);
        var web = (await bot.Get<WebDirectory>().FindUserAsync("tryout-amir", Cancel))!;
        await bot.Get<ITurnHandler>().HandleAsync(new MemberJoined("the page is open", web.Address, web.Direct, bot.Clock.GetUtcNow(), web.Address, web.Name), [], Cancel);
        await bot.SettleAsync();
        await bot.Script.PlayAsync("""
            amir< Hello, Amir Khan. I am ReflectionBot.
            & Questions are open now
            ! Nothing to answer now
            amir> [Open]
            amir< Before you start
            """);
    }
}
