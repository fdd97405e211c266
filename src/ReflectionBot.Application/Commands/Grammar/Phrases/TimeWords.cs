using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar.Phrases;

/// <summary>Times of day: 9, 9:00, 09:00, 9.30, 0930, 9am, 9:30 pm, 17:00, 9 o'clock, noon, midnight. Without am or pm the clock has 24 hours.</summary>
public static partial class TimeWords
{
    /// <summary>The time the words name, to the minute, or null.</summary>
    public static LocalTime? Parse(string? text)
    {
        var words = TypedText.Clean(text ?? "").ToLowerInvariant().TrimEnd('.', ',', '!', ';');
        if (words is "noon" or "midday" or "at noon" or "at midday")
        {
            return LocalTime.Noon;
        }

        if (words is "midnight" or "at midnight")
        {
            return LocalTime.Midnight;
        }

        var match = words.Length > 20 ? Match.Empty : Clock().Match(words);
        if (!match.Success)
        {
            return null;
        }

        var hour = Number(match.Groups["h"].Value);
        var minute = match.Groups["m"].Success ? Number(match.Groups["m"].Value) : 0;
        var half = match.Groups["half"].Value;
        if (half.Length > 0)
        {
            hour = hour is < 1 or > 12 ? 99 : hour % 12 + (half == "p" ? 12 : 0);
        }

        return hour < 24 && minute < 60 ? new LocalTime(hour, minute) : null;
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:at )?(?:(?<h>[0-9]{1,2})(?:[:.h](?<m>[0-9]{2})|h)?|(?<h>[0-9]{2})(?<m>[0-9]{2})) ?(?:(?<half>[ap])\.?m|o['’]? ?clock)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
