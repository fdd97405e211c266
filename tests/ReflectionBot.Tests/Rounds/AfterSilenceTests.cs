using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>The bot was away for days: what was planned meanwhile comes once, not all of it at the same time.</summary>
public sealed class AfterSilenceTests
{
    [Fact]
    public async Task Of_two_reminders_whose_time_has_passed_one_comes()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< Before you start
            amir> agree
            amir< Six questions
            """);
        bot.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 4, 12, 0, 0, TimeSpan.Zero));
        await bot.SettleAsync();
        await bot.PassAsync("2 minutes");
        var reminders = (await bot.Script.HistoryAsync("amir")).Count(m => m.Text.Contains("You need do nothing.", StringComparison.Ordinal));
        Assert.Equal(1, reminders);
    }
}
