using NodaTime;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar.Phrases;

/// <summary>Days of the week, short or long, also in the plural ("Mondays").</summary>
public static class WeekdayWords
{
    private static readonly Dictionary<string, IsoDayOfWeek> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mon"] = IsoDayOfWeek.Monday, ["tue"] = IsoDayOfWeek.Tuesday, ["tues"] = IsoDayOfWeek.Tuesday, ["wed"] = IsoDayOfWeek.Wednesday,
        ["weds"] = IsoDayOfWeek.Wednesday, ["thu"] = IsoDayOfWeek.Thursday, ["thur"] = IsoDayOfWeek.Thursday, ["thurs"] = IsoDayOfWeek.Thursday,
        ["fri"] = IsoDayOfWeek.Friday, ["sat"] = IsoDayOfWeek.Saturday, ["sun"] = IsoDayOfWeek.Sunday,
    };

    /// <summary>The day a word names, or null.</summary>
    public static IsoDayOfWeek? Parse(string? word)
    {
        var key = TypedText.Key((word ?? "").Trim());
        foreach (var day in Enumerable.Range(1, 7).Select(n => (IsoDayOfWeek)n))
        {
            var name = day.ToString();
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase) || key.Equals($"{name}s", StringComparison.OrdinalIgnoreCase))
            {
                return day;
            }
        }

        return Words.TryGetValue(key, out var found) ? found : null;
    }
}
